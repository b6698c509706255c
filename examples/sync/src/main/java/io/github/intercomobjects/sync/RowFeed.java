package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.SyncState.Known;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a source, each with what is known of its object. Throws {@link CannotGoOnException}
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

  /** Reads the source from its start; {@code scratch} forgets the keys of an earlier reading. */
  static RowFeed of(
      RowSource source, Columns columns, RowHash hash, SyncState state, Scratch scratch)
      throws CannotRunException {
    scratch.forgetKeys();
    return new RowFeed(source.rows(), columns, hash, state, scratch);
  }

  /**
   * A row: a good one with its hash, or a bad one.
   *
   * @param known what is known of its object; null if nothing is
   */
  record Item(
      RawRow raw,
      @Nullable Row row,
      @Nullable String hash,
      @Nullable BadRowException bad,
      @Nullable Known known) {

    /** Whether the object is as the row says already. */
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
        scratch.addBadKey(key, raw.place().number());
      }
      if (key == null || raw.cells().size() != columns.header().size()) {
        scratch.addUnsure(raw.place());
      }
      return new Item(raw, null, null, e, key == null ? null : state.find(key));
    }
  }

  @Override
  public void close() {
    rows.close();
  }
}
