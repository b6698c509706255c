package io.github.intercomobjects;

import io.github.intercomobjects.client.model.ErrorItem;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * Advice about an attribute that Intercom refused, where its name or its form may be the reason.
 */
final class AttributeAdvice {
  /** Annotations of other libraries that name a field in JSON, by their simple names. */
  private static final Set<String> OTHERS = Set.of("JsonProperty", "SerializedName");

  /** What a text about the form of a reference says; that of Intercom is not documented. */
  private static final List<String> ONE_WANTED = List.of("array", "list", " id", "string");

  private static final List<String> MANY_WANTED = List.of("array", " ids");

  /** What a text says that refuses a value, and not the name. */
  private static final String VALUE_REFUSED = " must be ";

  /**
   * What sends the attributes.
   *
   * @param type the class whose fields the attributes come from; null where there is none
   * @param one what sends a reference to one object
   * @param many what sends references to many
   */
  record Source(@Nullable Class<?> type, String one, String many) {
    static final Source ATTRIBUTES = of(null);
    static final Source ASSOCIATIONS = new Source(null, "set(..)", "replace(..)");

    static Source of(@Nullable Class<?> type) {
      return new Source(type, "References.one(..)", "References.many(..)");
    }
  }

  private AttributeAdvice() {}

  /** Gives a refusal of {@code call} the advice, and returns the call. */
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
        return advice != null || text.contains(VALUE_REFUSED)
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

  /** Whether the text holds the name, and not as a part of another word. */
  private static boolean isNamed(String name, String text) {
    for (int i = text.indexOf(name); i >= 0; i = text.indexOf(name, i + 1)) {
      int end = i + name.length();
      if ((i == 0 || !Character.isJavaIdentifierPart(text.charAt(i - 1)))
          && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String form(
      String name, @Nullable Object value, String text, Source source) {
    if (value instanceof List && ONE_WANTED.stream().anyMatch(text::contains)) {
      return name + " was sent as a list: if it refers to one object, use " + source.one();
    }
    return value instanceof String && MANY_WANTED.stream().anyMatch(text::contains)
        ? name + " was sent as one text: if it refers to many objects, use " + source.many()
        : null;
  }

  private static @Nullable String naming(String name, @Nullable Class<?> type) {
    Field field = type == null ? null : RecordJsonAdapter.field(type, name);
    Annotation other = field == null ? null : other(field);
    String underscored = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    if (other == null && underscored.equals(name.toLowerCase(Locale.ROOT))) {
      return null;
    }
    if (field == null) {
      return "if Intercom calls it " + underscored + ", send it under that name";
    }
    return "if Intercom calls it "
        + (other == null ? underscored : "otherwise")
        + ", put Moshi's @Json(name = \""
        + (other == null ? underscored : "..")
        + "\") on "
        + field.getName()
        + (other == null
            ? "; Jackson's @JsonProperty is not read"
            : ", whose @" + other.annotationType().getSimpleName() + " is not read");
  }

  private static @Nullable Annotation other(Field field) {
    for (Annotation annotation : field.getAnnotations()) {
      if (OTHERS.contains(annotation.annotationType().getSimpleName())) {
        return annotation;
      }
    }
    return null;
  }
}
