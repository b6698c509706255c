package io.github.intercomobjects.sync;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CSV file. */
final class CsvFile implements RowSource {
  private final String name;
  private final @Nullable Path path;
  private final Source source;

  /** As it was given, and as the file is written once it was opened. */
  private CsvFormat format;

  private @Nullable List<String> header;
  private @Nullable FileStamp stamp;

  /** The open records after the header, until {@link #rows} returns them. */
  private @Nullable Records opened;

  /** The text that was opened last. */
  private @Nullable StrictReader decoded;

  private CsvFile(String name, @Nullable Path path, CsvFormat format, Source source) {
    this.name = name;
    this.path = path;
    this.format = format;
    this.source = source;
  }

  /** Returns the file at a path, which must exist. */
  static CsvFile at(Path path, CsvFormat format) throws CannotRunException {
    if (!Files.exists(path)) {
      throw new CannotRunException(
          "no such file: " + path + " (looked for " + path.toAbsolutePath() + "); check the path");
    }
    if (Files.isDirectory(path)) {
      throw new CannotRunException(path + " is a directory; name the CSV file in it");
    }
    format.check();
    return new CsvFile(path.toString(), path, format, () -> Files.newInputStream(path));
  }

  /** Returns a resource in the package of a type. */
  static CsvFile beside(Class<?> type, String name) {
    return new CsvFile(
        name,
        null,
        CsvFormat.DEFAULT,
        () -> {
          InputStream in = type.getResourceAsStream(name);
          if (in == null) {
            throw new IOException("not on the class path");
          }
          return in;
        });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public char separator() {
    return format.separator();
  }

  @Override
  public char quote() {
    return format.quote();
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
    return decoded != null
        && !CsvFormat.isLineEnd(decoded.last())
        && decoded.last() != format.quote();
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
      known = records.next().texts();
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
        records.next();
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

  private CsvText open() throws IOException, CannotRunException {
    if (path != null && stamp == null) {
      stamp = FileStamp.of(path);
    }
    CsvText text = opened(source.open());
    format = text.format();
    decoded = text.decoded();
    return text;
  }

  /** Returns the text in a stream, which is closed if the text cannot be read. */
  private CsvText opened(InputStream in) throws IOException, CannotRunException {
    try {
      CsvText text = CsvText.open(in, format);
      // Its first line may name another separator.
      text.format().check();
      return text;
    } catch (IOException | CannotRunException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private CsvReader<CsvRecord> parser(CsvText text) {
    return CsvReader.builder()
        .fieldSeparator(format.separator())
        .quoteCharacter(format.quote())
        // A row with too few or too many cells is a bad row, and the next rows are still read.
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        // An unclosed quote would turn all following rows into one cell.
        .allowUnclosedQuote(false)
        .ofCsvRecord(text.reader());
  }

  /** The records of the file, from the first line. */
  private final class Records extends LookAheadIterator<RawRow>
      implements CloseableIterator<RawRow> {
    private final CsvText text;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private boolean isAfterHeader;

    /** A row that was read to know whether any follows the blank ones before it. */
    private @Nullable RawRow next;

    Records() throws CannotRunException {
      try {
        text = open();
      } catch (IOException e) {
        throw unreadable(e).toCannotRun();
      }
      reader = parser(text);
      records = reader.iterator();
    }

    @Override
    protected @Nullable RawRow advance() {
      RawRow read = next;
      next = null;
      return read == null ? readNext() : read;
    }

    /**
     * Returns the next row; null if there is none. A spreadsheet exports rows below its last one,
     * which have separators only. Among other rows, such a row may have lost its cells.
     */
    private @Nullable RawRow readNext() {
      RawRow blank = null;
      try {
        while (records.hasNext()) {
          CsvRecord record = records.next();
          if (text.hasSeparatorLine() && record.getStartingLineNumber() == 1) {
            continue;
          }
          if (!record.getFields().stream().allMatch(String::isEmpty)) {
            RawRow row = row(record);
            next = blank == null ? null : row;
            isAfterHeader = true;
            return blank == null ? row : blank;
          }
          if (isAfterHeader && blank == null) {
            // One stands for all that follow it, of which there may be millions.
            blank = row(record);
          }
        }
        return null;
      } catch (CsvParseException | UncheckedIOException e) {
        throw unreadable(e);
      }
    }

    private RawRow row(CsvRecord record) {
      return new RawRow(
          new Location(Location.Unit.LINE, record.getStartingLineNumber()),
          Collections.unmodifiableList(unescaped(record.getFields())));
    }

    private List<String> unescaped(List<String> fields) {
      return format.escape() == null
          ? fields
          : fields.stream().map(cell -> EscapeReader.unescaped(cell, format)).toList();
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
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharConversionException undecodable) {
        return new DataAccessException(name + " " + undecodable.getMessage(), e);
      }
    }
    char quote = format.quote();
    return new DataAccessException(
        e instanceof CsvParseException
            ? name
                + " cannot be parsed: "
                + e.getMessage()
                + "; a cell that contains quotes must be written "
                + (quote + "like " + quote + quote + "quoted" + quote + quote + quote)
                + (format.escape() == null
                    ? "; if a character such as \\ is before quotes instead, give it with --escape"
                    : "")
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
