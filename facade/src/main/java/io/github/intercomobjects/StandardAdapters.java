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
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How values that attributes commonly hold are mapped; the user's own adapters win over these. */
final class StandardAdapters {
  private static final Map<Class<?>, JsonAdapter<?>> ADAPTERS =
      Map.of(
          Instant.class, new InstantAdapter(),
          LocalDate.class, new LocalDateAdapter(),
          BigDecimal.class, new BigDecimalAdapter(),
          BigInteger.class, new BigIntegerAdapter(),
          UUID.class, new UuidAdapter(),
          float.class, new FloatAdapter(),
          Float.class, new FloatAdapter(),
          byte.class, new ByteAdapter(),
          Byte.class, new ByteAdapter(),
          References.class, new ReferencesAdapter());

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

  private StandardAdapters() {}

  static Moshi addTo(Moshi moshi) {
    return moshi
        .newBuilder()
        .addLast(
            (type, annotations, m) -> {
              JsonAdapter<?> adapter = annotations.isEmpty() ? ADAPTERS.get(type) : null;
              return adapter == null ? null : adapter.nullSafe();
            })
        .addLast(ANYTHING)
        .addLast(RecordJsonAdapter.FACTORY)
        .build();
  }

  private static JsonDataException unexpected(String expected, JsonReader reader)
      throws IOException {
    return new JsonDataException(
        "Expected " + expected + " but was " + reader.peek() + " at path " + reader.getPath());
  }

  /** A number, in quotes as well: an external id is text, whatever it is in a value. */
  private static <N> N number(JsonReader reader, String expected, Function<String, N> parse)
      throws IOException {
    if (reader.peek() != JsonReader.Token.NUMBER && reader.peek() != JsonReader.Token.STRING) {
      throw unexpected(expected, reader);
    }
    String text = reader.nextString();
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw new JsonDataException(
          "Expected " + expected + " but was \"" + text + "\" at path " + reader.getPath(), e);
    }
  }

  /** Seconds since 1970, as Intercom has them; ISO-8601 text is read as well. */
  private static final class InstantAdapter extends JsonAdapter<Instant> {
    @Override
    public Instant fromJson(JsonReader reader) throws IOException {
      if (reader.peek() == JsonReader.Token.STRING) {
        String text = reader.nextString();
        try {
          return Instant.parse(text);
        } catch (DateTimeParseException e) {
          throw new JsonDataException(
              "Expected a time but was \"" + text + "\" at path " + reader.getPath(), e);
        }
      }
      if (reader.peek() != JsonReader.Token.NUMBER) {
        throw unexpected("a time in seconds", reader);
      }
      return Instant.ofEpochSecond(reader.nextLong());
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Instant value) throws IOException {
      writer.value(value == null ? null : value.getEpochSecond());
    }
  }

  /**
   * {@code 2026-01-31} in requests; in answers also seconds since 1970, which begin a day in UTC.
   */
  private static final class LocalDateAdapter extends JsonAdapter<LocalDate> {
    @Override
    public LocalDate fromJson(JsonReader reader) throws IOException {
      if (reader.peek() == JsonReader.Token.NUMBER) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(reader.nextLong()), ZoneOffset.UTC);
      }
      if (reader.peek() != JsonReader.Token.STRING) {
        throw unexpected("a date", reader);
      }
      String text = reader.nextString();
      try {
        return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
      } catch (DateTimeParseException e) {
        throw new JsonDataException(
            "Expected a date but was \"" + text + "\" at path " + reader.getPath(), e);
      }
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable LocalDate value) throws IOException {
      writer.value(value == null ? null : value.toString());
    }
  }

  private static final class BigDecimalAdapter extends JsonAdapter<BigDecimal> {
    @Override
    public BigDecimal fromJson(JsonReader reader) throws IOException {
      return number(reader, "a number", BigDecimal::new);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable BigDecimal value) throws IOException {
      writer.value(value);
    }
  }

  private static final class BigIntegerAdapter extends JsonAdapter<BigInteger> {
    @Override
    public BigInteger fromJson(JsonReader reader) throws IOException {
      return number(reader, "a whole number", BigInteger::new);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable BigInteger value) throws IOException {
      writer.value(value);
    }
  }

  private static final class UuidAdapter extends JsonAdapter<UUID> {
    @Override
    public UUID fromJson(JsonReader reader) throws IOException {
      String text = reader.nextString();
      try {
        return UUID.fromString(text);
      } catch (IllegalArgumentException e) {
        throw new JsonDataException(
            "Expected a UUID but was \"" + text + "\" at path " + reader.getPath(), e);
      }
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable UUID value) throws IOException {
      writer.value(value == null ? null : value.toString());
    }
  }

  /** Moshi makes a double of a float first, which has other digits. */
  private static final class FloatAdapter extends JsonAdapter<Float> {
    @Override
    public Float fromJson(JsonReader reader) throws IOException {
      return number(reader, "a number", Float::valueOf);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Float value) throws IOException {
      writer.value(value == null ? null : new BigDecimal(value.toString()));
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

  private static final class ReferencesAdapter extends JsonAdapter<References> {
    @Override
    public References fromJson(JsonReader reader) throws IOException {
      JsonReader.Token token = reader.peek();
      List<String> ids = ReferenceShape.ids(FreeFormJson.read(reader));
      if (ids == null) {
        throw new JsonDataException(
            "Expected references but was " + token + " at path " + reader.getPath());
      }
      return References.read(ids);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable References value) throws IOException {
      try {
        FreeFormJson.write(writer, value == null ? null : value.toJson());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(writer.getPath() + ": " + e.getMessage(), e);
      }
    }
  }
}
