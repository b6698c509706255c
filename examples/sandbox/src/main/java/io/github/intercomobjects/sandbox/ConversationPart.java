package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A change of a custom attribute of a conversation. Immutable.
 *
 * @param open whether the conversation was open at that time
 * @param value the new value; null if the attribute was cleared
 * @param previous the previous value; null if there was none
 */
record ConversationPart(
    String id,
    Instant createdAt,
    boolean open,
    String attribute,
    @Nullable JsonNode value,
    @Nullable JsonNode previous) {

  /** Returns the parts that an update creates. Changes of links create no parts. */
  static List<ConversationPart> between(
      ParentAttributes before,
      ParentAttributes after,
      boolean open,
      Instant now,
      Supplier<String> nextId) {
    Map<String, JsonNode> was = before.values();
    Map<String, JsonNode> is = after.values();
    Set<String> names = new LinkedHashSet<>(was.keySet());
    names.addAll(is.keySet());
    List<ConversationPart> parts = new ArrayList<>();
    for (String name : names) {
      if (!Objects.equals(was.get(name), is.get(name))) {
        parts.add(new ConversationPart(nextId.get(), now, open, name, is.get(name), was.get(name)));
      }
    }
    return parts;
  }

  ObjectNode view(ApiVersion version) {
    ObjectNode view = Json.object();
    view.put("type", "conversation_part");
    view.put("id", id);
    view.put("part_type", "conversation_attribute_updated_by_admin");
    view.putNull("body");
    view.put("created_at", createdAt.getEpochSecond());
    view.put("updated_at", createdAt.getEpochSecond());
    view.put("notified_at", createdAt.getEpochSecond());
    view.putNull("assigned_to");
    view.set("author", AuthorView.bot());
    view.putArray("attachments");
    view.putNull("external_id");
    view.put("redacted", false);
    view.putObject("metadata");
    if (version.isAtLeast(ApiVersion.V2_13)) {
      view.putNull("email_message_metadata");
      view.put("state", open ? "open" : "closed");
      view.putArray("tags");
      view.putNull("app_package_code");
      ObjectNode details = view.putObject("event_details");
      details.putObject("attribute").put("name", attribute);
      details.putObject("value").put("name", text(value)).put("previous", text(previous));
    }
    return view;
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    return value.isContainerNode() ? value.toString() : value.asText();
  }
}
