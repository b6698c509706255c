package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operation that replies to a ticket. Runs under the workspace's lock. */
final class TicketReplies {
  private static final int MAX_ATTACHMENTS = 10;
  private static final String URLS = "attachment_urls";
  private static final String FILES = "attachment_files";
  private static final String COMMENT = "comment";
  private static final String QUICK_REPLY = "quick_reply";
  private static final List<String> MESSAGE_TYPES = List.of(COMMENT, "note", QUICK_REPLY);

  private final State state;
  private final People people;

  TicketReplies(State state, People people) {
    this.state = state;
    this.people = people;
  }

  ObjectNode reply(Call call) {
    TicketRecord ticket = state.ticket(call.segment(1));
    if (ticket == null) {
      throw notFound();
    }
    ObjectNode request = call.json();
    String author = required(request, "type");
    String messageType = required(request, "message_type");
    if (!MESSAGE_TYPES.contains(messageType)) {
      throw Refusal.invalid(
          "message_type", "message_type must be one of " + String.join(", ", MESSAGE_TYPES));
    }
    ObjectNode shownAuthor =
        switch (author) {
          case "admin" -> teammate(request);
          case "user" -> contact(request, ticket, messageType);
          default -> throw Refusal.invalid("type", "type must be admin or user");
        };
    requireContent(request, messageType);
    Instant createdAt = Fields.time(request, "created_at", state.now());
    TicketPart part =
        new TicketPart(
            state.nextPartId(),
            messageType,
            createdAt == null ? state.now() : createdAt,
            shownAuthor,
            Fields.text(request, "body", null),
            attachments(request, author, call),
            Json.object());
    ticket.add(part, state.now());
    return part.view(call.version());
  }

  private ObjectNode teammate(ObjectNode request) {
    Teammate teammate = people.teammate(required(request, "admin_id"));
    if (teammate == null) {
      throw notFound();
    }
    return AuthorView.of(teammate);
  }

  private ObjectNode contact(ObjectNode request, TicketRecord ticket, String messageType) {
    if (ticket.type().category().equals(TicketType.BACK_OFFICE)) {
      throw mismatch("A contact cannot reply to a Back-office ticket");
    }
    if (!messageType.equals(COMMENT)) {
      throw mismatch("A contact can write comments only");
    }
    ContactRecord contact = people.contact(request, "intercom_user_id", "user_id", "email");
    if (contact == null) {
      throw notFound();
    }
    return AuthorView.of(contact);
  }

  private static void requireContent(ObjectNode request, String messageType) {
    if (messageType.equals(QUICK_REPLY)) {
      if (request.path("reply_options").isEmpty()) {
        throw Refusal.missing("reply_options");
      }
    } else {
      required(request, "body");
    }
  }

  /** Returns the attachments: the files if they are allowed and present, else the URLs. */
  private static List<ObjectNode> attachments(ObjectNode request, String author, Call call) {
    String field = URLS;
    if (call.supports(request, FILES, ApiVersion.V2_16)) {
      if (!author.equals("admin")) {
        call.dropped().ignored(request, FILES, "only a teammate can attach files");
      } else if (request.hasNonNull(FILES)) {
        call.dropped().ignored(request, URLS, FILES + " replaces it");
        field = FILES;
      }
    }
    JsonNode sent = request.path(field);
    if (sent.size() > MAX_ATTACHMENTS) {
      throw Refusal.invalid(field, field + " takes " + MAX_ATTACHMENTS + " entries at most");
    }
    List<ObjectNode> attachments = new ArrayList<>();
    for (JsonNode one : sent) {
      String url = one.isTextual() ? one.textValue() : null;
      ObjectNode shown = Json.object().put("type", "upload");
      shown.put(
          "name",
          url == null ? one.path("name").asText() : url.substring(url.lastIndexOf('/') + 1));
      shown.put("url", url);
      shown.put("content_type", text(one, "content_type"));
      attachments.add(shown);
    }
    return attachments;
  }

  private static @Nullable String text(JsonNode node, String field) {
    return node.path(field).isTextual() ? node.path(field).textValue() : null;
  }

  private static String required(ObjectNode request, String field) {
    String value = Fields.id(request, field, null);
    if (value == null) {
      throw Refusal.missing(field);
    }
    return value;
  }

  private static Refusal notFound() {
    return Refusal.notFound("Resource Not Found");
  }

  private static Refusal mismatch(String reason) {
    return new Refusal(400, "parameter_mismatch", reason, null);
  }
}
