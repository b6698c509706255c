package io.github.intercomobjects;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.client.FreeFormJson;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A custom object type and the Java type of its objects. Immutable.
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
 * <p>The name is the type's identifier in Intercom, which is fixed when the type is created. An
 * attribute has the name of its component, field or property, or the name in its {@link
 * com.squareup.moshi.Json} annotation; {@link Builder#naming} names all attributes of a record.
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
   * Returns a type whose objects are records (of any visibility) or of a class that Moshi can map:
   * a Kotlin data class, or one with your own adapter, both set by {@link Intercom.Builder#moshi}.
   * A null in a value clears the attribute.
   */
  public static <T> ObjectType<T> of(String name, Class<T> type) {
    return builder(name, type).build();
  }

  /** Returns a type whose objects are {@link Attributes}, without any mapping. */
  public static ObjectType<Attributes> untyped(String name) {
    return builder(name, new AttributesAdapter()).build();
  }

  /** Returns a builder for a type like that of {@link #of}. */
  public static <T> Builder<T> builder(String name, Class<T> type) {
    String typeName = Objects.requireNonNull(type, "type").getName();
    return new Builder<>(
        name, type, (moshi, naming) -> Mapping.adapter(moshi, type, naming, typeName));
  }

  /** Returns a builder for a type whose objects the adapter maps to a JSON object of attributes. */
  public static <T> Builder<T> builder(String name, JsonAdapter<T> adapter) {
    Objects.requireNonNull(adapter, "adapter");
    return new Builder<>(name, null, (moshi, naming) -> adapter);
  }

  /** Returns the identifier of the type in Intercom. */
  public String getName() {
    return name;
  }

  /** Returns the treatment of nulls in a value. */
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
    private final BiFunction<Moshi, Naming, JsonAdapter<T>> adapter;
    private Envelope envelope;
    private Nulls nulls = Nulls.CLEAR;
    private Naming naming = Naming.AS_DECLARED;
    private @Nullable Function<? super T, ? extends @Nullable String> externalId;

    private Builder(
        String name, @Nullable Class<T> type, BiFunction<Moshi, Naming, JsonAdapter<T>> adapter) {
      this.name = Arguments.pathSegment("custom object type", name);
      this.type = type;
      this.adapter = adapter;
      this.envelope = type == null ? Envelope.NONE : Envelope.of(type, naming);
    }

    /** Sets the treatment of nulls in a value; the default is {@link Nulls#CLEAR}. */
    public Builder<T> nulls(Nulls nulls) {
      this.nulls = Objects.requireNonNull(nulls, "nulls");
      return this;
    }

    /**
     * Sets the names of attributes whose record components have no name in {@link
     * com.squareup.moshi.Json}; the default is {@link Naming#AS_DECLARED}. Records within a record
     * keep their names.
     *
     * @throws IllegalArgumentException if the type is no record, since Moshi names the attributes
     *     of other classes, or if two components get the same name
     */
    public Builder<T> naming(Naming naming) {
      if (type == null || !type.isRecord()) {
        throw new IllegalArgumentException(
            "naming(%s) is for records, and %s is none: name its attributes with @Json(name = ..)"
                .formatted(naming, type == null ? "the type of the adapter" : type.getName()));
      }
      RecordJsonAdapter.requireDistinctNames(type, naming);
      this.naming = naming;
      this.envelope = Envelope.of(type, naming);
      return this;
    }

    /** Sets a function that returns a value's external id, for types without {@link ExternalId}. */
    public Builder<T> externalId(Function<? super T, ? extends @Nullable String> externalId) {
      if (envelope.externalId() != null) {
        throw new IllegalArgumentException(
            name + " has a field with @ExternalId already; use that or externalId(..)");
      }
      this.externalId = Objects.requireNonNull(externalId, "externalId");
      return this;
    }

    /** Returns the type; {@link Intercom#customObjects} checks that its values can be mapped. */
    public ObjectType<T> build() {
      Nulls nulls = this.nulls;
      Naming naming = this.naming;
      Envelope envelope = this.envelope;
      Function<? super T, ? extends @Nullable String> externalId = this.externalId;
      return new ObjectType<>(
          name,
          nulls,
          moshi ->
              new Mapping<>(
                  name,
                  type,
                  adapter.apply(moshi, naming),
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
      FreeFormJson.write(writer, value == null ? null : value.toJson());
    }
  }

  /**
   * The names of attributes whose record components have no {@link com.squareup.moshi.Json} name.
   */
  public enum Naming {
    /** The name of the component: {@code totalAmount}. */
    AS_DECLARED,

    /**
     * The words of the component's name in lower case with underscores: {@code total_amount} for
     * {@code totalAmount}. A word begins at an upper-case letter after a lower-case letter or a
     * digit, and at the last of several upper-case letters if a lower-case letter follows; a digit
     * belongs to the word before it. So {@code trackingURL} becomes {@code tracking_url}, {@code
     * HTTPStatus} becomes {@code http_status}, and {@code line2Text} becomes {@code line2_text}.
     */
    SNAKE_CASE;

    private static final Pattern WORD =
        Pattern.compile("(?<=[\\p{Ll}\\p{Nd}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    /** Returns the name of the attribute for a component. */
    String attribute(String component) {
      return this == AS_DECLARED
          ? component
          : WORD.matcher(component).replaceAll("_").toLowerCase(Locale.ROOT);
    }
  }
}
