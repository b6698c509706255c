package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.Associations.Linked;
import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The state of a workspace after updates of associations; a parent shows ten of its objects. */
final class AssociationsTest {
  private final SandboxIntercom intercom =
      new SandboxIntercom(
          Workspace.builder()
              .objectType(
                  ObjectTypeDefinition.builder("Order")
                      .text("status")
                      .referenceToOne("customer", "contact")
                      .referenceToOne("talk", "conversation")
                      .build())
              .contactRelationship("orders", "Order", Cardinality.MANY)
              .contactRelationship("returns", "Order", Cardinality.MANY)
              .contactRelationship("main", "Order", Cardinality.ONE)
              .conversationRelationship("orders", "Order", Cardinality.MANY)
              .conversationRelationship("returns", "Order", Cardinality.MANY)
              .conversationRelationship("main", "Order", Cardinality.ONE));
  private final CustomObjects<Attributes> orders = intercom.orders();

  @AfterEach
  void close() {
    intercom.close();
  }

  private Parent parent(Parent.Kind kind) {
    return kind == Parent.Kind.CONTACT
        ? Parent.contact(intercom.workspace().addContact(null, null, "Zoë").getId())
        : Parent.conversation(intercom.workspace().addConversation().getId());
  }

  private List<String> links(Parent parent, String attribute) {
    return parent.kind() == Parent.Kind.CONTACT
        ? intercom.workspace().getContactLinks(parent.getId(), attribute)
        : intercom.workspace().getConversationLinks(parent.getId(), attribute);
  }

