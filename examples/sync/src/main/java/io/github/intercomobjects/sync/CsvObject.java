package io.github.intercomobjects.sync;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ExternalCreatedAt;
import io.github.intercomobjects.ExternalId;
import io.github.intercomobjects.client.FreeFormJson;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object whose attributes are known to the file only. The annotations say which names of its
 * JSON stand beside the attributes.
 */
record CsvObject(
    @ExternalId @Json(name = CsvObject.KEY) String key,
    @ExternalCreatedAt @Json(name = CsvObject.CREATED_AT) @Nullable Instant createdAt,
    Attributes attributes) {
  static final String KEY = "external_id";
  static final String CREATED_AT = "external_created_at";

  /** Writes the attributes beside key and time, where a record would nest them. */
  static final class Adapter extends JsonAdapter<CsvObject> {
    @Override
    public CsvObject fromJson(JsonReader reader) {
      // What came back is looked at as attributes.
      throw new JsonDataException("rows are written only");
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable CsvObject object) throws IOException {
      if (object == null) {
        throw new JsonDataException("there is no row");
      }
      writer.beginObject();
      writer.name(KEY).value(object.key());
      Instant createdAt = object.createdAt();
      writer.name(CREATED_AT).value(createdAt == null ? null : createdAt.getEpochSecond());
      for (var attribute : object.attributes().toMap().entrySet()) {
        writer.name(attribute.getKey());
        FreeFormJson.write(writer, attribute.getValue());
      }
      writer.endObject();
    }
  }
}
