package io.github.intercomobjects;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.client.model.ErrorItem;
import io.github.intercomobjects.client.model.ErrorList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The readable part of the body of an error response, in whatever form it is.
 *
 * @param errors empty if none can be read
 * @param requestId null if there is none
 */
record ErrorBody(List<ErrorItem> errors, @Nullable String requestId) {
  /** The number of bytes that are read; longer than any error of Intercom's. */
  private static final long LARGEST = 16 << 10;

  private static final JsonAdapter<ErrorList> ERRORS =
      new Moshi.Builder().build().adapter(ErrorList.class);

  private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

  /**
   * Reads a body. The result does not contain {@code token}, because it goes into messages and
   * logs.
   *
   * @param fallbackId the request id if the body has none
   */
  static ErrorBody of(Buffer body, @Nullable String fallbackId, String token) {
    ErrorBody read = of(body);
    String requestId = read.requestId == null ? fallbackId : read.requestId;
    return new ErrorBody(
        withoutToken(read.errors, token),
        requestId == null ? null : ForeignText.withoutToken(requestId, token));
  }

  private static List<ErrorItem> withoutToken(List<ErrorItem> errors, String token) {
    String json = toJson(errors);
    String clean = ForeignText.withoutToken(json, token);
    return clean.equals(json) ? errors : fromJson(clean);
  }

  /** Returns the errors as JSON, with unknown fields. */
  static String toJson(List<ErrorItem> errors) {
    return ERRORS.toJson(ErrorList.builder().errors(errors).build());
  }

  /** Returns the errors in JSON from {@link #toJson}. */
  static List<ErrorItem> fromJson(String json) {
    ErrorList list = read(new Buffer().writeUtf8(json));
    return list == null || list.getErrors() == null ? List.of() : list.getErrors();
  }

  private static ErrorBody of(Buffer body) {
    Buffer start = new Buffer();
    long from = body.rangeEquals(0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.size() : 0;
    body.copyTo(start, from, Math.min(body.size() - from, LARGEST));
    ErrorList list = read(start.clone());
    if (list == null || list.getErrors() == null) {
      list = readLoosely(start);
    }
    List<ErrorItem> errors = list.getErrors() == null ? List.of() : list.getErrors();
    if (errors.isEmpty() && (list.getMessage() != null || list.getErrorKey() != null)) {
      errors =
          List.of(ErrorItem.builder().code(list.getErrorKey()).message(list.getMessage()).build());
    }
    return new ErrorBody(errors, list.getRequestId());
  }

  private static @Nullable ErrorList read(Buffer json) {
    try {
      return ERRORS.fromJson(json);
    } catch (IOException | JsonDataException e) {
      return null;
    }
  }

  /** Reads as much as possible of JSON that is malformed, cut off or has unexpected errors. */
  private static ErrorList readLoosely(Buffer body) {
    ErrorList.Builder list = ErrorList.builder();
    List<ErrorItem> errors = new ArrayList<>();
    JsonReader json = JsonReader.of(body);
    try {
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "request_id" -> list.requestId(text(json));
          case "message" -> list.message(text(json));
          case "error_key" -> list.errorKey(text(json));
          case "errors" -> readErrors(json, errors);
          default -> json.skipValue();
        }
      }
    } catch (IOException | JsonDataException e) {
      // HTML from a proxy, an empty body or anything else: then there is only the status.
    }
    return list.errors(errors).build();
  }

  private static void readErrors(JsonReader json, List<ErrorItem> errors) throws IOException {
    if (json.peek() != JsonReader.Token.BEGIN_ARRAY) {
      json.skipValue();
      return;
    }
    json.beginArray();
    while (json.hasNext()) {
      if (json.peek() == JsonReader.Token.BEGIN_OBJECT) {
        readError(json, errors);
      } else {
        json.skipValue();
      }
    }
    json.endArray();
  }

  private static void readError(JsonReader json, List<ErrorItem> errors) throws IOException {
    ErrorItem.Builder error = ErrorItem.builder();
    boolean isComplete = false;
    try {
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "code" -> error.code(text(json));
          case "message" -> error.message(text(json));
          case "field" -> error.field(text(json));
          default -> json.skipValue();
        }
      }
      json.endObject();
      isComplete = true;
    } finally {
      ErrorItem read = error.build();
      if (isComplete || read.getCode() != null) {
        errors.add(read);
      }
    }
  }

  private static @Nullable String text(JsonReader json) throws IOException {
    if (json.peek() == JsonReader.Token.STRING || json.peek() == JsonReader.Token.NUMBER) {
      return json.nextString();
    }
    json.skipValue();
    return null;
  }
}
