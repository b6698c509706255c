package starter;

import io.github.intercomobjects.BulkReport;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.ExternalId;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.References;
import io.github.intercomobjects.canvas.CanvasRequest;
import io.github.intercomobjects.canvas.CardList;
import io.github.intercomobjects.canvas.model.Canvas;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The orders of customers, by the client of the starter. */
@Component
class Orders {
  record Order(@ExternalId String number, String status, References customer) {}

  private final Intercom intercom;
  private final CustomObjects<Order> orders;
  private final CardList<Order> list =
      CardList.<Order>builder("order").title(CustomObject::getExternalId).build();

  Orders(Intercom intercom) {
    this.intercom = intercom;
    this.orders = intercom.customObjects(ObjectType.of("Order", Order.class));
  }

  String customer(String externalId) {
    return intercom.contacts().findByExternalId(externalId).orElseThrow().getId();
  }

  void store(String number, String customer) {
    orders.upsert(new Order(number, "shipped", References.one(customer))).orThrow();
  }

  BulkReport storeAll(Stream<String> numbers, String customer) {
    return orders
        .bulk()
        .upsertAll(numbers.map(one -> new Order(one, "pending", References.one(customer))));
  }

  List<String> ofCustomer(String customer) {
    return orders.list(Parent.contact(customer)).stream().map(CustomObject::getExternalId).toList();
  }

  Canvas card(CanvasRequest request) {
    return list.render(orders.list(Parent.contact(request.getContactId())).stream().toList(), request);
  }
}
