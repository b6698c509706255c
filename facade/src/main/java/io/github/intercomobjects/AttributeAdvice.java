package io.github.intercomobjects;

import io.github.intercomobjects.client.model.ErrorItem;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/** Advice about an attribute that Intercom rejected, if its name or its form may be the reason. */
final class AttributeAdvice {
  /** The simple names of annotations of other libraries that name a field in JSON. */
  private static final Set<String> FOREIGN_ANNOTATIONS = Set.of("JsonProperty", "SerializedName");

  /** Words of messages about the form of a reference; Intercom does not document its messages. */
  private static final List<String> ONE_WANTED = List.of("array", "list", " id", "string");

  private static final List<String> MANY_WANTED = List.of("array", " ids");

  /** A phrase of messages that reject a value, and not the name. */
  private static final String VALUE_REJECTED = " must be ";

  /**
   * The origin of the attributes.
   *
   * @param type the class whose fields are the attributes; null if there is none
   * @param one the code that sends a reference to one object
   * @param many the code that sends references to many
   */
  record Source(@Nullable Class<?> type, String one, String many) {
    static final Source ATTRIBUTES = of(null);
    static final Source ASSOCIATIONS = new Source(null, "set(..)", "replace(..)");

    static Source of(@Nullable Class<?> type) {
      return new Source(type, "References.one(..)", "References.many(..)");
    }
  }

  private AttributeAdvice() {}

  /** Adds the advice to an error response to {@code call}, and returns the call. */
  static <C> Call<C> advise(Call<C> call, Map<String, @Nullable Object> sent, Source source) {
    ApiCall.stateOf(call).adviseBy(errors -> advice(errors, sent, source));
    return call;
  }

  private static @Nullable String advice(
      List<ErrorItem> errors, Map<String, @Nullable Object> sent, Source source) {
    for (ErrorItem error : errors) {
      String text = ForeignText.of(error.getMessage());
      String name = named(String.valueOf(error.getField()), text, sent);
      if (name != null) {
        String advice = form(name, sent.get(name), text.toLowerCase(Locale.ROOT), source);
        return advice != null || text.contains(VALUE_REJECTED)
            ? advice
            : naming(name, source.type());
      }
    }
    return null;
  }

  private static @Nullable String named(
      String field, String text, Map<String, @Nullable Object> sent) {
    if (sent.containsKey(field)) {
      return field;
    }
    String longest = null;
    for (String name : sent.keySet()) {
      if ((isNamed(name, text) || field.endsWith("." + name))
          && (longest == null || name.length() > longest.length())) {
        longest = name;
      }
    }
    return longest;
  }

  /** Returns whether the text contains the name as a word. */
  private static boolean isNamed(String name, String text) {
    String letter = "\\p{javaJavaIdentifierPart}";
    return Pattern.compile("(?<!" + letter + ")" + Pattern.quote(name) + "(?!" + letter + ")")
        .matcher(text)
        .find();
  }

  private static @Nullable String form(
      String name, @Nullable Object value, String text, Source source) {
    if (value instanceof List && ONE_WANTED.stream().anyMatch(text::contains)) {
      return name + " was sent as an array: if it refers to one object, use " + source.one();
    }
    return value instanceof String && MANY_WANTED.stream().anyMatch(text::contains)
        ? name + " was sent as a string: if it refers to many objects, use " + source.many()
        : null;
  }

  private static @Nullable String naming(String name, @Nullable Class<?> type) {
    Field field = type == null ? null : RecordJsonAdapter.field(type, name);
    Annotation foreign = field == null ? null : foreign(field);
    String underscored = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    if (foreign == null && underscored.equals(name.toLowerCase(Locale.ROOT))) {
      return null;
    }
    if (field == null) {
      return "if Intercom calls it " + underscored + ", send it under that name";
    }
    return foreign == null
        ? "if Intercom calls it %s, put Moshi's @Json(name = \"%s\") on %s; Jackson's @JsonProperty is not read"
            .formatted(underscored, underscored, field.getName())
        : "if Intercom calls it otherwise, put Moshi's @Json(name = \"..\") on %s, whose @%s is not read"
            .formatted(field.getName(), foreign.annotationType().getSimpleName());
  }

  private static @Nullable Annotation foreign(Field field) {
    for (Annotation annotation : field.getAnnotations()) {
      if (FOREIGN_ANNOTATIONS.contains(annotation.annotationType().getSimpleName())) {
        return annotation;
      }
    }
    return null;
  }
}
