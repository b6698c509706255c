package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The result of a query. The first pass over the rows continues the query that gave the columns;
 * each later pass runs it again. Nothing is committed, so a query that changes data has no effect.
 */
final class JdbcSource implements RowSource {
  /** The number of rows that a driver fetches at a time, if it streams at all. */
  private static final int FETCH_SIZE = 1_000;

  private final String url;
  private final String query;
  private final Properties login;
  private final JdbcDrivers drivers;
  private final @Nullable JdbcCursor cursor;
  private @Nullable List<JdbcColumn> columns;

  /** The columns to be read, with null for each that is not; null before that is known. */
  private @Nullable List<@Nullable JdbcColumn> used;

  private boolean needsZone;

  /** Whether the last failure of the query may be one of its limit. */
  private boolean mayBeOfLimit;

  /** The open result whose columns were read, until {@link #rows} returns it. */
  private @Nullable Rows opened;

  /**
   * Creates a source. Nothing is sent to the database yet.
   *
   * @param url the URL, without a password
   * @param environment the environment variables with user and password, if the database needs them
   * @param drivers the jars with the driver; empty for those of the class path
   * @param cursor the cursor that may limit the rows; null for none
   * @throws CannotRunException if a file that a variable names cannot be read
   */
  JdbcSource(
      String url,
      String query,
      Map<String, String> environment,
      List<Path> drivers,
      @Nullable JdbcCursor cursor)
      throws CannotRunException {
    this.cursor = cursor;
    this.url = url;
    this.query = query;
    this.login = JdbcLogin.of(environment);
    this.drivers = new JdbcDrivers(drivers);
  }

  @Override
  public @Nullable JdbcCursor cursor() {
    return cursor;
  }

  @Override
  public String name() {
    return "the query to " + JdbcUrl.shown(url);
  }

  @Override
  public String identity() {
    return name() + " (" + JdbcUrl.fingerprint(url, query) + ")";
  }

  @Override
  public List<String> header() throws CannotRunException {
    return columns().stream().map(JdbcColumn::name).toList();
  }

  @Override
  public List<ColumnType> types() throws CannotRunException {
    return columns().stream().map(column -> column.kind().type()).toList();
  }

  @Override
  public Set<Integer> unreadable() throws CannotRunException {
    return columns().stream()
        .filter(JdbcColumn::isUnreadable)
        .map(column -> column.index() - 1)
        .collect(Collectors.toSet());
  }

  private List<JdbcColumn> columns() throws CannotRunException {
    if (columns == null) {
      opened = open();
    }
    return Objects.requireNonNull(columns);
  }

  @Override
  public boolean isConnection() {
    return true;
  }

  @Override
  public void use(Columns mapped, Mapping mapping) throws CannotRunException {
    Map<Integer, ColumnFormat> formats = formats(mapped);
    List<@Nullable JdbcColumn> read = new ArrayList<>();
    List<String> local = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (JdbcColumn column : columns()) {
      int index = read.size();
      boolean isNamed = index == mapped.keyIndex() || index == mapped.contactIndex();
      if (!isNamed && !formats.containsKey(index)) {
        read.add(null);
        continue;
      }
      JdbcColumn formatted = column.in(formats.get(index));
      read.add(formatted);
      if (column.isUnreadable()) {
        problems.add(unreadable(column, isNamed));
      } else if (formatted.isLocalTime()) {
        local.add(column.name());
      }
    }
    needsZone = mapping.cells().zone() == null;
    if (needsZone && !local.isEmpty()) {
      problems.add(withoutZone(local));
    }
    if (!problems.isEmpty()) {
      throw new CannotRunException(String.join("\n  ", problems));
    }
    used = read;
  }

  /** Returns the formats of attributes and times by their indexes. */
  private static Map<Integer, ColumnFormat> formats(Columns mapped) {
    Map<Integer, ColumnFormat> formats = new HashMap<>();
    mapped.attributes().forEach(each -> formats.put(each.index(), each.format()));
    for (Columns.@Nullable Times times : Arrays.asList(mapped.createdAt(), mapped.updatedAt())) {
      if (times != null) {
        formats.put(times.index(), times.format());
      }
    }
    return formats;
  }

  private String unreadable(JdbcColumn column, boolean isNamed) {
    return name()
        + " has the column \""
        + column.name()
        + "\" of the type "
        + column.typeName()
        + ", which attributes cannot hold; convert it to text in the query"
        + (isNamed ? "" : ", or exclude it with --ignore " + column.name());
  }

  private String withoutZone(List<String> local) {
    return name()
        + " has times without a time zone in "
        + local.stream().collect(Collectors.joining("\", \"", "\"", "\""))
        + "; give the zone of the database with --zone, such as --zone UTC";
  }

  @Override
  public CloseableIterator<RawRow> rows() throws CannotRunException {
    Rows unread = opened;
    opened = null;
    return unread == null ? open() : unread;
  }

  /** Runs the query, and without the limit if the columns or their types have changed. */
  private Rows open() throws CannotRunException {
    try {
      return new Rows();
    } catch (CannotRunException e) {
      if (cursor == null || !cursor.isLimiting() || !mayBeOfLimit) {
        throw e;
      }
      cursor.readAll();
      return new Rows();
    }
  }

  @Override
  public void close() {
    Rows unread = opened;
    if (unread != null) {
      opened = null;
      unread.close();
    }
    drivers.close();
  }

  private Connection connect() throws SQLException, CannotRunException {
    Connection connection = drivers.driver(url).connect(url, login);
    if (connection == null) {
      throw new CannotRunException(
          "the driver for "
              + JdbcUrl.shown(url)
              + " does not accept the URL; check it against the documentation of the driver");
    }
    return connection;
  }

