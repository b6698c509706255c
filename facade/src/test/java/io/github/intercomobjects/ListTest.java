package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListTest {
  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 149, 150, 151, 301})
  void everyObjectIsListedOnce(int count) {
    try (SandboxIntercom sandbox =
        new SandboxIntercom(
            Workspace.builder()
                .objectType(ObjectTypeDefinition.builder("Order").text("status").build()))) {
      CustomObjects<Attributes> orders = sandbox.orders();
      IntStream.range(0, count)
          .forEach(i -> orders.upsert("ORDER-" + i, Attributes.builder().build()));
      assertThat(orders.list().stream().map(CustomObject::getExternalId))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, count).mapToObj(i -> "ORDER-" + i).toList());
      assertThat(orders.list().ids()).hasSize(count).doesNotHaveDuplicates();
    }
  }

  private static String page(int page, int total, String data) {
    return "{\"type\":\"list\",\"pages\":{\"page\":"
        + page
        + ",\"total_pages\":"
        + total
        + ",\"next\":\"http://elsewhere.example/?page=1\"},\"data\":["
        + data
        + "]}";
  }

  @Test
  void pagesAreFetchedAsTheyAreNeeded() {
    intercom.answers(200, page(1, 2, "{\"id\":\"1\"},{\"id\":\"2\"}"));
    assertThat(intercom.orders().list().stream().limit(2).map(CustomObject::getId))
        .containsExactly("1", "2");
    assertThat(intercom.requestCount()).isEqualTo(1);
    assertThat(intercom.request().getTarget())
        .isEqualTo("/custom_object_instances/Order?page=1&per_page=150");
  }

  @Test
  void anEmptyPageBeforeTheLastIsSurvivedAndAGrowingTotalIsFollowed() {
    intercom.answers(200, page(1, 2, ""));
    intercom.answers(200, page(2, 3, "{\"id\":\"1\"}"));
    intercom.answers(200, page(3, 3, "{\"id\":\"2\"}"));
    assertThat(intercom.orders().list().ids()).containsExactly("1", "2");
  }

  @Test
  void aTotalThatShrinksEndsTheList() {
    intercom.answers(200, page(1, 5, "{\"id\":\"1\"}"));
    intercom.answers(200, page(2, 2, "{\"id\":\"2\"}"));
    assertThat(intercom.orders().list().ids()).containsExactly("1", "2");
  }

  @Test
  void aListThatHasBecomeShorterThanThePageAskedForEnds() {
    intercom.answers(200, page(1, 2, "{\"id\":\"1\"}"));
    intercom.answers(200, page(1, 1, "{\"id\":\"1\"}"));
    assertThat(intercom.orders().list().ids()).containsExactly("1");
  }

  @Test
  void withoutATotalAnEmptyPageIsTheLast() {
    intercom.answers(200, "{\"data\":[{\"id\":\"1\"}]}");
    intercom.answers(200, "{\"data\":[]}");
    assertThat(intercom.orders().list().ids()).containsExactly("1");
  }

  @Test
  void aServerThatRepeatsTheFirstPageIsFoundOut() {
    intercom.answers(200, page(1, 3, "{\"id\":\"1\"}"));
    intercom.answers(200, page(1, 3, "{\"id\":\"1\"}"));
    assertThatThrownBy(() -> intercom.orders().list().ids())
        .isInstanceOf(DecodingException.class)
        .hasMessage("asked for page 2 of Order and got page 1");
  }

  @Test
  void aServerThatIgnoresThePageAndTellsNoneIsFoundOut() {
    intercom.answers(200, "{\"data\":[{\"id\":\"1\"}]}");
    intercom.answers(200, "{\"data\":[{\"id\":\"1\"}]}");
    assertThatThrownBy(() -> intercom.orders().list().ids())
        .isInstanceOf(DecodingException.class)
        .hasMessage("asked for page 2 of Order and got page 1");
  }

  @Test
  void aConversationIsAFilter() {
    intercom.answers(200, page(1, 1, ""));
    assertThat(intercom.orders().list(Parent.conversation("646")).ids()).isEmpty();
    assertThat(intercom.request().getTarget())
        .isEqualTo(
            "/custom_object_instances/Order?references_conversation_id=646&page=1&per_page=150");
  }
}
