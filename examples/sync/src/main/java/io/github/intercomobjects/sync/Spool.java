package io.github.intercomobjects.sync;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A source that is read once, and then from a temporary file. All passes therefore see the same
 * rows, though the source changes meanwhile, and a pipe or an expensive query can be a source.
 *
 * <p>Only its owner can read the file. Unix removes its name at once, and Windows removes it when
 * the process ends, so that no kill leaves it behind.
 */
final class Spool implements RowSource {
  /** The beginning of the names of the temporary files. */
  static final String PREFIX = "intercom-sync-rows";

  private static final int BUFFER = 1 << 16;

  private final RowSource source;
  private @Nullable FileChannel file;
  private Location.Unit unit = Location.Unit.LINE;
  private long size;
  private boolean complete;

  Spool(RowSource source) {
    this.source = source;
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public String identity() {
    return source.identity();
  }

  @Override
  public List<String> header() throws CannotRunException {
    return source.header();
  }

  @Override
  public List<ColumnType> types() throws CannotRunException {
    return source.types();
  }

  @Override
  public char separator() {
    return source.separator();
  }

  @Override
  public char quote() {
    return source.quote();
  }

  @Override
  public @Nullable Path path() {
    return source.path();
  }

  @Override
  public boolean mayEndInACell() {
    return source.mayEndInACell();
  }

  @Override
  public boolean isPart() {
    return source.isPart();
  }

  @Override
  public @Nullable Instant reportRun() {
    return source.reportRun();
  }

  @Override
  public @Nullable JdbcCursor cursor() {
    return source.cursor();
  }

  @Override
  public @Nullable String doubt() {
    return source.doubt();
  }

  @Override
  public void use(Columns columns, Mapping mapping) throws CannotRunException {
    source.use(columns, mapping);
  }

  @Override
  public boolean isConnection() {
    return source.isConnection();
  }

  @Override
  public void load(BooleanSupplier stop) throws CannotRunException {
    if (!source.isConnection()) {
      return;
    }
    try (CloseableIterator<RawRow> rows = rows()) {
      while (rows.hasNext()) {
        if (stop.getAsBoolean()) {
          throw new CannotRunException("stopped by a signal");
        }
        rows.next();
      }
    } catch (DataAccessException e) {
      throw e.toCannotRun();
    }
  }

  @Override
  public CloseableIterator<RawRow> rows() throws CannotRunException {
    if (complete && file != null) {
      return new Spooled(file, size);
    }
    try {
      if (file == null) {
        file = create();
      }
      file.truncate(0);
      return new Spooling(source.rows(), file);
    } catch (IOException e) {
      throw failed(e).toCannotRun();
    }
  }

  /** Creates a temporary file that only its owner can read, and that no kill leaves behind. */
  static FileChannel create() throws IOException {
    Path path = Files.createTempFile(PREFIX, ".tmp");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  static DataAccessException failed(IOException e) {
    return new DataAccessException(
        "the temporary file with a copy of the rows cannot be written or read: "
            + IoReason.of(e)
            + "; is the disk full? Give another folder with -Djava.io.tmpdir=",
        e);
  }

  @Override
  public void close() {
    source.close();
    FileChannel closed = file;
    if (closed == null) {
      return;
    }
    file = null;
    complete = false;
    try {
      closed.close();
    } catch (IOException e) {
      // The system removes the file in any case.
    }
  }

  /** The first pass, which writes the rows that it returns. */
  private final class Spooling implements CloseableIterator<RawRow> {
    private final CloseableIterator<RawRow> rows;
    private final FileChannel written;
    private final DataOutputStream out;

    Spooling(CloseableIterator<RawRow> rows, FileChannel written) throws IOException {
      this.rows = rows;
      this.written = written;
      written.position(0);
      this.out =
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(written), BUFFER));
    }

    @Override
    public boolean hasNext() {
      boolean hasNext = rows.hasNext();
      if (!hasNext && !complete) {
        try {
          out.flush();
          size = written.size();
          complete = true;
        } catch (IOException e) {
          throw failed(e);
        }
      }
      return hasNext;
    }

    @Override
    public RawRow next() {
      RawRow row = rows.next();
      unit = row.location().unit();
      try {
        SpooledRow.write(out, row);
      } catch (IOException e) {
        throw failed(e);
      }
      return row;
    }

    @Override
    public void close() {
      // The channel stays open for the next passes.
      rows.close();
    }
  }

  /** A later pass. */
  private final class Spooled extends LookAheadIterator<RawRow>
      implements CloseableIterator<RawRow> {
    private final DataInputStream in;

    Spooled(FileChannel channel, long end) {
      this.in = new DataInputStream(new Part(channel, end));
    }

    @Override
    protected @Nullable RawRow advance() {
      try {
        return SpooledRow.read(in, unit);
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public void close() {
      // The channel stays open for the next passes.
    }
  }

  /** A channel up to an end, with a position of its own, so that passes can overlap. */
  private static final class Part extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long position;

    /**
     * The bytes that were read ahead. Outside of the heap, because the threads of all calls in
     * flight take turns in reading rows, and each would keep a copy of a buffer in the heap there.
     */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();

    Part(FileChannel channel, long end) {
      this.channel = channel;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0 || !fill()) {
        return length == 0 ? 0 : -1;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(bytes, offset, count);
      return count;
    }

    /** Reads ahead if nothing is left, and returns whether there is more. */
    private boolean fill() throws IOException {
      if (!buffer.hasRemaining() && position < end) {
        buffer.clear().limit((int) Math.min(BUFFER, end - position));
        position += Math.max(0, channel.read(buffer, position));
        buffer.flip();
      }
      return buffer.hasRemaining();
    }
  }
}
