package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column whose cells are read in all formats, of which each is dropped at the first cell that it
 * does not fit. The memory needed does not depend on the number of rows.
 */
final class SampledColumn {
  /** The names of columns of times, for formats that other numbers fit too. */
  private static final Pattern TIME =
      Pattern.compile(
          "(?i:.*(date|time|datum|stamp|created|updated|changed|modified)|(.*[_ -])?(at|on|ts))|.*[a-z]At");

  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "(?i:(.*[_ -])?(id|uuid|no|number|code|key|ref|sku|ean|isbn|iban|tel)|.*(nr|nummer|barcode)"
              + "|.*(zip|plz|post_?code|phone|mobile|fax)([_ -]?(code|number|no))?)"
              + "|.*[a-z](Id|No|Number|Code)");

  /** A text of digits that a number would not keep. */
  private static final Pattern NOT_A_NUMBER =
      Pattern.compile("[+-]?0[0-9].*|\\+[0-9][0-9 ()/-]{5,}|[0-9]{16,}");

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
  private static final Pattern SQL_NULL = Pattern.compile("(?i)[(<]?null[)>]?|\\\\n");
  private static final Pattern RECENT = Pattern.compile("(199|20[0-9])[0-9]-.*");
  private static final int FEW = 20;

  /** The formats; of those that read equal values, the first is proposed. */
  private static final List<Format> FORMATS = formats();

  final String name;

  /** Whether the name is that of an identifier, whose digits are no number. */
  final boolean isIdentifier;

  private final ColumnType declared;
  private final List<Reading> readings = new ArrayList<>();
  private final Set<String> missing = new TreeSet<>();
  private final Set<String> texts = new TreeSet<>();
  private @Nullable String lost;
  private boolean areEmails = true;
  private boolean areWhole = true;
  private boolean hasLocalTimes;
  private long filled;

  /** The number of rows without a cell of their own, until there are too many. */
  long noKeys;

  /**
   * @param declared the type that the source reports
   */
  SampledColumn(String name, ColumnType declared) {
    this.name = name;
    this.declared = declared;
    this.isIdentifier = IDENTIFIER.matcher(name).matches();
    boolean isTime = isNamedAsTime(name);
    for (Format one : isText() ? FORMATS : List.of(Format.of(declared, null, true))) {
      if (!isText() || (!isIdentifier && (isTime || !one.isDigits()))) {
        readings.add(new Reading(one));
      }
    }
  }

  /** Returns whether a column is named like one of times. */
  static boolean isNamedAsTime(String name) {
    return TIME.matcher(name).matches();
  }

  private static List<Format> formats() {
    List<Format> formats = new ArrayList<>();
    formats.add(Format.of(ColumnType.DATE, null, false));
    formats.add(Format.of(ColumnType.DATE, null, true));
    String days =
        "d.M.yyyy|d.M.yy|d/M/yyyy|M/d/yyyy|d/M/yy|M/d/yy|d-M-yyyy|M-d-yyyy|yyyy/M/d|yyyy-M-d"
            + "|d MMM yyyy|d-MMM-yyyy|MMM d, yyyy";
    for (String day : days.split("[|]", -1)) {
      for (String time : List.of("", "[ H:mm[:ss]]", "[ h:mm[:ss] a]")) {
        formats.add(Format.of(ColumnType.DATE, day + time, true));
      }
    }
    for (String format : List.of("epoch-seconds", "epoch-millis", "yyyyMMdd")) {
      formats.add(Format.of(ColumnType.DATE, format, false));
    }
    String truths = "1/0 yes/no y/n t/f on/off ja/nein j/n oui/non si/no wahr/falsch vrai/faux";
    formats.add(Format.of(ColumnType.BOOLEAN, null, false));
    for (String pair : truths.split(" ", -1)) {
      formats.add(Format.of(ColumnType.BOOLEAN, pair, false));
    }
    for (ColumnType type : List.of(ColumnType.NUMBER, ColumnType.DECIMAL)) {
      for (String locale : Arrays.asList(null, "en-US", "de-DE", "fr-FR", "de-CH")) {
        formats.add(Format.of(type, locale, false));
      }
    }
    return formats;
  }

  /**
   * A format of cells.
   *
   * @param isLocal whether its times need a zone
   */
  private record Format(
      ColumnType type, @Nullable String format, boolean isLocal, ColumnFormat cells) {
    static Format of(ColumnType type, @Nullable String format, boolean isLocal) {
      ZoneOffset zone = isLocal ? ZoneOffset.UTC : null;
      CellSettings settings = new CellSettings(zone, null, null, Set.of(), false);
      return new Format(type, format, isLocal, ColumnFormat.of(type, format, settings));
    }

    boolean isDate() {
      return type == ColumnType.DATE;
    }

    /** Returns whether numbers that are no times may fit. */
    boolean isDigits() {
      return format != null && (format.startsWith("epoch") || format.equals("yyyyMMdd"));
    }

    /** Returns whether the century of years is not in the cells. */
    boolean hasShortYears() {
      return format != null && format.contains("yy") && !format.contains("yyyy");
    }

    /** Returns a name that formats of the same kind of values share. */
    String kind() {
      return isDate() || type == ColumnType.BOOLEAN ? type.label() : "number";
    }
  }

  /** The cells as one format reads them. */
  private static final class Reading {
    private final Format format;
    private boolean hasTimes;

    /** A hash, which is equal for formats that read equal values. */
    private int values;

    Reading(Format format) {
      this.format = format;
    }

    /** Reads a cell, and returns whether the format fits it. */
    boolean add(Object cell, String text) {
      Object value = format.cells.parse(cell);
      if (value == null
          || (format.isDigits() && !RECENT.matcher(value.toString()).matches())
          || (format.kind().equals("number")
              && cell instanceof String
              && NOT_A_NUMBER.matcher(text).matches())) {
        return false;
      }
      hasTimes |= value instanceof Instant;
      Object same = value instanceof Number number ? (Object) number.doubleValue() : value;
      values = 31 * values + same.hashCode();
      return true;
    }

    ColumnType type() {
      return hasTimes ? ColumnType.DATETIME : format.type;
    }

    /** Returns type and format as a mapping file has them. */
    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>(Map.of("type", type().label()));
      if (format.format != null) {
        json.put("format", format.format);
      }
      return json;
    }
  }

  private boolean isText() {
    return declared == ColumnType.TEXT;
  }

  boolean isEmpty() {
    return filled == 0;
  }

  boolean areEmails() {
    return areEmails && filled > 0;
  }

  /** Returns whether a database has only whole numbers in a column of others. */
  boolean areWhole() {
    return declared == ColumnType.DECIMAL && areWhole;
  }

  /** Returns whether few enough rows have no cell of their own. */
  boolean mayBeKey() {
    return noKeys <= 3 + filled / 100;
  }

  /** Adds a cell, and returns whether it is filled. */
  boolean add(@Nullable Object cell, Location location) {
    String text = cell == null ? "" : Blanks.strip(cell.toString());
    boolean isMissing = cell instanceof String && KeyDamage.isMissing(text);
    if (isMissing && missing.size() < FEW) {
      missing.add(text);
    }
    if (cell == null || text.isBlank() || isMissing || SpreadsheetErrors.isError(text)) {
      return false;
    }
    filled++;
    areEmails &= EMAIL.matcher(text).matches();
    areWhole &=
        cell instanceof BigDecimal number ? number.scale() <= 0 : cell instanceof BigInteger;
    hasLocalTimes |= cell instanceof LocalDateTime;
    if (texts.size() <= FEW) {
      texts.add(text.toLowerCase(Locale.ROOT));
    }
    Reading first = readings.isEmpty() ? null : readings.get(0);
    readings.removeIf(one -> !one.add(cell, text));
    if (first != null && readings.isEmpty() && (filled > FEW || !isText())) {
      lost = location + " has the first cell that is no " + first.type().label();
    }
    return true;
  }

  /** Returns a reading for each meaning that the cells may have; none if they are only texts. */
  private List<Reading> meanings() {
    Map<Integer, Reading> different = new LinkedHashMap<>();
    String kind = null;
    for (Reading one : isEmpty() ? List.<Reading>of() : readings) {
      // One of two texts may be anything.
      boolean isHalf =
          one.format.type == ColumnType.BOOLEAN && one.format.format != null && texts.size() < 2;
      kind = kind == null && !isHalf ? one.format.kind() : kind;
      if (one.format.kind().equals(kind) && !isHalf) {
        different.putIfAbsent(one.values, one);
      }
    }
    return List.copyOf(different.values());
  }

  private @Nullable Reading only() {
    List<Reading> meanings = meanings();
    boolean isOne = meanings.size() == 1 && !meanings.get(0).format.hasShortYears();
    return isOne ? meanings.get(0) : null;
  }

  /** Returns the type; that of the source if the cells have no other, or several. */
  ColumnType type() {
    Reading only = only();
    return only == null ? declared : only.type();
  }

  /** Returns the column as a mapping file names it in a role. */
  Object role() {
    Reading only = only();
    return only == null || only.format.format == null
        ? name
        : new TreeMap<>(Map.of("column", name, "format", only.format.format));
  }

  /** Returns the attribute as a mapping file has it. */
  Object attribute() {
    Reading only = only();
    return only == null || !isText() ? name : only.json();
  }

  boolean needsZone() {
    Reading only = only();
    return hasLocalTimes || (isText() && only != null && only.hasTimes && only.format.isLocal);
  }

  /** Returns the texts that mean an empty cell. */
  Set<String> nulls() {
    Set<String> nulls = new TreeSet<>(missing);
    nulls.removeIf(text -> only() == null && !SQL_NULL.matcher(text).matches());
    return nulls;
  }

  /** Returns whether these are texts, and one of them is among those that mean an empty cell. */
  boolean areTextsWith(Set<String> nulls) {
    return only() == null && !Collections.disjoint(missing, nulls);
  }

  /** Returns what the user should know; null for nothing. */
  @Nullable String comment() {
    List<Reading> meanings = meanings();
    Reading only = only();
    if (only == null && !meanings.isEmpty()) {
      boolean areShort = meanings.stream().anyMatch(one -> one.format.hasShortYears());
      return meanings.stream()
          .map(one -> PrintableJson.line(one.json()))
          .collect(
              Collectors.joining(
                  " or ",
                  "doubt: " + name + " can be ",
                  (areShort ? ", of years from 2000 to 2099" : "")
                      + ", and is a text until you choose"));
    }
    if (lost != null) {
      return (isText() ? "" : "doubt: ") + name + ": " + lost;
    }
    if (only != null && "1/0".equals(only.format.format)) {
      return "doubt: " + name + " has only 0 and 1; give it the type \"number\" if it counts";
    }
    return only == null && texts.size() > 1 && texts.size() <= FEW && filled >= 2L * texts.size()
        ? name + " has " + texts.size() + " texts; give it the type \"list\" if Intercom has a list"
        : null;
  }
}
