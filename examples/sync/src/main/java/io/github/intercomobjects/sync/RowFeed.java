package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.SyncState.Known;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a source, each with the known state of its object. Throws {@link DataAccessException}
 * if the source cannot be read to its end. Not thread-safe.
 */
final class RowFeed implements CloseableIterator<RowFeed.Item> {
  private static final Reason OUTDATED =
      Reason.of(
          "a later run of the source than that of this report stored its object; delete this row,"
              + " or correct it in the latest report, which has all rows that still fail");

  private final RowSource source;
  private final CloseableIterator<RawRow> rows;
  private final Columns columns;
  private final RowReader reader;
  private final RowHash hash;
  private final SyncState state;
  private final Scratch scratch;
  private final SwallowedRows swallowed;

  /** Whether the rows that an earlier pass settled are not read again. */
  private final boolean skips;

  private RowFeed(
      RowSource source,
      CloseableIterator<RawRow> rows,
      Columns columns,
      RowHash hash,
      SyncState state,
      Scratch scratch,
      boolean skips) {
    this.source = source;
    this.rows = rows;
    this.columns = columns;
    this.reader = new RowReader(columns, scratch);
    this.swallowed = new SwallowedRows(source, columns, key -> state.find(key) != null, scratch);
    this.hash = hash;
    this.state = state;
    this.scratch = scratch;
    this.skips = skips && state.values().areAll();
  }

