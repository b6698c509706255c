package io.github.intercomobjects.sync;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of the rows that were not stored, or only partly, with their own columns and two more:
 * the location of each row, and the reason. {@link ReportTypes} adds the types of a database's
 * columns. When the rows are corrected, the file can be used as a source. Thread-safe.
 */
final class FailedRows implements AutoCloseable {
  private static final QuoteStrategy QUOTED =
      new QuoteStrategy() {
        @Override
        public boolean quoteValue(int lineNo, int fieldIdx, String value) {
          return SpreadsheetCells.needsQuotes(value);
        }
      };

  private final Path file;
  private final OutputFile output;
  private final CsvWriter writer;
  private final List<Integer> kept = new ArrayList<>();
  private final int columns;
  private final boolean hasTypes;

  /** Whether a row is missing in the file, which must not replace another one then. */
  private boolean failed;

  private boolean closed;

  private FailedRows(
      Path file, OutputFile output, RowSource source, List<String> header, @Nullable String types) {
    this.file = file;
    this.output = output;
    this.writer =
        CsvWriter.builder()
            .fieldSeparator(source.separator())
            .quoteCharacter(source.quote())
            .quoteStrategy(QUOTED)
            .build(output.writer());
    this.columns = header.size();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      // A corrected report that is used as a source has these columns.
      if (!Columns.isOfReport(header.get(i))) {
        kept.add(i);
        names.add(SpreadsheetCells.guarded(header.get(i)));
      }
    }
    names.add(Columns.PLACE);
    names.add(Columns.REASON);
    this.hasTypes = types != null;
    if (types != null) {
      names.add(types);
    }
    writer.writeRecord(names);
  }

  /**
   * Creates the file, which replaces an older one when it is closed.
   *
   * @throws CannotRunException if the file cannot be written
   */
  static FailedRows to(Path file, RowSource source, List<String> header) throws CannotRunException {
    String types = ReportTypes.name(header, source.types());
    try {
      return new FailedRows(file, OutputFile.open(file), source, header, types);
    } catch (IOException | UncheckedIOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static CannotRunException cannotWrite(Path file, Exception e) {
    return new CannotRunException(
        "--report " + file + " cannot be written: " + IoReason.of(e) + "; give another file", e);
  }

  synchronized void add(RawRow row, String reason) {
    List<String> texts = row.texts();
    List<String> cells = new ArrayList<>();
    for (int index : kept) {
      cells.add(index < texts.size() ? SpreadsheetCells.guarded(texts.get(index)) : "");
    }
    cells.add(row.location().toString());
    cells.add(SpreadsheetCells.guarded(Printable.line(reason)));
    if (hasTypes) {
      cells.add("");
    }
    // Cells beyond the header belong to no column, but are kept.
    for (String text : texts.subList(Math.min(columns, texts.size()), texts.size())) {
      cells.add(SpreadsheetCells.guarded(text));
    }
    try {
      writer.writeRecord(cells);
    } catch (UncheckedIOException e) {
      failed = true;
      throw new DataAccessException(cannotWrite(file, e).text(), e);
    }
  }

  /** Closes the file without replacing an older one. */
  void abandon() {
    output.abandon();
  }

  @Override
  public synchronized void close() throws CannotRunException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (!failed) {
        writer.flush();
        output.close();
      }
    } catch (IOException | UncheckedIOException e) {
      throw cannotWrite(file, e);
    } finally {
      output.abandon();
    }
  }
}
