package io.github.intercomobjects.sync;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.QuoteStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of the rows that were not stored, or only partly, with their own columns and two more:
 * the location of each row, and the reason. {@link ReportTypes} adds the types of a database's
 * columns. When the rows are corrected, the file can be used as a source. Thread-safe.
 */
final class FailedRows implements AutoCloseable {
  static final QuoteStrategy QUOTED =
      new QuoteStrategy() {
        @Override
        public boolean quoteValue(int lineNo, int fieldIdx, String value) {
          return SpreadsheetCells.needsQuotes(value);
        }
      };

  /** The end of the location of a row with too few cells. */
  private static final Pattern CELLS = Pattern.compile(", ([0-9]{1,9}) cells?$");

  private final Path file;
  private final OutputFile output;
  private final @Nullable EarlierReport earlier;
  private final CsvWriter writer;
  private final List<Integer> kept = new ArrayList<>();
  private final int columns;
  private final boolean isOfExport;

  /** The number of columns after the reason, whose cells are empty. */
  private final int withoutCells;

  /** Whether a row is missing in the file, which must not replace another one then. */
  private boolean failed;

  private boolean closed;

  private FailedRows(
      Path file,
      OutputFile output,
      RowSource source,
      List<String> header,
      @Nullable String types,
      RunMode mode,
      @Nullable Instant run,
      @Nullable EarlierReport earlier) {
    this.file = file;
    this.earlier = earlier;
    this.output = output;
    this.writer =
        CsvWriter.builder()
            .fieldSeparator(source.separator())
            .quoteCharacter(source.quote())
            .quoteStrategy(QUOTED)
            .build(output.writer());
    this.columns = header.size();
    this.isOfExport = header.contains(Columns.EXPORT);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      // A corrected report that is used as a source has these columns.
      if (Columns.isOfSource(header.get(i))) {
        kept.add(i);
        names.add(SpreadsheetCells.guarded(header.get(i)));
      }
    }
    List<String> added = new ArrayList<>(Columns.ofReport(mode, run));
    if (types != null) {
      added.add(types);
    }
    names.addAll(added);
    this.withoutCells = added.size() - Columns.OF_REPORT.size();
    writer.writeRecord(names);
  }

  /**
   * Creates the file, which replaces an older one when it is closed.
   *
   * @param mode the mode of the run, which its files show
   * @param run the time of the run that read the rows; null if it used no state
   * @param earlier the report that is replaced; null to replace it in any case
   * @throws CannotRunException if the file cannot be written
   */
  static FailedRows to(
      Path file,
      RowSource source,
      List<String> header,
      RunMode mode,
      @Nullable Instant run,
      @Nullable EarlierReport earlier)
      throws CannotRunException {
    String types = ReportTypes.name(header, source.types());
    try {
      return new FailedRows(file, OutputFile.open(file), source, header, types, mode, run, earlier);
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
      cells.add(index < texts.size() ? cell(row.cells().get(index), texts.get(index)) : "");
    }
    cells.add(row.location() + missing(texts.size()));
    cells.add(SpreadsheetCells.guarded(Printable.line(reason)));
    cells.addAll(Collections.nCopies(withoutCells, ""));
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

  private String cell(@Nullable Object cell, String text) {
    if (cell instanceof ExactText) {
      return ExactText.guarded(text);
    }
    // With an apostrophe, damage would be taken for an exact text when the report is read.
    boolean isDamaged = SpreadsheetKeys.isShortened(text) || KeyDamage.isMissing(text);
    return isOfExport && isDamaged ? text : SpreadsheetCells.guarded(text);
  }

  /** Returns the end of a location, by which empty cells differ from missing ones. */
  private String missing(int size) {
    if (size >= columns) {
      return "";
    }
    long own = kept.stream().filter(index -> index < size).count();
    return ", " + own + (own == 1 ? " cell" : " cells");
  }

  /** Returns the number of cells that a row had according to its location; -1 if it had all. */
  static int cellsIn(String location) {
    Matcher cells = CELLS.matcher(location);
    return cells.find() ? Integer.parseInt(String.valueOf(cells.group(1))) : -1;
  }

  /** Closes the file without replacing an older one. */
  void abandon() {
    output.abandon();
  }

  private void replace() throws IOException {
    Path target = output.replaced();
    if (earlier == null || target == null) {
      output.close();
      return;
    }
    // It may have been corrected during this run.
    earlier.keepIfChanged(target);
    output.close();
    earlier.replaced(target);
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
        replace();
      }
    } catch (IOException | UncheckedIOException e) {
      throw cannotWrite(file, e);
    } finally {
      output.abandon();
    }
  }
}
