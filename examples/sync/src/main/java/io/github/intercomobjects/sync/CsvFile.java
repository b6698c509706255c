package io.github.intercomobjects.sync;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.FilterInputStream;
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
  private @Nullable List<String> header;
  private @Nullable FileStamp stamp;

  /** The open records after the header, until {@link #rows} returns them. */
  private @Nullable Records opened;

  /** The last two bytes of the file, once it was read. */
  private byte[] end = {};

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
  public String identity() {
    if (path == null) {
      return name;
    }
    // A link keeps its name, so that it can point to a new file each day.
    Path absolute = path.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    try {
      return "the file "
          + (folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName()));
    } catch (IOException e) {
      return "the file " + absolute;
    }
  }

  @Override
  public boolean mayEndInACell() {
    if (end.length == 0) {
      return false;
    }
    char last = (char) (end[1] & 0xff);
    // In UTF-16, a line break may end with a zero.
    return !isLineEnd(last) && last != quote && !(last == 0 && isLineEnd((char) end[0]));
  }

  @Override
  public @Nullable String doubt() {
    return stamp == null || path == null || stamp.equals(FileStamp.of(path))
        ? null
        : name
            + " changed during the run, so the rows that were read may not be all; run the command"
            + " again when the file is complete";
  }

  @Override
  public List<String> header() throws CannotRunException {
    List<String> known = header;
    if (known != null) {
      return known;
    }
    Records records = new Records();
    boolean read = false;
    try {
      if (!records.hasNext()) {
        throw new CannotRunException(
            name + " is empty: its first line must have the names of the columns");
      }
      known = records.nextRecord().getFields();
      // A pipe can be opened only once.
      opened = records;
      header = known;
      read = true;
      return known;
    } catch (DataAccessException e) {
      throw e.toCannotRun();
    } finally {
      if (!read) {
        records.close();
      }
    }
  }

  @Override
  public List<ColumnType> types() throws CannotRunException {
    return Collections.nCopies(header().size(), ColumnType.TEXT);
  }

  @Override
  public CloseableIterator<RawRow> rows() throws CannotRunException {
    Records afterHeader = opened;
    if (afterHeader != null) {
      opened = null;
      return afterHeader;
    }
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

  @Override
  public void close() {
    Records unread = opened;
    if (unread != null) {
      opened = null;
      unread.close();
    }
  }

  private CsvReader<CsvRecord> open() throws IOException {
    if (path != null && stamp == null) {
      stamp = FileStamp.of(path);
    }
    return CsvReader.builder()
        .fieldSeparator(separator)
        .quoteCharacter(quote)
        .detectBomHeader(true)
        // A row with too few or too many cells is a bad row, and the next rows are still read.
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        // An unclosed quote would turn all following rows into one cell.
        .allowUnclosedQuote(false)
        .ofCsvRecord(new Watched(source.open()));
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

  /** A stream that remembers the end of the file. */
  private final class Watched extends FilterInputStream {
    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      if (b >= 0) {
        remember(new byte[] {(byte) b}, 0, 1);
      }
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      if (count > 0) {
        remember(bytes, offset, count);
      }
      return count;
    }

    private void remember(byte[] bytes, int offset, int count) {
      byte before = count > 1 ? bytes[offset + count - 2] : end.length > 0 ? end[1] : 0;
      end = new byte[] {before, bytes[offset + count - 1]};
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
                + IoReason.of(e)
                + "; check that it exists and is readable",
        e);
  }

  private interface Source {
    InputStream open() throws IOException;
  }
}
