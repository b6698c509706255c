package io.github.intercomobjects;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.intercomobjects.client.FreeFormJson;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Maps values to JSON as {@link FreeFormJson} holds it, and back, so that JSON that has been read
 * already need not become text again. Null-safe.
 */
abstract class ValueAdapter<V> extends JsonAdapter<V> {
  private final String expected;

  /**
   * Returns an adapter of two functions, which return and throw what {@link #fromValue} and {@link
   * #toValue} do.
   *
   * @param expected the expected value, for messages
   */
  static <V> ValueAdapter<V> of(
      String expected, Function<Object, @Nullable V> fromValue, Function<V, Object> toValue) {
    return new ValueAdapter<>(expected) {
      @Override
      @Nullable V fromValue(Object json) {
        return fromValue.apply(json);
      }

      @Override
      Object toValue(V value) {
        return toValue.apply(value);
      }
    };
  }

  /**
   * @param expected the expected value, for messages
   */
  ValueAdapter(String expected) {
    this.expected = expected;
  }

  /**
   * Returns the value; null if the JSON type is wrong.
   *
   * @throws IllegalArgumentException if the type is right and the content wrong
   * @throws DateTimeException in the same case
   * @throws ArithmeticException in the same case
   */
  abstract @Nullable V fromValue(Object json);

  abstract Object toValue(V value);

  @Override
  public @Nullable V fromJson(JsonReader reader) throws IOException {
    JsonReader.Token token = reader.peek();
    Object json = FreeFormJson.read(reader);
    if (json == null) {
      return null;
    }
    V value;
    try {
      value = fromValue(json);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      // Not the cause: it repeats the value, which may be a customer's.
      throw new JsonDataException(
          "Expected " + expected + " but it cannot be read as one at path " + reader.getPath());
    }
    if (value == null) {
      throw new JsonDataException(
          "Expected " + expected + " but was " + token + " at path " + reader.getPath());
    }
    return value;
  }

  @Override
  public void toJson(JsonWriter writer, @Nullable V value) throws IOException {
    if (value == null) {
      writer.nullValue();
      return;
    }
    try {
      FreeFormJson.write(writer, toValue(value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(writer.getPath() + ": " + ForeignText.messageOf(e), e);
    }
  }
}