  private String failure(SQLException e) {
    return name()
        + " failed: "
        + JdbcLogin.masked(String.valueOf(e.getMessage()), login)
        + (e.getSQLState() == null ? "" : " (SQL state " + e.getSQLState() + ")")
        + "; "
        + JdbcFailure.advice(e, url);
  }

  /** Returns the message for an exception or error of the driver, which no driver should throw. */
  private String driverFailure(Throwable e) {
    return name()
        + " failed in the driver: "
        + JdbcLogin.masked(e.toString(), login)
        + "; use another version of the driver, with all jars that it needs";
  }

  /** Rethrows a failure of this program, which is not one of a driver. */
  private static void requireOfDriver(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    if (trace.length == 0
        || trace[0].getClassName().startsWith(JdbcSource.class.getPackageName())) {
      if (e instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e;
    }
  }

  /** One pass over the rows. */
  private final class Rows extends LookAheadIterator<RawRow> implements CloseableIterator<RawRow> {
    private final Connection connection;
    private final ResultSet result;
    private long number;
    private boolean ended;

    /** Runs the query. */
    Rows() throws CannotRunException {
      mayBeOfLimit = false;
      try {
        connection = connect();
      } catch (SQLException e) {
        throw new CannotRunException(failure(e), e);
      } catch (RuntimeException | LinkageError e) {
        requireOfDriver(e);
        throw new CannotRunException(driverFailure(e), e);
      }
      try {
        begin();
        // A prepared statement would take the operator ? of PostgreSQL for a parameter. The
        // statement is closed with its connection.
        @SuppressWarnings("resource")
        Statement statement =
            cursor == null
                ? connection.createStatement(
                    ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)
                : cursor.prepare(connection, query);
        setFetchSize(statement);
        result =
            statement instanceof PreparedStatement limited
                ? limited.executeQuery()
                : statement.executeQuery(query);
        if (columns == null) {
          columns = JdbcColumn.of(result.getMetaData(), url);
        }
        if (cursor != null) {
          cursor.begin(columns);
        }
      } catch (CannotRunException e) {
        mayBeOfLimit = true;
        close();
        throw e;
      } catch (SQLException e) {
        mayBeOfLimit = !JdbcFailure.isOfConnection(e);
        close();
        throw new CannotRunException(failure(e), e);
      } catch (RuntimeException | LinkageError e) {
        close();
        requireOfDriver(e);
        throw new CannotRunException(driverFailure(e), e);
      }
    }

    private void begin() throws SQLException {
      // Without a transaction, PostgreSQL sends the complete result at once.
      connection.setAutoCommit(false);
      try {
        connection.setReadOnly(true);
      } catch (SQLException e) {
        // Some drivers do not support this; changes are rolled back in any case.
      }
    }

    private void setFetchSize(Statement statement) throws SQLException {
      // MySQL's driver would load the complete result into memory, also with a fetch size.
      DatabaseMetaData about = connection.getMetaData();
      boolean isMySql = about != null && String.valueOf(about.getDriverName()).contains("MySQL");
      statement.setFetchSize(isMySql ? Integer.MIN_VALUE : FETCH_SIZE);
    }

    @Override
    protected @Nullable RawRow advance() {
      List<@Nullable Object> cells = new ArrayList<>();
      try {
        if (ended || !result.next()) {
          ended = true;
          return null;
        }
        number++;
        if (cursor != null) {
          cursor.add(cell(cursor.column()), new Location(Location.Unit.ROW, number));
        }
        for (JdbcColumn column : used == null ? columns() : used) {
          cells.add(column == null ? null : cell(column));
        }
      } catch (SQLException e) {
        throw new DataAccessException(failure(e), e);
      } catch (CannotRunException e) {
        throw new DataAccessException(e.text(), e);
      } catch (RuntimeException | LinkageError e) {
        requireOfDriver(e);
        throw new DataAccessException(driverFailure(e), e);
      }
      return new RawRow(new Location(Location.Unit.ROW, number), cells);
    }

    private @Nullable Object cell(JdbcColumn column) throws SQLException, CannotRunException {
      Object cell;
      try {
        cell = column.read(result);
      } catch (SQLException | RuntimeException e) {
        cell = unreadable(column, e);
      }
      if (needsZone && column.isLocalTime(cell)) {
        throw new CannotRunException(withoutZone(List.of(column.name())));
      }
      return cell;
    }

    /** Returns what can be known of a cell that the driver cannot return in its type. */
    private Object unreadable(JdbcColumn column, Exception failure) throws SQLException {
      requireOfCell(failure);
      try {
        Object text = column.readText(result);
        if (text != null) {
          return text;
        }
      } catch (SQLException | RuntimeException e) {
        requireOfCell(e);
      }
      return new UnreadableCell(
          JdbcLogin.masked(
              String.valueOf(failure instanceof SQLException ? failure.getMessage() : failure),
              login));
    }

    /** Rethrows a failure that other cells would have too. */
    private void requireOfCell(Exception failure) throws SQLException {
      if (failure instanceof SQLException e) {
        if (JdbcFailure.isOfConnection(e) || connection.isClosed()) {
          throw e;
        }
      } else {
        requireOfDriver(failure);
      }
    }

    private void abort(Connection closed) {
      try {
        closed.abort(Runnable::run);
      } catch (SQLException | AbstractMethodError e) {
        // Some drivers cannot, and others do nothing: the changes are rolled back then.
      }
    }

    @Override
    public void close() {
      try (Connection closed = connection) {
        if (!ended) {
          // An orderly end would read all other rows from some databases.
          abort(closed);
        }
        if (!closed.isClosed()) {
          closed.rollback();
        }
      } catch (SQLException e) {
        // The connection is not used again.
      }
    }
  }
}
