package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A corrected report of failed rows as a source, with the cells that its rows had at first. */
final class CorrectedReport implements RowSource {
  private final RowSource report;

  private CorrectedReport(RowSource report) {
    this.report = report;
  }

  /** Returns the source of the original cells if a source is a report, otherwise the source. */
  static RowSource orSource(RowSource source) throws CannotRunException {
    return source.path() != null && source.header().containsAll(Columns.OF_REPORT)
        ? new CorrectedReport(source)
        : source;
  }

  @Override
  public String name() {
    return report.name();
  }

  @Override
  public List<String> header() throws CannotRunException {
    return report.header().stream().map(SpreadsheetCells::unguarded).toList();
  }

  @Override
  public List<ColumnType> types() throws CannotRunException {
    return report.types();
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
        return new RawRow(
            row.location(),
            Collections.unmodifiableList(
                row.cells().stream().map(CorrectedReport::unguarded).toList()));
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  private static @Nullable Object unguarded(@Nullable Object cell) {
    return cell instanceof String text ? SpreadsheetCells.unguarded(text) : cell;
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
  public String doubt() {
    return report.name() + " is a report of failed rows, which is only a part of a source";
  }

  @Override
  public void close() {
    report.close();
  }
}
