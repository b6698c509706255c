package io.github.intercomobjects;

import io.github.intercomobjects.client.api.ConversationsApi;
import io.github.intercomobjects.client.model.Conversation;
import io.github.intercomobjects.client.model.DeletedObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * The conversations that custom objects are linked to.
 *
 * <pre>{@code
 * intercom.conversations().updateAttributes(
 *     conversation.getId(), Attributes.builder().set("refunded", true).build());
 * intercom.conversations().delete(conversation.getId());
 * }</pre>
 *
 * <p>Methods return the generated models; for all other calls, use {@link ConversationsApi} with
 * {@link Intercom#api}.
 *
 * <p>Thread-safe. Throws the exceptions of {@link CustomObjects}.
 */
public final class Conversations {
  private final Calls calls;
  private final ConversationsApi api;

  Conversations(Calls calls) {
    this.calls = calls;
    this.api = calls.api(ConversationsApi.class);
  }

  /**
   * Returns a conversation with at most its 500 newest parts.
   *
   * @throws NotFoundException if there is none
   */
  public Conversation get(String id) {
    Arguments.pathSegment("conversation id", id);
    return calls.run(api.retrieveConversation(id), calls.newDeadline());
  }

  /**
   * Changes only these custom attributes of a conversation, which may be relationships. Waits for
   * other updates of the same conversation by this client and its derived clients.
   *
   * @return the conversation as Intercom stored it
   */
  public Conversation updateAttributes(String id, Attributes attributes) {
    Parent parent = Parent.conversation(id);
    Map<String, @Nullable Object> values = attributes.forParent();
    Call<Conversation> update =
        AttributeAdvice.advise(
            ParentApi.CONVERSATIONS.update().call(api, id, values),
            values,
            AttributeAdvice.Source.ATTRIBUTES);
    Deadline deadline = calls.newDeadline();
    return calls.locked(parent, () -> update, deadline, () -> calls.run(update, deadline));
  }

  /**
   * Deletes a conversation and keeps its metrics in reports; this cannot be undone.
   *
   * @return whether it existed; also true if an attempt without a response may have deleted it
   */
  public boolean delete(String id) {
    Arguments.pathSegment("conversation id", id);
    return delete(api.deleteConversation(id));
  }

  /**
   * Deletes a conversation; this cannot be undone. Needs version 2.16 or later.
   *
   * @param retainMetrics whether its metrics stay in reports; false needs a token with {@code
   *     delete_conversations_and_metrics} (API description 2.16)
   * @return whether it existed; also true if an attempt without a response may have deleted it
   * @throws UnsupportedVersionException if the client is pinned to a version before 2.16
   */
  public boolean delete(String id, boolean retainMetrics) {
    Arguments.pathSegment("conversation id", id);
    return delete(api.deleteConversation(id, retainMetrics));
  }

  private boolean delete(Call<DeletedObject> call) {
    return calls.delete(
        call, body -> !Boolean.FALSE.equals(body.getDeleted()), NotFoundException::isFromIntercom);
  }
}
