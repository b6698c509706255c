package io.github.intercomobjects.benchmarks;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Okio;

/** An HTTP client without a network: what is left of a call is JSON and whoever makes it. */
final class CannedClient {
  private static final String URL = "https://api.intercom.io/" + Samples.PATH;

  private CannedClient() {}

  /** A client that writes every request to nowhere, and answers with {@code answer}. */
  static OkHttpClient answering(byte[] answer) {
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
                  .body(ResponseBody.create(answer, BareOkHttp.JSON))
                  .build();
            })
        .build();
  }

  /** What a peer of the library does around its JSON: one call of {@code client}. */
  static ResponseBody call(OkHttpClient client, byte[] order) throws IOException {
    return send(client, BareOkHttp.request(URL).post(RequestBody.create(order, BareOkHttp.JSON)));
  }

  /** The same of a call that only reads. */
  static ResponseBody call(OkHttpClient client) throws IOException {
    return send(client, BareOkHttp.request(URL));
  }

  private static ResponseBody send(OkHttpClient client, Request.Builder request)
      throws IOException {
    return client.newCall(request.build()).execute().body();
  }
}
