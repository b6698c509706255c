package io.github.intercomobjects.client.support;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of the adapters of models that is the same for all models. */
public abstract class ModelAdapter<T> extends JsonAdapter<T> {
  /** Creates an adapter. */
  protected ModelAdapter() {}

  /** Writes the fields that the model has accessors for, and returns the others. */
  protected abstract Map<String, @Nullable Object> writeFields(JsonWriter writer, T value)
      throws IOException;

  /** Returns a value that an adapter writes. */
  public static <T> T nonNull(@Nullable T value, JsonAdapter<T> adapter) {
    if (value == null) {
      throw new NullPointerException(
          "null "
              + adapter.getClass().getSimpleName().replace("JsonAdapter", "")
              + ": use the null-safe adapter that Moshi returns");
    }
    return value;
  }

  @Override
  public final void toJson(JsonWriter writer, @Nullable T value) throws IOException {
    T model = nonNull(value, this);
    boolean serializeNulls = writer.getSerializeNulls();
    writer.setSerializeNulls(true);
    try {
      writer.beginObject();
      Values.writeAll(writer, writeFields(writer, model));
      writer.endObject();
    } finally {
      writer.setSerializeNulls(serializeNulls);
    }
  }
}
