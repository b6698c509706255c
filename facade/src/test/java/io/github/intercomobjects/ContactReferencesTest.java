package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objects that name their contacts by external id or e-mail address. */
final class ContactReferencesTest {
  private static final ContactKey ZOE = ContactKey.externalId("customer-7");
  private static final ContactKey NOBODY = ContactKey.externalId("customer-8");
  private static final ContactKey NO_EMAIL = ContactKey.email("max@example.com");

  record Order(@ExternalId String number, @Nullable References customer) {}

  /** A class that Moshi maps, whose adapter writes JSON and not values. */
  static final class PlainOrder {
    @ExternalId final String number;
    final @Nullable References customer;

    PlainOrder(String number, @Nullable References customer) {
      this.number = number;
      this.customer = customer;
    }
  }

  private static final String WITHIN_ANOTHER =
      "attribute customer holds References to contacts within another value; use one"
          + " References.contacts(..)";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private static Attributes customer(References references) {
    return Attributes.builder().set("customer", references).build();
  }

  private List<String> linked() {
    return linkedTo(shop.contact);
  }

  /** Returns the external ids of the orders whose customer is this contact. */
  private List<String> linkedTo(String contact) {
    return shop.intercom.workspace().getInstances("Order").stream()
        .filter(order -> String.valueOf(order.getAttributes().get("customer")).contains(contact))
        .map(StoredInstance::getExternalId)
        .toList();
  }

  private List<String> calls() {
    return shop.intercom.calls();
  }

  @Test
  void theIdOfANamedContactIsSent() {
    Upserted<Attributes> saved = shop.orders().upsert("ORDER-1", customer(References.contact(ZOE)));
    assertThat(saved.getDropped()).isEmpty();
    assertThat(linked()).containsExactly("ORDER-1");
    shop.orders()
        .upsert("ORDER-2", customer(References.contact(ContactKey.email("ZOE@example.com"))));
    assertThat(linked()).containsExactly("ORDER-1", "ORDER-2");
    shop.orders().upsert("ORDER-2", customer(References.contact(ZOE)));
    // One look-up by external id and one by e-mail.
    assertThat(calls()).hasSize(5);
    assertThat(shop.intercom.bodies("POST"))
        .filteredOn(body -> body.contains("ORDER-1"))
        .containsExactly(
            "{\"external_id\":\"ORDER-1\",\"custom_attributes\":{\"customer\":\"%s\"}}"
                .formatted(shop.contact));
  }

  @Test
  void recordsAndClassesNameContactsToo() {
    shop.client()
        .customObjects(ObjectType.of("Order", Order.class))
        .upsert(new Order("ORDER-1", References.contact(ZOE)));
    shop.client()
        .customObjects(ObjectType.of("Order", PlainOrder.class))
        .upsert(new PlainOrder("ORDER-2", References.contact(ZOE)));
    assertThat(linked()).containsExactly("ORDER-1", "ORDER-2");
  }

  @Test
  void theOrdersOfABulkNameContactsAndAskForEachOnce() {
    BulkReport report =
        shop.intercom
            .builder()
            // A bulk waits in a loop, in which the clock of the test would advance by hours.
            .timing(Timing.SYSTEM)
            .build()
            .customObjects(ObjectType.of("Order", Order.class))
            .bulk()
            .upsertAll(
                IntStream.range(0, 10)
                    .mapToObj(i -> new Order("ORDER-" + i, References.contact(ZOE))));
    assertThat(report.getStored()).isEqualTo(10);
    assertThat(linked()).hasSize(10);
    assertThat(calls()).hasSize(11);
  }

