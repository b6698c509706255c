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
record Answer(Request request, Response response, Buffer body) {
  /** Far beyond a page of instances or a conversation with all its parts. */
  static final long LARGEST = 64L << 20;

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

  /** The same, with an empty JSON object for a body. */
  Answer withEmptyObject() {
    return new Answer(
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
