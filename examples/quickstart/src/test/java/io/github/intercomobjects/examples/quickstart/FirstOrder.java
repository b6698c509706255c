package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.*;
import io.github.intercomobjects.sandbox.Sandbox;

public class FirstOrder {
  record Order(@ExternalId String number, String status, References customer) {}

  public static void main(String[] args) {
    try (Sandbox sandbox = Sandbox.start(); // in memory, with a contact "customer-7"
        Intercom intercom =
            Intercom.builder()
                .accessToken(sandbox.getToken())
                .baseUrl(sandbox.getBaseUrl())
                .build()) {
      CustomObjects<Order> orders = intercom.customObjects(ObjectType.of("Order", Order.class));
      String customer = intercom.contacts().findByExternalId("customer-7").orElseThrow().getId();

      orders.upsert(new Order("ORDER-1", "shipped", References.one(customer))).orThrow();

      orders.list(Parent.contact(customer)).forEach(one -> System.out.println(one.getValue()));
    }
  }
}
