package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.sandbox.Http.Reply;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DroppedTest {
  @AutoClose
  private final Sandbox sandbox = Sandbox.start(Shops.shop().token("s3cret-token").build());

  private final Workspace workspace = sandbox.getWorkspace();
  private final Http http = new Http(sandbox);
  private final String zoe = workspace.addContact("customer-7", null, null).getId();
  private final String talk = workspace.addConversation(zoe).getId();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "carrier | \"Owl\" | 'Owl' is not one of its options, so it was cleared",
        "carrier | \"\" | '' is not one of its options, so it was cleared",
        "placed_at | \"yesterday\" | 'yesterday' cannot be read as a time, so it was cleared",
        "placed_at | 1.5 | 1.5 cannot be read as a time, so it was cleared",
        "placed_at | [1] | an array cannot be read as a time, so it was cleared",
        "customer | \"nobody\" | skipped, since there is no contact with the id 'nobody'",
        "items | [\"7\",\"8\",\"9\",\"10\",\"11\"] | skipped, since there is no Item with the id '7', '8', '9' and 2 others",
        "talks | [\"1\"] | skipped, since there is no conversation with the id '1'"
      })
  void aDroppedValueIsRecordedWithTheReason(String name, String value, String reason) {
    http.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"" + name + "\":" + value + "}")).ok();
    assertThat(last().getDropped()).containsOnlyKeys(name).containsEntry(name, reason);
    assertThat(last())
        .hasToString("POST /custom_object_instances/Order -> 200 (dropped " + name + ")");
    JsonNode shown = show("/calls/0/dropped");
    assertThat(shown.toString()).isEqualTo(Json.object().put(name, reason).toString());
  }

  @Test
  void droppedTimesAreRecorded() {
    http.undescribed(
            "POST",
            Shops.ORDERS,
            "{\"external_id\":\"1\",\"external_created_at\":\"soon\",\"external_updated_at\":true}")
        .ok();
    assertThat(last().getDropped())
        .hasToString(
            "{external_created_at='soon' cannot be read as a time, so it was cleared,"
                + " external_updated_at=true cannot be read as a time, so it was cleared}");
  }

  @Test
  void droppedLinksOfContactsAndConversationsAreRecorded() {
    http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
    String body = "{\"custom_attributes\":{\"orders\":[\"1\",\"99\"],\"plan\":\"pro\"}}";
    for (String address : List.of("/contacts/" + zoe, "/conversations/" + talk)) {
      http.put(address, body).ok();
      assertThat(last().getDropped())
          .hasToString("{orders=skipped, since there is no Order with the id '99'}");
    }
    http.post("/contacts", "{\"role\":\"lead\",\"custom_attributes\":{\"last_order\":\"99\"}}")
        .ok();
    assertThat(last().getDropped()).containsOnlyKeys("last_order");
  }

  @Test
  void aFieldThatTheVersionLacksIsRecorded() {
    http.withVersion("2.12")
        .undescribed("PUT", "/conversations/" + talk, "{\"title\":\"Hi\",\"company_id\":\"6\"}")
        .ok();
    assertThat(last().getDropped())
        .hasToString(
            "{title=ignored, since version 2.12 does not have it,"
                + " company_id=ignored, since version 2.12 does not have it}");
    http.undescribed("PUT", "/contacts/" + zoe, "{\"language_override\":\"de\"}").ok();
    assertThat(last().getDropped()).containsOnlyKeys("language_override");
    String ticket =
        "{\"ticket_type_id\":\"1\",\"contacts\":[{\"id\":\"" + zoe + "\"}],\"assignment\":{}}";
    http.withVersion("2.13").undescribed("POST", "/tickets", ticket).ok();
    assertThat(last().getDropped()).containsOnlyKeys("assignment");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2.13 | {\"admin_id\":\"1\",\"assignee_id\":\"0\"} | {admin_id=ignored, since version 2.13 does not have it, assignee_id=ignored, since version 2.13 does not have it}",
        "2.13 | {\"assignment\":{\"assignee_id\":\"0\"}} | {}",
        "2.14 | {\"assignment\":{\"assignee_id\":\"0\"}} | {assignment=ignored, since version 2.14 does not have it}",
        "2.14 | {\"assignee_id\":\"0\"} | {}",
        "2.16 | {\"company_id\":\"6a2f\"} | {company_id=ignored, since the sandbox stores no company of a ticket}",
        "2.16 | {\"company_id\":null} | {}"
      })
  void anIgnoredFieldOfATicketIsRecorded(String version, String change, String dropped) {
    String address = ticket("");
    http.withVersion(version).put(address, change).ok();
    assertThat(last().getDropped()).hasToString(dropped);
  }

  @Test
  void theCompanyOfANewTicketIsRecorded() {
    ticket(",\"company_id\":\"6a2f\"");
    assertThat(last().getDropped()).containsOnlyKeys("company_id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2.16 | user | attachment_files | ignored, since only a teammate can attach files",
        "2.15 | user | attachment_files | ignored, since version 2.15 does not have it",
        "2.15 | admin | attachment_files | ignored, since version 2.15 does not have it",
        "2.16 | admin | attachment_urls | ignored, since attachment_files replaces it"
      })
  void ignoredAttachmentsOfAReplyAreRecorded(
      String version, String author, String name, String reason) {
    String reply =
        "{\"type\":\""
            + author
            + "\",\"message_type\":\"comment\",\"body\":\"Look\",\""
            + (author.equals("admin") ? "admin_id\":\"1" : "user_id\":\"customer-7")
            + "\",\"attachment_urls\":[\"https://files.example.com/cup.png\"],"
            + "\"attachment_files\":[{\"name\":\"a.txt\"}]}";
    String address = ticket("") + "/reply";
    http.withVersion(version).post(address, reply).ok();
    assertThat(last().getDropped()).containsOnlyKeys(name).containsEntry(name, reason);
  }

  private String ticket(String fields) {
    String body =
        "{\"ticket_type_id\":\"1\",\"contacts\":[{\"id\":\"" + zoe + "\"}]" + fields + "}";
    return "/tickets/" + http.post("/tickets", body).ok().at("/id").asText();
  }

  @Test
  void storedAndClearedValuesAreNotRecorded() {
    http.post(
            Shops.ORDERS,
            Shops.order(
                "ORDER-1",
                "{\"carrier\":\"UPS\",\"placed_at\":1788256800,\"status\":null,\"items\":[],"
                    + "\"gift\":null,\"customer\":\""
                    + zoe
                    + "\",\"watchers\":null}"))
        .ok();
    assertThat(last().getDropped()).isEmpty();
    assertThat(show("/calls/0/dropped")).isEmpty();
  }

  @Test
  void aRejectedCallDropsNothing() {
    http.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"carrier\":\"Owl\",\"quantity\":\"x\"}"));
    assertThat(last().getStatus()).isEqualTo(400);
    assertThat(last().getDropped()).isEmpty();
  }

  @Test
  void droppedValuesAreRecordedDespiteAFault() {
    sandbox.faults().onNext(Fault.status(500).applied());
    http.undescribed("POST", Shops.ORDERS, Shops.order("ORDER-1", "{\"carrier\":\"Owl\"}"));
    assertThat(last().getStatus()).isEqualTo(500);
    assertThat(last().getDropped()).containsOnlyKeys("carrier");
  }

  @Test
  void theReasonIsShortAndShowsNoToken() {
    http.post(Shops.ORDERS, Shops.order("1", "{\"carrier\":\"s3cret-token\"}")).ok();
    assertThat(last().getDropped().values())
        .containsExactly("'[token]' is not one of its options, so it was cleared");
    http.post(
            Shops.ORDERS, Shops.order("1", "{\"carrier\":\"" + "x".repeat(55) + "s3cret-token\"}"))
        .ok();
    assertThat(last().getDropped().toString()).doesNotContain("s3c");
    http.post(Shops.ORDERS, Shops.order("1", "{\"carrier\":\"" + "x".repeat(9_999) + "\"}")).ok();
    assertThat(last().getDropped().values())
        .containsExactly("'" + "x".repeat(60) + "…' is not one of its options, so it was cleared");
  }

  private RecordedCall last() {
    List<RecordedCall> calls = sandbox.getCalls();
    return calls.get(calls.size() - 1);
  }

  private JsonNode show(String pointer) {
    Reply reply =
        http.withAuthorization(null)
            .undescribed("GET", "/_sandbox/calls?limit=1&bodies=false", null);
    return reply.ok().at(pointer);
  }
}
