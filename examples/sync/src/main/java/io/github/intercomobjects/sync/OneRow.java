package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.SyncState.Known;
import org.jspecify.annotations.Nullable;

/** The row with one key, which is sent even if it is unchanged. The other rows are only read. */
final class OneRow extends LookAheadIterator<RowFeed.Item>
    implements CloseableIterator<RowFeed.Item> {
  private final RowFeed rows;
  private final String key;
  private final Columns columns;

  OneRow(RowFeed rows, String key, Columns columns) {
    this.rows = rows;
    this.key = key;
    this.columns = columns;
  }

  @Override
  protected RowFeed.@Nullable Item advance() {
    while (rows.hasNext()) {
      RowFeed.Item item = rows.next();
      // Blanks around keys of a database are a part of them, and those of an export.
      boolean isAsWritten = !columns.isOfFile(item.raw()) || columns.hasExactKey(item.raw());
      String wanted = isAsWritten ? key : columns.key(key);
      if (wanted.equals(item.key())) {
        return uncertain(item);
      }
    }
    return null;
  }

  private static RowFeed.Item uncertain(RowFeed.Item item) {
    Known known = item.known();
    return known == null
        ? item
        : new RowFeed.Item(
            item.raw(),
            item.row(),
            item.hash(),
            item.bad(),
            new Known(null, null, known.id(), known.contact()));
  }

  @Override
  public void close() {
    rows.close();
  }
}
