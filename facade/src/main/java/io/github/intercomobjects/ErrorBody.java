package io.github.intercomobjects;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.client.model.ErrorItem;
import io.github.intercomobjects.client.model.ErrorList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What can be read of the body of a refusal, whatever it looks like.
 *
 * @param errors none where there are none that can be read
 * @param requestId null where there is none
 */
record ErrorBody(List<ErrorItem> errors, @Nullable String requestId) {
  private static final JsonAdapter<ErrorList> ERRORS =
      new Moshi.Builder().build().adapter(ErrorList.class);

  /** Shorter tokens are those of tests, and may be a part of other words. */
  private static final int SHORTEST_TOKEN = 12;

  private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

  /**
   * What a refusal says, without {@code token}, because it goes into messages and logs.
   *
   * @param fallbackId the id of the request, used if the body has none
   */
  static ErrorBody of(BufferedSource body, @Nullable String fallbackId, String token) {
    ErrorBody read = of(body);
    String requestId = read.requestId == null ? fallbackId : read.requestId;
    if (token.length() < SHORTEST_TOKEN
        || (!read.errors.toString().contains(token)
            && (requestId == null || !requestId.contains(token)))) {
      return new ErrorBody(read.errors, requestId);
    }
    return new ErrorBody(
        read.errors.stream()
            .map(
                error ->
                    ErrorItem.builder()
                        .code(without(token, error.getCode()))
                        .message(without(token, error.getMessage()))
                        .field(without(token, error.getField()))
                        .build())
            .toList(),
        without(token, requestId));
  }

  private static @Nullable String without(String token, @Nullable String text) {
    return text == null ? null : text.replace(token, "[token]");
  }

  private static ErrorBody of(BufferedSource body) {
    ErrorList list = read(body);
    return list == null
        ? new ErrorBody(List.of(), null)
        : new ErrorBody(errors(list), list.getRequestId());
  }

  private static @Nullable ErrorList read(BufferedSource body) {
    try {
      if (body.rangeEquals(0, BYTE_ORDER_MARK)) {
        body.skip(BYTE_ORDER_MARK.size());
      }
      return ERRORS.fromJson(body);
    } catch (IOException | JsonDataException e) {
      // HTML from a proxy, nothing at all, or anything else: the status says what there is to say.
      return null;
    }
  }

  private static List<ErrorItem> errors(ErrorList list) {
    List<ErrorItem> errors = list.getErrors();
    if (errors == null) {
      errors = readable(list.getUnknownFields().get("errors"));
    }
    if (!errors.isEmpty() || (list.getMessage() == null && list.getErrorKey() == null)) {
      return errors;
    }
    return List.of(ErrorItem.builder().code(list.getErrorKey()).message(list.getMessage()).build());
  }

  /** The errors in a list that holds other things too, which the model keeps as it came. */
  private static List<ErrorItem> readable(@Nullable Object json) {
    List<ErrorItem> errors = new ArrayList<>();
    if (json instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> error) {
          errors.add(
              ErrorItem.builder()
                  .code(text(error.get("code")))
                  .message(text(error.get("message")))
                  .field(text(error.get("field")))
                  .build());
        }
      }
    }
    return List.copyOf(errors);
  }

  private static @Nullable String text(@Nullable Object json) {
    return json == null ? null : json.toString();
  }
}
