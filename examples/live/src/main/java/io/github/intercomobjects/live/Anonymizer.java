package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A replacer of everything in a body that belongs to a workspace. It keeps what Intercom defines
 * (names of fields, types, codes) and what the check itself wrote; all else is replaced by a value
 * of the same kind, equal ids by equal ids. So a value that is new in Intercom is replaced as well.
 */
final class Anonymizer {
  /** Lists are shortened to this length. */
  private static final int ENTRIES = 3;

  private static final long TIME = 1_700_000_000L;
  private static final String ATTRIBUTES = "custom_attributes";

  private static final Set<String> TYPES =
      Set.of(
          "list",
          "pages",
          "contact",
          "contact.list",
          "conversation",
          "error.list",
          "user",
          "lead",
          "tag.list",
          "company.list",
          "social_profile.list",
          "avatar",
          "location",
          "admin",
          "app");

  /** The values that the check writes. */
  private static final Set<String> OWN =
      Set.of("open", "closed", "no such option", "no date", "2023-11-14", "a note");

  /** The words of messages that are kept; each may be followed by punctuation. */
  private static final Set<String> WORDS =
      Set.of(
          "a",
          "access",
          "accept",
          "and",
          "api",
          "application/json",
          "available",
          "be",
          "both",
          "cannot",
          "combined",
          "contact",
          "conversation",
          "current",
          "custom",
          "exceeded",
          "external_id",
          "for",
          "found",
          "header",
          "id",
          "in",
          "instance",
          "integration",
          "invalid",
          "is",
          "limit",
          "media",
          "missing",
          "must",
          "not",
          "object",
          "of",
          "parameter",
          "rate",
          "references_contact_id",
          "references_conversation_id",
          "required",
          "resource",
          "send",
          "should",
          "the",
          "to",
          "token",
          "type",
          "user",
          "version",
          "was",
          "with");

  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{24}");
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern DATE_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ].*");
  private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]*");

  private final String type;
  private final String relationship;
  private final Map<String, String> replaced = new HashMap<>();

  Anonymizer(String type, String relationship) {
    this.type = type;
    this.relationship = relationship;
  }

  /** Returns a body in which everything is replaced. */
  JsonNode anonymous(JsonNode body) {
    return value("", body);
  }

  private JsonNode value(String name, JsonNode value) {
    if (value instanceof ObjectNode object) {
      return object(name, object);
    }
    if (value.isArray()) {
      ArrayNode entries = Json.array(List.of());
      for (int i = 0; i < Math.min(ENTRIES, value.size()); i++) {
        entries.add(value(name, value.get(i)));
      }
      return entries;
    }
    if (value.isTextual()) {
      return TextNode.valueOf(text(name, value.asText()));
    }
    if (value.isNumber()) {
      return number(value);
    }
    if (value.isBoolean()) {
      return BooleanNode.valueOf(Shape.FLAGS.contains(name) && value.asBoolean());
    }
    return value;
  }

  private ObjectNode object(String name, ObjectNode object) {
    ObjectNode anonymous = Json.object();
    object
        .properties()
        .forEach(
            field -> {
              String key = field.getKey();
              boolean isOwn = key.equals(relationship) || Scratch.ATTRIBUTES.containsKey(key);
              // The names of other attributes belong to the user.
              if (name.equals(ATTRIBUTES) ? isOwn : FIELD.matcher(key).matches()) {
                anonymous.set(
                    key.equals(relationship) ? Scratch.RELATIONSHIP : key,
                    value(key, field.getValue()));
              }
            });
    if (object.path("data").isArray() && object.path("pages").isObject()) {
      replaceCounts(object, anonymous);
    }
    return anonymous;
  }

  /** Replaces the numbers of objects and pages by small ones that fit each other. */
  private static void replaceCounts(ObjectNode list, ObjectNode anonymous) {
    boolean hasNext = list.path("pages").hasNonNull("next");
    int perPage = list.path("pages").path("per_page").asInt();
    if (anonymous.path("pages") instanceof ObjectNode pages) {
      set(pages, "page", 1);
      set(pages, "per_page", perPage);
      set(pages, "total_pages", hasNext ? 2 : 1);
    }
    set(anonymous, "total_count", hasNext ? perPage + 1 : anonymous.path("data").size());
  }

  private static void set(ObjectNode object, String field, int count) {
    if (object.path(field).isNumber()) {
      object.put(field, count);
    }
  }

  private static JsonNode number(JsonNode number) {
    if (!number.isIntegralNumber()) {
      return DecimalNode.valueOf(new BigDecimal("1.5"));
    }
    // Times in seconds and in milliseconds keep their size.
    long value = number.asLong();
    return value >= TIME / 2 * 1000
        ? LongNode.valueOf(TIME * 1000)
        : value >= TIME / 2 ? LongNode.valueOf(TIME) : IntNode.valueOf(1);
  }

  private String text(String name, String text) {
    if (text.toLowerCase(Locale.ROOT).startsWith(type.toLowerCase(Locale.ROOT))) {
      String rest = text.substring(type.length());
      if (rest.isEmpty() || rest.equals(".list")) {
        boolean sameCase = text.startsWith(type);
        return (sameCase ? Scratch.TYPE : Scratch.TYPE.toLowerCase(Locale.ROOT)) + rest;
      }
    }
    return switch (name) {
      case "message" -> message(text);
      case "code" -> Shape.isCode(text) ? text : "other_code";
      case "type", "object", "role" -> TYPES.contains(text) ? text : "other";
      default -> OWN.contains(text) || text.startsWith(Scratch.PREFIX) ? text : replaced(text);
    };
  }

  private static String message(String text) {
    StringBuilder kept = new StringBuilder();
    for (String word : text.split("\\s+", -1)) {
      boolean isKnown = WORDS.contains(word.toLowerCase(Locale.ROOT).replaceAll("[.,:;]$", ""));
      kept.append(kept.isEmpty() ? "" : " ").append(isKnown ? word : "x");
    }
    return kept.toString();
  }

  private String replaced(String text) {
    return replaced.computeIfAbsent(text, value -> replacement(value, replaced.size() + 1));
  }

  private static String replacement(String text, int number) {
    if (text.isEmpty()) {
      return "";
    }
    if (DIGITS.matcher(text).matches()) {
      return "" + (90_000 + number);
    }
    if (HEX.matcher(text).matches()) {
      return "63a0%020x".formatted(number);
    }
    if (UUID.matcher(text).matches()) {
      return "00000000-0000-4000-8000-%012x".formatted(number);
    }
    if (text.matches("https?://.*")) {
      return "https://example.com/" + number;
    }
    if (text.contains("@")) {
      return "person" + number + "@example.com";
    }
    return DATE_TIME.matcher(text).matches() ? "2023-11-14T22:13:20Z" : "text " + number;
  }
}
