package io.github.intercomobjects.sync;

import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;

/** The shop of the demo: a file of orders, and a workspace with 200 customers and no orders. */
final class DemoShop {
  static final String TYPE = "Order";
  static final String REFERENCE = "customer";

  /** The command that does the same with the file. */
  static final String COMMAND =
      "intercom-sync sync orders.csv --key order_number --contact customer_id --created-at placed_at"
          + " \\\n      --decimal total_amount --number item_count --boolean gift --date delivered_on";

  private final Workspace workspace;
  private final Map<String, Contact> customers = new LinkedHashMap<>();

  DemoShop() throws CannotRunException {
    workspace =
        Workspace.builder()
            .objectType(
                ObjectTypeDefinition.builder(TYPE)
                    .list("status", "processing", "shipped", "delivered", "returned", "cancelled")
                    .list("channel", "web", "app", "store", "phone")
                    .decimal("total_amount")
                    .text("currency")
                    .integer("item_count")
                    .bool("gift")
                    .date("delivered_on")
                    .text("delivery_note")
                    .referenceToOne(REFERENCE, "contact")
                    .build())
            .build();
    try (CloseableIterator<RawRow> rows = CsvFile.beside(DemoShop.class, "customers.csv").rows()) {
      while (rows.hasNext()) {
        RawRow row = rows.next();
        customers.put(row.text(0), workspace.addContact(row.text(0), row.text(1), row.text(2)));
      }
    }
  }

  static CsvFile orders() {
    return CsvFile.beside(DemoShop.class, "orders.csv");
  }

  static Mapping mapping() throws CannotRunException {
    Mapping.Builder mapping = new Mapping.Builder();
    mapping.type = TYPE;
    mapping.key = new Mapping.Named("order_number", "--key");
    mapping.contact = new Mapping.Named("customer_id", "--contact");
    mapping.createdAt = new Mapping.Timed(new Mapping.Named("placed_at", "--created-at"), null);
    mapping.link = new Mapping.Link(false, REFERENCE, "--reference");
    Map.of(
            "total_amount", ColumnType.DECIMAL,
            "item_count", ColumnType.NUMBER,
            "gift", ColumnType.BOOLEAN,
            "delivered_on", ColumnType.DATE)
        .forEach(
            (column, type) ->
                mapping.types.put(column, new Mapping.Typed(type, null, "--" + type.label())));
    return mapping.build();
  }

  Workspace workspace() {
    return workspace;
  }

  /** Returns the customers by external id. */
  Map<String, Contact> customers() {
    return customers;
  }
}
