package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.sandbox.Http.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeValueTest {
  private final Workspace workspace = Shops.shop().build();
  @AutoClose private final Sandbox sandbox = Sandbox.start(workspace);
  private final Http http = new Http(sandbox);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status | \"Zoë 🎁 \\\"x\\\"\"",
        "status | \"\"",
        "quantity | 9007199254740993",
        "quantity | -123456789012345678901234567890",
        "total | 99.99",
        "total | 99.90",
        "total | 9007199254740993.000000000000000001",
        "total | 5",
        "gift | false",
        "placed_at | 2738966400",
        "placed_at | -1",
        "carrier | \"UPS\""
      })
  void aNumberIsReturnedWithAllItsDigits(String attribute, String value) {
    Reply reply = upsert(attribute, value).ok();
    assertThat(reply.text()).contains("\"" + attribute + "\":" + value + ",");
    assertThat(http.get(Shops.ORDERS + "/1").text()).isEqualTo(reply.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status | 7 | a string | a whole number",
        "status | true | a string | a boolean",
        "quantity | \"7\" | a whole number | a string",
        "quantity | 1.5 | a whole number | a number",
        "total | \"99.99\" | a number | a string",
        "gift | \"true\" | true or false | a string",
        "carrier | 1 | the label or the id of an option | a whole number",
        "carrier | [\"UPS\"] | the label or the id of an option | an array",
        "customer | [\"1\"] | an id as a string | an array",
        "customer | {} | an id as a string | an object",
        "watchers | \"1\" | an array of ids | a string",
        "watchers | [1] | an id as a string | a whole number",
        "watchers | [null] | an id as a string | null"
      })
  void aValueOfAnotherTypeIs400(String attribute, String value, String expected, String actual) {
    upsert(attribute, value)
        .rejected(
            400,
            "parameter_invalid",
            attribute + " must be " + expected + ", was " + actual,
            attribute);
    assertThat(workspace.getInstances("Order")).isEmpty();
  }

  @Test
  void aListAcceptsTheIdOfAnOption() {
    String id = workspace.getOptionId("Order", "carrier", "UPS");
    assertThat(UUID.fromString(id)).hasToString(id);
    assertThat(upsert("carrier", "\"" + id + "\"").ok().at("/custom_attributes/carrier").asText())
        .isEqualTo("UPS");
    assertThat(upsert("carrier", "\"2\"").ok().at("/custom_attributes/carrier").isNull()).isTrue();
    Reply shown =
        http.withAuthorization(null).undescribed("GET", "/_sandbox/objects/Order", null).ok();
    assertThat(shown.at("/option_ids/carrier/UPS").asText()).isEqualTo(id);
    assertThat(shown.at("/option_ids/carrier")).hasSize(2);
  }

  @Test
  void anOptionHasTheSameIdInEveryRunAndAnotherInEveryAttribute() {
    Workspace other =
        Workspace.builder()
            .objectType(
                ObjectTypeDefinition.builder("Order")
                    .list("b", "UPS")
                    .list("carrier", "Post", "UPS")
                    .build())
            .build();
    assertThat(other.getOptionId("Order", "carrier", "UPS"))
        .isEqualTo("91a44e3f-ac2f-37d2-9d1c-b3e8ab27296b")
        .isEqualTo(workspace.getOptionId("Order", "carrier", "UPS"))
        .isNotEqualTo(other.getOptionId("Order", "b", "UPS"))
        .isNotEqualTo(other.getOptionId("Order", "carrier", "Post"));
    assertThatThrownBy(() -> other.getOptionId("Order", "status", "UPS"))
        .hasMessage("Order has no list attribute 'status'; it has [b, carrier]");
    assertThatThrownBy(() -> other.getOptionId("Order", "b", "Owl"))
        .hasMessage("The list attribute 'b' has no option 'Owl'; it has [UPS]");
    assertThatThrownBy(() -> other.getOptionId("Item", "b", "UPS"))
        .hasMessage("There is no object type 'Item'; there are [Order]");
  }

  @Test
  void anUnknownListOptionClearsTheAttribute() {
    upsert("carrier", "\"DHL\"").ok();
    assertThat(upsert("carrier", "\"Owl\"").ok().at("/custom_attributes/carrier").isNull())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1788256800",
        "\"1788256800\"",
        "\"2026-09-01T10:00:00Z\"",
        "\"2026-09-01T10:00:00.750Z\"",
        "\"2026-09-01T12:00:00+02:00\"",
        "\"2026-09-01T10:00:00\""
      })
  void aDateIsReturnedInUnixSeconds(String value) {
    assertThat(upsert("placed_at", value).ok().at("/custom_attributes/placed_at").longValue())
        .isEqualTo(1788256800);
    assertThat(stored("placed_at")).isEqualTo(Instant.ofEpochSecond(1788256800));
  }

  @Test
  void aDayBeginsAtMidnightUtc() {
    upsert("placed_at", "\"2026-09-01\"").ok();
    assertThat(stored("placed_at")).isEqualTo(Instant.parse("2026-09-01T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"yesterday\"",
        "\"2026-13-01\"",
        "\"01.09.2026\"",
        "\"\"",
        "1.5",
        "true",
        "[]",
        "99999999999999999999",
        "9223372036854775807"
      })
  void anUnreadableDateIsStoredAsNull(String value) {
    upsert("placed_at", "1788256800").ok();
    JsonNode placedAt = upsert("placed_at", value).ok().at("/custom_attributes/placed_at");
    assertThat(placedAt.isNull()).isTrue();
  }

  @Test
  void aReferenceShowsContactsMinimally() {
    Contact zoe = workspace.addContact("customer-7", "zoe@example.com", "Zoë");
    Reply reply = upsert("customer", "\"" + zoe.getId() + "\"").ok();
    assertThat(reply.at("/custom_attributes/customer").toString())
        .isEqualTo(
            "{\"type\":\"contact.list\",\"instances\":[{\"type\":\"contact\",\"id\":\""
                + zoe.getId()
                + "\",\"external_id\":\"customer-7\"}]}");
    assertThat(stored("customer")).isEqualTo(List.of(zoe.getId()));
  }

  @Test
  void unknownReferenceIdsAreSkipped() {
    String zoe = workspace.addContact("customer-7", null, null).getId();
    Reply reply = upsert("watchers", "[\"nobody\",\"" + zoe + "\",\"" + zoe + "\"]").ok();
    assertThat(reply.texts("/custom_attributes/watchers/instances", "id")).containsExactly(zoe);
    assertThat(upsert("customer", "\"nobody\"").ok().at("/custom_attributes/customer").isNull())
        .isTrue();
  }

  @Test
  void anUnknownIdStaysSkippedWhenAnObjectWithItIsCreated() {
    upsert("items", "[\"2\"]").ok();
    http.post("/custom_object_instances/Item", Shops.order("I-1")).ok();
    assertThat(workspace.findInstance("Item", "I-1").orElseThrow().getId()).isEqualTo("2");
    assertThat(http.get(Shops.ORDERS + "/1").ok().at("/custom_attributes/items").isNull()).isTrue();
    assertThat(workspace.getInstances("Order").get(0).getAttributes()).isEmpty();
  }

  @Test
  void aReferenceToManyIsReplaced() {
    String zoe = workspace.addContact("customer-7", null, null).getId();
    String yan = workspace.addContact("customer-8", null, null).getId();
    upsert("watchers", "[\"" + zoe + "\"]").ok();
    upsert("watchers", "[\"" + yan + "\"]").ok();
    assertThat(stored("watchers")).isEqualTo(List.of(yan));
    assertThat(workspace.getInstancesReferencingContact("Order", zoe)).isEmpty();
    assertThat(upsert("watchers", "[]").ok().at("/custom_attributes/watchers").isNull()).isTrue();
  }

  @Test
  void aReferenceToAnObjectShowsItWithoutTheTimesOfStorage() {
    http.post("/custom_object_instances/Item", Shops.order("I-1", "{\"sku\":\"mug\"}")).ok();
    Reply order = upsert("items", "[\"1\"]").ok();
    assertThat(order.at("/custom_attributes/items").toString())
        .isEqualTo(
            "{\"type\":\"Item.list\",\"instances\":[{\"id\":\"1\",\"type\":\"Item\","
                + "\"external_id\":\"I-1\",\"custom_attributes\":{\"sku\":\"mug\"}}]}");
  }

  @Test
  void objectsMayReferToEachOther() {
    http.post("/custom_object_instances/Item", Shops.order("I-1")).ok();
    upsert("items", "[\"1\"]").ok();
    Reply item =
        http.post("/custom_object_instances/Item", Shops.order("I-1", "{\"order\":\"2\"}")).ok();
    assertThat(item.at("/custom_attributes/order/type").asText()).isEqualTo("Order.list");
    assertThat(item.at("/custom_attributes/order/instances/0/external_id").asText())
        .isEqualTo("ORDER-1");
  }

  @Test
  void aDeletedInstanceVanishesFromReferences() {
    http.post("/custom_object_instances/Item", Shops.order("I-1")).ok();
    upsert("items", "[\"1\"]").ok();
    http.delete("/custom_object_instances/Item/1").ok();
    assertThat(http.get(Shops.ORDERS + "/2").ok().at("/custom_attributes/items").isNull()).isTrue();
    assertThat(workspace.getInstances("Order").get(0).getAttributes()).doesNotContainKey("items");
  }

  private Object stored(String attribute) {
    return Objects.requireNonNull(
        workspace.findInstance("Order", "ORDER-1").orElseThrow().getAttributes().get(attribute));
  }

  private Reply upsert(String attribute, String value) {
    return http.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"" + attribute + "\":" + value + "}"));
  }
}
