package io.github.intercomobjects;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.client.FreeFormJson;
import io.github.intercomobjects.client.model.CustomObjectInstance;
import io.github.intercomobjects.client.support.JsonMap;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The mapping between values of one type and Intercom's JSON. Thread-safe. */
final class Mapping<T> {
  /** More digits than any id has. */
  private static final int LONGEST_ID = 1_000;

  private final String typeName;
  private final String ofType;
  private final @Nullable Class<T> type;
  private final AttributeAdvice.Source source;
  private final JsonAdapter<T> adapter;

  /** The same adapter if it is that of a record, which needs no JSON text; else null. */
  private final @Nullable RecordJsonAdapter<T> records;

  private final JsonAdapter<Instant> instants;

  /** True unless the user has an adapter for them. */
  private final boolean instantsAreSeconds;

  private final Envelope envelope;

  /** The names in the type of what is beside the attributes. */
  private final Set<String> beside;

  private final Nulls nulls;
  private final @Nullable Function<? super T, ? extends @Nullable String> externalId;

  /**
   * @param type the class of the values; null if only the adapter knows it
   */
  Mapping(
      String typeName,
      @Nullable Class<T> type,
      JsonAdapter<T> adapter,
      JsonAdapter<Instant> instants,
      Envelope envelope,
      Nulls nulls,
      @Nullable Function<? super T, ? extends @Nullable String> externalId) {
    this.typeName = typeName;
    this.ofType = " of " + typeName;
    this.type = type;
    this.source = AttributeAdvice.Source.of(type);
    this.adapter = adapter.serializeNulls();
    this.records = adapter instanceof RecordJsonAdapter<T> record ? record : null;
    this.instants = instants;
    this.instantsAreSeconds = instants instanceof ValueAdapter;
    this.envelope = envelope;
    this.beside = envelope.jsonNames();
    this.nulls = nulls;
    this.externalId = externalId;
  }

  /**
   * Returns Moshi's adapter for a type.
   *
   * @throws IllegalArgumentException if there is none; it names {@code what} and the remedy
   */
  @SuppressWarnings("unchecked")
  static <A> JsonAdapter<A> adapter(
      Moshi moshi, Type type, Set<? extends Annotation> qualifiers, String what) {
    try {
      return (JsonAdapter<A>) moshi.adapter(type, qualifiers);
    } catch (IllegalArgumentException e) {
      String reason =
          ForeignText.messageOf(e).lines().findFirst().orElse("").replaceFirst("\\.$", "");
      throw new IllegalArgumentException(
          reason.contains("cannot be mapped")
              ? reason
              : (what + " cannot be mapped: " + reason)
                  + "; use text, a number, a boolean, an enum, Instant, LocalDate, UUID or References,"
                  + " or give Intercom.Builder.moshi(..) an adapter for it (KotlinJsonAdapterFactory"
                  + " for Kotlin classes)",
          e);
    }
  }

  /** Returns the adapter of a type whose attributes are named by {@code naming}. */
  static <A> JsonAdapter<A> adapter(
      Moshi moshi, Class<A> type, ObjectType.Naming naming, String what) {
    JsonAdapter<A> adapter = adapter(moshi, type, Set.of(), what);
    if (naming == ObjectType.Naming.AS_DECLARED) {
      return adapter;
    }
    if (!(adapter instanceof RecordJsonAdapter)) {
      throw new IllegalArgumentException(
          "%s has an adapter of its own in Intercom.Builder.moshi(..), which names its attributes: remove naming(%s)"
              .formatted(what, naming));
    }
    return new RecordJsonAdapter<>(type, moshi, naming);
  }

  private void requireWellFormed(String name, @Nullable Object json) {
    if (json instanceof String text) {
      String unused = Arguments.wellFormed(name, ofType, text);
    } else if (json instanceof Iterable<?> items) {
      items.forEach(item -> requireWellFormed(name, item));
    } else if (json instanceof Map<?, ?> map) {
      map.forEach(
          (key, item) -> {
            requireWellFormed(name, key);
            requireWellFormed(name, item);
          });
    }
  }

