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
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A CSV file in UTF-8. */
final class CsvFile implements RowSource {
  private final String name;
  private final @Nullable Path path;
  private final char separator;
  private final char quote;
  private final Source source;

  private CsvFile(String name, @Nullable Path path, char separator, char quote, Source source) {
    this.name = name;
    this.path = path;
    this.separator = separator;
    this.quote = quote;
    this.source = source;
  }

  /** Returns the file at a path, which must exist. */
  static CsvFile at(Path path, char separator, char quote) throws CannotRunException {
    if (!Files.exists(path)) {
      throw new CannotRunException(
          "no such file: " + path + " (looked for " + path.toAbsolutePath() + "); check the path");
    }
    if (Files.isDirectory(path)) {
      throw new CannotRunException(path + " is a directory; name the CSV file in it");
    }
    if (separator == quote || isLineEnd(separator) || isLineEnd(quote)) {
      throw new CannotRunException(
          "a file cannot have the separator "
              + shown(separator)
              + " and the quote "
              + shown(quote)
              + "; use two different characters, which are not line breaks");
    }
    return new CsvFile(path.toString(), path, separator, quote, () -> Files.newInputStream(path));
  }

  /** Returns a resource in the package of a type. */
  static CsvFile beside(Class<?> type, String name) {
    return new CsvFile(
        name,
        null,
        ',',
        '"',
        () -> {
          InputStream in = type.getResourceAsStream(name);
          if (in == null) {
            throw new IOException("not on the class path");
          }
          return in;
        });
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private static String shown(char c) {
    return Character.isISOControl(c) ? String.format(Locale.ROOT, "U+%04X", (int) c) : "" + c;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public char separator() {
    return separator;
  }

  @Override
  public char quote() {
    return quote;
  }

  @Override
  public @Nullable Path path() {
    return path;
  }

  @Override
  public List<String> header() throws CannotRunException {
    try (Records records = new Records()) {
      if (!records.hasNext()) {
        throw new CannotRunException(
            name + " is empty: its first line must have the names of the columns");
      }
      return records.nextRecord().getFields();
    } catch (DataAccessException e) {
      throw e.toCannotRun();
    }
  }

  @Override
  public List<ColumnType> types() throws CannotRunException {
    return Collections.nCopies(header().size(), ColumnType.TEXT);
  }

  @Override
  public CloseableIterator<RawRow> rows() throws CannotRunException {
    Records records = new Records();
    try {
      if (records.hasNext()) {
        // Skips the header.
        records.nextRecord();
      }
      return records;
    } catch (DataAccessException e) {
      records.close();
      throw e.toCannotRun();
    }
  }

  private CsvReader<CsvRecord> open() throws IOException {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .quoteCharacter(quote)
        .detectBomHeader(true)
        // A row with too few or too many cells is a bad row, and the next rows are still read.
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        // An unclosed quote would turn all following rows into one cell.
        .allowUnclosedQuote(false)
        .ofCsvRecord(source.open());
  }

  /** The records of the file, from the first line. */
  private final class Records implements CloseableIterator<RawRow> {
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;

    Records() throws CannotRunException {
      try {
        reader = open();
      } catch (IOException e) {
        throw unreadable(e).toCannotRun();
      }
      records = reader.iterator();
    }

    @Override
    public boolean hasNext() {
      try {
        return records.hasNext();
      } catch (CsvParseException | UncheckedIOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public RawRow next() {
      CsvRecord record = nextRecord();
      return new RawRow(
          new Location(Location.Unit.LINE, record.getStartingLineNumber()),
          Collections.unmodifiableList(record.getFields()));
    }

    CsvRecord nextRecord() {
      try {
        return records.next();
      } catch (CsvParseException | UncheckedIOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public void close() {
      try {
        reader.close();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }

  private DataAccessException unreadable(Exception e) {
    return new DataAccessException(
        e instanceof CsvParseException
            ? name
                + " cannot be parsed: "
                + e.getMessage()
                + "; a cell that contains quotes must be written "
                + (quote + "like " + quote + quote + "quoted" + quote + quote + quote)
            : name
                + " cannot be read: "
                + (e instanceof UncheckedIOException ? e.getCause() : e)
                + "; check that it exists and is readable",
        e);
  }

  private interface Source {
    InputStream open() throws IOException;
  }
}
