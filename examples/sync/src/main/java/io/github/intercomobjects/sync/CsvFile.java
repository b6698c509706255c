package io.github.intercomobjects.sync;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A CSV file in UTF-8 that is read row by row, from its start as often as needed. */
final class CsvFile {
  private final String name;
  private final char separator;
  private final Source source;

  private CsvFile(String name, char separator, Source source) {
    this.name = name;
    this.separator = separator;
    this.source = source;
  }

  /** Returns the file at {@code path}, which must exist. */
  static CsvFile at(Path path, char separator) throws CannotRunException {
    if (!Files.exists(path)) {
      throw new CannotRunException(
          "no such file: " + path + " (looked for " + path.toAbsolutePath() + "); check the path");
    }
    if (Files.isDirectory(path)) {
      throw new CannotRunException(path + " is a directory; name the CSV file in it");
    }
    return new CsvFile(path.toString(), separator, () -> Files.newInputStream(path));
  }

  /** Returns a file that lies beside {@code type} on the class path. */
  static CsvFile beside(Class<?> type, String name) {
    return new CsvFile(
        name,
        ',',
        () -> {
          InputStream in = type.getResourceAsStream(name);
          if (in == null) {
            throw new IOException("not on the class path");
          }
          return in;
        });
  }

  String name() {
    return name;
  }

  /** What the first line says. */
  List<String> header() throws CannotRunException {
    List<String> header = new ArrayList<>();
    read(
        record -> {
          header.addAll(record.getFields());
          return false;
        });
    if (header.isEmpty()) {
      throw new CannotRunException(
          name + " is empty: its first line must have the names of the columns");
    }
    return header;
  }

  /**
   * Reads the whole file once before anything is sent, so that a file which cannot be divided into
   * rows is refused as a whole.
   */
  Survey survey(Columns columns) throws CannotRunException {
    long[] rows = {0};
    Set<String> contacts = new HashSet<>();
    readRows(
        record -> {
          rows[0]++;
          String contact = columns.contactIn(record);
          if (contact != null) {
            contacts.add(contact);
          }
          return true;
        });
    return new Survey(rows[0], contacts);
  }

  /** Hands every row below the first line to {@code visitor}, until that returns false. */
  void readRows(Visitor visitor) throws CannotRunException {
    boolean[] below = {false};
    read(
        record -> {
          if (!below[0]) {
            below[0] = true;
            return true;
          }
          return visitor.visit(record);
        });
  }

  private void read(Visitor visitor) throws CannotRunException {
    try (CsvReader<CsvRecord> reader = open()) {
      Iterator<CsvRecord> records = reader.iterator();
      while (records.hasNext() && visitor.visit(records.next())) {
        // All is done by the visitor.
      }
    } catch (CsvParseException e) {
      throw new CannotRunException(
          name
              + " cannot be divided into rows: "
              + e.getMessage()
              + "; a cell with quotes in it is written \"so: \"\"quoted\"\"\"",
          e);
    } catch (IOException | UncheckedIOException e) {
      throw new CannotRunException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private CsvReader<CsvRecord> open() throws IOException {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .detectBomHeader(true)
        // A row with too few or too many cells is one bad row, not the end of the file.
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        // An open quote swallows all that follows it.
        .allowUnclosedQuote(false)
        .ofCsvRecord(source.open());
  }

  /**
   * What one reading found.
   *
   * @param contacts the external ids of all contacts that are named
   */
  record Survey(long rows, Set<String> contacts) {}

  /** Takes one record; may refuse to take more. */
  interface Visitor {
    boolean visit(CsvRecord record) throws CannotRunException;
  }

  private interface Source {
    InputStream open() throws IOException;
  }
}
