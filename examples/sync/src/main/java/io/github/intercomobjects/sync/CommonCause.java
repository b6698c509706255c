package io.github.intercomobjects.sync;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.client.model.ErrorItem;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The refusals for causes that are not the row, such as an unknown attribute. If many rows in a row
 * are refused for one such cause, and none is stored between them, the others would be refused too.
 * Refusals of values are not counted: other rows have other values. Thread-safe.
 */
final class CommonCause {
  /** The number of refusals after which the run ends. */
  static final int MAX_REFUSALS = 20;

  private static final Set<String> UNKNOWN_CODES =
      Set.of("parameter_not_found", "field_not_found", "parameter_not_allowed");

  /** Intercom does not document its messages, so that these patterns are wide. */
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "has no attribute|no such|unknown|unrecognized|not recognized|does not exist"
              + "|doesn't exist|not found|not defined|not a valid attribute|not an attribute");

  private static final Pattern FULL =
      Pattern.compile("(limit|maximum|too many|already has).*\\b(records|objects|instances)\\b");
  private static final Pattern FULL_REVERSED =
      Pattern.compile("\\b(records?|objects?|instances?)\\b.*limit");
  private static final Pattern LENGTH = Pattern.compile("character|length|bytes|\\brate\\b");

  /** The forms that a message wants instead of a string, a number, or true and false. */
  private static final Pattern NO_STRING = wanted("number|integer|decimal|float|boolean");

  private static final Pattern NO_NUMBER = wanted("string|text|boolean");
  private static final Pattern NO_BOOLEAN = wanted("string|text|number|integer|decimal");

  /**
   * Returns the pattern of messages that want one of these types. A message can have their names
   * for other reasons: "is not a valid phone number" refuses the value.
   */
  private static Pattern wanted(String types) {
    return Pattern.compile(
        "\\b(?:be|expected|expects|not)(?: to be)?(?: of)?(?: type)?:? (?:an? )?(?:valid )?"
            + "(?:whole |decimal )?\\W?(?:(?:"
            + types
            + ")\\b|true or false\\b)");
  }

  private final String type;
  private final @Nullable String link;
  private final Map<String, String> columns;
  private final Map<Cause, Integer> refusals = new HashMap<>();
  private boolean makesRoom;
  private @Nullable CannotRunException full;

  /**
   * @param link the attribute that links; null for none. Its values do not come from cells
   * @param columns the column of each attribute
   */
  CommonCause(String type, @Nullable String link, Map<String, String> columns) {
    this.type = type;
    this.link = link;
    this.columns = columns;
  }

  private enum Kind {
    FULL_TYPE,
    UNKNOWN_ATTRIBUTE,
    LINK,
    WRONG_TYPE
  }

  /**
   * @param attribute empty for none
   */
  private record Cause(Kind kind, String attribute) {}

  /** Continues if the type is full, because objects are deleted after the last row. */
  synchronized void continueIfFull() {
    makesRoom = true;
  }

  /** Returns whether the run continues, but no object can be created any more. */
  synchronized boolean isFull() {
    return full != null;
  }

  /**
   * Requires that the deletions made room in a full type.
   *
   * @throws CannotRunException if the type is full, and the next run would be refused too
   */
  synchronized void requireRoom(long deleted) throws CannotRunException {
    if (full != null && deleted == 0) {
      throw full;
    }
  }

  /** Records that an object that exists was updated, which needs no room. */
  synchronized void updated() {
    refusals.keySet().removeIf(cause -> !makesRoom || cause.kind() != Kind.FULL_TYPE);
  }

  /** Records that a call was accepted, so that others can be too. */
  synchronized void accepted() {
    refusals.clear();
  }

  /**
   * Records a failure of a call.
   *
   * @param sent the attributes of the call
   * @throws CannotRunException if the other calls would fail too
   */
  synchronized void failed(RuntimeException e, Map<String, @Nullable Object> sent)
      throws CannotRunException {
    Cause cause = e instanceof ApiException refusal ? cause(refusal.getErrors(), sent) : null;
    if (cause == null || refusals.merge(cause, 1, Integer::sum) < MAX_REFUSALS) {
      return;
    }
    CannotRunException refused =
        new CannotRunException(
            MAX_REFUSALS
                + " calls were refused for the same reason, which no row can change, and none was"
                + " accepted in between: "
                + e.getMessage()
                + "; "
                + remedy(cause),
            e);
    if (cause.kind() != Kind.FULL_TYPE || !makesRoom) {
      throw refused;
    }
    full = full == null ? refused : full;
  }

  /** Returns whether a call was refused because the type has no room for another object. */
  static boolean isFullType(RuntimeException e) {
    return e instanceof ApiException refusal
        && refusal.getErrors().stream()
            .anyMatch(
                error ->
                    isFullType(
                        String.valueOf(error.getCode()),
                        String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT)));
  }

  private static boolean isFullType(String code, String text) {
    return code.equals("custom_data_limit_reached")
        || ((FULL.matcher(text).find() || FULL_REVERSED.matcher(text).find())
            && !LENGTH.matcher(text).find());
  }

  private @Nullable Cause cause(List<ErrorItem> errors, Map<String, @Nullable Object> sent) {
    for (ErrorItem error : errors) {
      String code = String.valueOf(error.getCode());
      String original = error.getMessage() == null ? "" : error.getMessage();
      String text = original.toLowerCase(Locale.ROOT);
      if (isFullType(code, text)) {
        return new Cause(Kind.FULL_TYPE, "");
      }
      String name = named(String.valueOf(error.getField()), original, sent.keySet());
      Kind kind = name == null ? null : kind(name, sent.get(name), code, original, text);
      if (kind != null) {
        return new Cause(kind, String.valueOf(name));
      }
    }
    return null;
  }

  private @Nullable Kind kind(
      String name, @Nullable Object value, String code, String original, String text) {
    boolean unknown = UNKNOWN_CODES.contains(code) || UNKNOWN.matcher(text).find();
    if (name.equals(link)) {
      return unknown ? Kind.UNKNOWN_ATTRIBUTE : Kind.LINK;
    }
    if (unknown) {
      // A message that quotes the value refuses the value.
      return value instanceof String cell && isNamed(cell, original)
          ? null
          : Kind.UNKNOWN_ATTRIBUTE;
    }
    boolean wrongType =
        // One number may fit, such as 1, where another does not, such as 1.5.
        (code.equals("type_mismatch") && !(value instanceof Number)) || wantsOtherType(value, text);
    return wrongType ? Kind.WRONG_TYPE : null;
  }

  /** Returns whether a message, in lower case letters, wants a value of another type. */
  static boolean wantsOtherType(@Nullable Object value, String text) {
    return (value instanceof String && NO_STRING.matcher(text).find())
        || (value instanceof Number && NO_NUMBER.matcher(text).find())
        || (value instanceof Boolean && NO_BOOLEAN.matcher(text).find());
  }

  /** Returns the attribute that an error is about; null if it names none. */
  private static @Nullable String named(String field, String text, Set<String> sent) {
    if (sent.contains(field)) {
      return field;
    }
    String longest = null;
    for (String name : sent) {
      if ((field.endsWith("." + name) || isNamed(name, text))
          && (longest == null || name.length() > longest.length())) {
        longest = name;
      }
    }
    return longest;
  }

  /** Returns whether a text contains a name as a word. */
  private static boolean isNamed(String name, String text) {
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      boolean begins = at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1));
      boolean ends = end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
      if (!name.isEmpty() && begins && ends) {
        return true;
      }
    }
    return false;
  }

  private String remedy(Cause cause) {
    String attribute = cause.attribute();
    String column = columns.getOrDefault(attribute, attribute);
    String settings = "under Settings > Data > Custom objects";
    return switch (cause.kind()) {
      case FULL_TYPE ->
          "the type "
              + type
              + " is full: delete objects that agents do not need, for example with --delete-gone,"
              + " or ask Intercom for a higher limit";
      case UNKNOWN_ATTRIBUTE ->
          attribute.equals(link)
              ? linkRemedy(attribute)
              : "create the attribute "
                  + attribute
                  + " of "
                  + type
                  + " "
                  + settings
                  + ", or omit its column with --ignore "
                  + column;
      case LINK -> linkRemedy(attribute);
      case WRONG_TYPE ->
          "give the column "
              + column
              + " the type of the attribute, such as --decimal "
              + column
              + "; Intercom shows it "
              + settings;
    };
  }

  private String linkRemedy(String attribute) {
    return "name the attribute that links: with --reference an attribute of "
        + type
        + " that refers to one contact, or with --link-contact-attribute an attribute of contacts"
        + " that refers to many "
        + type
        + "; this run used "
        + attribute;
  }
}
