package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A corrected report of failed rows as a source, or an export, with the names, types and cells that
 * its rows had at first. A row that had too few cells has them again, unless a missing one was
 * filled in, so that it does not become a valid row with empty cells.
 */
final class CorrectedReport implements RowSource {
  private final RowSource report;
  private final List<String> header;
  private final List<ColumnType> types;
  private final int place;
  private final @Nullable Instant run;

  /** The indexes of the columns that the source of the report had. */
  private final List<Integer> own = new ArrayList<>();

  private CorrectedReport(RowSource report) throws CannotRunException {
    this.report = report;
    this.header = report.header().stream().map(SpreadsheetCells::unguarded).toList();
    this.types = new ArrayList<>(report.types());
    this.place = header.indexOf(Columns.PLACE);
    this.run = Columns.runOfReport(header);
    for (int i = 0; i < header.size(); i++) {
      if (Columns.isOfSource(header.get(i))) {
        own.add(i);
      }
    }
    for (String column : header) {
      if (ReportTypes.isName(column)) {
        Map<String, ColumnType> typed = ReportTypes.types(column);
        header.forEach(
            name -> types.set(header.indexOf(name), typed.getOrDefault(name, ColumnType.TEXT)));
      }
    }
  }

  /** Returns whether the cells are those of an export, or of a report of its rows. */
  private boolean hasExactTexts() {
    return header.contains(Columns.EXPORT);
  }

  /** Returns whether the rows are all objects of a type. */
  private boolean isExport() {
    return hasExactTexts() && place < 0;
  }

  /** Returns the source of the original cells if a source is a report, otherwise the source. */
  static RowSource orSource(RowSource source) throws CannotRunException {
    return source.path() != null && source.header().stream().anyMatch(Columns::isOfReport)
        ? new CorrectedReport(source)
        : source;
  }

  @Override
  public String name() {
    return report.name();
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public List<ColumnType> types() {
    return Collections.unmodifiableList(types);
  }

  @Override
  public CloseableIterator<RawRow> rows() throws CannotRunException {
    CloseableIterator<RawRow> rows = report.rows();
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public RawRow next() {
        RawRow row = rows.next();
        return new RawRow(row.location(), Collections.unmodifiableList(cells(row)));
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  private List<@Nullable Object> cells(RawRow row) {
    List<@Nullable Object> cells = new ArrayList<>(row.cells().size());
    for (int i = 0; i < row.cells().size(); i++) {
      ColumnType type = i < types.size() ? types.get(i) : ColumnType.TEXT;
      Object cell =
          hasExactTexts()
              ? ExactText.unguarded(row.text(i))
              : SpreadsheetCells.unguarded(row.text(i));
      cells.add(
          cell instanceof ExactText && type == ColumnType.TEXT
              ? cell
              : ReportTypes.cell(cell.toString(), type));
    }
    int found = place >= 0 && place < cells.size() ? FailedRows.cellsIn(row.text(place)) : -1;
    if (found < 0 || found >= own.size() || row.cells().size() != header.size()) {
      return cells;
    }
    List<Integer> missing = own.subList(found, own.size());
    boolean areEmpty = missing.stream().allMatch(index -> row.text(index).isBlank());
    return areEmpty ? cells.subList(0, found == 0 ? 0 : own.get(found - 1) + 1) : cells;
  }

  @Override
  public char separator() {
    return report.separator();
  }

  @Override
  public char quote() {
    return report.quote();
  }

  @Override
  public @Nullable Path path() {
    return report.path();
  }

  @Override
  public String identity() {
    return report.identity();
  }

  @Override
  public boolean mayEndInACell() {
    return report.mayEndInACell();
  }

  @Override
  public boolean isPart() {
    return !isExport();
  }

  @Override
  public @Nullable Instant reportRun() {
    return run;
  }

  @Override
  public @Nullable String doubt() {
    return isExport()
        ? report.doubt()
        : report.name() + " is a report of failed rows, which is only a part of a source";
  }

  @Override
  public void close() {
    report.close();
  }
}
