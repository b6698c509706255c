package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.sandbox.Http.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
  private final SettableClock clock = new SettableClock("2026-09-01T10:00:00Z");

  @AutoClose
  private final Sandbox sandbox =
      Sandbox.builder().workspace(Shops.shop().build()).clock(clock).start();

  private final Workspace workspace = sandbox.getWorkspace();
  private final Http http = new Http(sandbox);

  @Test
  void contactsAreFoundByTheirFields() {
    String zoe = contact("customer-7", "zoe@example.com", "Zoë");
    contact("customer-8", "yan@example.com", "Yan");
    http.put("/contacts/" + zoe, "{\"phone\":\"+353\",\"custom_attributes\":{\"seats\":12}}").ok();
    assertThat(contacts(filter("id", '"' + zoe + '"'))).containsExactly(zoe);
    assertThat(contacts(filter("external_id", "\"customer-7\""))).containsExactly(zoe);
    assertThat(contacts(filter("email", "\"ZOE@example.com\""))).containsExactly(zoe);
    assertThat(contacts(filter("name", "\"Zoë\""))).containsExactly(zoe);
    assertThat(contacts(filter("phone", "\"+353\""))).containsExactly(zoe);
    assertThat(contacts(filter("custom_attributes.seats", "12.0"))).containsExactly(zoe);
    assertThat(contacts(filter("role", "\"user\""))).hasSize(2);
    assertThat(contacts(filter("name", "\"zoë\""))).isEmpty();
    assertThat(contacts(filter("custom_attributes.plan", "null"))).hasSize(2);
  }

  @Test
  void filtersAreJoinedTwoLevelsDeep() {
    String zoe = contact("customer-7", null, "Zoë");
    String yan = contact("customer-8", null, "Yan");
    String either = group("OR", filter("name", "\"Zoë\""), filter("external_id", "\"customer-8\""));
    assertThat(contacts(either)).containsExactlyInAnyOrder(zoe, yan);
    assertThat(contacts(group("AND", either, filter("name", "\"Yan\"")))).containsExactly(yan);
    search("/contacts/search", group("AND", group("OR", either)))
        .rejected(400, "parameter_invalid", "Groups can be 2 levels deep at most", "value");
  }

  @Test
  void aGroupHas1To15Filters() {
    String[] filters = Collections.nCopies(15, filter("name", "\"Zoë\"")).toArray(String[]::new);
    search("/contacts/search", group("OR", filters)).ok();
    String[] more = Collections.nCopies(16, filter("name", "\"Zoë\"")).toArray(String[]::new);
    for (String refused : List.of(group("OR", more), group("OR"))) {
      search("/contacts/search", refused)
          .rejected(
              400,
              "parameter_invalid",
              "The value of a group must be an array of 1 to 15 filters",
              "value");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"!=", "IN", "NIN", "<", ">", "~", "!~", "^", "$"})
  void unsupportedOperatorsAreRejectedWithTheSupportedOnes(String operator) {
    String query =
        "{\"field\":\"email\",\"operator\":\"" + operator + "\",\"value\":\"zoe@example.com\"}";
    search("/contacts/search", query)
        .rejected(
            400,
            "parameter_invalid",
            "The sandbox knows the operators =, AND and OR; the operator was '" + operator + "'",
            "operator");
  }

  @Test
  void unsupportedFieldsAreRejectedWithTheSupportedOnes() {
    search("/contacts/search", filter("created_at", "1788256800"))
        .rejected(
            400,
            "parameter_invalid",
            "The sandbox searches contacts by email, external_id, id, name, owner_id, phone, role"
                + " and custom_attributes.*; the field was 'created_at'",
            "field");
    search("/conversations/search", filter("source.type", "\"email\""))
        .rejected(
            400,
            "parameter_invalid",
            "The sandbox searches conversations by contact_ids, id, read, title and"
                + " custom_attributes.*; the field was 'source.type'",
            "field");
  }

  @Test
  void aValueOfAnotherTypeIsRejected() {
    search("/contacts/search", filter("email", "7"))
        .rejected(400, "parameter_invalid", "email is text, was a whole number", "value");
    search("/conversations/search", filter("read", "\"yes\""))
        .rejected(400, "parameter_invalid", "read is true or false, was a string", "value");
    search("/contacts/search", filter("email", "[]"))
        .rejected(
            400,
            "parameter_invalid",
            "The value must be text, a number, true, false or null",
            "value");
  }

  @Test
  void aSearchNeedsAQuery() {
    http.post("/contacts/search", "{}")
        .rejected(400, "parameter_missing", "query is required", "query");
  }

  @Test
  void theConversationsOfAContactAreFound() {
    String zoe = contact("customer-7", null, null);
    String yan = contact("customer-8", null, null);
    String first = workspace.addConversation(zoe).getId();
    clock.advance(Duration.ofSeconds(1));
    String second = workspace.addConversation(zoe).getId();
    workspace.addConversation(yan);

    Reply reply = search("/conversations/search", filter("contact_ids", '"' + zoe + '"')).ok();

    assertThat(reply.at("/type").asText()).isEqualTo("conversation.list");
    assertThat(ids(reply.at("/conversations"))).containsExactly(second, first);
    assertThat(reply.at("/total_count").asInt()).isEqualTo(2);
    assertThat(reply.at("/pages/per_page").asInt()).isEqualTo(20);
    assertThat(reply.at("/pages/next").isNull()).isTrue();
    assertThat(reply.at("/conversations/0").has("conversation_parts")).isFalse();
  }

  @Test
  void conversationsAreFoundByTheirOwnFields() {
    String talk = workspace.addConversation().getId();
    workspace.addConversation();
    http.put(
            "/conversations/" + talk,
            "{\"read\":true,\"title\":\"Parcel\",\"custom_attributes\":{\"topic\":\"delivery\"}}")
        .ok();
    for (String query :
        List.of(
            filter("id", talk),
            filter("read", "true"),
            filter("title", "\"Parcel\""),
            filter("custom_attributes.topic", "\"delivery\""))) {
      assertThat(ids(search("/conversations/search", query).ok().at("/conversations")))
          .as(query)
          .containsExactly(talk);
    }
  }

  @Test
  void conversationsOfABlockedContactAreNotFound() {
    String zoe = contact("customer-7", null, null);
    workspace.addConversation(zoe);
    http.post("/contacts/" + zoe + "/block", "").ok();
    Reply reply = search("/conversations/search", filter("contact_ids", '"' + zoe + '"')).ok();
    assertThat(reply.at("/conversations")).isEmpty();
  }

  @Test
  void deletionsBetweenPagesSkipNoContacts() {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      newestFirst.add(0, contact("customer-" + i, null, null));
    }
    List<String> seen = new ArrayList<>();
    Reply page = http.get("/contacts?per_page=3").ok();
    assertThat(page.at("/total_count").asInt()).isEqualTo(7);
    assertThat(page.at("/pages/total_pages").asInt()).isEqualTo(3);
    seen.addAll(ids(page.at("/data")));
    http.delete("/contacts/" + seen.get(2)).ok();
    while (!page.at("/pages/next").isNull()) {
      String cursor = page.at("/pages/next/starting_after").asText();
      page = http.get("/contacts?per_page=3&starting_after=" + cursor).ok();
      seen.addAll(ids(page.at("/data")));
    }
    assertThat(seen).isEqualTo(newestFirst);
    assertThat(page.at("/pages/page").asInt()).isEqualTo(3);
  }

  @Test
  void aSearchIsPagedByTheCursorInItsBody() {
    String first = workspace.addConversation().getId();
    String second = workspace.addConversation().getId();
    String query = filter("read", "false");
    Reply page =
        http.post(
                "/conversations/search",
                "{\"query\":" + query + ",\"pagination\":{\"per_page\":1}}")
            .ok();
    assertThat(ids(page.at("/conversations"))).containsExactly(second);
    Reply last =
        http.post(
                "/conversations/search",
                "{\"query\":"
                    + query
                    + ",\"pagination\":{\"per_page\":1,\"starting_after\":"
                    + page.at("/pages/next/starting_after")
                    + "}}")
            .ok();
    assertThat(ids(last.at("/conversations"))).containsExactly(first);
    assertThat(last.at("/pages/next").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"per_page\":151}|per_page must be a whole number from 1 to 150|per_page",
        "{\"per_page\":\"5\"}|per_page must be a whole number from 1 to 150|per_page",
        "{\"starting_after\":\"x\"}|starting_after is not a cursor of the sandbox|starting_after",
        "{\"starting_after\":\"e30=\"}|starting_after is not a cursor of the sandbox|starting_after",
        "7|pagination must be an object|pagination"
      })
  void anInvalidPageIs400(String pagination, String message, String field) {
    http.post(
            "/contacts/search",
            "{\"query\":" + filter("name", "\"Zoë\"") + ",\"pagination\":" + pagination + "}")
        .rejected(400, "parameter_invalid", message, field);
  }

  @Test
  void contactsAreSortedByATimeSince216() {
    String first = contact("customer-7", null, null);
    clock.advance(Duration.ofSeconds(1));
    String second = contact("customer-8", null, null);
    String body =
        "{\"query\":"
            + filter("role", "\"user\"")
            + ",\"sort\":{\"field\":\"created_at\",\"order\":\"%s\"}}";
    String ascending = String.format(body, "ascending");
    assertThat(ids(http.post("/contacts/search", ascending).ok().at("/data")))
        .containsExactly(first, second);
    assertThat(ids(http.withVersion("2.15").post("/contacts/search", ascending).ok().at("/data")))
        .containsExactly(second, first);
    // What Intercom rejects is checked before the operators that only the sandbox rejects.
    String greater = String.format(body, "desc").replace("\"=\"", "\">\"");
    http.undescribed("POST", "/contacts/search", greater)
        .rejected(
            400, "invalid_sort_order", "The order must be ascending or descending, was 'desc'");
    http.post("/contacts/search", String.format(body, "desc"))
        .rejected(
            400, "invalid_sort_order", "The order must be ascending or descending, was 'desc'");
  }

  private String contact(
      @Nullable String externalId, @Nullable String email, @Nullable String name) {
    return workspace.addContact(externalId, email, name).getId();
  }

  private List<String> contacts(String query) {
    return ids(search("/contacts/search", query).ok().at("/data"));
  }

  private Reply search(String path, String query) {
    return http.post(path, "{\"query\":" + query + "}");
  }

  private static List<String> ids(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.forEach(one -> ids.add(one.path("id").asText()));
    return ids;
  }

  private static String filter(String field, String value) {
    return "{\"field\":\"" + field + "\",\"operator\":\"=\",\"value\":" + value + "}";
  }

  private static String group(String operator, String... filters) {
    return "{\"operator\":\"" + operator + "\",\"value\":[" + String.join(",", filters) + "]}";
  }
}
