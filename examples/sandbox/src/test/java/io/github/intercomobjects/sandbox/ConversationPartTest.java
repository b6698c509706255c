package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.sandbox.Http.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tests of the parts that changes of custom attributes create. */
class ConversationPartTest {
  private static final String PARTS = "/conversation_parts/conversation_parts";
  private static final String COUNT = "/conversation_parts/total_count";

  @AutoClose private final Sandbox sandbox = Sandbox.start(Shops.shop().build());
  private final Http http = new Http(sandbox);
  private final String address =
      "/conversations/" + sandbox.getWorkspace().addConversation().getId();

  private Reply set(String attributes) {
    return http.put(address, "{\"custom_attributes\":" + attributes + "}").ok();
  }

  @Test
  void eachChangedAttributeCreatesAPart() {
    Reply first = set("{\"topic\":\"Billing\",\"seats\":12}");
    assertThat(first.at(COUNT).asInt()).isEqualTo(2);
    JsonNode part = first.at(PARTS + "/0");
    assertThat(part.path("part_type").asText())
        .isEqualTo("conversation_attribute_updated_by_admin");
    assertThat(part.path("author").path("type").asText()).isEqualTo("bot");
    assertThat(part.path("created_at")).isEqualTo(first.at("/updated_at"));
    assertThat(part.path("state").asText()).isEqualTo("open");
    assertThat(part.path("event_details").toString())
        .isEqualTo(
            "{\"attribute\":{\"name\":\"topic\"},\"value\":{\"name\":\"Billing\",\"previous\":null}}");

    // Sending the same value again changes nothing.
    Reply second = set("{\"topic\":\"Billing\",\"seats\":null}");
    assertThat(second.at(COUNT).asInt()).isEqualTo(3);
    assertThat(second.at(PARTS + "/2/event_details").toString())
        .isEqualTo(
            "{\"attribute\":{\"name\":\"seats\"},\"value\":{\"name\":null,\"previous\":\"12\"}}");
    assertThat(http.get(address).ok().text()).isEqualTo(second.text());
  }

  @Test
  void aLinkCreatesNoPart() {
    http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
    assertThat(set("{\"orders\":[\"1\"]}").at(COUNT).asInt()).isZero();
  }

  @Test
  void partsHaveDetailsSince213() {
    set("{\"topic\":\"Billing\"}");
    assertThat(http.withVersion("2.12").get(address).ok().at(PARTS + "/0").has("event_details"))
        .isFalse();
    assertThat(http.withVersion("2.13").get(address).ok().at(PARTS + "/0").has("event_details"))
        .isTrue();
  }

  @Test
  void theNewest500AreShownAndAllAreCounted() {
    for (int i = 0; i < 503; i++) {
      // Without validation, which takes 0.1 s for hundreds of parts.
      String change = "{\"custom_attributes\":{\"count\":" + i + "}}";
      assertThat(http.undescribed("PUT", address, change).status()).isEqualTo(200);
    }
    Reply reply = http.get(address).ok();
    assertThat(reply.at(COUNT).asInt()).isEqualTo(503);
    assertThat(reply.at(PARTS)).hasSize(500);
    assertThat(reply.at(PARTS + "/0/event_details/value/name").asText()).isEqualTo("3");
    assertThat(reply.at(PARTS + "/499/event_details/value/name").asText()).isEqualTo("502");
  }

  @Test
  void aResetRestoresTheInitialParts() {
    set("{\"topic\":\"Billing\"}");
    try (Sandbox second = Sandbox.start(sandbox.getWorkspace())) {
      Http other = new Http(second);
      other.put(address, "{\"custom_attributes\":{\"topic\":\"Returns\"}}").ok();
      second.reset();
      Reply reply = other.get(address).ok();
      assertThat(reply.at(COUNT).asInt()).isEqualTo(1);
      assertThat(reply.at(PARTS + "/0/event_details/value/name").asText()).isEqualTo("Billing");
    }
  }
}
