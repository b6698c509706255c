package io.github.intercomobjects.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The number of values in each column of a source, except those of keys and contacts. */
final class FilledColumns {
  static final FilledColumns NONE = new FilledColumns(List.of());

  private final List<Column> columns;
  private final long[] counts;

  private FilledColumns(List<Column> columns) {
    this.columns = columns;
    this.counts = new long[columns.size()];
  }

  /**
   * A column.
   *
   * @param name the name of what its cells set, which is kept if the column is renamed
   * @param header the name of the column
   */
  private record Column(String name, String header, int index, ColumnFormat format) {}

  static FilledColumns of(Columns columns) {
    List<Column> all = new ArrayList<>();
    List<String> header = columns.header();
    for (Columns.Attribute each : columns.attributes()) {
      all.add(
          new Column(
              "attribute:" + each.name(), header.get(each.index()), each.index(), each.format()));
    }
    Columns.Times created = columns.createdAt();
    if (created != null) {
      all.add(
          new Column("created_at", header.get(created.index()), created.index(), created.format()));
    }
    Columns.Times updated = columns.updatedAt();
    if (updated != null) {
      all.add(
          new Column("updated_at", header.get(updated.index()), updated.index(), updated.format()));
    }
    return new FilledColumns(all);
  }

  /** Counts the values of a row, also of an invalid one. */
  void add(RawRow row) {
    for (int i = 0; i < counts.length; i++) {
      Column column = columns.get(i);
      if (column.index() < row.cells().size()
          && !column.format().isEmpty(row.cells().get(column.index()))) {
        counts[i]++;
      }
    }
  }

  /** Returns the numbers by what the columns set. */
  Map<String, Long> counts() {
    Map<String, Long> all = new LinkedHashMap<>();
    for (int i = 0; i < counts.length; i++) {
      all.put(columns.get(i).name(), counts[i]);
    }
    return all;
  }

  /**
   * Returns the columns without any value that had some in the last complete run.
   *
   * @param least the number of values that they had at least
   */
  List<String> emptied(StoredValues before, long least) {
    List<String> emptied = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0 && before.filled(columns.get(i).name()) >= least) {
        emptied.add(columns.get(i).header());
      }
    }
    return emptied;
  }
}
