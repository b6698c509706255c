package io.github.intercomobjects;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Custom attributes by name, as JSON has them: exactly what Intercom returned, or exactly what to
 * send. Immutable.
 *
 * <pre>{@code
 * orders.upsert("ORDER-1", Attributes.builder().set("status", "shipped").clear("coupon").build());
 * orders.upsert("ORDER-1", Attributes.builder().externalUpdatedAt(Instant.now()).build());
 * }</pre>
 *
 * <p>Intercom does not change an attribute that is absent, and sets one that is cleared to null;
 * {@link #has} distinguishes the two.
 */
public final class Attributes {
  private static final Attributes EMPTY = new Attributes(Map.of(), Map.of());

  private final Map<String, @Nullable Object> values;
  private final Map<String, @Nullable Long> times;

  private Attributes(Map<String, @Nullable Object> values, Map<String, @Nullable Long> times) {
    this.values = values;
    this.times = times;
  }

  /** Returns the attributes of a response, whose map must not change. */
  static Attributes of(@Nullable Map<String, @Nullable Object> values) {
    return values == null ? EMPTY : new Attributes(values, Map.of());
  }

  /** Returns a builder with no attributes. */
  public static Builder builder() {
    return new Builder(EMPTY);
  }

  /** Returns a builder with these attributes. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * Returns the value of an attribute: a {@code String}, {@code Boolean}, {@code Long}, {@code
   * BigInteger}, {@code BigDecimal}, {@code List} or {@code Map}, or {@link References} to contacts
   * by key that are not sent yet; null if it is null or absent.
   */
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /** Returns whether the attribute is present, with a value or null. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Returns the text of an attribute, or null if it is null, absent or of another JSON type. */
  public @Nullable String getText(String name) {
    return values.get(name) instanceof String text ? text : null;
  }

  /** Returns the number of an attribute, or null if it is null, absent or of another JSON type. */
  public @Nullable BigDecimal getNumber(String name) {
    Object value = values.get(name);
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    return value instanceof Long || value instanceof BigInteger
        ? new BigDecimal(value.toString())
        : null;
  }

  /** Returns the boolean of an attribute, or null if it is null, absent or of another JSON type. */
  public @Nullable Boolean getBoolean(String name) {
    return values.get(name) instanceof Boolean truth ? truth : null;
  }

  /**
   * Returns the time of an attribute that holds whole seconds since 1970, or null if it is null,
   * absent or of another JSON type.
   */
  public @Nullable Instant getTime(String name) {
    return values.get(name) instanceof Long seconds ? Times.instant(seconds) : null;
  }

  /** Returns the ids that an attribute refers to, or null if it is null, absent or no reference. */
  public @Nullable References getReferences(String name) {
    if (values.get(name) instanceof References contacts) {
      return contacts;
    }
    List<String> ids = ReferenceShape.ids(values.get(name));
    return ids == null ? null : References.read(ids);
  }

  /**
   * Returns all attributes by name, nulls included, as an unmodifiable map of the values of {@link
   * #get}; references to contacts by key are lists, as {@link References#toList} returns them.
   * Jackson writes this form.
   */
  @JsonValue
  public Map<String, @Nullable Object> toMap() {
    if (values.values().stream().noneMatch(References.class::isInstance)) {
      return values;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>(values);
    map.replaceAll(
        (name, value) -> value instanceof References contacts ? contacts.toList() : value);
    return Collections.unmodifiableMap(map);
  }

  /** Returns the attributes to send to an object, all of them as JSON. */
  Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(values);
    json.replaceAll(
        (name, value) -> value instanceof References contacts ? contacts.toJson() : value);
    return json;
  }

  /** Returns the external times to send, in seconds, by Intercom's names; null clears one. */
  Map<String, @Nullable Long> times() {
    return times;
  }

  /** Returns the values to send to a contact or conversation, which have no external times. */
  Map<String, @Nullable Object> forParent() {
    ReferenceShape.requireSendable(values);
    values.forEach(
        (name, value) -> {
          if (value instanceof References) {
            throw new IllegalArgumentException(
                ("attribute %s names contacts by key, which only custom objects look up; use"
                        + " References.one(..) with an id from contacts().directory()")
                    .formatted(ForeignText.of(name)));
          }
        });
    if (!times.isEmpty()) {
      throw new IllegalArgumentException(
          "external times are for custom objects only; leave out " + times.keySet());
    }
    return values;
  }

  /** Returns whether both have equal attributes and external times. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attributes that
        && values.equals(that.values)
        && times.equals(that.times);
  }

  @Override
  public int hashCode() {
    return 31 * values.hashCode() + times.hashCode();
  }

  /** Returns the names of the attributes and times; {@link #toMap} has the values. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>(values.keySet());
    names.addAll(times.keySet());
    return "Attributes" + ForeignText.of(names);
  }

  /** Builds {@link Attributes}. Not thread-safe. */
  public static final class Builder {
    private final Map<String, @Nullable Object> values;
    private final Map<String, @Nullable Long> times;

    private Builder(Attributes from) {
      this.values = new LinkedHashMap<>(from.values);
      this.times = new LinkedHashMap<>(from.times);
    }

    /**
     * Sets an attribute.
     *
     * <p>An enum constant is sent by its name or its {@link com.squareup.moshi.Json} name. Your own
     * adapter for the enum is not used, because attributes are built without a client; set the text
     * that it writes.
     *
     * @param value text, a number, a boolean, an enum constant, an {@link Instant} (sent as seconds
     *     since 1970), a {@link LocalDate} (sent as {@code 2026-01-31}), a {@link UUID}, {@link
     *     References}, or a collection of these
     * @throws IllegalArgumentException if the value is anything else, or a {@link Fallback}
     */
    public Builder set(String name, Object value) {
      values.put(checked(name), toJson(name, value));
      return this;
    }

    /** Sets an attribute to null, which clears it. */
    public Builder clear(String name) {
      values.put(checked(name), null);
      return this;
    }

    /**
     * Sets the time when your system created the record, to the second; null clears it. For objects
     * only; it is not a custom attribute.
     */
    public Builder externalCreatedAt(@Nullable Instant time) {
      times.put(Envelope.CREATED_AT, time == null ? null : (Long) time.getEpochSecond());
      return this;
    }

    /**
     * Sets the time when your system last changed the record, to the second; null clears it. For
     * objects only; it is not a custom attribute.
     */
    public Builder externalUpdatedAt(@Nullable Instant time) {
      times.put(Envelope.UPDATED_AT, time == null ? null : (Long) time.getEpochSecond());
      return this;
    }

    /** Returns the attributes set so far. */
    public Attributes build() {
      return new Attributes(
          Collections.unmodifiableMap(new LinkedHashMap<>(values)),
          Collections.unmodifiableMap(new LinkedHashMap<>(times)));
    }

    private static String checked(String name) {
      return Arguments.notBlank("attribute", name);
    }

    private static Object toJson(String name, @Nullable Object value) {
      if (value instanceof String text) {
        return Arguments.wellFormed("attribute ", name, text);
      }
      if (value instanceof Long
          || value instanceof Integer
          || value instanceof Short
          || value instanceof Byte) {
        return ((Number) value).longValue();
      }
      if (value instanceof Boolean || value instanceof BigDecimal || value instanceof BigInteger) {
        return value;
      }
      if ((value instanceof Double || value instanceof Float)
          && Double.isFinite(((Number) value).doubleValue())) {
        return new BigDecimal(value.toString());
      }
      if (value instanceof Instant time) {
        return time.getEpochSecond();
      }
      if (value instanceof LocalDate || value instanceof UUID) {
        return value.toString();
      }
      if (value instanceof Enum<?> constant) {
        return Arguments.wellFormed("attribute ", name, FallbackEnumAdapter.option(constant));
      }
      if (value instanceof References references) {
        // The JSON of contacts by key is an internal form.
        return references.isByKey() ? references : references.toJson();
      }
      if (value instanceof Collection<?> items) {
        List<Object> list = new ArrayList<>(items.size());
        for (Object item : items) {
          if (item == null) {
            throw new IllegalArgumentException(
                "attribute " + name + " cannot hold a collection with null in it; leave it out");
          }
          // References to many become a collection too.
          Object json = item instanceof Collection<?> ? item : toJson(name, item);
          if (json instanceof Collection<?> || json instanceof References) {
            // The collections may hold each other, so the message does not show them.
            throw new IllegalArgumentException(
                ("attribute %s cannot hold a collection of collections; put the items into one"
                        + " collection, the ids of several References into one References.many(..)")
                    .formatted(name));
          }
          list.add(json);
        }
        return Collections.unmodifiableList(list);
      }
      throw new IllegalArgumentException(
          ("attribute %s cannot hold %s%s; use text, a finite number, a boolean, an enum, an Instant,"
                  + " a LocalDate, a UUID, References or a collection of these, and clear(\"%s\") for"
                  + " null")
              .formatted(
                  name,
                  ForeignText.ofValue(value),
                  value instanceof Number ? " (" + value.getClass().getName() + ")" : "",
                  name));
    }
  }
}
