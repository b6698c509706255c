package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.Associations.Linked;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lost responses, responses without some of the ids, and responses of other forms. */
final class AssociationsResponsesTest {
  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private Associations<Attributes> linked() {
    return intercom.orders().associations(Parent.contact("63a0"), "order");
  }

  private Associations<Attributes> before216() {
    return intercom.orders(ApiVersion.V2_15).associations(Parent.contact("63a0"), "order");
  }

  private static String showing(String... ids) {
    return parentWith("{\"order\":" + list("", ids) + "}");
  }

  private static String list(String more, String... ids) {
    return "{\"type\":\"Order.list\",\"instances\":" + objects(ids) + more + "}";
  }

  private static String parentWith(String attributes) {
    return "{\"id\":\"63a0\",\"custom_attributes\":" + attributes + "}";
  }

  private static String page(String... ids) {
    return "{\"type\":\"list\",\"pages\":{\"page\":1,\"total_pages\":1},\"data\":"
        + objects(ids)
        + "}";
  }

  private static List<String> objects(String... ids) {
    return Stream.of(ids).map(id -> "{\"id\":\"" + id + "\"}").toList();
  }

  /** Returns the valid requests so far: the method, and the body of an update. */
  private List<String> requests() {
    return Stream.generate(intercom::request)
        .limit(intercom.requestCount())
        .map(
            request ->
                request.getMethod().equals("PUT")
                    ? "PUT " + FakeIntercom.body(request)
                    : request.getMethod())
        .toList();
  }

  private static String put(String ids) {
    return "PUT {\"custom_attributes\":{\"order\":" + ids + "}}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"63a0\"}",
        "{\"id\":\"63a0\",\"custom_attributes\":null}",
        "{\"id\":\"63a0\",\"custom_attributes\":{}}",
        "{\"id\":\"63a0\",\"custom_attributes\":{\"order\":null}}",
        "{\"id\":\"63a0\",\"custom_attributes\":{\"order\":{\"type\":\"Order.list\",\"instances\":[]}}}",
        "{\"id\":\"63a0\",\"custom_attributes\":{\"order\":[\"21\",\"22\"]}}",
        "{\"id\":\"63a0\",\"custom_attributes\":{\"order\":\"21\"}}"
      })
  void idsThatAreNeitherShownNorListedAreMissing(String body) {
    intercom.enqueue(200, body);
    intercom.enqueue(200, page("22"));
    Linked linked = linked().replace(List.of("21", "22"));
    assertThat(linked.getIds()).isEmpty();
    assertThat(linked.isComplete()).isFalse();
    assertThat(linked.getMissingIds()).containsExactly("21");
    assertThatThrownBy(linked::orThrow).isInstanceOf(DroppedAttributesException.class);

    intercom.enqueue(200, body);
    intercom.enqueue(200, page());
    assertThat(linked().set("21").getMissingIds()).containsExactly("21");

    // Before 2.16 nothing is listed, so nothing is proven.
    intercom.enqueue(200, body);
    Linked unproven = before216().replace(List.of("21", "22"));
    assertThat(unproven.getMissingIds()).isEmpty();
    assertThat(unproven.isComplete()).isFalse();
    assertThat(unproven.orThrow()).isSameAs(unproven);
    assertThat(requests())
        .containsExactly(
            put("[\"21\",\"22\"]"), "GET", put("\"21\""), "GET", put("[\"21\",\"22\"]"));
  }

  @Test
  void aListedIdIsNotMissing() {
    intercom.enqueue(200, showing("21"));
    intercom.enqueue(200, page("21", "22", "23"));
    Linked linked = linked().replace(List.of("21", "22"));
    assertThat(linked.getMissingIds()).isEmpty();
    assertThat(linked.isComplete()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "{\"order\":null}", "{\"order\":{\"instances\":[]}}"})
  void everyFormOfNoLinksIsRead(String attributes) {
    intercom.enqueue(200, parentWith(attributes));
    intercom.enqueue(200, page());
    intercom.enqueue(200, showing("21"));
    assertThat(linked().add("21").orThrow().isComplete()).isTrue();
    assertThat(requests()).containsExactly("GET", "GET", put("[\"21\"]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"has_more\":true",
        ",\"total_count\":3",
        ",\"total_count\":3,\"has_more\":true"
      })
  void aParentThatReportsAPartialSetIsNotUpdated(String more) {
    String partial = parentWith("{\"order\":" + list(more, "21", "22") + "}");
    intercom.enqueue(200, partial);
    intercom.enqueue(200, partial);
    intercom.enqueue(200, partial);
    List<Associations<Attributes>> all =
        List.of(linked(), linked().assumeComplete(), before216().assumeComplete());
    for (Associations<Attributes> linked : all) {
      assertThatThrownBy(() -> linked.add("23"))
          .isInstanceOf(IncompleteAssociationsException.class)
          .hasMessage(
              "adding to order of contact 63a0 could detach others: it shows 2, and reports that"
                  + " there are more. Nothing was changed. Use replace(..) with the full set, a reference"
                  + " attribute on Order itself");
    }
    assertThat(requests()).containsOnly("GET");
  }

  @Test
  void aReplacedSetIsIncompleteIfTheResponseIsPartial() {
    String partial = parentWith("{\"order\":" + list(",\"has_more\":true", "21") + "}");
    intercom.enqueue(200, partial);
    assertThat(linked().replace(List.of("21")).isComplete()).isFalse();
    intercom.enqueue(200, partial);
    intercom.enqueue(200, page("21"));
    Linked linked = linked().replace(List.of("21", "22"));
    assertThat(linked.isComplete()).isFalse();
    assertThat(linked.toString()).isEqualTo("[21] and possibly more");
  }

  @Test
  void anUnreadableSetIsNotChangedEvenIfAssumedComplete() {
    intercom.enqueue(
        200,
        "{\"id\":\"1\",\"custom_attributes\":{\"order\":{\"type\":\"Order.list\",\"instances\":"
            + "[{\"id\":\"1\"},{\"id\":null}]}}}");
    intercom.enqueue(200, "{\"id\":\"1\",\"custom_attributes\":{\"order\":\"21\"}}");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> linked().assumeComplete().add("9"))
          .isInstanceOf(DecodingException.class)
          .hasMessageEndingWith("is it a relationship attribute? Nothing was changed");
    }
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  @Test
  void idsStillShownAfterAPutAreExtra() {
    intercom.enqueue(200, showing("21"));
    Associations.Linked cleared = linked().clear();
    assertThat(cleared.getExtraIds()).containsExactly("21");
    assertThatThrownBy(cleared::orThrow)
        .isInstanceOf(DroppedAttributesException.class)
        .hasMessage(
            "order of contact 63a0 still shows [21], which were not sent; call read() for the current links");
  }

  @Test
  void duplicatesInTheShownListDoNotHideAnAddition() {
    intercom.enqueue(200, showing("21", "21"));
    intercom.enqueue(200, page("21"));
    intercom.enqueue(200, showing("21", "22"));
    linked().add("22");
    assertThat(requests()).containsExactly("GET", "GET", put("[\"21\",\"22\"]"));
  }

  @Test
  void invalidIdsAndParentsAreRejectedBeforeAnythingIsSent() {
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
}