  @Test
  void aContactThatIntercomDoesNotHaveIsAnErrorAndNothingIsStored() {
    assertThatThrownBy(() -> shop.orders().upsert("ORDER-9", customer(References.contact(NOBODY))))
        .isInstanceOfSatisfying(
            NotFoundException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED))
        .hasMessageStartingWith(
            "there is no contact with the external id \"customer-8\"; attribute customer names it:"
                + " create it first, or add orCreated() or orUnlinked() to the References (");
    assertThat(shop.intercom.workspace().findInstance("Order", "ORDER-9")).isEmpty();
    assertThat(calls()).hasSize(1);
  }

  @Test
  void orUnlinkedClearsTheReferenceToAMissingContact() {
    shop.orders().upsert("ORDER-1", customer(References.contact(ZOE)));
    Upserted<Attributes> saved =
        shop.orders().upsert("ORDER-1", customer(References.contact(NOBODY).orUnlinked()));
    assertThat(saved.getDropped()).isEmpty();
    assertThat(linked()).isEmpty();
  }

  @Test
  void orCreatedCreatesAMissingContactOnce() {
    for (ContactKey key : List.of(NOBODY, NO_EMAIL)) {
      shop.orders().upsert("ORDER-1", customer(References.contact(key).orCreated()));
      shop.orders().upsert("ORDER-2", customer(References.contact(key).orCreated()));
      String id = shop.client().contacts().directory().get(key);
      assertThat(linkedTo(id)).containsExactly("ORDER-1", "ORDER-2");
    }
    assertThat(calls()).filteredOn(call -> call.startsWith("POST /contacts ")).hasSize(2);
    // The other calls are two questions of the directory, two of findOrCreate, and four upserts.
    assertThat(calls()).hasSize(10);
  }

  @Test
  void aContactThatIsGoneIsDroppedAndLookedUpAgainByTheNextUpsert() {
    Workspace workspace = shop.intercom.workspace();
    shop.orders().upsert("ORDER-1", customer(References.contact(ZOE)));
    String other = workspace.addContact("customer-9", null, null).getId();
    workspace.mergeContacts(shop.contact, other);
    Upserted<Attributes> saved = shop.orders().upsert("ORDER-1", customer(References.contact(ZOE)));
    assertThat(saved.getDropped()).hasSize(1);
    saved = shop.orders().upsert("ORDER-1", customer(References.contact(ZOE)));
    assertThat(saved.getDropped()).isEmpty();
    assertThat(linkedTo(other)).containsExactly("ORDER-1");
  }

  @Test
  void keysAreEqualInTheirOrderAndHaveNoIdsYet() {
    References both = References.contacts(List.of(ZOE, NOBODY));
    assertThat(both)
        .isEqualTo(References.contacts(List.of(ZOE, NOBODY)))
        .hasSameHashCodeAs(References.contacts(List.of(ZOE, NOBODY)))
        .isNotEqualTo(References.contacts(List.of(NOBODY, ZOE)))
        .isNotEqualTo(both.orUnlinked())
        .isNotEqualTo(References.many(List.of()));
    assertThat(References.one("1").orUnlinked()).isEqualTo(References.one("1"));
    assertThatThrownBy(both::getIds)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "References[external id \"customer-7\", external id \"customer-8\"] has no ids before it"
                + " is sent; contacts().directory() returns them");
  }

  @Test
  void contactsAndConversationsAcceptNoKeysAndNeitherDoesAList() {
    assertThatThrownBy(
            () ->
                shop.client()
                    .contacts()
                    .updateAttributes(shop.contact, customer(References.contact(ZOE))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "attribute customer names contacts by key, which only custom objects look up; use"
                + " References.one(..) with an id from contacts().directory()");
    assertThatThrownBy(() -> Attributes.builder().set("customer", List.of(References.contact(ZOE))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("attribute customer cannot hold a collection of collections;");
    record Listed(@ExternalId String number, List<References> customer) {}
    assertThatThrownBy(
            () ->
                shop.client()
                    .customObjects(ObjectType.of("Order", Listed.class))
                    .upsert(new Listed("ORDER-1", List.of(References.contact(ZOE)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(WITHIN_ANOTHER);
    assertThat(calls()).isEmpty();
  }

  record Nested(@ExternalId String number, Map<String, List<References>> customer) {}

  @Test
  void keysWithinAnotherValueAreRejectedWhenTheyArePushed() {
    try (ObjectWriter<Nested> writer =
        shop.client().customObjects(ObjectType.of("Order", Nested.class)).writer().build()) {
      Nested order = new Nested("ORDER-1", Map.of("all", List.of(References.contact(ZOE))));
      assertThatThrownBy(() -> writer.upsert(order))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(WITHIN_ANOTHER);
    }
    assertThat(calls()).isEmpty();
  }

  @Test
  void anAddressThatNoContactCanHaveIsAMiss() {
    assertThatThrownBy(
            () ->
                shop.orders()
                    .upsert("ORDER-9", customer(References.contact(ContactKey.email(".")))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith(
            "there is no contact with the e-mail \".\"; attribute customer names");
  }

  @Test
  void attributesShowTheKeysOfContactsOnlyInTheirMap() {
    References both =
        References.contacts(List.of(ZOE, ContactKey.email("zoe@example.com"))).orUnlinked();
    Attributes attributes = customer(both);
    assertThat(attributes.get("customer")).isEqualTo(both);
    assertThat(attributes.getReferences("customer")).isEqualTo(both);
    assertThat(attributes.toMap()).containsEntry("customer", both.toList());
    assertThat(attributes).hasToString("Attributes[customer]");
    assertThat(attributes.toBuilder().build()).isEqualTo(attributes);
  }
}
