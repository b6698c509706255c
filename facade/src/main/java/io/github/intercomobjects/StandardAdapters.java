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

/** Adapters for what attributes commonly hold; the user's own adapters win over these. */
final class StandardAdapters {
  /** As in {@link FreeFormJson}, but of text: work with longer numbers could take hours. */
  private static final int LONGEST_NUMBER = 1_100;

  private static final JsonAdapter<Float> FLOAT =
      ValueAdapter.of(
          "a number", json -> map(number(json), Float::valueOf), StandardAdapters::exact);

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
          byte.class, new ByteAdapter().nullSafe(),
          Byte.class, new ByteAdapter().nullSafe(),
          References.class,
              ValueAdapter.of(
                  "references",
                  json -> map(ReferenceShape.ids(json), References::read),
                  References::toJson));

  /** Reads values of any kind with exact numbers, and writes them as Moshi does. */
  private static final JsonAdapter.Factory ANYTHING =
      new JsonAdapter.Factory() {
        @Override
        public @Nullable JsonAdapter<?> create(
            Type type, Set<? extends Annotation> annotations, Moshi moshi) {
          return type == Object.class && annotations.isEmpty()
              ? new AnythingAdapter(moshi.nextAdapter(this, type, annotations))
              : null;
        }
      };

  /** Types that Moshi maps and whose values are the same in JSON; each with its boxed type. */
  private static final Map<Type, Class<?>> SAME =
      Map.of(
          String.class, String.class,
          boolean.class, Boolean.class,
          Boolean.class, Boolean.class,
          long.class, Long.class,
          Long.class, Long.class,
          int.class, Integer.class,
          Integer.class, Integer.class);

  private static final JsonAdapter.Factory AS_IS =
      new JsonAdapter.Factory() {
        @Override
        public @Nullable JsonAdapter<?> create(
            Type type, Set<? extends Annotation> annotations, Moshi moshi) {
          Class<?> same = annotations.isEmpty() ? SAME.get(type) : null;
          if (annotations.isEmpty() && (type == double.class || type == Double.class)) {
            return new DoubleAdapter(moshi.nextAdapter(this, type, annotations));
          }
          return same == null
              ? null
              : new AsIsAdapter(same, moshi.nextAdapter(this, type, annotations));
        }
      };

  private StandardAdapters() {}

  static Moshi addTo(Moshi moshi) {
    return moshi
        .newBuilder()
        .addLast((type, annotations, m) -> annotations.isEmpty() ? ADAPTERS.get(type) : null)
        .addLast(AS_IS)
        .addLast(ANYTHING)
        .addLast(RecordJsonAdapter.FACTORY)
        .build();
  }

  /** The digits of a number, which may be in quotes: an external id arrives as text. */
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
    if (json instanceof BigDecimal decimal) {
      return decimal;
    }
    String number = number(json);
    return number == null ? null : decimal(number);
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
    if (json instanceof String text) {
      return Instant.parse(text);
    }
    Long seconds = whole(json);
    return seconds == null ? null : Instant.ofEpochSecond(seconds);
  }

  /** Reads {@code 2026-01-31}, and seconds since 1970 as the day in UTC. */
  private static @Nullable LocalDate date(Object json) {
    if (json instanceof String text) {
      return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
    }
    Instant instant = instant(json);
    return instant == null ? null : LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Object exact(Float value) {
    if (!Float.isFinite(value)) {
      throw notFinite(value);
    }
    // Moshi would convert it to a double first, which has other digits.
    return new BigDecimal(value.toString());
  }

  /** Moshi's own adapter, which values that have the right type already need not pass through. */
  private static final class AsIsAdapter extends ValueAdapter<Object> {
    private final Class<?> type;
    private final JsonAdapter<Object> moshis;

    AsIsAdapter(Class<?> type, JsonAdapter<Object> moshis) {
      super(type.getSimpleName());
      this.type = type;
      this.moshis = moshis;
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
      // What is no long, Moshi makes a BigDecimal of first, however many digits it has.
      return type == Long.class && reader.peek() == JsonReader.Token.STRING
          ? quotedLong(reader)
          : moshis.fromJson(reader);
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
        // Refused below.
      }
      throw new JsonDataException("Expected a long but was " + text + " at path " + path);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Object value) throws IOException {
      moshis.toJson(writer, value);
    }
  }

  private static IllegalArgumentException notFinite(Number value) {
    return new IllegalArgumentException(
        "JSON has no form for " + value + "; use a finite number or null");
  }

  /** Moshi's own adapter, and where a number is that cannot be written. */
  private static final class DoubleAdapter extends JsonAdapter<Double> {
    private final JsonAdapter<Double> moshis;

    DoubleAdapter(JsonAdapter<Double> moshis) {
      this.moshis = moshis;
    }

    @Override
    public @Nullable Double fromJson(JsonReader reader) throws IOException {
      return moshis.fromJson(reader);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Double value) throws IOException {
      if (value != null && !Double.isFinite(value)) {
        throw new IllegalArgumentException(writer.getPath() + ": " + notFinite(value).getMessage());
      }
      moshis.toJson(writer, value);
    }
  }

  /** Moshi writes -1 as 255. */
  private static final class ByteAdapter extends JsonAdapter<Byte> {
    @Override
    public Byte fromJson(JsonReader reader) throws IOException {
      int value = reader.nextInt();
      if (value < Byte.MIN_VALUE || value > Byte.MAX_VALUE) {
        throw new JsonDataException(
            "Expected a byte but was " + value + " at path " + reader.getPath());
      }
      return (byte) value;
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Byte value) throws IOException {
      writer.value(value == null ? null : (Long) value.longValue());
    }
  }

  private static final class AnythingAdapter extends JsonAdapter<Object> {
    private final JsonAdapter<Object> moshis;

    AnythingAdapter(JsonAdapter<Object> moshis) {
      this.moshis = moshis;
    }

    @Override
    public @Nullable Object fromJson(JsonReader reader) throws IOException {
      return FreeFormJson.read(reader);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Object value) throws IOException {
      moshis.toJson(writer, value);
    }
  }
}
