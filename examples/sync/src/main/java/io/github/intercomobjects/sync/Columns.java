package io.github.intercomobjects.sync;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The columns of a source, checked against the mapping. Immutable. */
final class Columns {
  /** The column of a report of failed rows with the location of each. */
  static final String PLACE = "intercom_sync_place";

  /** The column of a report of failed rows with the reasons. */
  static final String REASON = "intercom_sync_reason";

  /** The column by which an export is recognized. */
  static final String EXPORT = "intercom_sync_export";

  /** The first columns of an export. */
  static final List<String> OF_EXPORT =
      List.of("external_id", "external_created_at", "external_updated_at");

  private static final Pattern HEADER_OF_EXPORT =
      Pattern.compile(
          "(?s)%s,(.*,)?%s(,%s [^,]*)?"
              .formatted(String.join(",", OF_EXPORT), EXPORT, ReportTypes.PREFIX));

  /** The beginning of the column of a report that has the mode of its run, if it is not live. */
  private static final String MODE = "intercom_sync_mode ";

  /** The beginning of the column of a report that has the time of its run. */
  private static final String RUN = "intercom_sync_run ";

  /** The columns that each report of failed rows has. */
  static final Set<String> OF_REPORT = Set.of(PLACE, REASON);

  private final List<String> header;
  private final int key;
  private final int contact;

  /** The index of the column of a report with the locations; -1 if there is none. */
  private final int place;

  private final ContactKey.By contactBy;
  private final @Nullable Times createdAt;
  private final @Nullable Times updatedAt;
  private final List<Attribute> attributes;
  private final CellSettings cells;

  /**
   * @param key the index of the column with the keys
   * @param contact the index of the column that names contacts; -1 for none
   */
  Columns(
      List<String> header,
      int key,
      int contact,
      ContactKey.By contactBy,
      @Nullable Times createdAt,
      @Nullable Times updatedAt,
      List<Attribute> attributes,
      CellSettings cells) {
    this.header = List.copyOf(header);
    this.key = key;
    this.contact = contact;
    this.place = this.header.indexOf(PLACE);
    this.contactBy = contactBy;
    this.createdAt = createdAt;
    this.updatedAt = updatedAt;
    this.attributes = List.copyOf(attributes);
    this.cells = cells;
  }

  /** A column with a time of each record. */
  record Times(int index, ColumnFormat format) {}

  /**
   * A column whose cells become values of an attribute.
   *
   * @param name the name of the attribute
   */
  record Attribute(int index, String name, ColumnFormat format) {
    ColumnType type() {
      return format.type();
    }
  }

  /**
   * Reads the header of a source.
   *
   * @throws CannotRunException with all columns that do not fit the mapping
   */
  static Columns of(RowSource source, Mapping mapping) throws CannotRunException {
    return new ColumnsCheck(
            source.name(),
            source.path() != null,
            source.header().stream().map(Blanks::strip).toList(),
            source.types(),
            mapping)
        .columns();
  }

  /**
   * Returns whether a column is one of a report of failed rows, or of an export. It is never sent,
   * so that such a file can be used as a source.
   */
  static boolean isOfReport(String column) {
    return OF_REPORT.contains(column)
        || column.startsWith(MODE)
        || column.startsWith(RUN)
        || column.equals(EXPORT)
        || ReportTypes.isName(column);
  }

  /**
   * Returns the columns of a report that follow those of its rows.
   *
   * @param run the time of the run; null if it used no state
   */
  static List<String> ofReport(RunMode mode, @Nullable Instant run) {
    List<String> columns = new ArrayList<>(List.of(PLACE, REASON));
    if (mode != RunMode.LIVE) {
      columns.add(MODE + mode.text());
    }
    if (run != null) {
      columns.add(RUN + run);
    }
    return columns;
  }

