package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AssociationsTest {
  private static final String CONTACT = "63a07ddf05a32042dffac965";

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private Associations<Attributes> linked() {
    return intercom.orders().associations(Parent.contact(CONTACT), "order");
  }

  private static String contactShowing(String... ids) {
    List<String> instances = new ArrayList<>();
    for (String id : ids) {
      instances.add("{\"id\":\"" + id + "\",\"type\":\"Order\"}");
    }
    return "{\"type\":\"contact\",\"id\":\""
        + CONTACT
        + "\",\"custom_attributes\":{\"order\":{\"type\":\"Order.list\",\"instances\":"
        + instances
        + "}}}";
  }

  private static String pageOf(int from, int to) {
    List<String> data = new ArrayList<>();
    for (int id = from; id <= to; id++) {
      data.add("{\"id\":\"" + id + "\"}");
    }
    return "{\"type\":\"list\",\"total_count\":"
        + data.size()
        + ",\"pages\":{\"page\":1,\"per_page\":150,\"total_pages\":1},\"data\":"
        + data
        + "}";
  }

  @Test
  void replaceSendsTheIdsInOnePutAndReadsNothing() {
    intercom.answers(200, contactShowing("21"));
    Associations.Linked linked = linked().replace(List.of("21"));
    RecordedRequest put = intercom.request();
    assertThat(put.getRequestLine()).isEqualTo("PUT /contacts/" + CONTACT + " HTTP/1.1");
    assertThat(FakeIntercom.body(put)).isEqualTo("{\"custom_attributes\":{\"order\":[\"21\"]}}");
    assertThat(intercom.requestCount()).isEqualTo(1);
    assertThat(linked.getIds()).containsExactly("21");
    assertThat(linked.getMissingIds()).isEmpty();
  }

  @Test
  void aConversationIsLinkedInTheSameWay() {
    intercom.answers(
        200,
        "{\"id\":\"64619700005694\",\"custom_attributes\":{\"order\":"
            + "{\"type\":\"Order.list\",\"instances\":[{\"id\":\"21\"}]}}}");
    intercom
        .orders()
        .associations(Parent.conversation("64619700005694"), "order")
        .replace(List.of("21"));
    RecordedRequest put = intercom.request();
    assertThat(put.getRequestLine()).isEqualTo("PUT /conversations/64619700005694 HTTP/1.1");
    assertThat(FakeIntercom.body(put)).isEqualTo("{\"custom_attributes\":{\"order\":[\"21\"]}}");
  }

  @Test
  void setSendsTheBareIdAndNullDetaches() {
    intercom.answers(200, contactShowing("21"));
    intercom.answers(200, "{\"id\":\"1\",\"custom_attributes\":{\"order\":null}}");
    linked().set("21");
    linked().set(null);
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo("{\"custom_attributes\":{\"order\":\"21\"}}");
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo("{\"custom_attributes\":{\"order\":null}}");
  }

  @Test
  void clearSendsAnEmptyList() {
    intercom.answers(200, contactShowing());
    assertThat(linked().clear().isComplete()).isTrue();
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo("{\"custom_attributes\":{\"order\":[]}}");
  }

  @Test
  void addSendsTheWholeSetWhenItIsKnownToTheLast() {
    intercom.answers(200, contactShowing("21", "22"));
    intercom.answers(200, pageOf(21, 22));
    intercom.answers(200, contactShowing("21", "22", "30"));
    Associations.Linked linked = linked().add("30");
    assertThat(intercom.request().getMethod()).isEqualTo("GET");
    assertThat(intercom.request().getTarget())
        .isEqualTo(
            "/custom_object_instances/Order?references_contact_id="
                + CONTACT
                + "&page=1&per_page=150");
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo("{\"custom_attributes\":{\"order\":[\"21\",\"22\",\"30\"]}}");
    assertThat(linked.isComplete()).isTrue();
  }

  @Test
  void addToAContactThatShows10Of40LinksSendsNoPut() {
    intercom.answers(200, contactShowing("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"));
    intercom.answers(200, pageOf(1, 40));
    assertThatThrownBy(() -> linked().add("41"))
        .isInstanceOfSatisfying(
            IncompleteAssociationsException.class,
            e -> assertThat(e.getOutcome()).isEqualTo(IntercomException.Outcome.NOT_APPLIED))
        .hasMessage(
            "adding to order of contact "
                + CONTACT
                + " could detach others: it shows 10, and more of type Order are linked to it, here"
                + " or by an attribute of their own. Nothing was changed. Use replace(..) with the full set, a reference attribute on"
                + " Order itself, or assumeComplete() if you know that it shows all");
    assertThat(intercom.request().getMethod()).isEqualTo("GET");
    assertThat(intercom.request().getMethod()).isEqualTo("GET");
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  @Test
  void before216ASetIsNeverKnownToTheLast() {
    intercom.answers(200, contactShowing("21"));
    assertThatThrownBy(
            () ->
                intercom
                    .orders(ApiVersion.V2_15)
                    .associations(Parent.contact(CONTACT), "order")
                    .remove("21"))
        .isInstanceOf(IncompleteAssociationsException.class)
        .hasMessageContaining("cannot be known with Intercom-Version 2.15");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void assumeCompleteTakesWhatIsShownForTheWholeSet() {
    intercom.answers(200, contactShowing("21", "22"));
    intercom.answers(200, contactShowing("22"));
    intercom
        .orders(ApiVersion.V2_15)
        .associations(Parent.contact(CONTACT), "order")
        .assumeComplete()
        .remove("21");
    assertThat(intercom.request().getMethod()).isEqualTo("GET");
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo("{\"custom_attributes\":{\"order\":[\"22\"]}}");
  }

  @Test
  void addingWhatIsLinkedAlreadySendsNoPut() {
    intercom.answers(200, contactShowing("21"));
    intercom.answers(200, pageOf(21, 21));
    assertThat(linked().add("21").getIds()).containsExactly("21");
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  @Test
  void idsThatAreNeitherShownNorListedAfterAPutAreMissing() {
    intercom.answers(200, contactShowing("21"));
    intercom.answers(200, pageOf(21, 22));
    Associations.Linked linked = linked().replace(List.of("21", "22", "99"));
    assertThat(linked.getMissingIds()).containsExactly("99");
    assertThatThrownBy(linked::orThrow)
        .isInstanceOf(DroppedAttributesException.class)
        .hasMessage(
            "order of contact "
                + CONTACT
                + " was linked without [99]; check that it is a relationship attribute, and that these are"
                + " Intercom's ids of objects (getId()), not external ids");
  }

  @Test
  void anAttributeThatIsNoRelationshipAndEchoesTheIdsHasLinkedNothing() {
    intercom.answers(200, "{\"id\":\"1\",\"custom_attributes\":{\"order\":[\"21\"]}}");
    intercom.answers(200, pageOf(1, 0));
    assertThat(linked().replace(List.of("21")).getMissingIds()).containsExactly("21");
  }

  @Test
  void aSetThatCannotBeReadIsNotTouchedThoughItIsAssumedComplete() {
    intercom.answers(
        200,
        "{\"id\":\"1\",\"custom_attributes\":{\"order\":{\"type\":\"Order.list\",\"instances\":"
            + "[{\"id\":\"1\"},{\"id\":null}]}}}");
    intercom.answers(200, "{\"id\":\"1\",\"custom_attributes\":{\"order\":\"21\"}}");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> linked().assumeComplete().add("9"))
          .isInstanceOf(DecodingException.class)
          .hasMessageEndingWith("is it a relationship attribute? Nothing was changed");
    }
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  @Test
  void idsThatAreStillShownAfterAPutAreExtra() {
    intercom.answers(200, contactShowing("21"));
    Associations.Linked cleared = linked().clear();
    assertThat(cleared.getExtraIds()).containsExactly("21");
    assertThatThrownBy(cleared::orThrow)
        .isInstanceOf(DroppedAttributesException.class)
        .hasMessage(
            "order of contact "
                + CONTACT
                + " still shows [21], which were not sent; read it again");
  }

  @Test
  void aShownListWithDuplicatesDoesNotHideAnAddition() {
    intercom.answers(200, contactShowing("21", "21"));
    intercom.answers(200, pageOf(21, 21));
    intercom.answers(200, contactShowing("21", "22"));
    linked().add("22");
    intercom.request();
    intercom.request();
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo("{\"custom_attributes\":{\"order\":[\"21\",\"22\"]}}");
  }

  @Test
  void idsAndParentsThatCannotBeAreRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> Parent.contact(".."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contact id must not be \"..\"");
    assertThatThrownBy(() -> Parent.conversation(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("conversation id must not be blank");
    assertThatThrownBy(() -> linked().add(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("object id must not be blank");
    assertThatThrownBy(() -> intercom.orders().associations(Parent.contact("1"), " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("relationship attribute must not be blank");
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void concurrentAddsFromOneClientAndItsDerivedOnesLoseNone() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (SandboxIntercom sandbox =
        new SandboxIntercom(
            Workspace.builder()
                .objectType(ObjectTypeDefinition.builder("Order").text("status").build())
                .contactRelationship("orders", "Order", Cardinality.MANY)
                .instancesShown(100))) {
      Workspace workspace = sandbox.workspace();
      Contact contact = workspace.addContact("customer-7", "zoe@example.com", "Zoë");
      Intercom client = sandbox.client();
      Intercom derived = client.withVersion(ApiVersion.PREVIEW);
      List<Future<?>> adds = new ArrayList<>();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        CustomObjects<Attributes> orders =
            (i % 2 == 0 ? client : derived).customObjects(ObjectType.untyped("Order"));
        String id = orders.upsert("ORDER-" + i, Attributes.builder().build()).getId();
        ids.add(id);
        adds.add(
            threads.submit(
                () -> orders.associations(Parent.contact(contact.getId()), "orders").add(id)));
      }
      for (Future<?> add : adds) {
        add.get();
      }
      assertThat(workspace.getContactLinks(contact.getId(), "orders"))
          .containsExactlyInAnyOrderElementsOf(ids);
    } finally {
      threads.shutdown();
    }
  }
}
