package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.SyncState.Known;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a source, each with the known state of its object. Throws {@link DataAccessException}
 * if the source cannot be read to its end. Not thread-safe.
 */
final class RowFeed implements Iterator<RowFeed.Item>, AutoCloseable {
  private final CloseableIterator<RawRow> rows;
  private final Columns columns;
  private final RowReader reader;
  private final RowHash hash;
  private final SyncState state;
  private final Scratch scratch;

  private RowFeed(
      CloseableIterator<RawRow> rows,
      Columns columns,
      RowHash hash,
      SyncState state,
      Scratch scratch) {
    this.rows = rows;
    this.columns = columns;
    this.reader = new RowReader(columns, scratch);
    this.hash = hash;
    this.state = state;
    this.scratch = scratch;
  }

  /** Opens the source; {@code scratch} forgets the keys of an earlier pass. */
  static RowFeed of(
      RowSource source, Columns columns, RowHash hash, SyncState state, Scratch scratch)
      throws CannotRunException {
    scratch.forgetKeys();
    return new RowFeed(source.rows(), columns, hash, state, scratch);
  }

  /**
   * A row: a valid one with its hash, or an invalid one with the exception.
   *
   * @param known the known state of its object; null if no earlier run stored it
   */
  record Item(
      RawRow raw,
      @Nullable Row row,
      @Nullable String hash,
      @Nullable BadRowException bad,
      @Nullable Known known) {

    /** Returns whether the object was stored from the same row before. */
    boolean isUnchanged() {
      return hash != null && known != null && hash.equals(known.rowHash());
    }
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Item next() {
    RawRow raw = rows.next();
    try {
      Row row = reader.read(raw);
      return new Item(raw, row, hash.of(row), null, state.find(row.key()));
    } catch (BadRowException e) {
      String key = e.key();
      if (key != null) {
        scratch.addBadKey(key, raw.location().number());
      }
      if (key == null || raw.cells().size() != columns.header().size()) {
        scratch.addUnidentified(raw.location());
      }
      return new Item(raw, null, null, e, key == null ? null : state.find(key));
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
