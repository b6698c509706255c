package io.github.intercomobjects;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.client.FreeFormJson;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Adapters for the common types of attributes; the user's adapters take precedence. */
final class StandardAdapters {
  /** As in {@link FreeFormJson}, but for text: arithmetic with longer numbers could take hours. */
  private static final int LONGEST_NUMBER = 1_100;

  private static final JsonAdapter<Float> FLOAT =
      ValueAdapter.of(
          "a number", json -> map(number(json), Float::valueOf), StandardAdapters::exact);

  /** Moshi's own writes -1 as 255. */
  private static final JsonAdapter<Byte> BYTE =
      ValueAdapter.of(
          "a byte", json -> map(bigDecimal(json), BigDecimal::byteValueExact), Byte::longValue);

  private static final Map<Class<?>, JsonAdapter<?>> ADAPTERS =
      Map.of(
          Instant.class,
              ValueAdapter.of(
                  "a time in seconds", StandardAdapters::instant, Instant::getEpochSecond),
          LocalDate.class, ValueAdapter.of("a date", StandardAdapters::date, LocalDate::toString),
          BigDecimal.class,
              ValueAdapter.of("a number", StandardAdapters::bigDecimal, value -> value),
          BigInteger.class,
              ValueAdapter.of(
                  "a whole number", json -> map(number(json), BigInteger::new), value -> value),
          UUID.class,
              ValueAdapter.of(
                  "a UUID",
                  json -> json instanceof String text ? UUID.fromString(text) : null,
                  UUID::toString),
          float.class, FLOAT,
          Float.class, FLOAT,
          byte.class, BYTE,
          Byte.class, BYTE,
          References.class,
              ValueAdapter.of(
                  "references",
                  json -> map(ReferenceShape.ids(json), References::read),
                  References::toJson));

  /** Types whose values are the same in JSON, each with its boxed type. */
  private static final Map<Type, Class<?>> UNCHANGED =
      Map.of(
          String.class, String.class,
          boolean.class, Boolean.class,
          Boolean.class, Boolean.class,
          long.class, Long.class,
          Long.class, Long.class,
          int.class, Integer.class,
          Integer.class, Integer.class);

  private static final JsonAdapter.Factory AS_MOSHI =
      new JsonAdapter.Factory() {
        @Override
        public @Nullable JsonAdapter<?> create(
            Type type, Set<? extends Annotation> annotations, Moshi moshi) {
          if (!annotations.isEmpty()) {
            return null;
          }
          if (type == Object.class) {
            return new AnyAdapter(moshi.nextAdapter(this, type, annotations));
          }
          if (type == double.class || type == Double.class) {
            return new DoubleAdapter(moshi.nextAdapter(this, type, annotations));
          }
          Class<?> boxed = UNCHANGED.get(type);
          return boxed == null
              ? null
              : new UnchangedAdapter(boxed, moshi.nextAdapter(this, type, annotations));
        }
      };

  private StandardAdapters() {}

  static Moshi addTo(Moshi moshi) {
    return moshi
        .newBuilder()
        .addLast((type, annotations, m) -> annotations.isEmpty() ? ADAPTERS.get(type) : null)
        .addLast(
            (type, annotations, m) ->
                annotations.isEmpty() && type instanceof Class<?> raw
                    ? FallbackEnumAdapter.of(raw)
                    : null)
        .addLast(AS_MOSHI)
        .addLast(RecordJsonAdapter.FACTORY)
        .build();
  }

  /** Returns the digits of a number, which may be in quotes, as an external id is. */
  private static @Nullable String number(Object json) {
    if (json instanceof String text) {
      return text.length() > LONGEST_NUMBER ? null : text;
    }
    return json instanceof Number ? json.toString() : null;
  }

  private static <A, B> @Nullable B map(@Nullable A value, Function<A, B> function) {
    return value == null ? null : function.apply(value);
  }

  private static @Nullable BigDecimal bigDecimal(Object json) {
    return json instanceof BigDecimal decimal
        ? decimal
        : map(number(json), StandardAdapters::decimal);
  }

