package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A corrected report of failed rows as a source, with the names, types and cells that its rows had
 * at first.
 */
final class CorrectedReport implements RowSource {
  private final RowSource report;
  private final List<String> header;
  private final List<ColumnType> types;

  private CorrectedReport(RowSource report) throws CannotRunException {
    this.report = report;
    this.header = report.header().stream().map(SpreadsheetCells::unguarded).toList();
    this.types = new ArrayList<>(report.types());
    for (String column : header) {
      if (ReportTypes.isName(column)) {
        Map<String, ColumnType> typed = ReportTypes.types(column);
        header.forEach(
            name -> types.set(header.indexOf(name), typed.getOrDefault(name, ColumnType.TEXT)));
      }
    }
  }

  /** Returns the source of the original cells if a source is a report, otherwise the source. */
  static RowSource orSource(RowSource source) throws CannotRunException {
    return source.path() != null
            && (source.header().containsAll(Columns.OF_REPORT)
                || source.header().stream().anyMatch(ReportTypes::isName))
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
        List<@Nullable Object> cells = new ArrayList<>(row.cells().size());
        for (int i = 0; i < row.cells().size(); i++) {
          ColumnType type = i < types.size() ? types.get(i) : ColumnType.TEXT;
          cells.add(ReportTypes.cell(SpreadsheetCells.unguarded(row.text(i)), type));
        }
        return new RawRow(row.location(), Collections.unmodifiableList(cells));
      }

      @Override
      public void close() {
        rows.close();
      }
    };
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
    return true;
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
