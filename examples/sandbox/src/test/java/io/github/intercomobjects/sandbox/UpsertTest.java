package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class UpsertTest {
  private final SettableClock clock = new SettableClock("2026-09-01T10:00:00Z");
  private final Workspace workspace = Shops.shop().maxInstancesPerType(3).build();

  @AutoClose
  private final Sandbox sandbox = Sandbox.builder().workspace(workspace).clock(clock).start();

  private final Http http = new Http(sandbox);

  @Test
  void aNewInstanceHasAllAttributes() {
    Reply reply = http.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"status\":\"new\"}")).ok();
    assertThat(reply.text())
        .isEqualTo(
            "{\"id\":\"1\",\"type\":\"Order\",\"external_id\":\"ORDER-1\","
                + "\"external_created_at\":null,\"external_updated_at\":null,"
                + "\"custom_attributes\":{\"status\":\"new\",\"quantity\":null,\"total\":null,"
                + "\"gift\":null,\"placed_at\":null,\"carrier\":null,\"customer\":null,"
                + "\"watchers\":null,\"talks\":null,\"items\":null},"
                + "\"created_at\":1788256800,\"updated_at\":1788256800}");
  }

  @Test
  void theSameExternalIdUpdates() {
    http.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"status\":\"new\",\"gift\":true}")).ok();
    clock.advance(Duration.ofSeconds(5));
    Reply reply = http.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"status\":\"sent\"}")).ok();
    assertThat(reply.at("/id").asText()).isEqualTo("1");
    assertThat(reply.at("/custom_attributes/status").asText()).isEqualTo("sent");
    assertThat(reply.at("/custom_attributes/gift").asBoolean()).isTrue();
    assertThat(reply.at("/created_at").asLong()).isEqualTo(1788256800);
    assertThat(reply.at("/updated_at").asLong()).isEqualTo(1788256805);
    assertThat(workspace.getInstances("Order")).hasSize(1);
  }

  @Test
  void anExplicitNullClears() {
    http.post(
            Shops.ORDERS,
            "{\"external_id\":\"ORDER-1\",\"external_created_at\":1,"
                + "\"custom_attributes\":{\"status\":\"new\",\"quantity\":3}}")
        .ok();
    http.post(
            Shops.ORDERS,
            "{\"external_id\":\"ORDER-1\",\"external_created_at\":null,"
                + "\"custom_attributes\":{\"status\":null}}")
        .ok();
    StoredInstance stored = workspace.findInstance("Order", "ORDER-1").orElseThrow();
    assertThat(stored.getAttributes()).isEqualTo(Map.of("quantity", 3L));
    assertThat(stored.getExternalCreatedAt()).isNull();
  }

  @Test
  void absentAttributesKeepTheirValues() {
    http.post(
            Shops.ORDERS,
            "{\"external_id\":\"ORDER-1\",\"external_created_at\":1788256000,"
                + "\"external_updated_at\":1788256001,\"custom_attributes\":{\"status\":\"new\"}}")
        .ok();
    http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
    http.post(Shops.ORDERS, "{\"external_id\":\"ORDER-1\",\"custom_attributes\":null}").ok();
    StoredInstance stored = workspace.findInstance("Order", "ORDER-1").orElseThrow();
    assertThat(stored.getExternalCreatedAt()).isEqualTo(Instant.ofEpochSecond(1788256000));
    assertThat(stored.getExternalUpdatedAt()).isEqualTo(Instant.ofEpochSecond(1788256001));
    assertThat(stored.getAttributes()).containsEntry("status", "new");
  }

  @Test
  void everyRequestWithoutAnExternalIdCreatesAnInstance() {
    Reply first = http.post(Shops.ORDERS, "{}").ok();
    Reply second = http.post(Shops.ORDERS, "{\"custom_attributes\":{}}").ok();
    assertThat(first.at("/id").asText()).isEqualTo("1");
    assertThat(second.at("/id").asText()).isEqualTo("2");
    assertThat(first.at("/external_id").isNull()).isTrue();
  }

  @Test
  void externalIdsAreUniquePerType() {
    http.post(Shops.ORDERS, Shops.order("X")).ok();
    http.post("/custom_object_instances/Item", Shops.order("X")).ok();
    assertThat(workspace.findInstance("Order", "X").orElseThrow().getId()).isEqualTo("1");
    assertThat(workspace.findInstance("Item", "X").orElseThrow().getId()).isEqualTo("2");
  }

  @Test
  void anUnreadableExternalTimeIsStoredAsNull() {
    Reply reply =
        http.undescribed(
            "POST",
            Shops.ORDERS,
            "{\"external_id\":\"ORDER-1\",\"external_created_at\":\"yesterday\","
                + "\"external_updated_at\":true}");
    assertThat(reply.ok().at("/external_created_at").isNull()).isTrue();
    assertThat(reply.at("/external_updated_at").isNull()).isTrue();
  }

  @Test
  void theReservedExternalIdIs400() {
    http.post(Shops.ORDERS, Shops.order("reference_not_found"))
        .rejected(
            400, "parameter_invalid", "external_id must not be reference_not_found", "external_id");
  }

  @Test
  void anExternalIdThatIsNotTextIs400() {
    http.post(Shops.ORDERS, "{\"external_id\":7}")
        .rejected(
            400,
            "parameter_invalid",
            "external_id must be a string, was a whole number",
            "external_id");
    http.post(Shops.ORDERS, Shops.order(" "))
        .rejected(400, "parameter_invalid", "external_id must not be blank", "external_id");
  }

  @Test
  void anUnknownTypeIs404() {
    http.post("/custom_object_instances/Orderr", "{}")
        .rejected(404, "not_found", "Custom object type `Orderr` not found");
    http.post("/custom_object_instances/order", "{}")
        .rejected(404, "not_found", "Custom object type `order` not found");
  }

  @Test
  void anUnknownAttributeIs400AndNothingIsStored() {
    http.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"status\":\"new\",\"colour\":\"red\"}"))
        .rejected(400, "parameter_invalid", "Order has no attribute 'colour'", "colour");
    assertThat(workspace.getInstances("Order")).isEmpty();
  }

  @Test
  void attributesThatAreNotAnObjectAre400() {
    http.post(Shops.ORDERS, "{\"custom_attributes\":[1]}")
        .rejected(
            400,
            "parameter_invalid",
            "custom_attributes must be an object, was an array",
            "custom_attributes");
  }

  @Test
  void instancesOverTheLimitAreRejected() {
    for (int i = 1; i <= 3; i++) {
      http.post(Shops.ORDERS, Shops.order("ORDER-" + i)).ok();
    }
    http.post(Shops.ORDERS, Shops.order("ORDER-4"))
        .rejected(400, "custom_data_limit_reached", "Order already has 3 instances");
    http.post(Shops.ORDERS, Shops.order("ORDER-3", "{\"status\":\"sent\"}")).ok();
    http.delete(Shops.ORDERS + "/1").ok();
    http.post(Shops.ORDERS, Shops.order("ORDER-4")).ok();
  }
}
