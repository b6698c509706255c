package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.client.model.Contact;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContactsTest {
  private static final String ZOE =
      "{\"type\":\"contact\",\"id\":\"7\",\"external_id\":\"customer-7\",\"role\":\"user\","
          + "\"custom_attributes\":{\"tier\":\"gold\"}}";
  private static final Attributes GOLD =
      Attributes.builder().set("tier", "gold").clear("trial_ends_at").build();

  private final FakeIntercom intercom = new FakeIntercom();
  private final Contacts contacts = intercom.builder().build().contacts();

  @AfterEach
  void close() {
    intercom.close();
  }

  @Test
  void getReturnsTheContactWithThisId() {
    intercom.enqueue(200, ZOE);
    Contact zoe = contacts.get("7");
    assertThat(zoe.getId()).isEqualTo("7");
    assertThat(zoe.getCustomAttributes()).containsEntry("tier", "gold");
    intercom.request("GET /contacts/7");
  }

  @Test
  void getOfAnUnknownIdThrowsAndNamesTheKindOfId() {
    intercom.enqueueError(404, "not_found", "User Not Found");
    assertThatThrownBy(() -> contacts.get("8"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("Intercom returned 404 not_found: User Not Found; the call takes");
  }

  @Test
  void aContactIsFoundByItsExternalId() {
    intercom.enqueue(200, ZOE);
    assertThat(contacts.findByExternalId("customer/7 ü"))
        .hasValueSatisfying(zoe -> assertThat(zoe.getId()).isEqualTo("7"));
    intercom.request("GET /contacts/find_by_external_id/customer%2F7%20%C3%BC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"not_found", "user_not_found", "contact_not_found"})
  void a404OfIntercomIsAnEmptyResult(String code) {
    intercom.enqueueError(404, code, "User Not Found");
    assertThat(contacts.findByExternalId("customer-8")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html><body>404</body></html>", "", "{}", "{\"errors\":[]}"})
  void a404OfAProxyIsNotAMissingContact(String body) {
    intercom.enqueue(404, body);
    intercom.enqueue(404, body);
    assertThatThrownBy(() -> contacts.findByExternalId("customer-8"))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> contacts.delete("8")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void attributesAreChangedWithOnePutOfTheseAttributesOnly() {
    intercom.enqueue(200, ZOE);
    assertThat(contacts.updateAttributes("7", GOLD).getCustomAttributes())
        .containsEntry("tier", "gold");
    assertThat(FakeIntercom.body(intercom.request("PUT /contacts/7")))
        .isEqualTo("{\"custom_attributes\":{\"tier\":\"gold\",\"trial_ends_at\":null}}");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aContactIsBlocked() {
    intercom.enqueue(200, "{\"type\":\"contact\",\"id\":\"7\",\"blocked\":true}");
    assertThat(contacts.block("7").getBlocked()).isTrue();
    assertThat(FakeIntercom.body(intercom.request("POST /contacts/7/block"))).isNull();
  }

  @Test
  void aContactIsArchived() {
    intercom.enqueue(200, "{\"type\":\"contact\",\"id\":\"7\",\"archived\":true}");
    assertThat(contacts.archive("7").getArchived()).isTrue();
    assertThat(FakeIntercom.body(intercom.request("POST /contacts/7/archive"))).isNull();
  }

  static Stream<Named<BiConsumer<Contacts, String>>> posts() {
    return Stream.of(
        Named.of("block", (contacts, id) -> contacts.block(id)),
        Named.of("archive", (contacts, id) -> contacts.archive(id)));
  }

  @Test
  void deleteReturnsTrueIfThisCallDeleted() {
    intercom.enqueue(200, "{\"type\":\"contact\",\"id\":\"7\",\"deleted\":true}");
    intercom.enqueue(FakeIntercom.json(204, ""));
    assertThat(contacts.delete("7")).isTrue();
    assertThat(contacts.delete("7")).isTrue();
    intercom.request("DELETE /contacts/7");
  }

  @Test
  void deleteReturnsFalseIfThereWasNone() {
    intercom.enqueueError(404, "not_found", "User Not Found");
    intercom.enqueue(200, "{\"id\":\"7\",\"deleted\":false}");
    assertThat(contacts.delete("7")).isFalse();
    assertThat(contacts.delete("7")).isFalse();
  }

  static Stream<Named<BiConsumer<Contacts, String>>> methods() {
    return Stream.concat(
        posts(),
        Stream.of(
            Named.of("get", (contacts, id) -> contacts.get(id)),
            Named.of("update", (contacts, id) -> contacts.updateAttributes(id, GOLD)),
            Named.of("delete", (contacts, id) -> contacts.delete(id))));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anIdThatWouldChangeThePathIsRejected(BiConsumer<Contacts, String> method) {
    for (String id : new String[] {".", ".."}) {
      assertThatThrownBy(() -> method.accept(contacts, id))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "contact id must not be \""
                  + id
                  + "\": in a URL it would name another resource; use the one that Intercom shows");
    }
    assertThatThrownBy(() -> method.accept(contacts, " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("contact id must not be blank, was \" \"");
    assertThat(intercom.requestCount()).isZero();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anIdIsOneSegmentOfThePath(BiConsumer<Contacts, String> method) {
    intercom.enqueue(200, ZOE);
    method.accept(contacts, "7/block?x=%2e#ü");
    assertThat(intercom.anyRequest().getTarget())
        .startsWith("/contacts/7%2Fblock%3Fx=%252e%23%C3%BC");
  }

  @Test
  void anExternalIdThatWouldChangeThePathIsRejected() {
    assertThatThrownBy(() -> contacts.findByExternalId(".."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("external id must not be \"..\"");
  }

  @Test
  void anUpdateWaitsForAnAddToTheSameContact() {
    ParentWaits.updateWaitsForAddition(
        intercom,
        Parent.contact("7"),
        (client, attributes) -> client.contacts().updateAttributes("7", attributes));
  }
}
