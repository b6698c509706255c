package io.github.intercomobjects.benchmarks;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Okio;

/** An HTTP client without a network, so that a call costs only its JSON and its caller. */
final class CannedClient {
  private static final String URL = "https://api.intercom.io/" + Samples.PATH;

  private CannedClient() {}

  /** Returns a client that discards every request, and responds with {@code response}. */
  static OkHttpClient respondingWith(byte[] response) {
    return new OkHttpClient.Builder()
        .addInterceptor(
            chain -> {
              Request request = chain.request();
              RequestBody body = request.body();
              if (body != null) {
                try (var nowhere = Okio.buffer(Okio.blackhole())) {
                  body.writeTo(nowhere);
                }
              }
              return new Response.Builder()
                  .request(request)
                  .protocol(Protocol.HTTP_1_1)
                  .code(200)
                  .message("OK")
                  .body(ResponseBody.create(response, BareOkHttp.JSON))
                  .build();
            })
        .build();
  }

  /** Sends an order, which is all that other JSON libraries do besides JSON. */
  static ResponseBody call(OkHttpClient client, byte[] order) throws IOException {
    return send(client, BareOkHttp.request(URL).post(RequestBody.create(order, BareOkHttp.JSON)));
  }

  /** Sends a request without a body. */
  static ResponseBody call(OkHttpClient client) throws IOException {
    return send(client, BareOkHttp.request(URL));
  }

  private static ResponseBody send(OkHttpClient client, Request.Builder request)
      throws IOException {
    return client.newCall(request.build()).execute().body();
  }
}
