package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The column by which a query returns only the rows that may have changed since an earlier run.
 * Rows without a value are always returned. Not thread-safe.
 */
final class JdbcCursor {
  private static final String PLACEHOLDER = "{cursor}";

  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])");

  /** The column as the query names it, such as {@code o.updated_at}. */
  private final String expression;

  private final boolean isSqlite;
  private @Nullable JdbcColumn column;

  /** The type of its cells; those of SQLite may have any. */
  private Class<?> type = Comparable.class;

  /** The value to begin with; null for all rows. */
  private @Nullable Object from;

  /** A hash of the names of all columns, which SELECT * may change, and that of the earlier run. */
  private String names = "";

  private String namesBefore = "";

  /** The record that the limit is of; null for none. */
  private @Nullable String continued;

  private @Nullable Object highest;

  /** The least number that is a time, which shows the unit of all. */
  private @Nullable BigDecimal leastTime;

  /** The first cell that cannot be compared with others; null if there is none. */
  private @Nullable String incomparable;

  /** Whether a row has a time without an end, which is in the future. */
  private boolean isEndless;

  /** The start of the run. */
  private Instant start = Instant.EPOCH;

  private JdbcCursor(String expression, boolean isSqlite) {
    this.expression = expression;
    this.isSqlite = isSqlite;
  }

  /**
   * Returns the cursor of a query; null if it has none.
   *
   * @throws CannotRunException if the query has no {cursor}, or has one without a column
   */
  static @Nullable JdbcCursor of(@Nullable String expression, String query, String url)
      throws CannotRunException {
    int places = query.split("\\{cursor}", -1).length - 1;
    if (expression == null && places == 0) {
      return null;
    }
    if (expression == null || places != 1) {
      throw new CannotRunException(
          expression == null
              ? "the query has {cursor}; name the column of the cursor with --cursor"
              : "the cursor "
                  + expression
                  + " needs {cursor} once in the query, where the condition belongs, such as WHERE"
                  + " {cursor}");
    }
    return new JdbcCursor(expression, JdbcKind.isSqlite(url));
  }

  /** Sets the start of the run, before the rows are read. */
  void startAt(Instant now) {
    start = now;
  }

  /**
   * Limits the rows to those since an earlier run, if its record is of the same query and mapping:
   * with others, rows may be sent again that have not changed.
   */
  void continueFrom(@Nullable String record, String source, Mapping mapping) {
    String head = head(source, mapping);
    if (record != null && record.startsWith(head)) {
      continued = record;
      String[] parts = record.substring(head.length()).split("\n", 3);
      namesBefore = parts[0];
      from =
          switch (parts[1]) {
            case "BigDecimal" -> new BigDecimal(parts[2]);
            case "LocalDate" -> LocalDate.parse(parts[2]);
            case "LocalDateTime" -> LocalDateTime.parse(parts[2]);
            case "Instant" -> Instant.parse(parts[2]);
            default -> parts[2];
          };
    }
  }

  /** Returns the record for the next run; null if that must read the same rows again. */
  @Nullable String next(String source, Mapping mapping) {
    Object last = incomparable == null ? untilStart(mapping.cells().zone()) : null;
    return last == null
        ? null
        : head(source, mapping)
            + String.join("\n", names, last.getClass().getSimpleName(), last.toString());
  }

  /** Returns the highest value until the start: rows that change later have lower future values. */
  private @Nullable Object untilStart(@Nullable ZoneId zone) {
    // Without a zone, the clock of the database may be 12 hours behind UTC.
    // Numbers have no margin later, and may be whole seconds.
    Instant until =
        highest instanceof BigDecimal
            ? start.truncatedTo(ChronoUnit.SECONDS).minusSeconds(1)
            : start;
    Object now = inColumn(until, zone == null ? ZoneOffset.ofHours(-12) : zone);
    Object last = highest == null || now == null ? highest : least(highest, now);
    // Texts of times have several forms and offsets, which differ by less than a day.
    return last instanceof LocalDate day ? day.minusDays(1) : last;
  }

  /** Returns a time as a value like the highest one; null if that is no time. */
  private @Nullable Object inColumn(Instant time, ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofInstant(time, zone);
    if (highest instanceof LocalDateTime) {
      return column().kind() == JdbcKind.DAY ? local.truncatedTo(ChronoUnit.DAYS) : local;
    }
    if (highest instanceof BigDecimal) {
      return leastTime == null ? null : JdbcTimes.inUnitOf(leastTime, time);
    }
    return highest instanceof LocalDate
        ? local.toLocalDate()
        : highest instanceof Instant ? time : null;
  }

  /** Returns the warning for cells that make the next run read too much; null if there are none. */
  @Nullable Finding warning() {
    Object next = inColumn(start.plus(1, ChronoUnit.DAYS), ZoneOffset.UTC);
    boolean isInFuture =
        isEndless || (highest != null && next != null && compare(highest, next) > 0);
    String text =
        incomparable != null || !isInFuture
            ? incomparable
            : expression
                + " has times in the future, whose rows each run reads; correct them, or use a"
                + " column with the times of changes";
    return text == null ? null : new Finding(Finding.Level.WARNING, "cursor", text);
  }

  private String head(String source, Mapping mapping) {
    return String.join("\n", mapping.fingerprint(), source, expression, "");
  }

  /** Returns whether a record is of the same mapping. */
  static boolean isOf(String record, Mapping mapping) {
    return record.startsWith(mapping.fingerprint() + "\n");
  }

  boolean isLimiting() {
    return from != null;
  }

  /** Returns whether the rows are limited to those since this record. */
  boolean continues(@Nullable String record) {
    return isLimiting() && Objects.equals(record, continued);
  }

  /** Removes the limit. */
  void readAll() {
    from = null;
  }

  /** Returns the statement for a query, with the limit. */
  PreparedStatement prepare(Connection connection, String query) throws SQLException {
    // In SQLite, a number is less than any text. Databases differ in what has no value.
    String other =
        !isSqlite
            ? expression + " IS NULL"
            : "typeof("
                + expression
                + (from instanceof BigDecimal
                    ? ") NOT IN ('integer', 'real')"
                    : ") <> 'text' OR trim(" + expression + ") = ''");
    String condition = from == null ? "1 = 1" : "(" + expression + " >= ? OR " + other + ")";
    PreparedStatement statement =
        connection.prepareStatement(
            query.replace(PLACEHOLDER, condition),
            ResultSet.TYPE_FORWARD_ONLY,
            ResultSet.CONCUR_READ_ONLY);
    if (from != null) {
      statement.setObject(1, parameter(from));
    }
    return statement;
  }

  /**
   * Returns the parameter. Some databases round times, so it is a second earlier, and two hours if
   * clocks may go back at the end of summer.
   */
  private Object parameter(Object value) {
    if (value instanceof BigDecimal number) {
      boolean isLong = number.scale() <= 0 && number.toBigInteger().bitLength() < Long.SIZE;
      // Exact values keep the index of the column usable, and SQLite would take others for texts.
      return isLong ? number.longValue() : isSqlite ? number.doubleValue() : value;
    }
    return value instanceof LocalDateTime time
        ? time.minusHours(2)
        : value instanceof Instant time
            ? time.minusSeconds(1).atOffset(ZoneOffset.UTC)
            : value instanceof LocalDate ? value.toString() : value;
  }

  /**
   * Begins to read the rows.
   *
   * @throws CannotRunException if there is no such column, or it cannot be compared with the limit
   */
  void begin(List<JdbcColumn> columns) throws CannotRunException {
    String name = expression.replaceFirst("(?s).*\\.", "").replaceAll("[\"`\\[\\]]", "");
    JdbcColumn found =
        columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst().orElse(null);
    Class<?> expected = found == null ? null : type(found.kind());
    if (found == null || expected == null) {
      throw new CannotRunException(
          "the cursor "
              + expression
              + (found == null
                  ? " is no column of the result; add it to the query"
                  : " has the type " + found.typeName() + "; use a time or an increasing number"));
    }
    names = Integer.toHexString(columns.stream().map(JdbcColumn::name).toList().hashCode());
    if (from != null && !(expected.isInstance(from) && names.equals(namesBefore))) {
      throw new CannotRunException("the columns of the query have changed");
    }
    column = found.in(null);
    type = expected;
    highest = null;
    leastTime = null;
    if (from instanceof BigDecimal number) {
      addTime(number);
    }
    incomparable = null;
    isEndless = false;
  }

  private @Nullable Class<?> type(JdbcKind kind) {
    return switch (kind) {
      case WHOLE, DECIMAL -> isSqlite ? Comparable.class : BigDecimal.class;
      case DAY, LOCAL_TIME -> isSqlite ? Comparable.class : LocalDateTime.class;
      case INSTANT -> Instant.class;
      case TEXT, ANY -> isSqlite ? Comparable.class : null;
      default -> null;
    };
  }

  /** Returns the column, after {@link #begin}. */
  JdbcColumn column() {
    return Objects.requireNonNull(column);
  }

  /** Receives the cell of a row in this column; null for an empty one. */
  void add(@Nullable Object cell, Location location) {
    if (cell == null || incomparable != null || (cell instanceof String text && text.isBlank())) {
      return;
    }
    if (cell.equals("infinity") && !isSqlite) {
      isEndless = true;
      return;
    }
    Object value =
        cell instanceof BigInteger number
            ? new BigDecimal(number)
            : cell instanceof LocalDate day
                ? day.atStartOfDay()
                : cell instanceof String text && isSqlite ? dayOrText(text) : cell;
    Object before = highest == null ? value : highest;
    // All texts of times are less than such a text, so that the next run would return none.
    boolean isNoTime =
        value instanceof String
            && (from instanceof LocalDate || (from == null && highest == null && mayBeTime()));
    if (!type.isInstance(value) || isNoTime || value.getClass() != before.getClass()) {
      incomparable =
          location
              + ": "
              + Reason.ofCell(
                      column().name(),
                      cell instanceof UnreadableCell unreadable
                          ? unreadable.reason()
                          : cell.toString(),
                      "cannot be compared with the cells before it, so the next run reads the same rows;"
                          + " correct it, or use another column")
                  .text();
      return;
    }
    if (compare(value, before) >= 0) {
      highest = value;
    }
    if (value instanceof BigDecimal number) {
      addTime(number);
    }
  }

  private void addTime(BigDecimal number) {
    if (mayBeTime()
        && JdbcTimes.inUnitOf(number, start) != null
        && (leastTime == null || compare(number, leastTime) < 0)) {
      leastTime = number;
    }
  }

  private boolean mayBeTime() {
    return column().kind() == JdbcKind.DAY
        || column().kind() == JdbcKind.LOCAL_TIME
        || SampledColumn.isNamedAsTime(column().name());
  }

  /** Returns the day with which a text begins, if it is that of a time. */
  private static Object dayOrText(String text) {
    Matcher day = DAY.matcher(text);
    try {
      return day.lookingAt() ? LocalDate.parse(day.group()) : text;
    } catch (DateTimeException e) {
      return text;
    }
  }

  private static Object least(Object a, Object b) {
    return compare(a, b) <= 0 ? a : b;
  }

  @SuppressWarnings("unchecked") // Both have the same class, which is one of type(..).
  private static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }
}
