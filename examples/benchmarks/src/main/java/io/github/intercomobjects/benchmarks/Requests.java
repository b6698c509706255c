package io.github.intercomobjects.benchmarks;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Requests without Retrofit, with the headers that the library sends. */
final class Requests {
  static final MediaType JSON = MediaType.get("application/json; charset=UTF-8");

  private final OkHttpClient client;
  private final String url;

  Requests(String baseUrl, OkHttpClient client) {
    this.client = client;
    this.url = baseUrl + Samples.PATH;
  }

  static Request.Builder withHeaders(Request.Builder request) {
    return request
        .header("Authorization", "Bearer " + Samples.TOKEN)
        .header("Accept", "application/json")
        .header("Intercom-Version", "2.16");
  }

  Response post(byte[] json) throws IOException {
    return send(new Request.Builder().url(url).post(RequestBody.create(json, JSON)));
  }

  Response get() throws IOException {
    return send(new Request.Builder().url(url));
  }

  private Response send(Request.Builder request) throws IOException {
    Response response = client.newCall(withHeaders(request).build()).execute();
    if (!response.isSuccessful()) {
      response.close();
      throw new IOException("status " + response.code());
    }
    return response;
  }
}