  /**
   * Returns the time of the run that wrote a report; null if the report has none.
   *
   * @throws CannotRunException if the name of its column was changed
   */
  static @Nullable Instant runOfReport(List<String> header) throws CannotRunException {
    for (String column : header) {
      if (column.startsWith(RUN)) {
        try {
          return Instant.parse(column.substring(RUN.length()).strip());
        } catch (DateTimeParseException e) {
          throw new CannotRunException(
              "the column \""
                  + Printable.cell(column)
                  + "\" of the report has no time of a run; restore its name, such as \""
                  + RUN
                  + "2026-01-31T02:00:00Z\"",
              e);
        }
      }
    }
    return null;
  }

  /** Returns the mode of the run that wrote a report, from its first line. */
  static RunMode modeOfReport(String firstLine) {
    int mode = firstLine.indexOf(MODE);
    return mode < 0
        ? RunMode.LIVE
        : RunMode.of(firstLine.substring(mode + MODE.length()).replaceFirst("(?s)\\W.*", ""));
  }

  /** Returns whether a column is of the source of a report, or shows how its cells are written. */
  static boolean isOfSource(String column) {
    return !isOfReport(column) || column.equals(EXPORT);
  }

  /** Returns whether the key of a row is exactly the text of its cell, whatever it looks like. */
  boolean hasExactKey(RawRow row) {
    return isExact(row, keyIndex());
  }

  static boolean isExact(RawRow row, int index) {
    return index < row.cells().size() && row.cells().get(index) instanceof ExactText;
  }

  /** Returns whether a line is the header of an export. */
  static boolean areOfExport(String firstLine) {
    return HEADER_OF_EXPORT.matcher(firstLine).matches();
  }

  /** Returns the names of all columns of the source. */
  List<String> header() {
    return header;
  }

  String keyName() {
    return header.get(key);
  }

  /** Returns the index of the column with the keys. */
  int keyIndex() {
    return key;
  }

  /** Returns the index of the column that names contacts; -1 if there is none. */
  int contactIndex() {
    return contact;
  }

  /** Returns the name of the column that names contacts; empty if there is none. */
  String contactName() {
    return contact < 0 ? "" : header.get(contact);
  }

  List<Attribute> attributes() {
    return attributes;
  }

  boolean hasCreatedAt() {
    return createdAt != null;
  }

  boolean hasUpdatedAt() {
    return updatedAt != null;
  }

  @Nullable Times createdAt() {
    return createdAt;
  }

  @Nullable Times updatedAt() {
    return updatedAt;
  }

  /** Returns the key of a row; null if its cell is blank or missing. */
  @Nullable String keyIn(RawRow row) {
    return text(row, key);
  }

  /** Returns whether a text means an empty cell. */
  boolean isNull(String text) {
    return cells.isNull(text);
  }

  /** Returns the key that the text of a cell is. */
  String key(String text) {
    return cells.key(text);
  }

  /** Returns whether blanks around keys are a part of them. */
  boolean keepsBlanks() {
    return cells.keepsBlanks();
  }

  /** Returns the contact that a row names; null if its cell is blank or missing. */
  @Nullable ContactKey contactIn(RawRow row) {
    String value = text(row, contact);
    return value == null ? null : ContactKey.of(contactBy, value);
  }

  private @Nullable String text(RawRow row, int index) {
    if (index < 0 || index >= row.cells().size()) {
      return null;
    }
    String text = row.text(index);
    if (isExact(row, index)) {
      return text;
    }
    return Blanks.isBlank(text) || cells.isNull(text)
        ? null
        : isOfDatabase(row) ? text : cells.key(text);
  }

  /** Returns whether the rows are those of a report. */
  boolean areOfReport() {
    return place >= 0;
  }

  /** Returns whether a row is one of a file, or of the report of one. */
  boolean isOfFile(RawRow row) {
    return !isOfDatabase(row);
  }

  /** Returns whether a row is one of a database, or of the report of one. */
  private boolean isOfDatabase(RawRow row) {
    return row.location().unit() == Location.Unit.ROW
        || (place >= 0
            && place < row.cells().size()
            && row.text(place).startsWith(Location.Unit.ROW.displayName()));
  }
}
