package shop;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.Associations;
import io.github.intercomobjects.CallListener;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.ExternalCreatedAt;
import io.github.intercomobjects.ExternalId;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.References;
import io.github.intercomobjects.canvas.model.Canvas;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An application to shrink. It ignores the responses of some of its calls. */
public final class App {
  record Order(
      @ExternalId String number,
      @ExternalCreatedAt Instant placedAt,
      String status,
      @Json(name = "total_amount") BigDecimal totalAmount,
      References customer) {}

  /** Created by the library only. */
  record OrderStatus(@ExternalId String number, String status) {}

  private App() {}

  /** Takes the address of the API, a token and the project's name. */
  public static void main(String[] args) throws IOException {
    Set<String> operations = new TreeSet<>();
    try (Intercom intercom =
        Intercom.builder()
            .baseUrl(args[0])
            .accessToken(args[1])
            .listener(
                new CallListener() {
                  @Override
                  public void onEnd(End end) {
                    operations.add(end.getOperation());
                  }
                })
            .build()) {
      CustomObjects<Order> orders = intercom.customObjects(ObjectType.of("Order", Order.class));
      String customer = intercom.contacts().findByExternalId("customer-7").orElseThrow().getId();
      Order order =
          new Order(
              "ORDER-1",
              Instant.ofEpochSecond(1_790_000_000),
              "shipped",
              new BigDecimal("11.50"),
              References.one(customer));
      String id = orders.upsert(order).orThrow().getId();
      require(order, orders.getByExternalId("ORDER-1").getValue());
      require(
          "shipped",
          intercom
              .customObjects(ObjectType.of("Order", OrderStatus.class))
              .getByExternalId("ORDER-1")
              .getValue()
              .status());
      require(List.of(id), orders.list(Parent.contact(customer)).ids());
      Associations<Order> linked = orders.associations(Parent.contact(customer), "orders");
      linked.replace(List.of(id)).orThrow();
      require(List.of(id), linked.read().getIds());
      require(1L, orders.bulk().upsertAll(List.of(order)).getStored());
      intercom.check();
      require(true, orders.deleteById(id));
      require(true, orders.findById(id).isEmpty());
      require(true, intercom.contacts().delete(customer));
    }
    readCanvas();
    require(true, operations.contains("createOrUpdateCustomObjectInstance"));
    System.out.printf(
        "%s: a linked order, Java %s, what ProGuard has left%n",
        args[2], Runtime.version().feature());
  }

  private static void readCanvas() throws IOException {
    JsonAdapter<Canvas> adapter = new Moshi.Builder().build().adapter(Canvas.class);
    String json = "{\"content\":{\"components\":[{\"type\":\"text\",\"text\":\"Orders\"}]}}";
    require(json, adapter.toJson(adapter.fromJson(json)));
  }

  private static void require(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", was " + actual);
    }
  }
}
