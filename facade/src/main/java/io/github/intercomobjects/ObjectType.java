package io.github.intercomobjects;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.client.FreeFormJson;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A custom object type, and what its objects are in your code. Immutable.
 *
 * <pre>{@code
 * record Order(
 *     @ExternalId String number, // beside the attributes, not one of them
 *     @ExternalCreatedAt Instant placedAt,
 *     @Nullable String status,
 *     @Json(name = "total_amount") @Nullable BigDecimal totalAmount,
 *     @Json(name = "customer") @Nullable References customer) {} // the link costs no extra call
 *
 * CustomObjects<Order> orders = intercom.customObjects(ObjectType.of("Order", Order.class));
 * }</pre>
 *
 * <p>The name is the type's identifier in Intercom, fixed when the type was made. The names of
 * attributes are those of the components, fields or properties, or what {@link
 * com.squareup.moshi.Json} says.
 */
public final class ObjectType<T> {
  private final String name;
  private final Nulls nulls;
  private final Function<Moshi, Mapping<T>> mapping;

  private ObjectType(String name, Nulls nulls, Function<Moshi, Mapping<T>> mapping) {
    this.name = name;
    this.nulls = nulls;
    this.mapping = mapping;
  }

  /**
   * Returns a type whose objects are records (of any visibility), or of a class that Moshi knows: a
   * Kotlin data class, or one with an adapter of your own, both by way of {@link
   * Intercom.Builder#moshi}. A null in a value clears the attribute.
   */
  public static <T> ObjectType<T> of(String name, Class<T> type) {
    return builder(name, type).build();
  }

  /** Returns a type whose objects are {@link Attributes}, and so are not mapped. */
  public static ObjectType<Attributes> untyped(String name) {
    return builder(name, new AttributesAdapter()).build();
  }

  /** Returns a builder for a type as {@link #of} makes it. */
  public static <T> Builder<T> builder(String name, Class<T> type) {
    Objects.requireNonNull(type, "type");
    return new Builder<>(
        name,
        type,
        moshi -> Mapping.adapter(moshi, type, Set.of(), type.getName()),
        Envelope.of(type));
  }

  /**
   * Returns a builder for objects of any type, with an adapter between them and a JSON object of
   * their attributes.
   */
  public static <T> Builder<T> builder(String name, JsonAdapter<T> adapter) {
    Objects.requireNonNull(adapter, "adapter");
    return new Builder<>(name, null, moshi -> adapter, Envelope.NONE);
  }

  /** The identifier of the type in Intercom. */
  public String getName() {
    return name;
  }

  /** What becomes of the nulls in a value. */
  public Nulls getNulls() {
    return nulls;
  }

  Mapping<T> mapping(Moshi moshi) {
    return mapping.apply(moshi);
  }

  @Override
  public String toString() {
    return "ObjectType[" + name + "]";
  }

  /** Builds an {@link ObjectType}. Not thread-safe. */
  public static final class Builder<T> {
    private final String name;
    private final @Nullable Class<T> type;
    private final Function<Moshi, JsonAdapter<T>> adapter;
    private final Envelope envelope;
    private Nulls nulls = Nulls.CLEAR;
    private @Nullable Function<? super T, ? extends @Nullable String> externalId;

    private Builder(
        String name,
        @Nullable Class<T> type,
        Function<Moshi, JsonAdapter<T>> adapter,
        Envelope envelope) {
      this.name = Arguments.pathSegment("custom object type", name);
      this.type = type;
      this.adapter = adapter;
      this.envelope = envelope;
    }

    /** What becomes of the nulls in a value; {@link Nulls#CLEAR} unless set. */
    public Builder<T> nulls(Nulls nulls) {
      this.nulls = Objects.requireNonNull(nulls, "nulls");
      return this;
    }

    /** Where a value has its external id, for types that mark none with {@link ExternalId}. */
    public Builder<T> externalId(Function<? super T, ? extends @Nullable String> externalId) {
      if (envelope.externalId() != null) {
        throw new IllegalArgumentException(
            name + " has a field with @ExternalId already; use that or externalId(..)");
      }
      this.externalId = Objects.requireNonNull(externalId, "externalId");
      return this;
    }

    /**
     * Returns the type. Whether its values can be mapped shows in {@link Intercom#customObjects}.
     */
    public ObjectType<T> build() {
      Envelope envelope = this.envelope;
      Nulls nulls = this.nulls;
      Function<? super T, ? extends @Nullable String> externalId = this.externalId;
      return new ObjectType<>(
          name,
          nulls,
          moshi ->
              new Mapping<>(
                  name,
                  type,
                  adapter.apply(moshi),
                  moshi.adapter(Instant.class),
                  envelope,
                  nulls,
                  externalId));
    }
  }

  private static final class AttributesAdapter extends JsonAdapter<Attributes> {
    @Override
    @SuppressWarnings("unchecked") // A JSON object is a map.
    public Attributes fromJson(JsonReader reader) throws IOException {
      return Attributes.of((Map<String, @Nullable Object>) FreeFormJson.read(reader));
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Attributes value) throws IOException {
      FreeFormJson.write(writer, value == null ? null : value.toMap());
    }
  }
}
