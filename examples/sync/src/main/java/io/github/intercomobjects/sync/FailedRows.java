package io.github.intercomobjects.sync;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file of the rows that were not stored, with their own columns and two more: where each row
 * stands, and what is wrong with it. When the rows are mended it can be fed again as it is.
 * Thread-safe.
 */
final class FailedRows implements AutoCloseable {
  private final Path file;
  private final CsvWriter writer;
  private final List<Integer> kept = new ArrayList<>();
  private final int columns;

  private FailedRows(Path file, CsvWriter writer, List<String> header) {
    this.file = file;
    this.writer = writer;
    this.columns = header.size();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      // A file that was mended has them already.
      if (!Columns.OF_REPORT.contains(header.get(i))) {
        kept.add(i);
        names.add(header.get(i));
      }
    }
    names.add(Columns.PLACE);
    names.add(Columns.REASON);
    writer.writeRecord(names);
  }

  /**
   * Makes the file, in the place of an older one.
   *
   * @throws CannotRunException if that cannot be done, or would overwrite the source
   */
  static FailedRows to(Path file, RowSource source, List<String> header) throws CannotRunException {
    try {
      Path read = source.path();
      if (read != null && Files.exists(file) && Files.isSameFile(file, read)) {
        throw new CannotRunException(
            "--report " + file + " is the file that the rows come from; give another one");
      }
      return new FailedRows(
          file,
          CsvWriter.builder()
              .fieldSeparator(source.separator())
              .quoteCharacter(source.quote())
              .build(file),
          header);
    } catch (IOException | UncheckedIOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static CannotRunException cannotWrite(Path file, Exception e) {
    return new CannotRunException(
        "--report " + file + " cannot be written: " + e + "; give another file", e);
  }

  synchronized void add(RawRow row, String reason) {
    List<String> texts = row.texts();
    List<String> cells = new ArrayList<>();
    for (int index : kept) {
      cells.add(index < texts.size() ? texts.get(index) : "");
    }
    cells.add(row.place().toString());
    cells.add(reason);
    // Cells beyond the header belong to no column, and must not be lost.
    cells.addAll(texts.subList(Math.min(columns, texts.size()), texts.size()));
    try {
      writer.writeRecord(cells);
    } catch (UncheckedIOException e) {
      throw new CannotGoOnException(cannotWrite(file, e).text(), e);
    }
  }

  @Override
  public synchronized void close() throws CannotRunException {
    try {
      writer.close();
    } catch (IOException | UncheckedIOException e) {
      throw cannotWrite(file, e);
    }
  }
}
