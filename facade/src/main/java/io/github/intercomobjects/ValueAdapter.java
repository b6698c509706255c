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
 * An adapter that also converts to and from the JSON values of {@link FreeFormJson}, so that JSON
 * that was read need not become text again. Null-safe.
 */
abstract class ValueAdapter<V> extends JsonAdapter<V> {
  private final String expected;

  /**
   * Returns an adapter with these functions as {@link #fromValue} and {@link #toValue}.
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

  ValueAdapter(String expected) {
    this.expected = expected;
  }

  /**
   * Returns the value; null if the JSON type is wrong. If only the content is wrong, it throws an
   * {@link IllegalArgumentException}, {@link DateTimeException} or {@link ArithmeticException}.
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
      // Without the cause, which contains the value.
      throw new JsonDataException(
          "Expected %s but the value cannot be read as one at path %s"
              .formatted(expected, reader.getPath()));
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
