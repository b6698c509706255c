package io.github.intercomobjects;

import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/**
 * The answer to an attempt of a call, a success or not.
 *
 * @param request the call's request, without the headers that the attempt added
 * @param response status and headers; its body is closed
 * @param body read to its end, unless it {@link #isTooLarge()}
 */
record BufferedResponse(Request request, Response response, Buffer body) {
  /** Far beyond a page of instances or a conversation with all its parts. */
  static final long LARGEST = 64L << 20;

  /**
   * Ten times as many as a page of 150 objects with 500 attributes each, or a conversation with 500
   * parts. With as many values, the JSON that takes the most memory (short names that are all
   * different, models with many fields and one value) fits into 512 MB with room to spare.
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
   * Returns whether the body holds more values of JSON than are read. Its length does not limit the
   * memory they take: 57 MiB of {@code [],[],} are 20 million lists.
   */
  boolean hasTooManyValues() {
    if (body.size() <= MOST_VALUES) {
      // Each takes a character, so nearly every response need not be looked through.
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
            // One more element or field, or the first that there may be.
            values++;
          }
        }
      }
    }
    return values > MOST_VALUES;
  }

  /** The same, with an empty JSON object for a body. */
  BufferedResponse withEmptyObject() {
    return new BufferedResponse(
        request, response.newBuilder().code(200).build(), new Buffer().writeUtf8("{}"));
  }

  ResponseBody toBody() {
    // Moshi searches all that a buffer holds, again and again: a long answer goes to it in pieces.
    BufferedSource source =
        body.size() <= SHORT ? body : Okio.buffer(new ForwardingSource(body) {});
    return ResponseBody.create(source, Headers.contentType(response), body.size());
  }

  /** The answer as OkHttp would have given it, for callers that go through Retrofit. */
  Response toResponse() {
    return response.newBuilder().request(request).body(toBody()).build();
  }
}
