package shop;

import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.ExternalId;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.References;
import io.github.intercomobjects.sandbox.Sandbox;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** Stores an order that is linked to its customer, with no more than a user's project has. */
public final class Main {
  record Order(@ExternalId String number, String status, References customer) {}

  private Main() {}

  /** Takes how many classes named {@code okhttp3.OkHttpClient} there must be, and the project's name. */
  public static void main(String[] args) throws IOException {
    try (Sandbox sandbox = Sandbox.start();
        Intercom intercom =
            Intercom.builder()
                .accessToken(sandbox.getToken())
                .baseUrl(sandbox.getBaseUrl())
                .build()) {
      storeLinkedOrder(intercom);
    }
    report(args);
  }

  static void storeLinkedOrder(Intercom intercom) {
    CustomObjects<Order> orders = intercom.customObjects(ObjectType.of("Order", Order.class));
    String customer = intercom.contacts().findByExternalId("customer-7").orElseThrow().getId();
    orders.upsert(new Order("ORDER-1", "shipped", References.one(customer))).orThrow();
    List<String> linked =
        orders.list(Parent.contact(customer)).stream().map(CustomObject::getExternalId).toList();
    if (!linked.equals(List.of("ORDER-1"))) {
      throw new AssertionError("linked: " + linked);
    }
  }

  static void report(String[] args) throws IOException {
    List<?> found =
        Collections.list(Main.class.getClassLoader().getResources("okhttp3/OkHttpClient.class"));
    if (found.size() != Integer.parseInt(args[0])) {
      throw new AssertionError("expected " + args[0] + " OkHttpClient.class, found " + found);
    }
    System.out.printf(
        "%s: a linked order, %s OkHttpClient.class, Java %s, %s path%n",
        args[1],
        found.size(),
        Runtime.version().feature(),
        Main.class.getModule().isNamed() ? "module" : "class");
  }
}
