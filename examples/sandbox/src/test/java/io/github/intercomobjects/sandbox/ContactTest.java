package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Http.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ContactTest {
  private final SettableClock clock = new SettableClock("2026-09-01T10:00:00Z");

  @AutoClose
  private final Sandbox sandbox =
      Sandbox.builder().workspace(Shops.shop().build()).clock(clock).start();

  private final Workspace workspace = sandbox.getWorkspace();
  private final Contact zoe = workspace.addContact("customer-7", "zoe@example.com", "Zoë");
  private final String address = "/contacts/" + zoe.getId();
  private final Http http = new Http(sandbox);

  @Test
  void aContactIsShownWithItsFields() {
    Reply reply = http.get(address).ok();
    assertThat(reply.at("/type").asText()).isEqualTo("contact");
    assertThat(reply.at("/id").asText()).isEqualTo(zoe.getId()).matches("[0-9a-f]{24}");
    assertThat(reply.at("/external_id").asText()).isEqualTo("customer-7");
    assertThat(reply.at("/role").asText()).isEqualTo("user");
    assertThat(reply.at("/email").asText()).isEqualTo("zoe@example.com");
    assertThat(reply.at("/name").asText()).isEqualTo("Zoë");
    assertThat(reply.at("/phone").isNull()).isTrue();
    assertThat(reply.at("/created_at").asLong()).isEqualTo(1788256800);
    assertThat(reply.at("/tags/url").asText()).isEqualTo(address + "/tags");
    assertThat(reply.at("/custom_attributes").toString())
        .isEqualTo(
            "{\"orders\":{\"type\":\"Order.list\",\"instances\":[]},"
                + "\"last_order\":{\"type\":\"Order.list\",\"instances\":[]}}");
  }

  @Test
  void aContactIsFoundByItsExternalId() {
    workspace.addContact("a/b c+d?ü", null, null);
    assertThat(http.get("/contacts/find_by_external_id/customer-7").ok().at("/id").asText())
        .isEqualTo(zoe.getId());
    assertThat(
            http.get("/contacts/find_by_external_id/a%2Fb%20c+d%3F%C3%BC")
                .ok()
                .at("/external_id")
                .asText())
        .isEqualTo("a/b c+d?ü");
  }

  @Test
  void anUnknownContactIs404() {
    http.get("/contacts/nobody").rejected(404, "not_found", "User Not Found");
    http.put("/contacts/nobody", "{}").rejected(404, "not_found", "User Not Found");
    http.get("/contacts/find_by_external_id/nobody").rejected(404, "not_found", "User Not Found");
  }

  @Test
  void aPutChangesOnlyWhatItNames() {
    clock.advance(Duration.ofSeconds(9));
    Reply reply = http.put(address, "{\"name\":\"Zoë Å.\",\"phone\":\"+353871234567\"}").ok();
    assertThat(reply.at("/name").asText()).isEqualTo("Zoë Å.");
    assertThat(reply.at("/phone").asText()).isEqualTo("+353871234567");
    assertThat(reply.at("/email").asText()).isEqualTo("zoe@example.com");
    assertThat(reply.at("/created_at").asLong()).isEqualTo(1788256800);
    assertThat(reply.at("/updated_at").asLong()).isEqualTo(1788256809);
    assertThat(http.put(address, "{\"phone\":null}").ok().at("/phone").isNull()).isTrue();
  }

  @Test
  void aCallWithAnInvalidFlagStoresNothing() {
    String invalid = "?include_merge_history=maybe";
    String message = "include_merge_history must be true or false, was 'maybe'";
    http.put(address + invalid, "{\"name\":\"Other\"}").rejected(400, "parameter_invalid", message);
    assertThat(http.get(address).ok().at("/name").asText()).isEqualTo("Zoë");
    http.post("/contacts" + invalid, "{\"external_id\":\"customer-8\"}")
        .rejected(400, "parameter_invalid", message);
    assertThat(http.get("/contacts").ok().at("/total_count").asInt()).isEqualTo(1);
  }

  @Test
  void anExternalIdCanBeChanged() {
    http.put(address, "{\"external_id\":\"customer-8\"}").ok();
    http.get("/contacts/find_by_external_id/customer-8").ok();
    http.get("/contacts/find_by_external_id/customer-7")
        .rejected(404, "not_found", "User Not Found");
  }

  @Test
  void aUniqueValueOfAnotherContactIsAConflict() {
    Contact yan = workspace.addContact("customer-9", "yan@example.com", null);
    http.put(address, "{\"external_id\":\"customer-9\"}")
        .rejected(
            409,
            "conflict",
            "Another contact already has the external_id 'customer-9', id=" + yan.getId());
    http.put(address, "{\"email\":\"Yan@Example.com\",\"name\":\"Other\"}")
        .rejected(
            409,
            "conflict",
            "Another contact already has the email 'Yan@Example.com', id=" + yan.getId());
    assertThat(http.get(address).ok().at("/name").asText()).isEqualTo("Zoë");
    http.put(address, "{\"external_id\":\"customer-7\",\"email\":\"zoe@example.com\"}").ok();
  }

  @Test
  void severalContactsCanHaveOneAddressAndEachCanBeUpdated() {
    Contact twin = workspace.addContact("customer-9", "Zoe@Example.com", "Twin");
    Contact lead = workspace.addLead(null, "zoe@example.com", "Lead");
    String search =
        "{\"query\":{\"field\":\"email\",\"operator\":\"=\",\"value\":\"zoe@example.com\"}}";
    assertThat(
            http.post("/contacts/search", search).ok().json().path("data").findValuesAsText("role"))
        .containsExactly("lead", "user", "user");
    assertThat(http.get("/contacts/" + lead.getId()).ok().at("/role").asText()).isEqualTo("lead");
    http.put("/contacts/" + twin.getId(), "{\"name\":\"T\",\"email\":\"zoe@example.com\"}").ok();
    http.put("/contacts/" + lead.getId(), "{\"name\":\"L\"}").ok();
    http.put("/contacts/" + lead.getId(), "{\"email\":\"lead@example.com\"}").ok();
    http.put("/contacts/" + lead.getId(), "{\"email\":\"zoe@example.com\"}")
        .rejected(
            409,
            "conflict",
            "Another contact already has the email 'zoe@example.com', id=" + zoe.getId());
    http.delete("/contacts/" + zoe.getId()).ok();
    assertThat(
            http.post("/contacts/search", search).ok().json().path("data").findValuesAsText("id"))
        .containsExactly(twin.getId());
    http.post("/contacts", "{\"role\":\"lead\",\"email\":\"zoe@example.com\"}")
        .rejected(
            409,
            "conflict",
            "Another contact already has the email 'zoe@example.com', id=" + twin.getId());
  }

  @Test
  void anAddressOfSeveralContactsIsRejected() {
    workspace.addLead(null, "zoe@example.com", null);
    String message =
        "2 contacts have the email 'zoe@example.com', and Intercom does not document which one it chooses; use ";
    http.post(
            "/tickets", "{\"ticket_type_id\":\"1\",\"contacts\":[{\"email\":\"zoe@example.com\"}]}")
        .rejected(400, "parameter_invalid", message + "id", "email");
    String ticket =
        http.post(
                "/tickets",
                "{\"ticket_type_id\":\"1\",\"contacts\":[{\"id\":\"" + zoe.getId() + "\"}]}")
            .ok()
            .at("/id")
            .asText();
    http.post(
            "/tickets/" + ticket + "/reply",
            "{\"type\":\"user\",\"message_type\":\"comment\",\"body\":\"Hi\","
                + "\"email\":\"zoe@example.com\"}")
        .rejected(400, "parameter_invalid", message + "intercom_user_id", "email");
    assertThat(
            http.withAuthorization(null)
                .undescribed("GET", "/_sandbox/contacts?find=zoe@example.com", null)
                .ok()
                .at("/contacts"))
        .hasSize(2);
  }

  @Test
  void aLeadStaysALeadWithAnExternalIdAndAddress() {
    Contact lead = workspace.addLead("lead-1", "lead@example.com", null);
    http.get("/contacts/find_by_external_id/lead-1").rejected(404, "not_found", "User Not Found");
    assertThat(http.get("/contacts/" + lead.getId()).ok().at("/role").asText()).isEqualTo("lead");
    assertThatThrownBy(() -> workspace.addContact("lead-1", null, null))
        .hasMessage("The contact " + lead.getId() + " already has the external_id 'lead-1'");
  }

  @Test
  void initialContactsCanBeLeadsAndShareAddresses() {
    Workspace shop =
        Shops.shop()
            .contact("customer-7", "zoe@example.com", null)
            .contact("customer-8", "ZOE@example.com", null)
            .lead("lead-1", "zoe@example.com", null)
            .build();
    try (Sandbox other = Sandbox.start(shop)) {
      other.reset();
      assertThat(new Http(other).get("/contacts").ok().json().path("data").findValuesAsText("role"))
          .containsExactly("lead", "user", "user");
    }
  }

  @Test
  void aFieldOfTheWrongTypeIs400() {
    http.put(address, "{\"name\":7}")
        .rejected(400, "parameter_invalid", "name must be a string, was a whole number", "name");
    http.put(address, "{\"email\":\"\"}")
        .rejected(400, "parameter_invalid", "email must not be blank; null clears it", "email");
    http.put(address, "{\"custom_attributes\":7}")
        .rejected(
            400, "parameter_invalid", "custom_attributes must be an object", "custom_attributes");
  }

  @Test
  void otherAttributesAreMergedUnchanged() {
    http.put(
            address,
            "{\"custom_attributes\":{\"plan\":\"pro\",\"seats\":9007199254740993,\"fee\":99.90}}")
        .ok();
    Reply reply = http.put(address, "{\"custom_attributes\":{\"plan\":null,\"beta\":true}}").ok();
    assertThat(reply.text())
        .contains("\"custom_attributes\":{\"seats\":9007199254740993,\"fee\":99.90,\"beta\":true,");
  }

  @Test
  void aContactWithoutExternalIdAndAddressIsALead() {
    Contact lead = workspace.addContact(null, null, "Somebody");
    assertThat(http.get("/contacts/" + lead.getId()).ok().at("/role").asText()).isEqualTo("lead");
  }
}
