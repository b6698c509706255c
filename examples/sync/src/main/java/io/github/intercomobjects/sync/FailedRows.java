package io.github.intercomobjects.sync;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file of the rows that were not stored, with their own columns and two more: the location of
 * each row, and the reason. When the rows are corrected, the file can be used as a source.
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
      // A corrected report that is used as a source has these columns.
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
   * Creates the file, and overwrites an older one.
   *
   * @throws CannotRunException if the file cannot be written, or is the source
   */
  static FailedRows to(Path file, RowSource source, List<String> header) throws CannotRunException {
    try {
      Path read = source.path();
      if (read != null && Files.exists(file) && Files.isSameFile(file, read)) {
        throw new CannotRunException(
            "--report " + file + " is the source of the rows; give another file");
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
    cells.add(row.location().toString());
    cells.add(reason);
    // Cells beyond the header belong to no column, but are kept.
    cells.addAll(texts.subList(Math.min(columns, texts.size()), texts.size()));
    try {
      writer.writeRecord(cells);
    } catch (UncheckedIOException e) {
      throw new DataAccessException(cannotWrite(file, e).text(), e);
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
