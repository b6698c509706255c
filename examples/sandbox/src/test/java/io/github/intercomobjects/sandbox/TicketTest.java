package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Http.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketTest {
  private final SettableClock clock = new SettableClock("2026-09-01T10:00:00Z");

  @AutoClose
  private final Sandbox sandbox =
      Sandbox.builder()
          .workspace(
              Workspace.builder()
                  .teammate("127", "Hana")
                  .team("501", "Deliveries")
                  .ticketType("88", "Damaged parcel", "Customer")
                  .ticketType("89", "Claim", "Back-office")
                  .build())
          .clock(clock)
          .start();

  private final Workspace workspace = sandbox.getWorkspace();
  private final Http http = new Http(sandbox);
  private final Contact zoe = workspace.addContact("customer-7", "zoe@example.com", "Zoë");

  @Test
  void aTicketIsCreatedWithItsFields() {
    Reply reply =
        http.post(
                "/tickets",
                "{\"ticket_type_id\":88,\"contacts\":[{\"external_id\":\"customer-7\"}],"
                    + "\"ticket_attributes\":{\"_default_title_\":\"Broken\",\"count\":2,"
                    + "\"gone\":null},\"created_at\":1788200000,"
                    + "\"assignment\":{\"admin_assignee_id\":\"127\","
                    + "\"team_assignee_id\":\"501\"}}")
            .ok();
    assertThat(reply.at("/ticket_attributes").toString())
        .isEqualTo("{\"_default_title_\":\"Broken\",\"_default_description_\":null,\"count\":2}");
    assertThat(reply.at("/ticket_type/id").asText()).isEqualTo("88");
    assertThat(reply.at("/category").asText()).isEqualTo("Customer");
    assertThat(reply.at("/ticket_state/category").asText()).isEqualTo("submitted");
    assertThat(reply.at("/contacts/contacts/0/id").asText()).isEqualTo(zoe.getId());
    assertThat(reply.at("/created_at").asLong()).isEqualTo(1788200000);
    assertThat(reply.at("/open").asBoolean()).isTrue();
    assertThat(reply.at("/is_shared").asBoolean()).isTrue();
    assertThat(reply.at("/ticket_id").asText()).isNotEqualTo(reply.at("/id").asText());
    String address = "/tickets/" + reply.at("/id").asText();
    assertThat(http.get(address).ok().text()).isEqualTo(reply.text());
  }

  @Test
  void assigneesAreTextUpTo215AndNumbersSince216() {
    String address = ticket("88");
    http.put(address, "{\"assignee_id\":\"127\"}").ok();
    Reply since = http.get(address).ok();
    assertThat(since.at("/admin_assignee_id").toString()).isEqualTo("127");
    assertThat(since.at("/team_assignee_id").toString()).isEqualTo("0");
    Reply before = http.withVersion("2.15").get(address).ok();
    assertThat(before.at("/admin_assignee_id").toString()).isEqualTo("\"127\"");
    assertThat(before.at("/team_assignee_id").toString()).isEqualTo("\"0\"");
    assertThat(before.json().has("previous_ticket_state_id")).isFalse();
  }

  @Test
  void anUnknownAddressCreatesAContact() {
    Reply reply =
        http.post(
                "/tickets",
                "{\"ticket_type_id\":\"88\",\"contacts\":[{\"email\":\"new@example.com\"}]}")
            .ok();
    String id = reply.at("/contacts/contacts/0/id").asText();
    assertThat(http.get("/contacts/" + id).ok().at("/email").asText()).isEqualTo("new@example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"contacts\":[]}|400|parameter_missing|ticket_type_id is required",
        "{\"ticket_type_id\":\"88\"}|400|parameter_missing|contacts is required",
        "{\"ticket_type_id\":\"9\"}|400|parameter_invalid|There is no ticket type '9'",
        "{\"ticket_type_id\":\"88\",\"contacts\":[]}|400|parameter_invalid"
            + "|contacts must be an array of exactly one contact",
        "{\"ticket_type_id\":\"88\",\"contacts\":[{}]}|400|parameter_invalid"
            + "|Name the contact with exactly one of id, external_id, email",
        "{\"ticket_type_id\":\"88\",\"contacts\":[{\"id\":\"1\"}]}|404|not_found|User Not Found",
        "{\"ticket_type_id\":\"88\",\"contacts\":[{\"id\":\"1\",\"email\":null}]}|404|not_found"
            + "|User Not Found",
        "{\"ticket_type_id\":\"88\",\"contacts\":[{\"email\":\"n@example.com\"}],"
            + "\"assignment\":{\"admin_assignee_id\":\"9\"}}|404|assignee_not_found"
            + "|Assignee not found",
        "{\"ticket_type_id\":\"89\",\"contacts\":[{\"email\":\"n@example.com\"}],"
            + "\"conversation_to_link_id\":\"9\"}|404|not_found|Conversation not found",
        "{\"ticket_type_id\":\"88\",\"contacts\":[{\"email\":\"n@example.com\"}],"
            + "\"ticket_attributes\":7}|400|parameter_invalid|ticket_attributes must be an object"
      })
  void anInvalidTicketIsRejectedAndCreatesNoContact(
      String body, int status, String code, String message) {
    http.post("/tickets", body).rejected(status, code, message);
    assertThat(http.get("/contacts").ok().at("/total_count").asInt()).isEqualTo(1);
  }

  @Test
  void aConversationIsLinkedToABackOfficeTicketSince214() {
    String talk = workspace.addConversation(zoe.getId()).getId();
    String body =
        "{\"ticket_type_id\":\"%s\",\"contacts\":[{\"id\":\""
            + zoe.getId()
            + "\"}],\"conversation_to_link_id\":\""
            + talk
            + "\"}";
    String backOffice = String.format(body, "89");
    Reply before = http.withVersion("2.13").post("/tickets", backOffice).ok();
    assertThat(before.at("/linked_objects/data")).isEmpty();
    Reply since = http.withVersion("2.14").post("/tickets", backOffice).ok();
    assertThat(since.texts("/linked_objects/data", "id")).containsExactly(talk);
    Reply conversation = http.get("/conversations/" + talk).ok();
    assertThat(conversation.at("/linked_objects/data").toString())
        .isEqualTo(
            "[{\"type\":\"ticket\",\"id\":" + since.at("/id") + ",\"category\":\"Back-office\"}]");
    http.post("/tickets", String.format(body, "88"))
        .rejected(
            400,
            "parameter_invalid",
            "A conversation can be linked to a Back-office or Tracker ticket only",
            "conversation_to_link_id");
    http.delete("/tickets/" + since.at("/id").asText()).ok();
    assertThat(http.get("/conversations/" + talk).ok().at("/linked_objects/data")).isEmpty();
  }

  @Test
  void anUpdateChangesOnlyTheFieldsItSendsAndCreatesParts() {
    String address = ticket("88");
    http.put(address, "{\"ticket_attributes\":{\"a\":1,\"b\":2}}").ok();
    Reply reply =
        http.put(
                address,
                "{\"ticket_attributes\":{\"a\":null},\"ticket_state_id\":2,\"admin_id\":127,"
                    + "\"assignee_id\":\"501\",\"is_shared\":false,\"snoozed_until\":1788290000}")
            .ok();
    assertThat(reply.at("/ticket_attributes").toString())
        .isEqualTo("{\"_default_title_\":null,\"_default_description_\":null,\"b\":2}");
    assertThat(reply.at("/ticket_state/category").asText()).isEqualTo("in_progress");
    assertThat(reply.at("/previous_ticket_state_id").asText()).isEqualTo("1");
    assertThat(reply.at("/team_assignee_id").asInt()).isEqualTo(501);
    assertThat(reply.at("/is_shared").asBoolean()).isFalse();
    assertThat(reply.at("/snoozed_until").asLong()).isEqualTo(1788290000);
    assertThat(reply.texts("/ticket_parts/ticket_parts", "part_type"))
        .containsExactly(
            "ticket_state_updated_by_admin",
            "ticket_attribute_updated_by_admin",
            "ticket_attribute_updated_by_admin",
            "ticket_attribute_updated_by_admin",
            "ticket_state_updated_by_admin",
            "assignment",
            "snoozed");
    assertThat(reply.at("/ticket_parts/ticket_parts/4/author/id").asText()).isEqualTo("127");

    Reply closed = http.put(address, "{\"open\":false}").ok();
    assertThat(closed.at("/open").asBoolean()).isFalse();
    assertThat(closed.json().has("snoozed_until")).isFalse();
  }

  @Test
  void assigneesAreInANestedObjectOnlyIn213() {
    String address = ticket("88");
    Http old = http.withVersion("2.13");
    String nested = "{\"assignment\":{\"admin_id\":\"127\",\"assignee_id\":\"127\"}}";
    assertThat(http.put(address, nested).ok().at("/admin_assignee_id").asText()).isEqualTo("0");
    assertThat(old.put(address, nested).ok().at("/admin_assignee_id").asText()).isEqualTo("127");
    assertThat(old.put(address, "{\"assignee_id\":\"0\"}").ok().at("/admin_assignee_id").asText())
        .isEqualTo("127");
    assertThat(http.put(address, "{\"assignee_id\":\"0\"}").ok().at("/admin_assignee_id").asText())
        .isEqualTo("0");
  }

  @Test
  void aTeammateAndATeamCanBothBeAssignedAndNobodyRemovesBoth() {
    String address = ticket("88");
    http.put(address, "{\"assignee_id\":\"127\"}").ok();
    Reply both = http.put(address, "{\"assignee_id\":\"501\"}").ok();
    assertThat(both.at("/admin_assignee_id").asInt()).isEqualTo(127);
    assertThat(both.at("/team_assignee_id").asInt()).isEqualTo(501);
    Reply nobody = http.put(address, "{\"assignee_id\":0}").ok();
    assertThat(nobody.at("/admin_assignee_id").asInt()).isZero();
    assertThat(nobody.at("/team_assignee_id").asInt()).isZero();
  }

  @Test
  void anInvalidUpdateIsRejected() {
    String address = ticket("88");
    http.put(address, "{\"assignee_id\":\"9\"}")
        .rejected(404, "assignee_not_found", "Assignee not found");
    http.put(address, "{\"admin_id\":\"9\"}")
        .rejected(404, "assignee_not_found", "Assignee not found");
    http.put(address, "{\"ticket_state_id\":\"9\"}")
        .rejected(400, "ticket_state_id_invalid", "State 9 does not belong to this type of ticket");
  }

  @Test
  void aMissingTicketIs404() {
    http.get("/tickets/9").rejected(404, "ticket_not_found", "Ticket not found");
    http.put("/tickets/9", "{}").rejected(404, "ticket_not_found", "Ticket not found");
    http.delete("/tickets/9").rejected(404, "ticket_not_found", "Ticket not found");
    // This operation has its own error code for all missing objects.
    http.post(
            "/tickets/9/reply",
            "{\"type\":\"admin\",\"message_type\":\"note\",\"admin_id\":\"127\",\"body\":\"Hm\"}")
        .rejected(404, "not_found", "Resource Not Found");
  }

  @Test
  void aDeletedTicketIs404() {
    String address = ticket("88");
    assertThat(http.delete(address).ok().at("/object").asText()).isEqualTo("ticket");
    http.get(address).rejected(404, "ticket_not_found", "Ticket not found");
  }

  @Test
  void aTeammateRepliesWithFilesSince216() {
    String address = ticket("88");
    String body =
        "{\"type\":\"admin\",\"message_type\":\"note\",\"admin_id\":\"127\",\"body\":\"Look\","
            + "\"attachment_urls\":[\"https://files.example.com/cup.png\"],"
            + "\"attachment_files\":[{\"content_type\":\"text/plain\",\"name\":\"a.txt\","
            + "\"data\":\"QQ==\"}]}";
    Reply note = http.post(address + "/reply", body).ok();
    assertThat(note.at("/part_type").asText()).isEqualTo("note");
    assertThat(note.at("/body").asText()).isEqualTo("Look");
    assertThat(note.at("/author/name").asText()).isEqualTo("Hana");
    assertThat(note.texts("/attachments", "name")).containsExactly("a.txt");
    Reply older = http.withVersion("2.15").post(address + "/reply", body).ok();
    assertThat(older.texts("/attachments", "name")).containsExactly("cup.png");
    assertThat(http.get(address).ok().at("/ticket_parts/total_count").asInt()).isEqualTo(3);
  }

  @Test
  void filesThatAreNullDoNotReplaceTheAddresses() {
    String body =
        "{\"type\":\"admin\",\"message_type\":\"note\",\"admin_id\":\"127\",\"body\":\"Look\","
            + "\"attachment_urls\":[\"https://files.example.com/cup.png\"],"
            + "\"attachment_files\":null}";
    Reply note = http.undescribed("POST", ticket("88") + "/reply", body).ok();
    assertThat(note.texts("/attachments", "name")).containsExactly("cup.png");
  }

  @ParameterizedTest
  @CsvSource({
    "intercom_user_id, ID",
    "user_id, customer-7",
    "email, zoe@example.com",
  })
  void aContactRepliesByAnyOfItsIds(String field, String value) {
    String id = value.equals("ID") ? zoe.getId() : value;
    Reply reply =
        http.post(
                ticket("88") + "/reply",
                "{\"type\":\"user\",\"message_type\":\"comment\",\"body\":\"Hello\",\""
                    + field
                    + "\":\""
                    + id
                    + "\"}")
            .ok();
    assertThat(reply.at("/author/id").asText()).isEqualTo(zoe.getId());
    assertThat(reply.at("/author/type").asText()).isEqualTo("user");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "88|\"message_type\":\"note\"|400|parameter_missing|type is required",
        "88|\"type\":\"admin\"|400|parameter_missing|message_type is required",
        "88|\"type\":\"admin\",\"message_type\":\"note\"|400|parameter_missing"
            + "|admin_id is required",
        "88|\"type\":\"admin\",\"message_type\":\"note\",\"admin_id\":\"127\"|400"
            + "|parameter_missing|body is required",
        "88|\"type\":\"admin\",\"message_type\":\"quick_reply\",\"admin_id\":\"127\"|400"
            + "|parameter_missing|reply_options is required",
        "88|\"type\":\"admin\",\"message_type\":\"shout\"|400|parameter_invalid"
            + "|message_type must be one of comment, note, quick_reply",
        "88|\"type\":\"bot\",\"message_type\":\"note\"|400|parameter_invalid"
            + "|type must be admin or user",
        "88|\"type\":\"admin\",\"message_type\":\"note\",\"admin_id\":\"9\"|404|not_found"
            + "|Resource Not Found",
        "88|\"type\":\"user\",\"message_type\":\"comment\",\"user_id\":\"nobody\"|404|not_found"
            + "|Resource Not Found",
        "88|\"type\":\"user\",\"message_type\":\"note\",\"user_id\":\"customer-7\"|400"
            + "|parameter_mismatch|A contact can write comments only",
        "89|\"type\":\"user\",\"message_type\":\"comment\",\"user_id\":\"customer-7\"|400"
            + "|parameter_mismatch|A contact cannot reply to a Back-office ticket"
      })
  void anInvalidReplyIsRejected(
      String type, String fields, int status, String code, String message) {
    http.post(ticket(type) + "/reply", "{" + fields + "}").rejected(status, code, message);
  }

  @Test
  void aReplyHasAtMost10Attachments() {
    http.post(
            ticket("88") + "/reply",
            "{\"type\":\"user\",\"message_type\":\"comment\",\"user_id\":\"customer-7\","
                + "\"body\":\"Hello\",\"attachment_urls\":["
                + "\"u\",".repeat(10)
                + "\"u\"]}")
        .rejected(
            400,
            "parameter_invalid",
            "attachment_urls takes 10 entries at most",
            "attachment_urls");
  }

  @Test
  void aWorkspaceHasADefaultTicketType() {
    try (Sandbox plain = Sandbox.start()) {
      Reply reply =
          new Http(plain)
              .post(
                  "/tickets",
                  "{\"ticket_type_id\":\"1\",\"contacts\":[{\"email\":\"n@example.com\"}]}")
              .ok();
      assertThat(reply.at("/ticket_type/name").asText()).isEqualTo("Request");
    }
  }

  @Test
  void definitionsAreChecked() {
    Workspace.Builder builder = Workspace.builder().team("501", "Deliveries");
    assertThatThrownBy(() -> builder.teammate("501", "Hana"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A teammate or team already has the id '501'");
    assertThatThrownBy(() -> builder.teammate("0", "Nobody"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The id of a teammate must be decimal digits without a leading zero: '0'");
    assertThatThrownBy(() -> builder.ticketType("88", "Claim", "backoffice"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("category must be one of [Customer, Back-office, Tracker]: 'backoffice'");
  }

  @Test
  void theTokenBelongsToTheFirstTeammate() {
    Reply me = http.get("/me").ok();
    assertThat(me.at("/type").asText()).isEqualTo("admin");
    assertThat(me.at("/id").asText()).isEqualTo("1");
    assertThat(me.at("/app/region").asText()).isEqualTo("US");
    http.withAuthorization(null).get("/me").rejected(401, "unauthorized", "Access Token Invalid");
  }

  private String ticket(String type) {
    Reply reply =
        http.post(
                "/tickets",
                "{\"ticket_type_id\":\""
                    + type
                    + "\",\"contacts\":[{\"external_id\":\"customer-7\"}]}")
            .ok();
    return "/tickets/" + reply.at("/id").asText();
  }
}
