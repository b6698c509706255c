package io.github.intercomobjects;

import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/**
 * The response to an attempt of a call, a success or not.
 *
 * @param request the call's request, without the headers that the attempt added
 * @param response status and headers; its body is closed
 * @param body read to its end, unless it {@link #isTooLarge()}
 */
record BufferedResponse(Request request, Response response, Buffer body) {
  /** Far more bytes than a page of instances or a conversation with all its parts. */
  static final long LARGEST = 64L << 20;

  /**
   * Ten times as many as a page of 150 objects with 500 attributes each, or a conversation with 500
   * parts. Even the JSON that takes the most memory (short, distinct names; models with many fields
   * and one value) fits into 512 MB with this many values.
   */
  static final int MOST_VALUES = 1_000_000;

  private static final int SHORT = 256 << 10;

  int status() {
    return response.code();
  }

  boolean isSuccessful() {
    return response.isSuccessful();
  }

  boolean isTooLarge() {
    return body.size() > LARGEST;
  }

  /**
   * Returns whether the body contains too many JSON values to read. Its length does not limit the
   * memory that they take: 57 MiB of {@code [],[],} are 20 million lists.
   */
  boolean hasTooManyValues() {
    if (body.size() <= MOST_VALUES) {
      // Each takes a character, so nearly no response needs to be scanned.
      return false;
    }
    int values = 0;
    boolean inText = false;
    boolean escaped = false;
    try (Buffer.UnsafeCursor cursor = body.readUnsafe(new Buffer.UnsafeCursor())) {
      while (cursor.next() != -1) {
        byte[] data = cursor.data;
        for (int i = cursor.start; data != null && i < cursor.end; i++) {
          byte b = data[i];
          if (escaped) {
            escaped = false;
          } else if (inText) {
            escaped = b == '\\';
            inText = b != '"';
          } else if (b == '"') {
            inText = true;
          } else if (b == ',' || b == '[' || b == '{') {
            // Each element or field follows one of these.
            values++;
          }
        }
      }
    }
    return values > MOST_VALUES;
  }

  /** Returns a copy whose body is an empty JSON object. */
  BufferedResponse withEmptyObject() {
    return new BufferedResponse(
        request, response.newBuilder().code(200).build(), new Buffer().writeUtf8("{}"));
  }

  ResponseBody toBody() {
    // Moshi searches a whole buffer again and again, so it gets a long body in segments.
    BufferedSource source =
        body.size() <= SHORT ? body : Okio.buffer(new ForwardingSource(body) {});
    return ResponseBody.create(source, Headers.contentType(response), body.size());
  }

  /** Returns the response as OkHttp would have, for callers that use Retrofit. */
  Response toResponse() {
    return response.newBuilder().request(request).body(toBody()).build();
  }
}
