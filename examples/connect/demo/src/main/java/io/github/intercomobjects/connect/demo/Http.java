package io.github.intercomobjects.connect.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls with JSON to a server on this machine. */
final class Http {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final URI base;

  Http(URI base) {
    this.base = base;
  }

  /**
   * A response.
   *
   * @param body the JSON, or a missing node if there is none
   */
  record Response(int status, JsonNode body) {
    boolean isOk() {
      return status >= 200 && status < 300;
    }
  }

  Response send(String method, String path, @Nullable Object body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(Json.write(body)))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    String text = response.body();
    return new Response(response.statusCode(), Json.read(text.isBlank() ? "null" : text));
  }

  /** Sends a call that has to succeed, and returns the JSON. */
  JsonNode json(String method, String path, @Nullable Object body)
      throws IOException, InterruptedException {
    Response response = send(method, path, body);
    if (!response.isOk()) {
      throw new IOException(
          method + " " + base.resolve(path) + ": " + response.status() + " " + response.body());
    }
    return response.body();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json("GET", path, null);
  }
}
