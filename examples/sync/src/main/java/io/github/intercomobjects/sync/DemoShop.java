package io.github.intercomobjects.sync;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The shop of the demo: its file of orders, and its workspace with 200 customers and no order. */
final class DemoShop {
  static final String TYPE = "Order";
  static final String REFERENCE = "customer";

  /** What somebody would type to do the same with the file. */
  static final String COMMAND =
      "intercom-sync orders.csv --key order_number --contact customer_id --created-at placed_at"
          + " \\\n      --decimal total_amount --integer item_count --boolean gift --date delivered_on";

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
    CsvFile.beside(DemoShop.class, "customers.csv").readRows(this::add);
  }

  private boolean add(CsvRecord customer) {
    String externalId = customer.getField(0);
    customers.put(
        externalId, workspace.addContact(externalId, customer.getField(1), customer.getField(2)));
    return true;
  }

  static CsvFile orders() {
    return CsvFile.beside(DemoShop.class, "orders.csv");
  }

  static Mapping mapping() {
    return new Mapping(
        TYPE,
        "order_number",
        "customer_id",
        "placed_at",
        new Mapping.Link(false, REFERENCE),
        Map.of(
            "total_amount", ColumnType.DECIMAL,
            "item_count", ColumnType.INTEGER,
            "gift", ColumnType.BOOLEAN,
            "delivered_on", ColumnType.DATE),
        Set.of());
  }

  Workspace workspace() {
    return workspace;
  }

  /** The customers by their external ids. */
  Map<String, Contact> customers() {
    return customers;
  }
}
