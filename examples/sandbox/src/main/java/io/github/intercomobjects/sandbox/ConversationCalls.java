package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on one conversation. Runs under the workspace's lock. */
final class ConversationCalls {
  private static final List<String> PRIORITIES = List.of("none", "low", "medium", "high", "urgent");

  private final Settings settings;
  private final State state;
  private final AttributeReader reader;
  private final ConversationView view;

  ConversationCalls(Settings settings, State state, AttributeReader reader, ConversationView view) {
    this.settings = settings;
    this.state = state;
    this.reader = reader;
    this.view = view;
  }

  ObjectNode findById(Call call) {
    return view.full(found(call), call.version());
  }

  ObjectNode update(Call call) {
    ConversationRecord conversation = found(call);
    ConversationRecord.Details before = conversation.details();
    ObjectNode request = call.json();
    if (request.hasNonNull("custom_attributes")) {
      requireDistinctAttributes();
    }
    ApiVersion version = call.version();
    ConversationRecord.Details after =
        new ConversationRecord.Details(
            call.supports(request, "title", ApiVersion.V2_13)
                ? Fields.text(request, "title", before.title())
                : before.title(),
            Fields.flag(request, "read", before.read()),
            call.supports(request, "company_id", ApiVersion.V2_14)
                ? Fields.text(request, "company_id", before.companyId())
                : before.companyId(),
            call.supports(request, "priority", ApiVersion.PREVIEW)
                ? priority(request, before.priority())
                : before.priority(),
            Fields.customAttributes(request, before.attributes(), reader, call.dropped()));
    conversation.update(after, state.now());
    ConversationPart.between(
            before.attributes(),
            after.attributes(),
            !conversation.isArchived(),
            state.now(),
            state::nextPartId)
        .forEach(conversation::add);
    return view.full(conversation, version);
  }

  ObjectNode delete(Call call) {
    if (call.version().isAtLeast(ApiVersion.V2_16) && !call.flag("retain_metrics", true)) {
      call.requireOneOf(Scopes.DELETE_WITH_METRICS);
    }
    ConversationRecord conversation = found(call);
    state.removeConversation(conversation.id());
    return Json.deleted(conversation.id(), "conversation");
  }

  /** Rejects every request with attributes if two attributes have the same name. */
  private void requireDistinctAttributes() {
    if (!settings.duplicateConversationAttributes().isEmpty()) {
      throw new Refusal(
          400,
          "INVALID_PARAMETER",
          "Several live attributes of conversations have the name "
              + String.join(", ", settings.duplicateConversationAttributes())
              + "; rename or archive all but one",
          "custom_attributes");
    }
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
