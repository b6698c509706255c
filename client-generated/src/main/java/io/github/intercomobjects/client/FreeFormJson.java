package io.github.intercomobjects.client;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON of any shape, without loss: objects are {@link Map}, arrays {@link List}, whole numbers
 * {@link Long} or {@link BigInteger}, other numbers {@link BigDecimal}, and text, truth values and
 * null are themselves.
 *
 * <pre>{@code
 * Object value = FreeFormJson.ADAPTER.fromJson("{\"paid\":99.99,\"coupon\":null}");
 * }</pre>
 *
 * <p>Moshi's own adapter for {@code Object} makes a double of every number and, unless told
 * otherwise, leaves out the entries that are null; this one does neither. What it reads cannot be
 * changed. Thread-safe.
 */
public final class FreeFormJson {
  /** Reads and writes JSON of any shape. */
  public static final JsonAdapter<@Nullable Object> ADAPTER = new Adapter();

  private static final RecurringNames NAMES = new RecurringNames();

  private FreeFormJson() {}

  /** Reads the next value, whatever it is. */
  public static @Nullable Object read(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case NULL -> reader.nextNull();
      case STRING -> reader.nextString();
      case BOOLEAN -> reader.nextBoolean();
      case NUMBER -> number(reader);
      case BEGIN_ARRAY -> list(reader);
      default -> map(reader);
    };
  }

  /** Returns the same entries in a map that cannot be changed, the same map if it was read here. */
  public static Map<String, @Nullable Object> copyOf(
      Map<String, ? extends @Nullable Object> entries) {
    return JsonMap.copyOf(entries);
  }

  /**
   * Writes {@code value}, entries that are null included.
   *
   * @throws IllegalArgumentException if {@code value} is, or holds, something that JSON has no form
   *     for
   */
  public static void write(JsonWriter writer, @Nullable Object value) throws IOException {
    boolean serializeNulls = writer.getSerializeNulls();
    writer.setSerializeNulls(true);
    try {
      writeValue(writer, value);
    } finally {
      writer.setSerializeNulls(serializeNulls);
    }
  }

  static void writeValue(JsonWriter writer, @Nullable Object value) throws IOException {
    if (value == null) {
      writer.nullValue();
    } else if (value instanceof CharSequence) {
      writer.value(value.toString());
    } else if (value instanceof Boolean truth) {
      writer.value(truth);
    } else if (value instanceof Number number) {
      writer.value(number);
    } else if (value instanceof JsonMap map) {
      map.writeTo(writer);
    } else if (value instanceof Map<?, ?> map) {
      writer.beginObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        writer.name(String.valueOf(entry.getKey()));
        writeValue(writer, entry.getValue());
      }
      writer.endObject();
    } else if (value instanceof Iterable<?> items) {
      writer.beginArray();
      for (Object item : items) {
        writeValue(writer, item);
      }
      writer.endArray();
    } else {
      throw new IllegalArgumentException(
          "JSON has no form for "
              + value
              + " ("
              + value.getClass().getName()
              + ") at path "
              + writer.getPath()
              + "; use text, a number, a boolean, null, a list or a map");
    }
  }

  private static Object number(JsonReader reader) throws IOException {
    String text = reader.nextString();
    try {
      return number(text);
    } catch (NumberFormatException e) {
      throw new JsonDataException(
          "a number that cannot be read, " + text + ", at path " + reader.getPath(), e);
    }
  }

  private static Object number(String text) {
    boolean isNegative = text.charAt(0) == '-';
    long value = 0;
    for (int i = isNegative ? 1 : 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return new BigDecimal(text);
      }
      value = 10 * value + digit;
    }
    // Any 18 digits fit into a long.
    if (text.length() <= 18) {
      return isNegative ? -value : value;
    }
    BigInteger integer = new BigInteger(text);
    if (integer.bitLength() < Long.SIZE) {
      return integer.longValueExact();
    }
    return integer;
  }

  private static List<@Nullable Object> list(JsonReader reader) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      items.add(read(reader));
    }
    reader.endArray();
    return Collections.unmodifiableList(items);
  }

  private static Map<String, @Nullable Object> map(JsonReader reader) throws IOException {
    JsonMap.Collector entries = new JsonMap.Collector();
    reader.beginObject();
    while (reader.hasNext()) {
      entries.put(NAMES.next(reader), read(reader));
    }
    reader.endObject();
    return entries.toMap();
  }

  private static final class Adapter extends JsonAdapter<@Nullable Object> {
    @Override
    public @Nullable Object fromJson(JsonReader reader) throws IOException {
      return read(reader);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Object value) throws IOException {
      write(writer, value);
    }
  }
}