  private List<String> newOrders(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(orders.create(Attributes.builder().build()).getId());
    }
    return ids;
  }

  private String newOrder() {
    return newOrders(1).get(0);
  }

  private int puts() {
    return intercom.bodies("PUT").size();
  }

  private void assertRefused(String why, ThrowingCallable update) {
    int puts = puts();
    assertThatThrownBy(update)
        .isInstanceOfSatisfying(
            IncompleteAssociationsException.class,
            e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED))
        .hasMessageContaining(why);
    assertThat(puts()).as("nothing was written").isEqualTo(puts);
  }

  @ParameterizedTest
  @EnumSource(Parent.Kind.class)
  void eachUpdateIsOnePutOfThisAttributeOnly(Parent.Kind kind) {
    Parent parent = parent(kind);
    newOrders(2);
    orders.associations(parent, "orders").replace(List.of("2", "1", "2"));
    orders.associations(parent, "orders").clear();
    orders.associations(parent, "main").set("1");
    orders.associations(parent, "main").set(null);
    assertThat(intercom.bodies("PUT"))
        .containsExactly(
            "{\"custom_attributes\":{\"orders\":[\"2\",\"1\"]}}",
            "{\"custom_attributes\":{\"orders\":[]}}",
            "{\"custom_attributes\":{\"main\":\"1\"}}",
            "{\"custom_attributes\":{\"main\":null}}");
    String path = kind == Parent.Kind.CONTACT ? "/contacts/" : "/conversations/";
    assertThat(intercom.calls().subList(2, intercom.calls().size()))
        .hasSize(4)
        .containsOnly("PUT " + path + parent.getId() + " -> 200");
  }

  @ParameterizedTest
  @CsvSource({
    "CONTACT, contacts, references_contact_id",
    "CONVERSATION, conversations, references_conversation_id"
  })
  void addReadsTheParentAndTheListAndWritesOnlyNewIds(
      Parent.Kind kind, String path, String filter) {
    Parent parent = parent(kind);
    newOrders(2);
    Associations<Attributes> linked = orders.associations(parent, "orders");
    linked.replace(List.of("1"));
    assertThat(linked.add("1").getIds()).containsExactly("1");
    linked.add("2");
    String read = "GET /" + path + "/" + parent.getId() + " -> 200";
    String listed =
        "GET /custom_object_instances/Order?%s=%s&page=1&per_page=150 -> 200"
            .formatted(filter, parent.getId());
    assertThat(intercom.calls().subList(3, intercom.calls().size()))
        .containsExactly(
            read, listed, read, listed, "PUT /" + path + "/" + parent.getId() + " -> 200");
  }

  @ParameterizedTest
  @EnumSource(Parent.Kind.class)
  void objectsAreAttachedReplacedAndDetached(Parent.Kind kind) {
    Parent parent = parent(kind);
    Associations<Attributes> linked = orders.associations(parent, "orders");
    List<String> ids = newOrders(4);
    assertThat(linked.read().getIds()).isEmpty();
    assertThat(linked.read().isComplete()).isTrue();
    assertThat(linked.replace(ids.subList(0, 2)).orThrow().getIds())
        .isEqualTo(ids.subList(0, 2))
        .isEqualTo(links(parent, "orders"));
    assertThat(linked.add(ids.get(2), ids.get(1), ids.get(3)).orThrow().getIds()).isEqualTo(ids);
    assertThat(links(parent, "orders")).isEqualTo(ids);
    assertThat(linked.remove(ids.get(0), ids.get(3), "unknown").orThrow().getIds())
        .isEqualTo(ids.subList(1, 3));
    assertThat(links(parent, "orders")).isEqualTo(ids.subList(1, 3));
    assertThat(linked.clear().orThrow().getIds()).isEmpty();
    assertThat(links(parent, "orders")).isEmpty();
    assertThat(linked.add(ids.get(0)).isComplete()).isTrue();
    assertThat(links(parent, "orders")).containsExactly(ids.get(0));
  }

  @ParameterizedTest
  @EnumSource(Parent.Kind.class)
  void oneObjectIsAttachedReplacedAndDetached(Parent.Kind kind) {
    Parent parent = parent(kind);
    Associations<Attributes> linked = orders.associations(parent, "main");
    List<String> ids = newOrders(2);
    assertThat(linked.set(ids.get(0)).orThrow().getIds()).containsExactly(ids.get(0));
    assertThat(linked.read().getIds()).containsExactly(ids.get(0));
    assertThat(linked.set(ids.get(1)).orThrow().getIds()).containsExactly(ids.get(1));
    assertThat(links(parent, "main")).containsExactly(ids.get(1));
    assertThat(linked.set(null).orThrow().getIds()).isEmpty();
    assertThat(links(parent, "main")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Parent.Kind.class)
  void theWrongFormForOneOrManyIsRejectedAndChangesNothing(Parent.Kind kind) {
    Parent parent = parent(kind);
    List<String> ids = newOrders(2);
    orders.associations(parent, "main").set(ids.get(0));
    orders.associations(parent, "orders").replace(ids);
    assertThatThrownBy(() -> orders.associations(parent, "main").replace(ids))
        .isInstanceOf(InvalidRequestException.class);
    assertThatThrownBy(() -> orders.associations(parent, "orders").set(ids.get(0)))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(links(parent, "main")).containsExactly(ids.get(0));
    assertThat(links(parent, "orders")).isEqualTo(ids);
  }

  @ParameterizedTest
  @EnumSource(Parent.Kind.class)
  void replacingOneRelationshipKeepsAnotherOfTheSameType(Parent.Kind kind) {
    Parent parent = parent(kind);
    List<String> ids = newOrders(3);
    orders.associations(parent, "returns").replace(ids.subList(0, 2));
    orders.associations(parent, "main").set(ids.get(0));
    orders.associations(parent, "orders").replace(ids.subList(2, 3));
    orders.associations(parent, "orders").clear();
    assertThat(links(parent, "orders")).isEmpty();
    assertThat(links(parent, "returns")).isEqualTo(ids.subList(0, 2));
    assertThat(links(parent, "main")).containsExactly(ids.get(0));
  }

  /** The list does not show whether an object belongs to this relationship or to another. */
  @ParameterizedTest
  @EnumSource(Parent.Kind.class)
  void addAndRemoveFailIfAnotherRelationshipHasMoreObjectsOfTheType(Parent.Kind kind) {
    Parent parent = parent(kind);
    List<String> ids = newOrders(3);
    Associations<Attributes> linked = orders.associations(parent, "orders");
    Associations<Attributes> returns = orders.associations(parent, "returns");
    linked.replace(ids.subList(0, 2));
    returns.replace(ids.subList(1, 3));
    assertThat(linked.read().isComplete()).isFalse();
    assertRefused("it shows 2, and those of type Order", () -> linked.add(ids.get(2)));
    assertRefused("it shows 2, and those of type Order", () -> linked.remove(ids.get(0)));
    linked.assumeComplete().add(ids.get(2));
    assertThat(links(parent, "orders")).isEqualTo(ids);
    // Now this one shows everything that is listed; the other does not.
    assertThat(linked.remove(ids.get(0)).isComplete()).isTrue();
    assertThat(returns.read().isComplete()).isTrue();
    assertThat(links(parent, "returns")).isEqualTo(ids.subList(1, 3));
  }

  @ParameterizedTest
  @EnumSource(Parent.Kind.class)
  void addFailsIfAnObjectRefersToTheParentItself(Parent.Kind kind) {
    Parent parent = parent(kind);
    orders.create(
        Attributes.builder()
            .set(kind == Parent.Kind.CONTACT ? "customer" : "talk", References.one(parent.getId()))
            .build());
    Associations<Attributes> linked = orders.associations(parent, "orders");
    assertRefused("it shows 0, and those of type Order", () -> linked.add(newOrder()));
    assertThat(links(parent, "orders")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CONTACT,0", "CONTACT,10", "CONTACT,11", "CONTACT,500",
    "CONVERSATION,0", "CONVERSATION,10", "CONVERSATION,11", "CONVERSATION,500"
  })
  void aParentThatShowsTenIsUpdatedOnlyIfThatIsAll(Parent.Kind kind, int count) {
    Parent parent = parent(kind);
    List<String> ids = newOrders(count);
    Associations<Attributes> linked = orders.associations(parent, "orders");
    Linked replaced = linked.replace(ids);
    assertThat(links(parent, "orders")).isEqualTo(ids);
    assertThat(replaced.getIds()).isEqualTo(ids.subList(0, Math.min(count, 10)));
    assertThat(replaced.getMissingIds()).isEmpty();
    assertThat(replaced.getExtraIds()).isEmpty();
    assertThat(replaced.isComplete()).isEqualTo(count <= 10);
    assertThat(linked.read().isComplete()).isEqualTo(count <= 10);
    String another = newOrder();
    if (count <= 10) {
      Linked added = linked.add(another);
      ids.add(another);
      assertThat(links(parent, "orders")).isEqualTo(ids);
      assertThat(added.getMissingIds()).isEmpty();
      assertThat(added.isComplete()).isEqualTo(count < 10);
    } else {
      String why =
          "orders of "
              + parent
              + " could detach others: it shows 10, and those of type Order that are linked to it,"
              + " here or by an attribute of their own, are not exactly these. Nothing was changed."
              + " Use replace(..) with the full set, a reference attribute on Order itself, or"
              + " assumeComplete() if you know that it shows all";
      assertRefused("adding to " + why, () -> linked.add(another));
      assertRefused("removing from " + why, () -> linked.remove(ids.get(0)));
      assertThat(links(parent, "orders")).isEqualTo(ids);
    }
    assertThat(linked.replace(List.of(another)).orThrow().isComplete()).isTrue();
    assertThat(links(parent, "orders")).containsExactly(another);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15})
  void unknownIdsAreMissingEvenIfNotAllAreShown(int existing) {
    Parent parent = parent(Parent.Kind.CONTACT);
    List<String> ids = newOrders(existing);
    List<String> sent = new ArrayList<>(ids);
    sent.add(0, "unknown");
    Linked linked = orders.associations(parent, "orders").replace(sent);
    assertThat(linked.getMissingIds()).containsExactly("unknown");
    assertThat(links(parent, "orders")).isEqualTo(ids);
    assertThatThrownBy(linked::orThrow)
        .isInstanceOf(DroppedAttributesException.class)
        .hasMessage(
            "orders of "
                + parent
                + " was linked without [unknown]; check that it is a relationship attribute, and"
                + " that these are Intercom's ids of objects (getId()), not external ids");
  }

  @ParameterizedTest
  @CsvSource({"2.13,false", "2.14,false", "2.15,false", "2.16,true", "2.17,true", "Preview,true"})
  void setsAreCompletelyKnownFromVersion216On(String version, boolean known) {
    assertKnown(intercom.client().withVersion(ApiVersion.of(version)), known);
  }

  @Test
  void setsAreNotCompletelyKnownWithoutAVersion() {
    try (Intercom unversioned = intercom.builder().withoutApiVersion().build()) {
      assertKnown(unversioned, false);
    }
  }

  private void assertKnown(Intercom client, boolean known) {
    Parent parent = parent(Parent.Kind.CONVERSATION);
    List<String> ids = newOrders(3);
    Associations<Attributes> linked =
        client.customObjects(ObjectType.untyped("Order")).associations(parent, "orders");
    Linked replaced = linked.replace(List.of(ids.get(0), "unknown"));
    assertThat(replaced.isComplete()).isEqualTo(known);
    assertThat(replaced.getMissingIds()).isEqualTo(known ? List.of("unknown") : List.of());
    assertThat(linked.read().isComplete()).isEqualTo(known);
    if (known) {
      linked.add(ids.get(1));
    } else {
      String why =
          "cannot be known with "
              + (client.getVersion() == null
                  ? "no Intercom-Version set"
                  : "Intercom-Version " + client.getVersion())
              + " (2.16 or later shows it)";
      assertRefused(why, () -> linked.add(ids.get(1)));
      assertRefused(why, () -> linked.remove(ids.get(0)));
      linked.assumeComplete().add(ids.get(1));
    }
    assertThat(links(parent, "orders")).isEqualTo(ids.subList(0, 2));
    assertThat(linked.assumeComplete().replace(ids).isComplete()).isTrue();
    linked.assumeComplete().remove(ids.get(0));
    assertThat(links(parent, "orders")).isEqualTo(ids.subList(1, 3));
  }

  @ParameterizedTest
  @EnumSource(Parent.Kind.class)
  void aParentThatDoesNotExistIsNotFound(Parent.Kind kind) {
    String id = newOrder();
    Parent nobody =
        kind == Parent.Kind.CONTACT ? Parent.contact("nobody") : Parent.conversation("404");
    Associations<Attributes> linked = orders.associations(nobody, "orders");
    List<ThrowingCallable> calls =
        List.of(
            () -> linked.replace(List.of(id)),
            linked::clear,
            () -> linked.set(id),
            () -> linked.add(id),
            () -> linked.remove(id),
            linked::read,
            () -> linked.assumeComplete().add(id));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              NotFoundException.class,
              e -> {
                assertThat(e.getStatus()).isEqualTo(404);
                assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              });
    }
    assertThat(puts()).as("add and remove did not write").isEqualTo(3);
  }
}
