package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ContactsTest {
  private static FakeWorker worker(Shop shop, String... more) {
    Map<String, String> settings =
        new HashMap<>(
            shop.settings(
                "objects.orders.contact", "buyer", "objects.orders.contact.attribute", "customer"));
    for (int i = 0; i < more.length; i += 2) {
      settings.put("objects.orders." + more[i], more[i + 1]);
    }
    return FakeWorker.of(settings).assign(0);
  }

  private static List<String> linked(Shop shop) {
    return shop.workspace.getInstancesReferencingContact("Order", shop.zoe.getId());
  }

  @Test
  void ordersAreLinkedByExternalId() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop)) {
      worker.write("ORDER-1", Map.of("status", "pending", "buyer", "customer-1"));
      worker.pollUntilSettled();

      assertThat(linked(shop)).containsExactly(shop.order("ORDER-1").getId());
      assertThat(worker.deadLetters).isEmpty();
    }
  }

  @Test
  void ordersAreLinkedByEmailOrId() {
    try (Shop shop = new Shop();
        FakeWorker byEmail = worker(shop, "contact.by", "email");
        FakeWorker byId = worker(shop, "contact.by", "id")) {
      byEmail.write("ORDER-1", Map.of("buyer", "Zoe@example.com"));
      byEmail.pollUntilSettled();
      byId.write("ORDER-2", Map.of("buyer", shop.zoe.getId()));
      byId.pollUntilSettled();

      assertThat(linked(shop)).hasSize(2);
    }
  }

  @Test
  void aContactThatIsNullUnlinks() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop)) {
      worker.write("ORDER-1", Map.of("buyer", "customer-1"));
      worker.pollUntilSettled();
      Map<String, Object> value = new HashMap<>();
      value.put("buyer", null);
      worker.write("ORDER-1", value);
      worker.pollUntilSettled();

      assertThat(linked(shop)).isEmpty();
    }
  }

  @Test
  void anIdThatNoContactCanHaveIsReported() {
    try (Shop shop = new Shop();
        FakeWorker worker =
            worker(shop, "link", "contact", "contact.by", "id", "contact.attribute", "orders")) {
      worker.write("ORDER-1", Map.of("status", "pending", "buyer", ".."));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).hasSize(1);
      assertThat(worker.deadLetters.get(0).message())
          .isEqualTo("field buyer cannot name a contact");
      assertThat(shop.calls()).isEmpty();
    }
  }

  @Test
  void aMissingContactIsReported() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop)) {
      worker.write("ORDER-1", Map.of("buyer", "customer-9"));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).hasSize(1);
      assertThat(worker.deadLetters.get(0).message())
          .isEqualTo(
              "the field buyer of Order ORDER-1 names a contact that Intercom does not have; create"
                  + " the contact, or set objects.orders.contact.missing");
      assertThat(shop.has("ORDER-1")).isFalse();
    }
  }

  @Test
  void anAddressOfSeveralContactsIsReported() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop, "contact.by", "email")) {
      shop.workspace.addContact("customer-2", "zoe@example.com", "Zoë's sister");
      worker.write("ORDER-1", Map.of("buyer", "zoe@example.com"));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters.get(0).message())
          .isEqualTo(
              "the field buyer of Order ORDER-1 is the e-mail address of several contacts; name the"
                  + " contact by external id or id");
    }
  }

  @Test
  void aMissingContactIsWaitedFor() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop, "contact.missing", "retry")) {
      worker.write("ORDER-1", Map.of("buyer", "customer-9"));
      worker.write("ORDER-2", Map.of("buyer", "customer-1"));
      worker.pollUntil(() -> shop.has("ORDER-2") && worker.metric("retried-total") > 0);
      assertThat(worker.committed(0)).isEqualTo(0);
      assertThat(worker.deadLetters).isEmpty();
      assertThat(shop.has("ORDER-1")).isFalse();
    }
  }

  @Test
  void aMissingContactLeavesTheOrderUnlinked() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop, "contact.missing", "unlinked")) {
      worker.write("ORDER-1", Map.of("buyer", "customer-9", "status", "pending"));
      worker.pollUntilSettled();

      assertThat(shop.attribute("ORDER-1", "status")).isEqualTo("pending");
      assertThat(worker.deadLetters).isEmpty();
    }
  }

  @Test
  void aMissingContactIsCreated() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop, "contact.missing", "create")) {
      worker.write("ORDER-1", Map.of("buyer", "customer-9"));
      worker.pollUntilSettled();

      String created = shop.workspace.findContact("customer-9").orElseThrow().getId();
      assertThat(shop.workspace.getInstancesReferencingContact("Order", created)).hasSize(1);
    }
  }

  @Test
  void theDirectoryOfContactsIsAskedOnceForManyOrders() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop)) {
      for (int i = 0; i < 20; i++) {
        worker.write("ORDER-" + i, Map.of("buyer", "customer-1"));
      }
      worker.pollUntilSettled();

      assertThat(shop.calls()).filteredOn(call -> call.startsWith("GET /contacts")).hasSize(1);
      assertThat(linked(shop)).hasSize(20);
    }
  }

  @Test
  void contactsAreLinkedToOrdersByAnAttributeOfTheirOwn() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop, "link", "contact", "contact.attribute", "orders")) {
      worker.write("ORDER-1", Map.of("buyer", "customer-1", "status", "pending"));
      worker.write("ORDER-2", Map.of("buyer", "customer-1"));
      worker.pollUntilSettled();
      int calls = shop.calls().size();
      worker.write("ORDER-1", Map.of("buyer", "customer-1", "status", "shipped"));
      worker.pollUntilSettled();

      assertThat(shop.workspace.getContactLinks(shop.zoe.getId(), "orders"))
          .containsExactlyInAnyOrder(shop.order("ORDER-1").getId(), shop.order("ORDER-2").getId());
      // A link that is known takes no call.
      assertThat(shop.calls()).hasSize(calls + 1);
      assertThat(worker.deadLetters).isEmpty();
    }
  }

  @Test
  void aLinkThatFailsIsSentAgainWithoutItsObject() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop, "link", "contact", "contact.attribute", "orders")) {
      var failures =
          shop.sandbox.faults().on("PUT", "/contacts/*").times(3).fail(Fault.status(503));
      worker.write("ORDER-1", Map.of("buyer", "customer-1", "status", "pending"));
      worker.poll();
      worker.write("ORDER-1", Map.of("buyer", "customer-1", "status", "shipped"));
      worker.pollSecondsUntil(() -> worker.committed(0) == 2);

      assertThat(failures.getStruck()).isEqualTo(3);
      assertThat(shop.attribute("ORDER-1", "status")).isEqualTo("shipped");
      assertThat(shop.stores()).hasSize(2);
      assertThat(shop.workspace.getContactLinks(shop.zoe.getId(), "orders")).hasSize(1);
      assertThat(worker.deadLetters).isEmpty();
    }
  }

  @Test
  void aMissingContactWithALinkOfItsOwnIsTreatedAsTheSettingsSay() {
    try (Shop shop = new Shop();
        FakeWorker reported = worker(shop, "link", "contact", "contact.attribute", "orders");
        FakeWorker created =
            worker(
                shop,
                "link",
                "contact",
                "contact.attribute",
                "orders",
                "contact.missing",
                "create")) {
      reported.write("ORDER-1", Map.of("buyer", "customer-9"));
      reported.pollUntilSettled();
      created.write("ORDER-2", Map.of("buyer", "customer-9"));
      created.pollUntilSettled();

      assertThat(reported.deadLetters).hasSize(1);
      String contact = shop.workspace.findContact("customer-9").orElseThrow().getId();
      assertThat(shop.workspace.getContactLinks(contact, "orders")).hasSize(1);
    }
  }

  @Test
  void anAttributeOfContactsThatLinksNothingIsReported() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop, "link", "contact", "contact.attribute", "oders")) {
      worker.write("ORDER-1", Map.of("buyer", "customer-1"));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters.get(0).message())
          .isEqualTo(
              "Order ORDER-1 is stored and not linked; check that contacts have the attribute oders,"
                  + " and that it refers to Order");
    }
  }

  @Test
  void whatIntercomDroppedIsReportedAfterALinkThatWasSentAgain() {
    try (Shop shop = new Shop();
        FakeWorker worker =
            worker(shop, "link", "contact", "contact.attribute", "orders", "dropped", "dlq")) {
      shop.sandbox.faults().on("PUT", "/contacts/*").times(3).fail(Fault.status(503));
      worker.write("ORDER-1", Map.of("buyer", "customer-1", "channel", "carrier pigeon"));
      worker.pollSecondsUntil(() -> worker.committed(0) == 1);

      assertThat(worker.deadLetters).hasSize(1);
      assertThat(worker.deadLetters.get(0).message())
          .startsWith("Order ORDER-1 was stored without [channel]");
      assertThat(shop.stores()).hasSize(1);
    }
  }

  @Test
  void aDeletionWaitsForTheLinkBeforeIt() {
    try (Shop shop = new Shop();
        FakeWorker worker =
            worker(
                shop, "link", "contact", "contact.attribute", "orders", "null.values", "delete")) {
      var links = shop.sandbox.faults().on("PUT", "/contacts/*").times(2).fail(Fault.status(503));
      worker.write("ORDER-1", Map.of("buyer", "customer-1"));
      worker.pollUntil(() -> links.getStruck() == 2 && worker.metric("retried-total") > 1);
      worker.write("ORDER-1", null);
      worker.poll();
      shop.sandbox
          .faults()
          .on("PUT", "/contacts/*")
          .times(1)
          .fail(Fault.delay(Duration.ofMillis(200)));
      worker.pollSecondsUntil(() -> worker.committed(0) == 2);

      assertThat(shop.has("ORDER-1")).isFalse();
      List<String> calls = shop.calls();
      assertThat(calls.get(calls.size() - 1)).startsWith("DELETE");
      assertThat(calls.get(calls.size() - 2)).startsWith("PUT /contacts/").endsWith("200");
    }
  }
}
