package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.client.model.Conversation;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ConversationsTest {
  private static final String ANSWER =
      "{\"type\":\"conversation\",\"id\":\"64\",\"custom_attributes\":{\"refunded\":true}}";
  private static final Attributes REFUNDED =
      Attributes.builder().set("refunded", true).clear("coupon").build();

  private final FakeIntercom intercom = new FakeIntercom();
  private final Conversations conversations = intercom.builder().build().conversations();

  @AfterEach
  void close() {
    intercom.close();
  }

  @Test
  void getReturnsTheConversationWithThisId() {
    intercom.enqueue(200, ANSWER);
    Conversation conversation = conversations.get("64");
    assertThat(conversation.getId()).isEqualTo("64");
    assertThat(conversation.getCustomAttributes()).containsEntry("refunded", true);
    intercom.request("GET /conversations/64");
  }

  @Test
  void getOfAnUnknownIdThrows() {
    intercom.enqueueError(404, "conversation_not_found", "Resource not found");
    assertThatThrownBy(() -> conversations.get("65"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("conversation_not_found: Resource not found")
        .hasMessageContaining("(GET /conversations/{conversation_id}, Intercom-Version 2.16");
  }

  @Test
  void attributesAreChangedWithOnePutOfTheseAttributesOnly() {
    intercom.enqueue(200, ANSWER);
    assertThat(conversations.updateAttributes("64", REFUNDED).getCustomAttributes())
        .containsEntry("refunded", true);
    assertThat(FakeIntercom.body(intercom.request("PUT /conversations/64")))
        .isEqualTo("{\"custom_attributes\":{\"refunded\":true,\"coupon\":null}}");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void deleteReturnsTrueIfThisCallDeleted() {
    intercom.enqueue(200, "{\"id\":\"64\",\"object\":\"conversation\",\"deleted\":true}");
    intercom.enqueue(FakeIntercom.json(204, ""));
    assertThat(conversations.delete("64")).isTrue();
    assertThat(conversations.delete("64", false)).isTrue();
    intercom.request("DELETE /conversations/64");
    intercom.request("DELETE /conversations/64?retain_metrics=false");
  }

  @Test
  void deleteReturnsFalseIfThereWasNone() {
    intercom.enqueueError(404, "conversation_not_found", "Resource not found");
    intercom.enqueue(200, "{\"id\":\"64\",\"deleted\":false}");
    assertThat(conversations.delete("64")).isFalse();
    assertThat(conversations.delete("64", true)).isFalse();
  }

  @Test
  void a404OfAProxyIsNotAMissingConversation() {
    intercom.enqueue(404, "<html>404</html>");
    assertThatThrownBy(() -> conversations.delete("64")).isInstanceOf(NotFoundException.class);
  }

  static Stream<Named<BiConsumer<Conversations, String>>> methods() {
    return Stream.of(
        Named.of("get", (conversations, id) -> conversations.get(id)),
        Named.of("update", (conversations, id) -> conversations.updateAttributes(id, REFUNDED)),
        Named.of("delete", (conversations, id) -> conversations.delete(id)),
        Named.of("delete with metrics", (conversations, id) -> conversations.delete(id, false)));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anIdThatWouldChangeThePathIsRejected(BiConsumer<Conversations, String> method) {
    assertThatThrownBy(() -> method.accept(conversations, ".."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("conversation id must not be \"..\": in a URL");
    assertThatThrownBy(() -> method.accept(conversations, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("conversation id must not be blank, was \"\"");
    assertThat(intercom.requestCount()).isZero();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anIdIsOneSegmentOfThePath(BiConsumer<Conversations, String> method) {
    intercom.enqueue(200, ANSWER);
    method.accept(conversations, "6/4?x");
    assertThat(intercom.anyRequest().getTarget()).startsWith("/conversations/6%2F4%3Fx");
  }

  @Test
  void anUpdateWaitsForAnAddToTheSameConversation() {
    ParentWaits.updateWaitsForAddition(
        intercom,
        Parent.conversation("64"),
        (client, attributes) -> client.conversations().updateAttributes("64", attributes));
  }
}
