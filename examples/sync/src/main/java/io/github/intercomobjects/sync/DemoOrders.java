package io.github.intercomobjects.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shop's orders without some lines, and with other text in some cells. */
final class DemoOrders implements RowSource {
  private final RowSource orders = DemoShop.orders();
  private final Set<Long> without;
  private final Map<String, Map<String, String>> texts;

  /**
   * @param without the lines to omit
   * @param texts the text of cells to change, by key and column
   */
  DemoOrders(Set<Long> without, Map<String, Map<String, String>> texts) {
    this.without = without;
    this.texts = texts;
  }

  DemoOrders with(String key, String column, String text) {
    Map<String, Map<String, String>> more = new HashMap<>(texts);
    more.put(key, Map.of(column, text));
    return new DemoOrders(without, more);
  }

  @Override
  public String name() {
    return orders.name();
  }

  @Override
  public List<String> header() throws CannotRunException {
    return orders.header();
  }

  @Override
  public List<ColumnType> types() throws CannotRunException {
    return orders.types();
  }

  @Override
  public CloseableIterator<RawRow> rows() throws CannotRunException {
    return new Rows(orders.rows(), header());
  }

  private final class Rows extends LookAheadIterator<RawRow> implements CloseableIterator<RawRow> {
    private final CloseableIterator<RawRow> all;
    private final List<String> header;

    Rows(CloseableIterator<RawRow> all, List<String> header) {
      this.all = all;
      this.header = header;
    }

    @Override
    protected @Nullable RawRow advance() {
      while (all.hasNext()) {
        RawRow row = all.next();
        if (!without.contains(row.location().number())) {
          return changed(row, header);
        }
      }
      return null;
    }

    @Override
    public void close() {
      all.close();
    }
  }

  private RawRow changed(RawRow row, List<String> header) {
    List<@Nullable Object> cells = new ArrayList<>(row.cells());
    texts
        .getOrDefault(row.text(0), Map.of())
        .forEach((column, text) -> cells.set(header.indexOf(column), text));
    return new RawRow(row.location(), cells);
  }
}
