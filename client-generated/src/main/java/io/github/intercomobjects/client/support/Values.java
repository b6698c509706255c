package io.github.intercomobjects.client.support;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.intercomobjects.client.FreeFormJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values that the fields of generated models hold, and methods to read and write them.
 *
 * <p>A field is null if the property is absent, {@link #NULL} if it is null, else a value of the
 * property's type. A value of another JSON type is stored in the unknown fields under its name, so
 * nothing is lost and nothing fails. Numbers keep their original form: 8.0 stays 8.0.
 */
public final class Values {
  /** An explicit null. */
  public static final Object NULL =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  private static final int LONGEST_TEXT = 1000;

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

  private Values() {}

  // Accessors.

  /** Returns the value of a field; null if it is absent or null. */
  public static @Nullable Object get(@Nullable Object held) {
    return held == NULL ? null : held;
  }

  /** Puts a value unless it is absent. */
  public static void put(Map<String, @Nullable Object> fields, String name, @Nullable Object held) {
    if (held != null) {
      fields.put(name, held);
    }
  }

  /** Returns the value of a whole number; null if it is absent or null. */
  public static @Nullable Long toLong(@Nullable Object held) {
    if (held instanceof Long whole) {
      return whole;
    }
    return held instanceof BigDecimal decimal ? Long.valueOf(decimal.longValueExact()) : null;
  }

  /** Returns the value of a number; null if it is absent or null. */
  public static @Nullable BigDecimal toBigDecimal(@Nullable Object held) {
    if (held instanceof Long whole) {
      return BigDecimal.valueOf(whole);
    }
    if (held instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    return (BigDecimal) get(held);
  }

  /**
   * Returns the text of a model: the names of its properties, and the values of its ids and of the
   * properties in {@code shown}, which describe errors. Other values may be personal data and must
   * not reach logs.
   */
  public static String describe(
      String type, Map<String, @Nullable Object> fields, String... shown) {
    StringBuilder text = new StringBuilder(type).append('{');
    String separator = "";
    for (Map.Entry<String, @Nullable Object> field : fields.entrySet()) {
      String name = field.getKey();
      Object value = field.getValue();
      text.append(separator).append(printable(name));
      if ((isId(name) || Arrays.asList(shown).contains(name))
          && !(value instanceof Map || value instanceof List)) {
        text.append('=').append(printable(String.valueOf(value)));
      }
      if (text.length() > LONGEST_TEXT) {
        return text.append("…}").toString();
      }
      separator = ", ";
    }
    return text.append('}').toString();
  }

  private static boolean isId(String name) {
    return name.equals("id") || name.equals("type") || name.endsWith("_id");
  }

  /**
   * Returns the beginning of a text, without characters that could forge lines of a log or control
   * a terminal.
   */
  public static String printable(String text) {
    boolean isLong = text.length() > LONGEST_TEXT / 2;
    String start = isLong ? text.substring(0, LONGEST_TEXT / 2) + "…" : text;
    return UNPRINTABLE.matcher(start).replaceAll(" ");
  }

  // Builders.

  /** Returns what a field holds of a value. */
  public static Object hold(@Nullable Object value) {
    return value == null ? NULL : value;
  }

  /** Returns what a field holds of a list, which is copied. */
  public static Object holdList(@Nullable List<?> value) {
    return value == null ? NULL : List.copyOf(value);
  }

  /** Returns what a field holds of a free-form object, which is copied. */
  public static Object holdMap(@Nullable Map<String, ? extends @Nullable Object> value) {
    return value == null ? NULL : FreeFormJson.copyOf(value);
  }

  /**
   * Returns the unknown fields without one of them, a value of the wrong type that is replaced by a
   * new value.
   */
  public static Map<String, @Nullable Object> without(
      Map<String, @Nullable Object> unknownFields, String name) {
    if (!unknownFields.containsKey(name)) {
      return unknownFields;
    }
    Map<String, @Nullable Object> others = new LinkedHashMap<>(unknownFields);
    others.remove(name);
    return Collections.unmodifiableMap(others);
  }

  // Reading. Each method reads one value and returns the value of the field.

  /** Reads text. */
  public static @Nullable Object text(JsonReader reader, String name, UnknownFields unknown)
      throws IOException {
    return reader.peek() == JsonReader.Token.STRING
        ? known(reader.nextString(), name, unknown)
        : nullOrUnknown(reader, name, unknown);
  }

  /** Reads an id, which is text or a number, as text. */
  public static @Nullable Object id(JsonReader reader, String name, UnknownFields unknown)
      throws IOException {
    JsonReader.Token token = reader.peek();
    return token == JsonReader.Token.STRING || token == JsonReader.Token.NUMBER
        ? known(reader.nextString(), name, unknown)
        : nullOrUnknown(reader, name, unknown);
  }

  /** Reads a value of an open enum. */
  public static @Nullable Object openEnum(
      JsonReader reader, String name, UnknownFields unknown, Function<String, ?> of)
      throws IOException {
    return reader.peek() == JsonReader.Token.STRING
        ? known(of.apply(reader.nextString()), name, unknown)
        : nullOrUnknown(reader, name, unknown);
  }

  /** Reads a boolean. */
  public static @Nullable Object bool(JsonReader reader, String name, UnknownFields unknown)
      throws IOException {
    return reader.peek() == JsonReader.Token.BOOLEAN
        ? known(reader.nextBoolean(), name, unknown)
        : nullOrUnknown(reader, name, unknown);
  }

  /** Reads a whole number. A decimal without a fraction is one. */
  public static @Nullable Object wholeNumber(JsonReader reader, String name, UnknownFields unknown)
      throws IOException {
    if (reader.peek() != JsonReader.Token.NUMBER) {
      return nullOrUnknown(reader, name, unknown);
    }
    Object number = FreeFormJson.read(reader);
    if (number instanceof Long || (number instanceof BigDecimal decimal && fitsLong(decimal))) {
      return known(number, name, unknown);
    }
    unknown.put(name, number);
    return null;
  }

  /** Reads a number. */
  public static @Nullable Object number(JsonReader reader, String name, UnknownFields unknown)
      throws IOException {
    if (reader.peek() != JsonReader.Token.NUMBER) {
      return nullOrUnknown(reader, name, unknown);
    }
    Object number = FreeFormJson.read(reader);
    if (number instanceof Number) {
      return known(number, name, unknown);
    }
    // It is too long and was read as text.
    unknown.put(name, number);
    return null;
  }

  /** Reads an object of any shape. */
  public static @Nullable Object map(JsonReader reader, String name, UnknownFields unknown)
      throws IOException {
    return reader.peek() == JsonReader.Token.BEGIN_OBJECT
        ? known(FreeFormJson.read(reader), name, unknown)
        : nullOrUnknown(reader, name, unknown);
  }

  /** Reads a value of any JSON type. Null is {@link #NULL}, so that it does not look absent. */
  public static Object any(JsonReader reader, String name, UnknownFields unknown)
      throws IOException {
    unknown.forget(name);
    return hold(FreeFormJson.read(reader));
  }

  /** Reads a list whose items are all of one JSON type: text, whole numbers or objects. */
  public static @Nullable Object list(
      JsonReader reader, String name, UnknownFields unknown, Class<?> itemType) throws IOException {
    if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
      return nullOrUnknown(reader, name, unknown);
    }
    List<?> items = (List<?>) Objects.requireNonNull(FreeFormJson.read(reader));
    if (items.stream().allMatch(itemType::isInstance)) {
      return known(items, name, unknown);
    }
    unknown.put(name, items);
    return null;
  }

  /** Reads a list of ids, each of them text or a whole number, as text. */
  public static @Nullable Object ids(JsonReader reader, String name, UnknownFields unknown)
      throws IOException {
    if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
      return nullOrUnknown(reader, name, unknown);
    }
    List<?> items = (List<?>) Objects.requireNonNull(FreeFormJson.read(reader));
    if (items.stream().allMatch(item -> item instanceof String || item instanceof Long)) {
      return known(items.stream().map(String::valueOf).toList(), name, unknown);
    }
    unknown.put(name, items);
    return null;
  }

  /** Reads a model. */
  public static <T> @Nullable Object model(
      JsonReader reader, String name, UnknownFields unknown, JsonAdapter<T> adapter)
      throws IOException {
    if (reader.peek() == JsonReader.Token.BEGIN_OBJECT) {
      return known(adapter.fromJson(reader), name, unknown);
    }
    if (reader.peek() != JsonReader.Token.NULL) {
      // Only the adapter of a union accepts a value that is not an object.
      try (JsonReader peeked = reader.peekJson()) {
        T union = adapter.fromJson(peeked);
        reader.skipValue();
        return known(union, name, unknown);
      } catch (JsonDataException e) {
        // The value stays raw.
      }
    }
    return nullOrUnknown(reader, name, unknown);
  }

  /** Reads a list of models. */
  @SuppressWarnings("unchecked") // Items that are not raw are models.
  public static <T> @Nullable Object models(
      JsonReader reader, String name, UnknownFields unknown, JsonAdapter<T> adapter)
      throws IOException {
    if (reader.peek() != JsonReader.Token.BEGIN_ARRAY) {
      return nullOrUnknown(reader, name, unknown);
    }
    List<@Nullable Object> items = new ArrayList<>();
    boolean isRaw = false;
    reader.beginArray();
    while (reader.hasNext()) {
      if (!isRaw && reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
        // Models read so far become raw again. Peeking first would buffer the entire list.
        isRaw = true;
        items.replaceAll(item -> adapter.toJsonValue((T) item));
      }
      items.add(isRaw ? FreeFormJson.read(reader) : adapter.fromJson(reader));
    }
    reader.endArray();
    List<@Nullable Object> list = Collections.unmodifiableList(items);
    if (isRaw) {
      unknown.put(name, list);
      return null;
    }
    return known(list, name, unknown);
  }

  // Writing. Absent values are not written.

  /** Writes a field whose value is neither a model nor a list of models. */
  public static void write(JsonWriter writer, String name, @Nullable Object held)
      throws IOException {
    if (held != null) {
      writer.name(name);
      Object value = get(held);
      // A value that is not JSON is an open enum, whose toString() is its JSON text.
      FreeFormJson.write(writer, value == null || isJson(value) ? value : value.toString());
    }
  }

  /** Writes a field whose value is a model. */
  public static <T> void writeModel(
      JsonWriter writer, String name, @Nullable Object held, JsonAdapter<T> adapter)
      throws IOException {
    if (held != null) {
      writer.name(name);
      writeModel(writer, get(held), adapter);
    }
  }

  /** Writes a field whose value is a list of models. */
  public static <T> void writeModels(
      JsonWriter writer, String name, @Nullable Object held, JsonAdapter<T> adapter)
      throws IOException {
    if (held instanceof List<?> items) {
      writer.name(name);
      writer.beginArray();
      for (Object item : items) {
        writeModel(writer, item, adapter);
      }
      writer.endArray();
    } else {
      write(writer, name, held);
    }
  }

  static void writeAll(JsonWriter writer, Map<String, ? extends @Nullable Object> fields)
      throws IOException {
    for (Map.Entry<String, ? extends @Nullable Object> field : fields.entrySet()) {
      writer.name(field.getKey());
      FreeFormJson.write(writer, field.getValue());
    }
  }

  @SuppressWarnings("unchecked") // The typed setter or this adapter has set the value.
  private static <T> void writeModel(
      JsonWriter writer, @Nullable Object value, JsonAdapter<T> adapter) throws IOException {
    adapter.toJson(writer, (T) value);
  }

  /** Returns whether a value is one that free-form JSON has. */
  public static boolean isJson(Object value) {
    return value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Map
        || value instanceof List;
  }

  private static @Nullable Object known(
      @Nullable Object value, String name, UnknownFields unknown) {
    unknown.forget(name);
    return value;
  }

  private static @Nullable Object nullOrUnknown(
      JsonReader reader, String name, UnknownFields unknown) throws IOException {
    if (reader.peek() == JsonReader.Token.NULL) {
      reader.nextNull();
      return known(NULL, name, unknown);
    }
    unknown.put(name, FreeFormJson.read(reader));
    return null;
  }

  private static boolean fitsLong(BigDecimal decimal) {
    try {
      decimal.longValueExact();
      return true;
    } catch (ArithmeticException e) {
      return false;
    }
  }
}
