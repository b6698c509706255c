package io.github.intercomobjects.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp alone, which sends the same bytes and headers as the library, and reads the response. */
final class BareOkHttp {
  static final MediaType JSON = MediaType.get("application/json; charset=UTF-8");

  private final OkHttpClient client;
  private final String url;

  BareOkHttp(String baseUrl) {
    // The library keeps as many idle connections. With OkHttp's 5, 16 callers would reconnect
    // often.
    this.client =
        new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(32, 5, TimeUnit.MINUTES))
            .build();
    this.url = baseUrl + Samples.PATH;
  }

  /** Returns a request with the headers that the library sends. */
  static Request.Builder request(String url) {
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Bearer " + Samples.TOKEN)
        .header("Accept", "application/json")
        .header("Intercom-Version", "2.16");
  }

  byte[] upsert(byte[] order) throws IOException {
    Request request = request(url).post(RequestBody.create(order, JSON)).build();
    try (Response response = client.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw new IOException("status " + response.code());
      }
      return response.body().bytes();
    }
  }
}
