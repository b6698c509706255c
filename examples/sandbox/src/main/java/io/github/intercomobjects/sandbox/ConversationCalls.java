package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls about one conversation. Runs under the workspace's lock. */
final class ConversationCalls {
  /** The permission to take a conversation out of the reports too. */
  static final String DELETE_WITH_METRICS = "delete_conversations_and_metrics";

  private static final List<String> PRIORITIES = List.of("none", "low", "medium", "high", "urgent");

  private final State state;
  private final AttributeReader reader;
  private final ConversationView view;

  ConversationCalls(State state, AttributeReader reader, ConversationView view) {
    this.state = state;
    this.reader = reader;
    this.view = view;
  }

  ObjectNode findById(Call call) {
    return view.whole(found(call), call.version());
  }

  /** Older versions pass over a field that they do not know. */
  ObjectNode update(Call call) {
    ConversationRecord conversation = found(call);
    ConversationRecord.Details before = conversation.details();
    ObjectNode request = call.json();
    ApiVersion version = call.version();
    ConversationRecord.Details after =
        new ConversationRecord.Details(
            version.isAtLeast(ApiVersion.V2_13)
                ? Fields.text(request, "title", before.title())
                : before.title(),
            Fields.flag(request, "read", before.read()),
            version.isAtLeast(ApiVersion.V2_14)
                ? Fields.text(request, "company_id", before.companyId())
                : before.companyId(),
            version.isAtLeast(ApiVersion.PREVIEW)
                ? priority(request, before.priority())
                : before.priority(),
            Fields.customAttributes(request, before.attributes(), reader));
    conversation.update(after, state.now());
    ConversationPart.between(
            before.attributes(),
            after.attributes(),
            !conversation.isArchived(),
            state.now(),
            state::nextPartId)
        .forEach(conversation::add);
    return view.whole(conversation, version);
  }

  ObjectNode delete(Call call) {
    if (call.version().isAtLeast(ApiVersion.V2_16) && !call.flag("retain_metrics", true)) {
      call.requireOneOf(List.of(DELETE_WITH_METRICS));
    }
    ConversationRecord conversation = found(call);
    state.removeConversation(conversation.id());
    return Json.deleted(conversation.id(), "conversation");
  }

  private static @Nullable String priority(ObjectNode request, @Nullable String previous) {
    String priority = Fields.text(request, "priority", previous);
    if (priority != null && !PRIORITIES.contains(priority)) {
      throw Refusal.invalid(
          "priority",
          "priority must be one of " + String.join(", ", PRIORITIES) + ", was '" + priority + "'");
    }
    return priority;
  }

  private ConversationRecord found(Call call) {
    ConversationRecord conversation = state.conversation(call.segment(1));
    if (conversation == null) {
      throw Refusal.notFound("Conversation not found");
    }
    return conversation;
  }
}
