package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Http.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactLifecycleTest {
  private final SettableClock clock = new SettableClock("2026-09-01T10:00:00Z");

  @AutoClose
  private final Sandbox sandbox =
      Sandbox.builder().workspace(Shops.shop().build()).clock(clock).start();

  private final Workspace workspace = sandbox.getWorkspace();
  private final Http http = new Http(sandbox);

  @Test
  void aContactIsCreatedWithItsFields() {
    http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
    Reply reply =
        http.post(
                "/contacts",
                "{\"external_id\":\"customer-7\",\"email\":\"zoe@example.com\",\"name\":\"Zoë\","
                    + "\"phone\":\"+353871234567\",\"avatar\":\"https://example.com/zoe.png\","
                    + "\"signed_up_at\":1788100000,\"last_seen_at\":1788200000,"
                    + "\"owner_id\":\"127\",\"unsubscribed_from_emails\":true,"
                    + "\"custom_attributes\":{\"plan\":\"pro\",\"orders\":[\"1\"]}}")
            .ok();
    assertThat(reply.at("/role").asText()).isEqualTo("user");
    assertThat(reply.at("/avatar/image_url").asText()).isEqualTo("https://example.com/zoe.png");
    assertThat(reply.at("/signed_up_at").asLong()).isEqualTo(1788100000);
    assertThat(reply.at("/last_seen_at").asLong()).isEqualTo(1788200000);
    assertThat(reply.at("/unsubscribed_from_emails").asBoolean()).isTrue();
    assertThat(reply.at("/custom_attributes/plan").asText()).isEqualTo("pro");
    assertThat(reply.texts("/custom_attributes/orders/instances", "id")).containsExactly("1");
    assertThat(http.get("/contacts/" + reply.at("/id").asText()).ok().text())
        .isEqualTo(reply.text());
  }

  @Test
  void theOwnerIsANumberUpTo215AndTextSince216() {
    String body = "{\"role\":\"lead\",\"owner_id\":127}";
    Reply since = http.post("/contacts", body).ok();
    assertThat(since.at("/owner_id").isTextual()).isTrue();
    assertThat(since.at("/owner_id").asText()).isEqualTo("127");
    String address = "/contacts/" + since.at("/id").asText();
    Reply before = http.withVersion("2.15").get(address).ok();
    assertThat(before.at("/owner_id").isIntegralNumber()).isTrue();
    assertThat(before.at("/owner_id").asLong()).isEqualTo(127);
  }

  @Test
  void anExistingContactIsAConflictWhoseMessageEndsWithItsId() {
    String zoe = workspace.addContact("customer-7", "zoe@example.com", null).getId();
    http.post("/contacts", "{\"external_id\":\"customer-7\"}")
        .rejected(
            409, "conflict", "Another contact already has the external_id 'customer-7', id=" + zoe);
    http.post("/contacts", "{\"email\":\"ZOE@example.com\"}")
        .rejected(
            409, "conflict", "Another contact already has the email 'ZOE@example.com', id=" + zoe);
  }

  @Test
  void aNewContactNeedsAnAddressAnExternalIdOrARole() {
    http.post("/contacts", "{\"name\":\"Somebody\"}")
        .rejected(400, "parameter_missing", "One of email, external_id and role is required");
  }

  @Test
  void invalidFieldsAre400() {
    http.post("/contacts", "{\"role\":\"visitor\"}")
        .rejected(400, "parameter_invalid", "role must be user or lead, was 'visitor'", "role");
    http.post("/contacts", "{\"role\":\"user\",\"last_seen_at\":\"2026-08-01T10:00:00Z\"}")
        .rejected(
            400,
            "parameter_invalid",
            "last_seen_at must be a time in unix seconds, was a string",
            "last_seen_at");
    http.post("/contacts", "{\"role\":\"user\",\"owner_id\":\"zoe\"}")
        .rejected(
            400, "parameter_invalid", "owner_id must have digits only, was 'zoe'", "owner_id");
  }

  @Test
  void theLanguageCanBeSetOnlyInPreview() {
    String body = "{\"role\":\"lead\",\"language_override\":\"de\"}";
    assertThat(http.post("/contacts", body).ok().at("/language_override").isNull()).isTrue();
    Reply preview = http.withVersion("Preview").post("/contacts", body).ok();
    assertThat(preview.at("/language_override").asText()).isEqualTo("de");
  }

  @Test
  void aLeadCanBecomeAUserButNotTheReverse() {
    String lead = http.post("/contacts", "{\"role\":\"lead\"}").ok().at("/id").asText();
    String address = "/contacts/" + lead;
    assertThat(http.put(address, "{\"role\":\"lead\"}").ok().at("/role").asText())
        .isEqualTo("lead");
    assertThat(http.put(address, "{\"role\":\"user\"}").ok().at("/role").asText())
        .isEqualTo("user");
    http.put(address, "{\"role\":\"lead\"}")
        .rejected(400, "parameter_invalid", "A user cannot become a lead", "role");
  }

  @Test
  void leadsAreNotFoundByTheirExternalId() {
    http.post("/contacts", "{\"role\":\"lead\",\"external_id\":\"lead-1\"}").ok();
    http.get("/contacts/find_by_external_id/lead-1").rejected(404, "not_found", "User Not Found");
  }

  @Test
  void aDeletedContactIsRemovedEverywhere() {
    String zoe = workspace.addContact("customer-7", "zoe@example.com", null).getId();
    String talk = workspace.addConversation(zoe).getId();
    http.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"customer\":\"" + zoe + "\"}")).ok();

    Reply reply = http.delete("/contacts/" + zoe).ok();

    assertThat(reply.text())
        .isEqualTo(
            "{\"type\":\"contact\",\"id\":\""
                + zoe
                + "\",\"external_id\":\"customer-7\",\"deleted\":true}");
    http.get("/contacts/" + zoe).rejected(404, "not_found", "User Not Found");
    http.delete("/contacts/" + zoe).rejected(404, "not_found", "User Not Found");
    http.get("/contacts/find_by_external_id/customer-7")
        .rejected(404, "not_found", "User Not Found");
    assertThat(http.get(Shops.ORDERS + "/1").ok().at("/custom_attributes/customer").isNull())
        .isTrue();
    assertThat(http.get(Shops.ORDERS + "?references_contact_id=" + zoe).ok().at("/data")).isEmpty();
    assertThat(http.get("/conversations/" + talk).ok().at("/contacts/contacts")).isEmpty();
    http.post("/contacts", "{\"external_id\":\"customer-7\",\"email\":\"zoe@example.com\"}").ok();
  }

  @Test
  void anArchivedContactIsFoundOnlyByItsId() {
    String zoe = workspace.addContact("customer-7", "zoe@example.com", null).getId();
    assertThat(http.post("/contacts/" + zoe + "/archive", "").ok().at("/archived").asBoolean())
        .isTrue();
    http.get("/contacts/" + zoe).ok();
    assertThat(http.get("/contacts").ok().at("/data")).isEmpty();
  }

  @Test
  void blockingAContactClosesItsConversations() {
    String zoe = workspace.addContact("customer-7", null, null).getId();
    String talk = workspace.addConversation(zoe).getId();
    String other = workspace.addConversation().getId();
    assertThat(http.post("/contacts/" + zoe + "/block", "").ok().at("/blocked").asBoolean())
        .isTrue();
    assertThat(http.get("/conversations/" + talk).ok().at("/state").asText()).isEqualTo("closed");
    assertThat(http.get("/conversations/" + other).ok().at("/state").asText()).isEqualTo("open");
    http.withVersion("2.12")
        .post("/contacts/" + zoe + "/block", "")
        .rejected(
            400,
            "intercom_version_invalid",
            "POST /contacts/" + zoe + "/block needs version 2.13 or later of the API");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/archive", "/block"})
  void aMergedContactIs410WithALinkSince216And404Before(String action) {
    String lead = workspace.addContact("lead-1", null, null).getId();
    String zoe = workspace.addContact("customer-7", null, null).getId();
    workspace.mergeContacts(lead, zoe);
    String method = action.isEmpty() ? "GET" : "POST";
    Reply reply = http.call(method, "/contacts/" + lead + action, action.isEmpty() ? null : "");
    reply.rejected(
        410, "contact_merged", "The contact was merged into another; see the Link header");
    assertThat(reply.header("Link")).isEqualTo("</contacts/" + zoe + ">; rel=\"canonical\"");
    http.withVersion("2.15")
        .call(method, "/contacts/" + lead + action, action.isEmpty() ? null : "")
        .rejected(404, "not_found", "User Not Found");
  }

  @Test
  void everyOtherCallOnAMergedContactIsRejectedToo() {
    String lead = workspace.addContact("lead-1", null, null).getId();
    workspace.mergeContacts(lead, workspace.addContact("customer-7", null, null).getId());
    assertThat(http.put("/contacts/" + lead, "{}").status()).isEqualTo(410);
    assertThat(http.delete("/contacts/" + lead).status()).isEqualTo(410);
    assertThat(http.get("/contacts/find_by_external_id/lead-1").status()).isEqualTo(410);
  }

  @Test
  void aChainOfMergesLeadsToTheLastContact() {
    String first = workspace.addContact(null, null, "1").getId();
    String second = workspace.addContact(null, null, "2").getId();
    String third = workspace.addContact(null, null, "3").getId();
    workspace.mergeContacts(first, second);
    workspace.mergeContacts(second, third);
    assertThat(http.get("/contacts/" + first).header("Link"))
        .isEqualTo("</contacts/" + third + ">; rel=\"canonical\"");
    http.delete("/contacts/" + third).ok();
    http.get("/contacts/" + first).rejected(404, "not_found", "User Not Found");
  }

  @Test
  void theTargetOfAMergeTakesOverConversations() {
    String lead = workspace.addContact(null, null, null).getId();
    String zoe = workspace.addContact("customer-7", null, null).getId();
    String talk = workspace.addConversation(lead).getId();
    workspace.mergeContacts(lead, zoe);
    assertThat(http.get("/conversations/" + talk).ok().texts("/contacts/contacts", "id"))
        .containsExactly(zoe);
  }

  @Test
  void contactsCanBeMergedByAControlCall() {
    String lead = workspace.addContact("lead-1", null, null).getId();
    String zoe = workspace.addContact("customer-7", null, null).getId();
    Http stranger = http.withAuthorization(null).withVersion(null);
    String address = "/_sandbox/contacts/merge";
    assertThat(stranger.undescribed("POST", address, merge(lead, zoe)).ok().text())
        .isEqualTo("{\"merged\":\"" + lead + "\",\"into\":\"" + zoe + "\"}");
    assertThat(http.get("/contacts/" + lead).header("Link"))
        .isEqualTo("</contacts/" + zoe + ">; rel=\"canonical\"");
    Reply again = stranger.undescribed("POST", address, merge(lead, zoe));
    assertThat(again.status()).isEqualTo(400);
    assertThat(again.at("/errors/0/message").asText())
        .isEqualTo("There is no contact with the id '" + lead + "'");
    Reply half = stranger.undescribed("POST", address, "{\"from\":\"" + zoe + "\"}");
    assertThat(half.status()).isEqualTo(400);
    assertThat(half.at("/errors/0/message").asText()).isEqualTo("into is required");
  }

  private static String merge(String from, String into) {
    return "{\"from\":\"" + from + "\",\"into\":\"" + into + "\"}";
  }

  @Test
  void theMergeHistoryIsShownOnRequestSince216() {
    String lead = workspace.addContact(null, null, null).getId();
    String zoe = workspace.addContact("customer-7", null, null).getId();
    clock.advance(Duration.ofSeconds(5));
    workspace.mergeContacts(lead, zoe);
    String address = "/contacts/" + zoe;
    assertThat(http.get(address).ok().json().has("merge_history")).isFalse();
    assertThat(
            http.get(address + "?include_merge_history=true").ok().at("/merge_history").toString())
        .isEqualTo(
            "[{\"type\":\"merge_history_item\",\"source_contact_id\":\""
                + lead
                + "\",\"source_contact_role\":\"lead\",\"merged_at\":1788256805}]");
    assertThat(
            http.withVersion("2.15")
                .get(address + "?include_merge_history=true")
                .ok()
                .json()
                .has("merge_history"))
        .isFalse();
  }

  @Test
  void onlyExistingContactsCanBeMerged() {
    String zoe = workspace.addContact("customer-7", null, null).getId();
    assertThatThrownBy(() -> workspace.mergeContacts(zoe, zoe))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A contact cannot be merged into itself: '" + zoe + "'");
    assertThatThrownBy(() -> workspace.mergeContacts(zoe, "nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no contact with the id 'nobody'");
  }
}
