package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The calls about one conversation. Runs under the workspace's lock. */
final class ConversationCalls {
  private final State state;
  private final AttributeReader reader;
  private final ParentView view;

  ConversationCalls(State state, AttributeReader reader, ParentView view) {
    this.state = state;
    this.reader = reader;
    this.view = view;
  }

  ObjectNode findById(String id, ApiVersion version) {
    return view.conversation(found(id), version);
  }

  ObjectNode update(String id, ObjectNode request, ApiVersion version) {
    ConversationRecord conversation = found(id);
    // Titles can be set since 2.13; older versions pass over a field that they do not know.
    String title =
        version.isAtLeast(ApiVersion.V2_13)
            ? Fields.text(request, "title", conversation.title())
            : conversation.title();
    conversation.update(
        title,
        Fields.flag(request, "read", conversation.isRead()),
        Fields.customAttributes(request, conversation.attributes(), reader),
        state.now());
    return view.conversation(conversation, version);
  }

  private ConversationRecord found(String id) {
    ConversationRecord conversation = state.conversation(id);
    if (conversation == null) {
      throw Refusal.notFound("Conversation not found");
    }
    return conversation;
  }
}