  /**
   * Opens the source; {@code scratch} forgets the keys of an earlier pass.
   *
   * @param skips whether unchanged rows that an earlier pass read are not read again
   */
  static RowFeed of(
      RowSource source,
      Columns columns,
      RowHash hash,
      SyncState state,
      Scratch scratch,
      boolean skips)
      throws CannotRunException {
    scratch.forgetKeys();
    return new RowFeed(source, source.rows(), columns, hash, state, scratch, skips);
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

    /** Returns whether the row names a contact, and its object may be linked to another one. */
    boolean isMoved() {
      return row != null
          && row.contact() != null
          && known != null
          && known.contact() != null
          && !known.contact().equals(ContactMemory.text(row.contact()));
    }

    /** Returns the external id; null if the row has none. */
    @Nullable String key() {
      return row != null ? row.key() : bad == null ? null : bad.key();
    }

    /** Returns the row as an invalid one. */
    Item failed(Row valid, Reason reason) {
      return new Item(raw, null, null, failure(valid, reason), known);
    }
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Item next() {
    RawRow raw = rows.next();
    scratch.setUnit(raw.location().unit());
    swallowed.find(raw);
    Item unread = unread(raw);
    Item item = unread != null ? unread : withoutDoubled(withoutSwallowed(item(raw)));
    // Once the last row was read, the end of the source is known; only then is it asked for more.
    boolean isCut =
        source.mayEndInACell()
            && !rows.hasNext()
            // Rows of nothing but separators may have followed.
            && source.mayEndInACell()
            && Gone.isAny(state, scratch);
    if (isCut) {
      scratch.setCut();
    }
    // An unchanged row is not sent, whether or not it is complete.
    return isCut && item.row() != null && !item.isUnchanged() ? cut(item, item.row()) : item;
  }

  private Item withoutSwallowed(Item item) {
    Row row = item.row();
    Reason reason =
        row == null || item.isUnchanged() ? null : swallowed.reason(item.raw().location().number());
    if (row == null || reason == null) {
      return item;
    }
    scratch.addUnidentified(item.raw().location(), "which seems to contain other rows");
    return bad(item.raw(), failure(row, reason), item.known());
  }

  /**
   * Returns a row as an invalid one if its key is in a second row too. Which of them means the
   * object cannot be known, so an object that an earlier run stored keeps its values. Without one,
   * the first row is stored.
   */
  private Item withoutDoubled(Item item) {
    Row row = item.row();
    if (row == null || item.known() == null || item.known().id() == null || item.isUnchanged()) {
      return item;
    }
    Long second = scratch.secondNumber(row.key());
    return second == null
        ? item
        : bad(
            item.raw(),
            failure(
                row,
                reader.doubled(
                    item.raw(), row.key(), new Location(item.raw().location().unit(), second))),
            item.known());
  }

  private static BadRowException failure(Row row, Reason reason) {
    return new BadRowException(List.of(reason), row.key(), row.contact());
  }

  /** Returns a settled row; else null. To read it again took a fifth of a run without changes. */
  private @Nullable Item unread(RawRow raw) {
    long number = raw.location().number();
    String key = skips && scratch.isSettled(number) ? columns.keyIn(raw) : null;
    Known known = key == null ? null : state.find(key);
    if (key == null || known == null || known.rowHash() == null) {
      return null;
    }
    if (state.isNew(key)) {
      scratch.countNewKey();
    }
    scratch.putIfAbsent(key, number);
    return new Item(
        raw, Row.unread(raw, key, columns.contactIn(raw)), known.rowHash(), null, known);
  }

  private Item item(RawRow raw) {
    try {
      Row row = reader.read(raw);
      String damage = columns.hasExactKey(raw) ? null : SimilarKeys.damage(row.key());
      if (damage != null) {
        scratch.addUnidentified(raw.location(), damage);
      }
      Known known = known(row.key(), raw);
      Item item = new Item(raw, row, hash(row, known), null, known);
      if (damage == null && item.isUnchanged() && known != null && known.id() != null) {
        scratch.settle(raw.location().number());
      }
      return item.isUnchanged() || !isOutdated(item, row)
          ? item
          : bad(raw, failure(row, OUTDATED), item.known());
    } catch (BadRowException e) {
      String key = e.key();
      if (key != null) {
        scratch.addBadKey(key, raw.location().number());
      }
      if (RowReader.hasNul(raw)) {
        scratch.addUnidentified(raw.location(), "which has NUL characters");
      } else if (key == null || raw.cells().size() != columns.header().size()) {
        scratch.addUnidentified(raw.location(), null);
      } else {
        String doubt = doubt(key, raw);
        if (doubt != null) {
          scratch.addUnidentified(raw.location(), doubt);
        }
      }
      return bad(raw, e, key == null ? null : known(key, raw));
    }
  }

  /** Returns the hash of a row: that of an earlier version if such a version stored the row. */
  private String hash(Row row, @Nullable Known known) {
    String now = hash.of(row);
    String stored = known == null ? null : known.rowHash();
    return stored != null && !stored.equals(now) && stored.equals(hash.ofEarlier(row))
        ? stored
        : now;
  }

  /** Returns whether a later run stored the object of a row of a report. */
  private boolean isOutdated(Item item, Row row) {
    Instant report = source.reportRun();
    return report != null && state.reports().isNewer(row.key(), item.known() != null, report);
  }

  private @Nullable Known known(String key, RawRow raw) {
    Known known = state.find(key);
    if (known == null) {
      requireStripped(key, raw);
    }
    if (known == null || state.isNew(key)) {
      scratch.countNewKey();
    }
    return known;
  }

  /**
   * Requires that the state does not have a new key with the blanks around it, which earlier
   * versions and {@code --keep-blanks} keep: its object would get a duplicate.
   */
  private void requireStripped(String key, RawRow raw) {
    String text = raw.text(columns.keyIndex());
    if (!text.equals(key) && state.find(text) != null) {
      throw new DataAccessException(
          source.name()
              + " has the key "
              + Printable.key(text)
              + " in "
              + raw.location()
              + ", whose object was stored with the blanks around its key; keep them with"
              + " --keep-blanks",
          null);
    }
  }

  private Item bad(RawRow raw, BadRowException e, @Nullable Known known) {
    if (e.key() != null) {
      scratch.addFailedKey(e.key(), ContactMemory.textOrEmpty(e.contact()));
    }
    return new Item(raw, null, null, e, known);
  }

  /** Returns the last row as an invalid one, because its last cell may be shortened. */
  private Item cut(Item item, Row row) {
    Reason reason =
        Reason.of(
            "the end of this row may be missing, because "
                + source.name()
                + " ends without a line break, and objects have no row; end the last line with a"
                + " line break");
    return bad(item.raw(), failure(row, reason), item.known());
  }

  /** Returns why the key of an invalid row may not be its own; null if it is. */
  private @Nullable String doubt(String key, RawRow raw) {
    Long first = scratch.firstNumber(key);
    String quoted = "whose key \"" + Printable.cell(key) + "\" ";
    if (first != null && first != raw.location().number()) {
      return quoted + "is in two rows";
    }
    if (columns.hasExactKey(raw)) {
      return null;
    }
    // A database may have any text as a key.
    String none = columns.isOfFile(raw) ? KeyDamage.of(key) : null;
    return none == null ? SimilarKeys.damage(key) : quoted + none.substring(0, none.indexOf(';'));
  }

  @Override
  public void close() {
    rows.close();
  }
}