  /** Returns the object to send for {@code value}. */
  Draft toDraft(T value) {
    String id = externalId == null ? null : externalId.apply(value);
    requireWellFormed("the external id", id);
    Fields fields = toJson(value);
    if (envelope.externalId() != null) {
      id = text(fields.beside(envelope.externalId()));
    }
    Map<String, @Nullable Long> times = new LinkedHashMap<>(4);
    times.putAll(value instanceof Attributes untyped ? untyped.times() : Map.of());
    envelope
        .times()
        .forEach(
            (name, time) -> {
              Long seconds = seconds(time, fields.beside(time.jsonName()));
              if (seconds != null || nulls == Nulls.CLEAR) {
                times.put(name, seconds);
              }
            });
    return new Draft(id, times, fields.attributes.toMap(), source);
  }

  /**
   * Returns the external id of a value; null for none. Other components of a record may hold what
   * cannot be sent.
   */
  @Nullable String externalId(T value) {
    String name = envelope.externalId();
    if (name == null) {
      return externalId == null ? null : externalId.apply(value);
    }
    if (records != null) {
      try {
        return text(records.toValue(value, name));
      } catch (Exception e) {
        // The conversion of the whole value reports what is wrong, and where.
      }
    }
    return toDraft(value).externalId();
  }

  String typeName() {
    return typeName;
  }

