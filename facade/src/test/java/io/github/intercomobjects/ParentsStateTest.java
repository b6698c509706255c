package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.CreateContactRequest;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts and conversations that are merged and deleted, and their tickets and objects. */
final class ParentsStateTest {
  private static final Attributes GOLD = Attributes.builder().set("tier", "gold").build();

  private final Shop shop = new Shop();
  private final String merged = add("customer-1");
  private final String other = add("customer-2");

  @AfterEach
  void close() {
    shop.close();
  }

  private String add(String externalId) {
    return shop.intercom.workspace().addContact(externalId, null, null).getId();
  }

  private void merge(String from, String into) {
    shop.intercom.workspace().mergeContacts(from, into);
  }

  private Contacts following() {
    return shop.intercom.builder().followMergedContacts(true).build().contacts();
  }

  private String tier(String contact) {
    return Shop.tier(shop.client().contacts().get(contact).getCustomAttributes());
  }

  @Test
  void anUpdateOfAMergedContactChangesTheOtherIfMergesAreFollowed() {
    merge(merged, other);
    assertThat(following().updateAttributes(merged, GOLD).getId()).isEqualTo(other);
    assertThat(shop.intercom.calls())
        .containsExactly(
            "PUT /contacts/" + merged + " -> 410", "PUT /contacts/" + other + " -> 200");
    assertThat(tier(other)).isEqualTo("tier gold");
  }

  @Test
  void aChainOfMergesIsFollowedToItsEnd() {
    String at = merged;
    for (int i = 3; i < 8; i++) {
      String next = add("customer-1" + i);
      merge(at, next);
      at = next;
    }
    assertThat(following().get(merged).getId()).isEqualTo(at);
    assertThat(following().findByExternalId("customer-1").map(Contact::getId)).hasValue(at);
    // The workspace resolves three merges at a time.
    assertThat(shop.intercom.calls()).hasSize(2 * 3);
  }

  static Stream<Named<Function<Contacts, Function<String, ?>>>> irrevocable() {
    return Stream.of(
        Named.of("block", contacts -> contacts::block),
        Named.of("archive", contacts -> contacts::archive),
        Named.of("delete", contacts -> contacts::delete));
  }

  @ParameterizedTest
  @MethodSource("irrevocable")
  void operationsThatCannotBeUndoneFollowNoMerge(Function<Contacts, Function<String, ?>> method) {
    merge(merged, shop.contact);
    List<String> before = shop.state();
    assertThatThrownBy(() -> method.apply(following()).apply(merged))
        .isInstanceOf(ContactMergedException.class);
    assertThat(shop.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.13", "2.14", "2.15", "2.16", "Preview"})
  void aMergedContactIsAMissBefore216AndNamesTheOtherSince(String version) {
    merge(merged, other);
    Intercom client = shop.client().withVersion(ApiVersion.of(version));
    boolean named = ApiVersion.of(version).compareTo(ApiVersion.V2_16) >= 0;
    Associations<Attributes> linked =
        client
            .customObjects(ObjectType.untyped("Order"))
            .associations(Parent.contact(merged), "orders");
    ApiException e =
        catchThrowableOfType(ApiException.class, () -> linked.replace(List.of(Shop.FIRST)));
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    if (named) {
      assertThat(e)
          .isInstanceOfSatisfying(
              ContactMergedException.class, m -> assertThat(m.getMergedIntoId()).isEqualTo(other));
      assertThatThrownBy(() -> client.contacts().findByExternalId("customer-1"))
          .isInstanceOf(ContactMergedException.class);
    } else {
      assertThat(e)
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining(
              "404 not_found: User Not Found; the call takes Intercom's id of a contact;"
                  + " contacts().findByExternalId(..) finds it (PUT /contacts/{contact_id},");
      assertThat(client.contacts().findByExternalId("customer-1")).isEmpty();
    }
    assertThat(shop.intercom.workspace().getContactLinks(other, "orders")).isEmpty();
  }

  @Test
  void aDeletedContactLeavesItsObjects() {
    assertThat(shop.client().contacts().delete(shop.contact)).isTrue();
    assertThat(shop.client().contacts().delete(shop.contact)).isFalse();
    assertThatThrownBy(() -> shop.client().contacts().get(shop.contact))
        .isInstanceOf(NotFoundException.class);
    assertThat(shop.client().contacts().findByExternalId("customer-7")).isEmpty();
    assertThat(shop.orders().list(Parent.contact(shop.contact)).ids()).isEmpty();
    assertThat(shop.orders().list().ids()).containsExactly(Shop.SECOND, Shop.FIRST);
  }

  @Test
  void aDeletedObjectIsRemovedFromItsSets() {
    shop.onContact("orders").add(Shop.SECOND);
    assertThat(shop.orders().deleteById(Shop.FIRST)).isTrue();
    assertThat(shop.onContact("orders").read().getIds()).containsExactly(Shop.SECOND);
    assertThat(shop.onContact("latest").read().getIds()).isEmpty();
    // A set that a list proves is complete, and does not contain the deleted object.
    assertThat(shop.onConversation().add(Shop.SECOND).isComplete()).isTrue();
    assertThat(shop.intercom.workspace().getConversationLinks(Shop.CONVERSATION, "orders"))
        .containsExactly(Shop.SECOND);
  }

  @Test
  void conversationsAndTicketsAreDeletedOnce() {
    assertThat(shop.client().conversations().delete(Shop.CONVERSATION)).isTrue();
    assertThat(shop.client().conversations().delete(Shop.CONVERSATION, true)).isFalse();
    assertThat(shop.client().tickets().delete(Shop.TICKET)).isTrue();
    assertThat(shop.client().tickets().delete(Shop.TICKET)).isFalse();
    assertThat(shop.state())
        .contains("conversation is not there", "ticket " + Shop.TICKET + " is not there");
  }

  @Test
  void anEmailThatAnotherContactHasIsAConflict() {
    CreateContactRequest request = CreateContactRequest.builder().email("ZOE@example.com").build();
    List<String> before = shop.state();
    assertThatThrownBy(
            () ->
                shop.client().execute(shop.client().api(ContactsApi.class).createContact(request)))
        .isInstanceOfSatisfying(
            ConflictException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED))
        .hasMessageContaining("409 conflict: ")
        .hasMessageContaining("id=" + shop.contact);
    assertThat(shop.state()).isEqualTo(before);
  }
}
