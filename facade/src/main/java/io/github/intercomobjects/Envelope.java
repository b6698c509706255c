package io.github.intercomobjects;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a type's JSON has what is sent beside the attributes: external id and external times.
 *
 * @param externalId the JSON name of the external id; null where none is marked
 * @param times JSON name and Java type of each marked time, by Intercom's name for it
 */
record Envelope(@Nullable String externalId, Map<String, Time> times) {
  static final String CREATED_AT = "external_created_at";
  static final String UPDATED_AT = "external_updated_at";

  static final Envelope NONE = new Envelope(null, Map.of());

  private static final Set<Class<?>> TIMES =
      Set.of(Instant.class, long.class, Long.class, int.class, Integer.class);

  private static final Set<Class<?>> NO_IDS =
      Set.of(
          Instant.class,
          LocalDate.class,
          BigDecimal.class,
          double.class,
          Double.class,
          float.class,
          Float.class,
          boolean.class,
          Boolean.class);

  record Time(String jsonName, Class<?> type) {}

  /**
   * Reads the annotations of a record's components or a class's fields, inherited ones included.
   */
  static Envelope of(Class<?> type) {
    Field externalId = marked(type, ExternalId.class);
    Field createdAt = marked(type, ExternalCreatedAt.class);
    Field updatedAt = marked(type, ExternalUpdatedAt.class);
    if (externalId != null && NO_IDS.contains(externalId.getType())) {
      throw new IllegalArgumentException(
          "the @ExternalId of "
              + type.getName()
              + " must be text, a whole number or a UUID, was "
              + externalId.getType().getName());
    }
    requireTime(type, createdAt);
    requireTime(type, updatedAt);
    requireDifferent(type, externalId, createdAt);
    requireDifferent(type, externalId, updatedAt);
    requireDifferent(type, createdAt, updatedAt);
    Map<String, Time> times = new LinkedHashMap<>();
    addTime(times, CREATED_AT, createdAt);
    addTime(times, UPDATED_AT, updatedAt);
    return new Envelope(
        externalId == null ? null : RecordJsonAdapter.jsonName(externalId.getName(), externalId),
        times);
  }

  private static void requireTime(Class<?> type, @Nullable Field field) {
    if (field != null && !TIMES.contains(field.getType())) {
      throw new IllegalArgumentException(
          field.getName()
              + " of "
              + type.getName()
              + " must be an Instant or a long with seconds to be an external time, was "
              + field.getType().getName());
    }
  }

  private static void requireDifferent(Class<?> type, @Nullable Field a, @Nullable Field b) {
    if (a != null && a.equals(b)) {
      throw new IllegalArgumentException(
          type.getName()
              + " marks "
              + a.getName()
              + " twice; each of @ExternalId, @ExternalCreatedAt and @ExternalUpdatedAt needs a field of"
              + " its own");
    }
  }

  private static void addTime(Map<String, Time> times, String name, @Nullable Field field) {
    if (field != null) {
      times.put(
          name, new Time(RecordJsonAdapter.jsonName(field.getName(), field), field.getType()));
    }
  }

  private static @Nullable Field marked(Class<?> type, Class<? extends Annotation> annotation) {
    Field found = null;
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (field.isAnnotationPresent(annotation)) {
          if (found != null) {
            throw new IllegalArgumentException(
                type.getName()
                    + " marks both "
                    + found.getName()
                    + " and "
                    + field.getName()
                    + " with @"
                    + annotation.getSimpleName()
                    + "; mark one");
          }
          found = field;
        }
      }
    }
    return found;
  }
}
