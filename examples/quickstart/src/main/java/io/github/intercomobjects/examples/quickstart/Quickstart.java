package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Associations;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.RateLimitException;
import io.github.intercomobjects.References;
import io.github.intercomobjects.Region;
import io.github.intercomobjects.Upserted;
import io.github.intercomobjects.client.model.Contact;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The code of the README, in the same order. */
public final class Quickstart {
  private Quickstart() {}

  /** Stores an order in Intercom, linked to its customer. */
  public static void main(String... args) {
    try (Intercom intercom =
        Intercom.builder().accessToken(System.getenv("INTERCOM_ACCESS_TOKEN")).build()) {
      run(intercom, System.out);
    }
  }

  static void run(Intercom intercom, PrintStream out) {
    try {
      CustomObjects<Order> orders = intercom.customObjects(ObjectType.of("Order", Order.class));

      Contact customer = intercom.contacts().findByExternalId("customer-7").orElseThrow();
      Order order =
          new Order(
              "ORDER-1",
              Instant.parse("2026-09-01T10:00:00Z"),
              "pending",
              new BigDecimal("99.99"),
              References.one(customer.getId()));

      // Creates or updates the object with its external id; safe to retry. A null clears its
      // attribute.
      Upserted<Order> saved = orders.upsert(order);

      // Values that Intercom dropped despite its response 200; saved.orThrow() throws instead.
      saved.getDropped().forEach(dropped -> out.println("not stored: " + dropped));

      // Changes only these attributes.
      orders.upsert(
          "ORDER-1", Attributes.builder().set("status", "shipped").clear("coupon").build());

      Optional<CustomObject<Order>> found = orders.findByExternalId("ORDER-1");
      found.ifPresent(one -> out.println(one.getId() + " is " + one.getValue().status()));

      associations(orders, customer, saved);
      lists(orders, customer, out);
      clients(intercom);
      deletions(orders);
    } catch (RateLimitException e) {
      out.println("try again in " + e.getRateLimit().getRetryAfter());
    } catch (ApiException e) {
      out.println(e.getErrors() + " " + e.getRequestId() + " " + e.getOutcome());
    }
  }

  /** Links objects by an attribute of the contact, for types without a reference attribute. */
  private static void associations(
      CustomObjects<Order> orders, Contact customer, Upserted<Order> saved) {
    String second =
        orders.upsert("ORDER-2", Attributes.builder().set("status", "pending").build()).getId();

    Associations<Order> linked = orders.associations(Parent.contact(customer.getId()), "orders");
    linked.replace(List.of(saved.getId(), second)).orThrow(); // one PUT and no read: preferred
    linked.remove(second);
    linked.add(second);
    linked.read().getIds();
    linked.read().isComplete();

    // An attribute that holds one link takes an id, not a list.
    orders.associations(Parent.contact(customer.getId()), "latest_order").set(second);
  }

  /** Lists objects, which needs version 2.16 or later. Pages are fetched when needed. */
  private static void lists(CustomObjects<Order> orders, Contact customer, PrintStream out) {
    orders.list().stream().limit(10).forEach(one -> out.println(one.getExternalId()));
    orders.list(Parent.contact(customer.getId())).forEach(one -> out.println(one.getExternalId()));
  }

  private static void clients(Intercom intercom) {
    // Shares connections, rate limit and locks.
    Intercom preview = intercom.withVersion(ApiVersion.PREVIEW);
    preview.customObjects(ObjectType.untyped("Order")).findById("22");

    // A client for another workspace shares only the connections.
    Intercom acme = intercom.newBuilder().accessToken("dG9rOmFjbWU=").region(Region.EU).build();
    acme.close();
  }

  private static void deletions(CustomObjects<Order> orders) {
    String third = orders.upsert("ORDER-3", Attributes.builder().build()).getId();
    orders.deleteById(third); // true: the object was deleted
    orders.deleteByExternalId("ORDER-3"); // false: there was no such object
  }
}
