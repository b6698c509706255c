package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The forms in which a parent may show its linked objects: the documented one is a list of
 * instances; bare ids are trusted if the list of objects proves them.
 */
final class AssociationsShapesTest {
  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private Associations<Attributes> linked() {
    return intercom.orders().associations(Parent.contact("63a0"), "order");
  }

  private void shows(String json) {
    intercom.enqueue(200, "{\"id\":\"63a0\",\"custom_attributes\":{\"order\":" + json + "}}");
  }

  private void lists(String data) {
    intercom.enqueue(
        200,
        "{\"type\":\"list\",\"pages\":{\"page\":1,\"total_pages\":1},\"data\":[" + data + "]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "{\"type\":\"order.list\",\"instances\":[]}"})
  void anEmptySetIsReadInThreeForms(String json) {
    shows(json);
    lists("");
    Associations.Linked linked = linked().read();
    assertThat(linked.getIds()).isEmpty();
    assertThat(linked.isComplete()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[\"21\"] | 21", "\"21\" | 21", "21 | 21", "[21] | 21"})
  void bareIdsAreASetIfTheObjectsAreListed(String json, String id) {
    shows(json);
    lists("{\"id\":\"21\"}");
    Associations.Linked linked = linked().read();
    assertThat(linked.getIds()).containsExactly(id);
    assertThat(linked.isComplete()).isTrue();
  }

  @Test
  void bareIdsAreIncompleteIfMoreObjectsAreListed() {
    shows("[\"21\"]");
    lists("{\"id\":\"21\"},{\"id\":\"22\"}");
    assertThat(linked().read().isComplete()).isFalse();
  }

  /** Objects of another type, or a list that does not have the newest links yet. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{\"id\":\"22\"}"})
  void aListWithoutTheShownObjectsProvesNeitherThatTheSetIsCompleteNorThatIdsAreMissing(
      String data) {
    String both = "{\"type\":\"Order.list\",\"instances\":[{\"id\":\"21\"},{\"id\":\"22\"}]}";
    shows(both);
    lists(data);
    assertThat(linked().read().isComplete()).isFalse();
    shows(both);
    lists(data);
    assertThatThrownBy(() -> linked().add("23"))
        .isInstanceOf(IncompleteAssociationsException.class)
        .hasMessageContaining(
            "it shows 2, and those of type Order that are linked to it, here or by an attribute of"
                + " their own, are not exactly these");
    assertThat(intercom.requestCount()).isEqualTo(4);
    shows(both);
    lists(data);
    Associations.Linked linked = linked().replace(List.of("21", "22", "23"));
    assertThat(linked.getMissingIds()).isEmpty();
    assertThat(linked.isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"hello\"",
        "[\"21\",\"99\"]",
        "{\"a\":1}",
        "true",
        "1.5",
        "[[\"21\"]]",
        // Intercom's own values, such as AI topics, may have the same ids as objects.
        "[{\"id\":\"21\",\"name\":\"Refunds\"}]",
        "[{\"id\":21,\"name\":\"Refunds\"}]",
        "[{\"type\":\"topic\",\"id\":\"21\"}]",
        "[\"21\",{\"id\":\"21\"}]",
        "{\"id\":\"21\",\"name\":\"Refunds\"}",
        "{\"type\":\"topic.list\",\"topics\":[{\"id\":\"21\"}]}",
        "{\"type\":\"Order.list\",\"instances\":[{\"id\":\"21\"},{\"id\":null}]}",
      })
  void valuesThatAreNoSetOfObjectsAreNeitherReadNorChanged(String json) {
    shows(json);
    lists("{\"id\":\"21\"}");
    assertThatThrownBy(() -> linked().add("9"))
        .isInstanceOf(DecodingException.class)
        .hasMessage(
            "order of contact 63a0 is not a list of objects; is it a relationship attribute?"
                + " Nothing was changed");
    assertThat(intercom.request().getMethod()).isEqualTo("GET");
    assertThat(intercom.requestCount()).isLessThanOrEqualTo(2);
  }

  @Test
  void topicsOfAConversationAreNeitherReadNorOverwritten() {
    intercom.enqueue(
        200,
        "{\"id\":\"7\",\"custom_attributes\":{\"topics\":[{\"id\":21,\"name\":\"Refunds\"}]}}");
    lists("{\"id\":\"21\"}");
    Associations<Attributes> topics =
        intercom.orders().associations(Parent.conversation("7"), "topics");
    assertThatThrownBy(() -> topics.add("22")).isInstanceOf(DecodingException.class);
    assertThat(intercom.request().getMethod()).isEqualTo("GET");
    assertThat(intercom.requestCount()).isLessThanOrEqualTo(2);
  }

  @Test
  void arraysOfObjectsWithoutATypeAreNoReferences() {
    for (String json :
        new String[] {
          "[{\"id\":\"21\",\"name\":\"Refunds\"}]",
          "{\"id\":\"21\",\"name\":\"Refunds\"}",
          "{\"a\":1}"
        }) {
      intercom.enqueue(200, "{\"id\":\"22\",\"custom_attributes\":{\"topics\":" + json + "}}");
      assertThat(intercom.orders().getById("22").getAttributes().getReferences("topics")).isNull();
    }
    intercom.enqueue(
        200,
        "{\"id\":\"22\",\"custom_attributes\":{\"items\":[{\"type\":\"Item\",\"id\":\"21\"}]}}");
    assertThat(intercom.orders().getById("22").getAttributes().getReferences("items"))
        .isEqualTo(References.many(List.of("21")));
  }

  @Test
  void aReferenceWithAListOfSomethingElseIsThatToItsOwnId() {
    for (String json :
        new String[] {
          "{\"type\":\"contact\",\"id\":\"63a0\",\"tags\":[]}",
          "{\"tags\":[{\"id\":\"1\"}],\"type\":\"contact\",\"id\":\"63a0\"}",
          "{\"type\":\"contact.list\",\"id\":\"1\",\"instances\":[{\"id\":\"63a0\"}]}",
          "{\"type\":\"contact.list\",\"id\":null,\"data\":[{\"id\":\"63a0\"}]}"
        }) {
      intercom.enqueue(200, "{\"id\":\"22\",\"custom_attributes\":{\"customer\":" + json + "}}");
      assertThat(intercom.orders().getById("22").getAttributes().getReferences("customer"))
          .isEqualTo(References.one("63a0"));
    }
  }

  @Test
  void bareIdsProveNothingWithoutAList() {
    shows("[\"21\"]");
    assertThatThrownBy(
            () ->
                intercom
                    .orders(ApiVersion.V2_15)
                    .associations(Parent.contact("63a0"), "order")
                    .read())
        .isInstanceOf(DecodingException.class);
  }

  @Test
  void anUpdateWithBareIdsInItsResponseIsProvenByTheList() {
    shows("[\"21\"]");
    lists("{\"id\":\"21\"}");
    assertThat(linked().set("21").getMissingIds()).isEmpty();
  }
}
