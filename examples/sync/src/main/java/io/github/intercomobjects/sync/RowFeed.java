package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.SyncState.Known;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a source, each with the known state of its object. Throws {@link DataAccessException}
 * if the source cannot be read to its end. Not thread-safe.
 */
final class RowFeed implements CloseableIterator<RowFeed.Item> {
  private final RowSource source;
  private final CloseableIterator<RawRow> rows;
  private final Columns columns;
  private final RowReader reader;
  private final RowHash hash;
  private final SyncState state;
  private final Scratch scratch;
  private @Nullable RawRow last;

  private RowFeed(
      RowSource source,
      CloseableIterator<RawRow> rows,
      Columns columns,
      RowHash hash,
      SyncState state,
      Scratch scratch) {
    this.source = source;
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
    return new RowFeed(source, source.rows(), columns, hash, state, scratch);
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

    /** Returns the external id; null if the row has none. */
    @Nullable String key() {
      return row != null ? row.key() : bad == null ? null : bad.key();
    }

    /** Returns the row as an invalid one. */
    Item failed(Row valid, Reason reason) {
      BadRowException failure = new BadRowException(List.of(reason), valid.key(), valid.contact());
      return new Item(raw, null, null, failure, known);
    }
  }

  @Override
  public boolean hasNext() {
    boolean hasNext = rows.hasNext();
    if (!hasNext) {
      String key = last == null || !columns.isKeyLast() ? null : columns.keyIn(last);
      if (key != null && source.mayEndInACell()) {
        scratch.setCutKey(key);
      }
    }
    return hasNext;
  }

  @Override
  public Item next() {
    RawRow raw = rows.next();
    last = raw;
    scratch.setUnit(raw.location().unit());
    try {
      Row row = reader.read(raw);
      String damage = SimilarKeys.damage(row.key());
      if (damage != null) {
        scratch.addUnidentified(raw.location(), damage);
      }
      return new Item(raw, row, hash.of(row), null, state.find(row.key()));
    } catch (BadRowException e) {
      String key = e.key();
      if (key != null) {
        scratch.addBadKey(key, raw.location().number());
      }
      if (key == null || raw.cells().size() != columns.header().size()) {
        scratch.addUnidentified(raw.location(), null);
      } else {
        String doubt = doubt(key, raw.location().number());
        if (doubt != null) {
          scratch.addUnidentified(raw.location(), doubt);
        }
      }
      return new Item(raw, null, null, e, key == null ? null : state.find(key));
    }
  }

  /** Returns why the key of an invalid row may not be its own; null if it is. */
  private @Nullable String doubt(String key, long number) {
    Long first = scratch.firstNumber(key);
    return first != null && first != number
        ? "whose key \"" + key + "\" is in two rows"
        : SimilarKeys.damage(key);
  }

  @Override
  public void close() {
    rows.close();
  }
}
