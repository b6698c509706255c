package io.github.intercomobjects.client;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.intercomobjects.client.support.JsonMap;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reader and writer of JSON of any shape that loses nothing. Objects become {@link Map}, arrays
 * {@link List}, whole numbers {@link Long} or {@link BigInteger}, other numbers {@link BigDecimal},
 * text {@link String}, true and false {@link Boolean}, and null stays null.
 *
 * <pre>{@code
 * Object value = FreeFormJson.ADAPTER.fromJson("{\"paid\":99.99,\"coupon\":null}");
 * }</pre>
 *
 * <p>Moshi's own adapter for {@code Object} reads every number as a double and by default omits
 * entries that are null. This one does neither. The maps and lists that it returns cannot be
 * modified. Thread-safe.
 *
 * <p>A number of more than 1,100 characters, as received or written without an exponent, is read as
 * a {@code String} with its original characters, and is written as a JSON string, because computing
 * with such a number could take hours.
 */
public final class FreeFormJson {
  /**
   * The exact decimal form of a double has at most 1,077 characters, so every double fits. Java 17
   * takes minutes to parse a {@link BigInteger} of ten million digits or to round 1e1000000000.
   */
  private static final int LONGEST_NUMBER = 1_100;

  /** The adapter for JSON of any shape. */
  public static final JsonAdapter<@Nullable Object> ADAPTER = new Adapter();

  private static final int LONGEST_PATH = 100;

  private static final RecurringNames NAMES = new RecurringNames();

  private FreeFormJson() {}

  /** Reads the next value of any type. */
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

  /**
   * Returns an immutable copy of a map, or the map itself if it was read by this class and is
   * immutable.
   */
  public static Map<String, @Nullable Object> copyOf(
      Map<String, ? extends @Nullable Object> entries) {
    return JsonMap.copyOf(entries);
  }

  /**
   * Writes a value, including entries that are null.
   *
   * @throws IllegalArgumentException if the value is or contains something that JSON cannot
   *     represent, such as a list that contains itself
   */
  public static void write(JsonWriter writer, @Nullable Object value) throws IOException {
    boolean serializeNulls = writer.getSerializeNulls();
    writer.setSerializeNulls(true);
    try {
      writeValue(writer, value);
    } catch (JsonDataException e) {
      // Moshi allows 255 levels, and its message has the names of all of them.
      String path = writer.getPath();
      throw new IllegalArgumentException(
          "JSON has no form for a value that contains itself or is nested more than 255 levels"
              + " deep, at path "
              + path.substring(0, Math.min(path.length(), LONGEST_PATH))
              + "…",
          e);
    } finally {
      writer.setSerializeNulls(serializeNulls);
    }
  }

  private static void writeValue(JsonWriter writer, @Nullable Object value) throws IOException {
    if (value == null) {
      writer.nullValue();
    } else if (value instanceof CharSequence) {
      writer.value(value.toString());
    } else if (value instanceof Boolean bool) {
      writer.value(bool);
    } else if (value instanceof Number number && isFinite(number)) {
      writer.value(number);
    } else if (value instanceof JsonMap map) {
      writer.beginObject();
      for (int i = 0; i < map.size(); i++) {
        writer.name(map.nameAt(i));
        writeValue(writer, map.valueAt(i));
      }
      writer.endObject();
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
      // The toString() of the object is not called, because it may fail or never return.
      throw new IllegalArgumentException(
          "JSON has no form for "
              + (value instanceof Number number ? number.doubleValue() + " as " : "")
              + value.getClass().getName()
              + " at path "
              + writer.getPath()
              + "; use text, a finite number, a boolean, null, a list or a map");
    }
  }

  private static boolean isFinite(Number number) {
    return !(number instanceof Double || number instanceof Float)
        || Double.isFinite(number.doubleValue());
  }

  private static Object number(JsonReader reader) throws IOException {
    String text = reader.nextString();
    try {
      return number(text);
    } catch (NumberFormatException e) {
      if (Character.isDigit(text.charAt(text.length() - 1))) {
        // The exponent does not fit into an int.
        return text;
      }
      throw new JsonDataException("invalid number " + text + " at path " + reader.getPath(), e);
    }
  }

  private static Object number(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return text;
    }
    boolean isNegative = text.charAt(0) == '-';
    long value = 0;
    for (int i = isNegative ? 1 : 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        BigDecimal decimal = new BigDecimal(text);
        long whole = (long) decimal.precision() - decimal.scale();
        return Math.max(whole, decimal.scale()) > LONGEST_NUMBER ? text : decimal;
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
    // Most lists have one item. Room for ten would be 2 % of the memory of a page.
    List<@Nullable Object> items = new ArrayList<>(2);
    reader.beginArray();
    while (reader.hasNext()) {
      items.add(read(reader));
    }
    reader.endArray();
    return Collections.unmodifiableList(items);
  }

  private static Map<String, @Nullable Object> map(JsonReader reader) throws IOException {
    JsonMap.Collector entries = new JsonMap.Collector(4);
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
