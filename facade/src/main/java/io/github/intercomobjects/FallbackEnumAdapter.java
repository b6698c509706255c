package io.github.intercomobjects;

import com.squareup.moshi.JsonAdapter;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An adapter of an enum that has a {@link Fallback} for other options. */
final class FallbackEnumAdapter extends ValueAdapter<Enum<?>> {
  private final Map<String, Enum<?>> constants = new HashMap<>();
  private final Enum<?> fallback;

  private FallbackEnumAdapter(Class<?> type, Enum<?> fallback) {
    super("text");
    this.fallback = fallback;
    for (Object constant : type.getEnumConstants()) {
      constants.put(RecordJsonAdapter.jsonName((Enum<?>) constant), (Enum<?>) constant);
    }
  }

  /** Returns an adapter for an enum with a fallback; null for any other type. */
  static @Nullable JsonAdapter<?> of(Class<?> type) {
    Enum<?> fallback = type.isEnum() ? fallback(type) : null;
    return fallback == null ? null : new FallbackEnumAdapter(type, fallback);
  }

  private static @Nullable Enum<?> fallback(Class<?> type) {
    Enum<?> found = null;
    for (Field field : type.getDeclaredFields()) {
      if (field.isEnumConstant() && field.isAnnotationPresent(Fallback.class)) {
        if (found != null) {
          throw new IllegalArgumentException(
              "%s cannot be mapped: it marks both %s and %s with @Fallback; mark only one"
                  .formatted(type.getName(), found.name(), field.getName()));
        }
        found = constant(type, field.getName());
      }
    }
    return found;
  }

  private static Enum<?> constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return (Enum<?>) constant;
      }
    }
    throw new LinkageError("an enum without its constant: " + type + "." + name);
  }

  /** Returns the JSON name of a constant, or throws if it is a fallback, which is no option. */
  static String option(Enum<?> constant) {
    Class<?> type = constant.getDeclaringClass();
    if (constant == fallback(type)) {
      throw new IllegalArgumentException(
          ("%s.%s is the @Fallback for options that are not known, and cannot be sent; to keep the"
                  + " option, send only the attributes that change as Attributes")
              .formatted(type.getSimpleName(), constant.name()));
    }
    return RecordJsonAdapter.jsonName(constant);
  }

  @Override
  @Nullable Enum<?> fromValue(Object json) {
    return json instanceof String text ? constants.getOrDefault(text, fallback) : null;
  }

  @Override
  Object toValue(Enum<?> value) {
    return option(value);
  }
}