  private static @Nullable BigDecimal decimal(String number) {
    BigDecimal decimal = new BigDecimal(number);
    long whole = (long) decimal.precision() - decimal.scale();
    return Math.max(whole, decimal.scale()) > LONGEST_NUMBER ? null : decimal;
  }

  private static @Nullable Long whole(Object json) {
    if (json instanceof Long seconds) {
      return seconds;
    }
    return json instanceof BigDecimal decimal ? (Long) decimal.longValueExact() : null;
  }

  /** Reads seconds since 1970, as Intercom sends them, and ISO-8601 text. */
  private static @Nullable Instant instant(Object json) {
    return json instanceof String text
        ? Instant.parse(text)
        : map(whole(json), Instant::ofEpochSecond);
  }

  /** Reads {@code 2026-01-31}, and seconds since 1970 as the day in UTC. */
  private static @Nullable LocalDate date(Object json) {
    if (json instanceof String text) {
      return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
    }
    return map(instant(json), instant -> LocalDate.ofInstant(instant, ZoneOffset.UTC));
  }

  private static Object exact(Float value) {
    if (!Float.isFinite(value)) {
      throw notFinite(value);
    }
    // Moshi would convert it to a double, which has other digits.
    return new BigDecimal(value.toString());
  }

  /** Moshi's adapter, bypassed for values that already have the right type. */
  private static final class UnchangedAdapter extends ValueAdapter<Object> {
    private final Class<?> type;
    private final JsonAdapter<Object> delegate;

    UnchangedAdapter(Class<?> type, JsonAdapter<Object> delegate) {
      super(type.getSimpleName());
      this.type = type;
      this.delegate = delegate;
    }

    @Override
    @Nullable Object fromValue(Object json) {
      if (type == Integer.class) {
        return json instanceof Long whole && whole == whole.intValue()
            ? (Integer) whole.intValue()
            : null;
      }
      return type.isInstance(json) ? json : null;
    }

    @Override
    Object toValue(Object value) {
      return value instanceof Integer whole ? (Long) whole.longValue() : value;
    }

    @Override
    public @Nullable Object fromJson(JsonReader reader) throws IOException {
      // Moshi would create a BigDecimal of any number of digits.
      return type == Long.class && reader.peek() == JsonReader.Token.STRING
          ? quotedLong(reader)
          : delegate.fromJson(reader);
    }

    private static Long quotedLong(JsonReader reader) throws IOException {
      String path = reader.getPath();
      String text = reader.nextString();
      try {
        BigDecimal decimal = text.length() > LONGEST_NUMBER ? null : new BigDecimal(text);
        if (decimal != null) {
          return decimal.longValueExact();
        }
      } catch (NumberFormatException | ArithmeticException e) {
        // Rejected below.
      }
      throw new JsonDataException("Expected a long but was " + text + " at path " + path);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Object value) throws IOException {
      delegate.toJson(writer, value);
    }
  }

  private static IllegalArgumentException notFinite(Number value) {
    return new IllegalArgumentException(
        "JSON has no form for " + value + "; use a finite number or null");
  }

  /** Moshi's adapter, with the path of a number that cannot be written. */
  private static final class DoubleAdapter extends JsonAdapter<Double> {
    private final JsonAdapter<Double> delegate;

    DoubleAdapter(JsonAdapter<Double> delegate) {
      this.delegate = delegate;
    }

    @Override
    public @Nullable Double fromJson(JsonReader reader) throws IOException {
      return delegate.fromJson(reader);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Double value) throws IOException {
      if (value != null && !Double.isFinite(value)) {
        throw new IllegalArgumentException(writer.getPath() + ": " + notFinite(value).getMessage());
      }
      delegate.toJson(writer, value);
    }
  }

  /** Moshi's adapter, which reads values of any type with exact numbers. */
  private static final class AnyAdapter extends JsonAdapter<Object> {
    private final JsonAdapter<Object> delegate;

    AnyAdapter(JsonAdapter<Object> delegate) {
      this.delegate = delegate;
    }

    @Override
    public @Nullable Object fromJson(JsonReader reader) throws IOException {
      return FreeFormJson.read(reader);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Object value) throws IOException {
      delegate.toJson(writer, value);
    }
  }
}
