package io.github.intercomobjects;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The annotated fields of a type that are sent beside the attributes: external id and times.
 *
 * @param externalId the JSON name of the external id; null if none is annotated
 * @param times JSON name and Java type of each annotated time, by Intercom's name for it
 */
record Envelope(@Nullable String externalId, Map<String, Time> times) {
  static final String CREATED_AT = "external_created_at";
  static final String UPDATED_AT = "external_updated_at";

  static final Envelope NONE = new Envelope(null, Map.of());

  private static final List<Class<? extends Annotation>> ANNOTATIONS =
      List.of(ExternalId.class, ExternalCreatedAt.class, ExternalUpdatedAt.class);

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

  /** Returns the JSON names of the annotated fields. */
  Set<String> jsonNames() {
    Set<String> names = new LinkedHashSet<>();
    if (externalId != null) {
      names.add(externalId);
    }
    times.values().forEach(time -> names.add(time.jsonName));
    return names;
  }

  /** Reads the annotations of a record's components or a class's fields, also inherited ones. */
  static Envelope of(Class<?> type, ObjectType.Naming naming) {
    Field externalId = annotated(type, ExternalId.class);
    if (externalId != null && NO_IDS.contains(externalId.getType())) {
      throw new IllegalArgumentException(
          "the @ExternalId of %s must be text, a whole number or a UUID, was %s"
              .formatted(type.getName(), externalId.getType().getName()));
    }
    Map<String, Time> times = new LinkedHashMap<>();
    addTime(times, CREATED_AT, type, ExternalCreatedAt.class, naming);
    addTime(times, UPDATED_AT, type, ExternalUpdatedAt.class, naming);
    return new Envelope(
        externalId == null
            ? null
            : RecordJsonAdapter.jsonName(externalId.getName(), externalId, naming),
        times);
  }

  private static void addTime(
      Map<String, Time> times,
      String name,
      Class<?> type,
      Class<? extends Annotation> annotation,
      ObjectType.Naming naming) {
    Field field = annotated(type, annotation);
    if (field == null) {
      return;
    }
    if (!TIMES.contains(field.getType())) {
      throw new IllegalArgumentException(
          "%s of %s must be an Instant or a long with seconds to be an external time, was %s"
              .formatted(field.getName(), type.getName(), field.getType().getName()));
    }
    String jsonName = RecordJsonAdapter.jsonName(field.getName(), field, naming);
    times.put(name, new Time(jsonName, field.getType()));
  }

  private static @Nullable Field annotated(Class<?> type, Class<? extends Annotation> annotation) {
    Field found = null;
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (field.isAnnotationPresent(annotation)) {
          requireOneAnnotation(type, field);
          if (found != null) {
            throw new IllegalArgumentException(
                "%s annotates both %s and %s with @%s; annotate only one"
                    .formatted(
                        type.getName(),
                        found.getName(),
                        field.getName(),
                        annotation.getSimpleName()));
          }
          found = field;
        }
      }
    }
    return found;
  }

  private static void requireOneAnnotation(Class<?> type, Field field) {
    if (ANNOTATIONS.stream().filter(field::isAnnotationPresent).count() > 1) {
      throw new IllegalArgumentException(
          "%s annotates %s twice; each of @ExternalId, @ExternalCreatedAt and @ExternalUpdatedAt"
                  .formatted(type.getName(), field.getName())
              + " needs its own field");
    }
  }
}
