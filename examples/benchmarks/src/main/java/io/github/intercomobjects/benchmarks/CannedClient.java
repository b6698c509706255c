package io.github.intercomobjects.benchmarks;

import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/** An HTTP client without a network, so that a call costs only its JSON and its caller. */
final class CannedClient {
  static final String BASE_URL = "https://api.intercom.io/";

  private CannedClient() {}

  /** Returns a client that discards every request, and responds with {@code response}. */
  static OkHttpClient respondingWith(byte[] response) {
    return respondingWith(response, new Buffer());
  }

  /**
   * Returns a client that writes the body of each request to a buffer, after which it must be read,
   * and responds with {@code response}.
   */
  static OkHttpClient respondingWith(byte[] response, Buffer sent) {
    return new OkHttpClient.Builder()
        .addInterceptor(
            chain -> {
              Request request = chain.request();
              RequestBody body = request.body();
              if (body != null) {
                sent.clear();
                body.writeTo(sent);
              }
              return new Response.Builder()
                  .request(request)
                  .protocol(Protocol.HTTP_1_1)
                  .code(200)
                  .message("OK")
                  .body(ResponseBody.create(response, Requests.JSON))
                  .build();
            })
        .build();
  }
}
