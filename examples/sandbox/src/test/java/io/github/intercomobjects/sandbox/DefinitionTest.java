package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DefinitionTest {
  @Test
  void aBlankNameIsRejected() {
    rejected(
        () -> ObjectTypeDefinition.builder(" "),
        "The name of an object type must not be blank or padded with blanks: ' '");
    rejected(
        () -> ObjectTypeDefinition.builder("Order").text(""),
        "The name of an attribute of Order must not be blank or padded with blanks: ''");
    rejected(
        () -> Workspace.builder().contactRelationship("", "Order", Cardinality.ONE),
        "The name of a relationship of a contact must not be blank or padded with blanks: ''");
  }

  @Test
  void aNameThatReferencesUseIsRejected() {
    rejected(
        () -> ObjectTypeDefinition.builder("contact"),
        "An object type cannot be named 'contact': references use that name already");
  }

  @Test
  void duplicateDefinitionsAreRejected() {
    ObjectTypeDefinition order = ObjectTypeDefinition.builder("Order").build();
    rejected(
        () -> ObjectTypeDefinition.builder("Order").text("a").date("a"),
        "The attribute 'a' of Order is defined twice");
    rejected(
        () -> ObjectTypeDefinition.builder("Order").list("a", "x", "x"),
        "The list attribute 'a' has the option 'x' twice");
    rejected(
        () -> Workspace.builder().objectType(order).objectType(order),
        "The object type 'Order' is defined twice");
    rejected(
        () ->
            Workspace.builder()
                .conversationRelationship("orders", "Order", Cardinality.ONE)
                .conversationRelationship("orders", "Order", Cardinality.MANY),
        "The relationship 'orders' of a conversation is defined twice");
  }

  @Test
  void aReferenceToAnUndefinedTypeIsRejected() {
    ObjectTypeDefinition order =
        ObjectTypeDefinition.builder("Order").referenceToMany("items", "Item").build();
    rejected(
        () -> Workspace.builder().objectType(order).build(),
        "Order.items refers to the object type 'Item', which is not defined; defined are [Order]");
    rejected(
        () -> Workspace.builder().contactRelationship("orders", "Order", Cardinality.ONE).build(),
        "contact.orders refers to the object type 'Order', which is not defined; defined are []");
  }

  @Test
  void aListWithoutOptionsIsRejected() {
    rejected(
        () -> ObjectTypeDefinition.builder("Order").list("carrier"),
        "The list attribute 'carrier' needs at least one option");
  }

  @Test
  void settingsOutOfRangeAreRejected() {
    Workspace.Builder builder = Workspace.builder();
    rejected(() -> builder.instancesShown(-1), "instancesShown must be at least 0: -1");
    rejected(
        () -> builder.rateLimit(0, Duration.ofSeconds(10)), "callsPerWindow must be at least 1: 0");
    rejected(() -> builder.rateLimit(1, Duration.ZERO), "window must be at least 1 ms: PT0S");
    rejected(() -> builder.maxInstancesPerType(-1), "maxInstancesPerType must be at least 0: -1");
    rejected(
        () -> builder.defaultVersion("9.9"),
        "defaultVersion must be 2.0 to 2.17 or Preview: '9.9'");
    rejected(
        () -> builder.token("a b"),
        "token must be printable ASCII without blanks, since it is sent in a header");
  }

  @Test
  void anExistingContactIsRejected() {
    Workspace workspace = Workspace.builder().build();
    String zoe = workspace.addContact("customer-7", "zoe@example.com", null).getId();
    rejected(
        () -> workspace.addContact("customer-7", null, null),
        "The contact " + zoe + " already has the external_id 'customer-7'");
    rejected(
        () -> workspace.addContact("", null, null),
        "externalId must not be blank: ''; pass null for none");
  }

  @Test
  void initialContentIsChecked() {
    Workspace.Builder builder = Shops.shop().contact("customer-7", "zoe@example.com", "Zoë");
    rejected(
        () -> builder.contact("customer-7", null, null),
        "A contact with the external id 'customer-7' is defined already");
    rejected(
        () -> builder.lead("customer-7", null, null),
        "A contact with the external id 'customer-7' is defined already");
    builder.duplicateConversationAttribute("plan");
    rejected(
        () -> builder.duplicateConversationAttribute("plan"),
        "The duplicate attribute 'plan' is defined twice");
    rejected(
        () -> builder.contact(null, " ", null), "email must not be blank: ' '; pass null for none");
    rejected(
        () -> builder.conversation("customer-7", "customer-8"),
        "A conversation names the contact with the external id 'customer-8', which is not defined;"
            + " define it first");
    rejected(
        () -> builder.ticket("1", "customer-8", "Lost"),
        "The ticket 'Lost' names the contact with the external id 'customer-8', which is not"
            + " defined; define it first");
    builder.ticket("9", "customer-7", "Lost");
    rejected(
        builder::build,
        "The ticket 'Lost' is of the type '9', which is not defined; defined are [1]");
  }

  @Test
  void initialContentIsStored() {
    Workspace.Builder builder =
        Shops.shop()
            .ticketType("7", "Delivery", "Customer")
            .contact("customer-7", "zoe@example.com", "Zoë")
            .contact(null, null, "A lead")
            .conversation("customer-7")
            .ticket("7", "customer-7", "Lost");
    Workspace workspace = builder.build();
    builder.contact("customer-8", null, null);
    Contact zoe = workspace.findContact("customer-7").orElseThrow();
    assertThat(zoe.getEmail()).isEqualTo("zoe@example.com");
    assertThat(zoe.getName()).isEqualTo("Zoë");
    assertThat(workspace.findContact("customer-8")).isEmpty();
    try (Sandbox sandbox = Sandbox.start(workspace)) {
      Http http = new Http(sandbox);
      assertThat(http.get("/contacts").ok().at("/total_count").asInt()).isEqualTo(2);
      assertThat(http.get("/conversations/64619700000001").ok().at("/contacts/contacts/0/id"))
          .hasToString("\"" + zoe.getId() + "\"");
      assertThat(http.get("/tickets/601").ok().at("/ticket_type/name").asText())
          .isEqualTo("Delivery");
    }
  }

  @Test
  void queriesAboutMissingObjectsAreRejected() {
    Workspace workspace = Shops.shop().build();
    String zoe = workspace.addContact("customer-7", null, null).getId();
    rejected(
        () -> workspace.getInstances("Orders"),
        "There is no object type 'Orders'; there are [Order, Item]");
    rejected(
        () -> workspace.getContactLinks("nobody", "orders"),
        "There is no contact with the id 'nobody'");
    rejected(
        () -> workspace.getContactLinks(zoe, "order"),
        "A contact has no relationship attribute 'order'; there are [orders, last_order]");
    rejected(
        () -> workspace.getInstancesReferencingConversation("Order", "9"),
        "There is no conversation with the id '9'");
  }

  @Test
  void theDefinitionIsReadable() {
    assertThat(ObjectTypeDefinition.builder("Order").text("status").build())
        .hasToString("ObjectTypeDefinition{name=Order, attributes=[status]}");
  }

  private static void rejected(ThrowingCallable action, String message) {
    assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
