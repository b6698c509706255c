package io.github.intercomobjects.client.support;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.intercomobjects.client.FreeFormJson;
import java.io.IOException;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Methods to read what arrives in several forms, or in forms that may be unknown. */
public final class Lenient {
  private Lenient() {}

  /**
   * Reads a model that may be wrapped in an object with one field. The wrapper is not written back.
   */
  public static <T> @Nullable Object wrapped(
      JsonReader reader, String name, UnknownFields unknown, JsonAdapter<T> adapter, String wrapper)
      throws IOException {
    if (reader.peek() == JsonReader.Token.BEGIN_OBJECT) {
      try (JsonReader peeked = reader.peekJson()) {
        peeked.beginObject();
        if (peeked.hasNext()
            && peeked.nextName().equals(wrapper)
            && peeked.peek() == JsonReader.Token.BEGIN_OBJECT) {
          T inner = adapter.fromJson(peeked);
          if (!peeked.hasNext()) {
            reader.skipValue();
            unknown.forget(name);
            return inner;
          }
        }
      }
    }
    return Values.model(reader, name, unknown, adapter);
  }

  /**
   * Returns a reader of the value that an object has under another name of a property, and removes
   * the value from the unknown fields. Returns null if there is none, or if the object has the
   * property itself: the other value then stays unknown, so that neither is lost.
   */
  public static @Nullable JsonReader alias(
      @Nullable Object held, String name, String alias, UnknownFields unknown) throws IOException {
    if (held != null || unknown.has(name) || !unknown.has(alias)) {
      return null;
    }
    Buffer json = new Buffer();
    FreeFormJson.write(JsonWriter.of(json), unknown.take(alias));
    return JsonReader.of(json);
  }

  /**
   * Returns the text of the field that shows the type of an object, without reading the object.
   * Returns an empty text if the next value is not an object, or has no text there.
   */
  public static String discriminator(JsonReader reader, String name) throws IOException {
    if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
      return "";
    }
    try (JsonReader peeked = reader.peekJson()) {
      peeked.beginObject();
      while (peeked.hasNext()) {
        if (peeked.nextName().equals(name)) {
          return peeked.peek() == JsonReader.Token.STRING ? peeked.nextString() : "";
        }
        peeked.skipValue();
      }
    }
    return "";
  }
}