  /**
   * Returns the value of an instance.
   *
   * @param label returns the name of the instance in messages; called on a failure only, because it
   *     takes a third of the memory
   * @throws DecodingException if an attribute does not fit the type; it names the attribute
   */
  T toValue(
      CustomObjectInstance instance,
      Supplier<String> label,
      IntercomException.Outcome outcome,
      String token) {
    Map<String, @Nullable Object> given = instance.getCustomAttributes();
    Map<String, @Nullable Object> attributes = given == null ? Map.of() : given;
    T mapped = fromValues(instance, attributes);
    if (mapped != null) {
      return mapped;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>(attributes);
    try {
      for (String name : beside) {
        json.put(name, field(instance, attributes, name));
      }
      // Through text, because Moshi truncates 11.5 to 11 when it reads from a map.
      Buffer buffer = new Buffer();
      FreeFormJson.ADAPTER.toJson(buffer, json);
      T value = adapter.fromJson(buffer);
      if (value == null) {
        throw new JsonDataException("the adapter returned null");
      }
      return value;
    } catch (IOException | RuntimeException e) {
      throw new DecodingException(
          MappingFailure.message(label.get(), type, json, e, token),
          ForeignText.cause(e, token),
          outcome,
          1);
    }
  }

  /**
   * Returns the value of an instance without using text or another map, which took half of the
   * memory; null if that is not possible or fails.
   */
  private @Nullable T fromValues(
      CustomObjectInstance instance, Map<String, @Nullable Object> attributes) {
    if (records == null) {
      return null;
    }
    try {
      return records.fromValues(
          name -> field(instance, attributes, name),
          name -> beside.contains(name) || attributes.containsKey(name));
    } catch (Exception e) {
      // The conversion through text reports what is wrong, and where.
      return null;
    }
  }

  private @Nullable Object toJson(Envelope.Time time, @Nullable Long seconds) {
    return seconds != null && time.type() == Instant.class && !instantsAreSeconds
        ? instants.toJsonValue(Instant.ofEpochSecond(seconds))
        : seconds;
  }

  /** Returns the value of an attribute, or of what is beside them, by its name in the type. */
  private @Nullable Object field(
      CustomObjectInstance instance, Map<String, @Nullable Object> attributes, String name) {
    if (!beside.contains(name)) {
      return attributes.get(name);
    }
    if (name.equals(envelope.externalId())) {
      return instance.getExternalId();
    }
    Envelope.Time created = envelope.times().get(Envelope.CREATED_AT);
    return created != null && name.equals(created.jsonName())
        ? toJson(created, instance.getExternalCreatedAt())
        : toJson(
            Objects.requireNonNull(envelope.times().get(Envelope.UPDATED_AT)),
            instance.getExternalUpdatedAt());
  }

  /**
   * The JSON of a value that is sent: its attributes, as the request holds them, and what is beside
   * them. A map of all fields would add 5 % to the memory of an upsert.
   */
  private final class Fields {
    private final JsonMap.Collector attributes = new JsonMap.Collector(8);
    private final Map<String, @Nullable Object> others = new HashMap<>(4);

    private void add(String name, @Nullable Object json) {
      requireWellFormed("the name of an attribute", name);
      requireWellFormed(name, json);
      if (beside.contains(name)) {
        others.put(name, json);
      } else if (json != null || nulls == Nulls.CLEAR) {
        attributes.put(name, json);
      }
    }

    private @Nullable Object beside(String name) {
      if (!others.containsKey(name)) {
        throw new IllegalArgumentException(
            "a value for %s has no \"%s\" in its JSON, though it has an annotation of this library; if it has"
                    .formatted(typeName, name)
                + " another JSON name, add @Json(name = ..) to the field, in Kotlin @field:Json(name = ..)");
      }
      return others.get(name);
    }
  }

  private Fields toJson(T value) {
    if (records != null) {
      try {
        Fields fields = new Fields();
        records.toValues(value, fields::add);
        return fields;
      } catch (Exception e) {
        // The conversion through text reports what is wrong, and where.
      }
    }
    Object json;
    try {
      json = adapter.toJsonValue(value);
    } catch (RuntimeException e) {
      // From the user's adapters too.
      String reason =
          e instanceof IllegalArgumentException
              ? ForeignText.of(ForeignText.messageOf(e))
              : ForeignText.reason(e, "");
      throw new IllegalArgumentException(
          "a value for " + typeName + " cannot be mapped: " + reason, e);
    }
    if (!(json instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(
          "a value for %s must become a JSON object, became %s"
              .formatted(typeName, MappingFailure.kind(json)));
    }
    Fields fields = new Fields();
    map.forEach((name, item) -> fields.add((String) name, item));
    return fields;
  }

  private @Nullable String text(@Nullable Object json) {
    if (json == null || json instanceof String) {
      return (String) json;
    }
    if (json instanceof Long || json instanceof Integer || json instanceof BigInteger) {
      return json.toString();
    }
    // The digits of a number with a large exponent would fill the memory.
    if (json instanceof BigDecimal decimal
        && decimal.scale() > -LONGEST_ID
        && decimal.stripTrailingZeros().scale() <= 0) {
      return decimal.toBigInteger().toString();
    }
    throw new IllegalArgumentException(
        "the @ExternalId of %s must be text or a whole number, was %s"
            .formatted(
                typeName,
                json instanceof Number
                    ? ForeignText.of(ForeignText.ofValue(json))
                    : MappingFailure.kind(json)));
  }

  private @Nullable Long seconds(Envelope.Time time, @Nullable Object json) {
    if (json == null) {
      return null;
    }
    if (json instanceof Long seconds && (time.type() != Instant.class || instantsAreSeconds)) {
      return seconds;
    }
    try {
      // The adapter that wrote it, which may be the user's, reads it.
      Instant instant = instants.fromJsonValue(json);
      return instant == null ? null : (Long) instant.getEpochSecond();
    } catch (JsonDataException e) {
      throw new IllegalArgumentException(
          "%s of %s must be a time in seconds or an Instant, was %s"
              .formatted(time.jsonName(), typeName, MappingFailure.kind(json)),
          ForeignText.cause(e, ""));
    }
  }
}
