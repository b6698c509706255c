package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Http.Reply;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssociationTest {
  private final Workspace workspace = Shops.shop().instancesShown(2).build();
  @AutoClose private final Sandbox sandbox = Sandbox.start(workspace);
  private final Http http = new Http(sandbox);
  private final String zoe = workspace.addContact("customer-7", null, null).getId();
  private final String talk = workspace.addConversation().getId();

  @BeforeEach
  void fiveOrders() {
    for (int i = 1; i <= 5; i++) {
      http.post(Shops.ORDERS, Shops.order("ORDER-" + i, "{\"quantity\":" + i + "}")).ok();
    }
  }

  @Test
  void linkedInstancesAreShownWithoutTheTimesOfStorage() {
    Reply reply = link("orders", "[\"2\"]").ok();
    assertThat(reply.at("/custom_attributes/orders").toString())
        .isEqualTo(
            "{\"type\":\"Order.list\",\"instances\":[{\"id\":\"2\",\"type\":\"Order\","
                + "\"external_id\":\"ORDER-2\",\"custom_attributes\":{\"status\":null,"
                + "\"quantity\":2,\"total\":null,\"gift\":null,\"placed_at\":null,"
                + "\"carrier\":null,\"customer\":null,\"watchers\":null,\"talks\":null,"
                + "\"items\":null}}]}");
    assertThat(http.get("/contacts/" + zoe).ok().at("/custom_attributes"))
        .isEqualTo(reply.at("/custom_attributes"));
  }

  @Test
  void anUnknownIdStaysSkippedWhenAnInstanceWithItIsCreated() {
    link("orders", "[\"6\"]").ok();
    http.post(Shops.ORDERS, Shops.order("ORDER-6")).ok();
    assertThat(workspace.findInstance("Order", "ORDER-6").orElseThrow().getId()).isEqualTo("6");
    assertThat(workspace.getContactLinks(zoe, "orders")).isEmpty();
    assertThat(http.get("/contacts/" + zoe).ok().at("/custom_attributes/orders/instances"))
        .isEmpty();
  }

  @Test
  void unsetFieldsOfALinkedInstanceAreAbsentOrNullByTheSetting() {
    http.post("/custom_object_instances/Item", "{}").ok();
    http.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"items\":[\"6\"]}")).ok();
    Reply absent = link("orders", "[\"1\"]").ok();
    assertThat(
            absent
                .at("/custom_attributes/orders/instances/0/custom_attributes/items/instances/0")
                .toString())
        .isEqualTo("{\"id\":\"6\",\"type\":\"Item\",\"custom_attributes\":{\"sku\":null}}");
    assertThat(http.get("/custom_object_instances/Item/6").ok().at("/external_id").isNull())
        .isTrue();
    try (Sandbox nulls = Sandbox.start(Shops.shop().nestedNulls(true).build())) {
      Http caller = new Http(nulls);
      String contact = nulls.getWorkspace().addContact("customer-7", null, null).getId();
      caller.post(Shops.ORDERS, "{}").ok();
      String body = "{\"custom_attributes\":{\"orders\":[\"1\"]}}";
      assertThat(caller.put("/contacts/" + contact, body).ok().text())
          .contains(
              "{\"id\":\"1\",\"type\":\"Order\",\"external_id\":null,"
                  + "\"external_created_at\":null,\"external_updated_at\":null,"
                  + "\"custom_attributes\":{");
    }
  }

  @Test
  void anArrayReplacesTheSet() {
    link("orders", "[\"1\",\"2\"]").ok();
    link("orders", "[\"3\",\"1\",\"3\"]").ok();
    assertThat(workspace.getContactLinks(zoe, "orders")).containsExactly("3", "1");
  }

  @Test
  void aContactShowsOnlyTheFirstOfItsLinks() {
    Reply reply = link("orders", "[\"1\",\"2\",\"3\",\"4\",\"5\"]").ok();
    assertThat(reply.at("/custom_attributes/orders/instances")).hasSize(2);
    assertThat(workspace.getContactLinks(zoe, "orders")).hasSize(5);
  }

  @Test
  void aRelationshipToOneTakesABareId() {
    link("last_order", "\"1\"").ok();
    Reply reply = link("last_order", "\"4\"").ok();
    assertThat(reply.at("/custom_attributes/last_order/instances/0/id").asText()).isEqualTo("4");
    assertThat(workspace.getContactLinks(zoe, "last_order")).containsExactly("4");
  }

  @Test
  void theOtherFormIs400AndChangesNothing() {
    link("orders", "[\"1\"]").ok();
    link("orders", "\"2\"")
        .rejected(
            400, "parameter_invalid", "orders must be an array of ids, was a string", "orders");
    link("last_order", "[\"2\"]")
        .rejected(
            400,
            "parameter_invalid",
            "last_order must be an id as a string, was an array",
            "last_order");
    http.put(
            "/contacts/" + zoe,
            "{\"name\":\"Other\",\"custom_attributes\":{\"orders\":[],\"last_order\":[]}}")
        .rejected(
            400,
            "parameter_invalid",
            "last_order must be an id as a string, was an array",
            "last_order");
    assertThat(workspace.getContactLinks(zoe, "orders")).containsExactly("1");
    assertThat(http.get("/contacts/" + zoe).ok().at("/name").isNull()).isTrue();
  }

  @Test
  void unknownIdsAreSkipped() {
    http.post("/custom_object_instances/Item", "{}").ok();
    link("orders", "[\"99\",\"2\",\"6\"]").ok();
    assertThat(workspace.getContactLinks(zoe, "orders")).containsExactly("2");
    assertThat(link("last_order", "\"99\"").ok().at("/custom_attributes/last_order/instances"))
        .isEmpty();
  }

  @Test
  void nullAndAnEmptyArrayRemoveAllLinks() {
    for (String nothing : new String[] {"null", "[]"}) {
      link("orders", "[\"1\"]").ok();
      assertThat(link("orders", nothing).ok().at("/custom_attributes/orders").toString())
          .isEqualTo("{\"type\":\"Order.list\",\"instances\":[]}");
      assertThat(workspace.getContactLinks(zoe, "orders")).isEmpty();
    }
  }

  @Test
  void aRelationshipThatIsNotSentIsUnchanged() {
    link("orders", "[\"1\"]").ok();
    link("last_order", "\"2\"").ok();
    http.put("/contacts/" + zoe, "{\"name\":\"Zoë\",\"custom_attributes\":{\"plan\":\"pro\"}}")
        .ok();
    assertThat(workspace.getContactLinks(zoe, "orders")).containsExactly("1");
    assertThat(workspace.getContactLinks(zoe, "last_order")).containsExactly("2");
  }

  @Test
  void aDeletedInstanceVanishesFromLinks() {
    link("orders", "[\"1\",\"2\"]").ok();
    http.put("/conversations/" + talk, "{\"custom_attributes\":{\"orders\":[\"2\"]}}").ok();
    http.delete(Shops.ORDERS + "/2").ok();
    assertThat(workspace.getContactLinks(zoe, "orders")).containsExactly("1");
    assertThat(workspace.getConversationLinks(talk, "orders")).isEmpty();
    assertThat(workspace.getInstancesReferencingContact("Order", zoe)).containsExactly("1");
    assertThat(http.get("/conversations/" + talk).ok().at("/custom_attributes/orders/instances"))
        .isEmpty();
  }

  @Test
  void anInstancesOwnReferenceDoesNotFillTheRelationship() {
    http.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"customer\":\"" + zoe + "\"}")).ok();
    assertThat(workspace.getContactLinks(zoe, "orders")).isEmpty();
    assertThat(workspace.getInstancesReferencingContact("Order", zoe)).isEqualTo(List.of("1"));
  }

  @Test
  void aConversationIsLinkedLikeAContact() {
    Reply reply =
        http.put(
                "/conversations/" + talk,
                "{\"read\":true,\"title\":\"Where is it?\","
                    + "\"custom_attributes\":{\"orders\":[\"5\",\"3\",\"1\"],\"vip\":true}}")
            .ok();
    assertThat(reply.at("/type").asText()).isEqualTo("conversation");
    assertThat(reply.at("/id").asText()).isEqualTo(talk);
    assertThat(reply.at("/read").asBoolean()).isTrue();
    assertThat(reply.at("/title").asText()).isEqualTo("Where is it?");
    assertThat(reply.at("/custom_attributes/vip").asBoolean()).isTrue();
    assertThat(reply.at("/custom_attributes/orders/type").asText()).isEqualTo("Order.list");
    assertThat(reply.at("/custom_attributes/orders/instances")).hasSize(2);
    assertThat(workspace.getConversationLinks(talk, "orders")).containsExactly("5", "3", "1");
    assertThat(http.get("/conversations/" + talk).ok().text()).isEqualTo(reply.text());
  }

  @Test
  void anUnknownConversationIs404() {
    http.get("/conversations/9").rejected(404, "not_found", "Conversation not found");
    http.put("/conversations/9", "{}").rejected(404, "not_found", "Conversation not found");
  }

  @Test
  void theFieldsOfAConversationFollowTheVersion() {
    Http old = http.withVersion("2.15");
    Reply before = old.get("/conversations/" + talk).ok();
    assertThat(before.at("/priority").asText()).isEqualTo("not_priority");
    assertThat(before.at("/admin_assignee_id").isNull()).isTrue();
    Reply since = http.get("/conversations/" + talk).ok();
    assertThat(since.at("/priority").asText()).isEqualTo("none");
    assertThat(since.at("/admin_assignee_id").asInt(-1)).isZero();
  }

  private Reply link(String attribute, String value) {
    return http.put(
        "/contacts/" + zoe, "{\"custom_attributes\":{\"" + attribute + "\":" + value + "}}");
  }
}
