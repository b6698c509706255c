package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A server that forwards to a sandbox, and changes its responses. */
final class ChangedSandbox implements AutoCloseable {
  /** A forwarded call. */
  record Call(String method, HttpUrl url, String version, String body) {
    boolean isOn(String resource) {
      return url.pathSegments().get(0).equals(resource);
    }

    boolean isOfObjects() {
      return isOn("custom_object_instances");
    }

    @Nullable String perPage() {
      return url.queryParameter("per_page");
    }

    boolean has(String parameter) {
      return url.queryParameter(parameter) != null;
    }
  }

  /** A response. */
  record Reply(int status, JsonNode body) {}

  /** A change of some responses. */
  interface Change {
    Reply change(Call call, Reply reply);
  }

  private final MockWebServer server = new MockWebServer();
  private final OkHttpClient http = new OkHttpClient();
  private final HttpUrl sandbox;
  private final List<Change> changes = new ArrayList<>();

  private ChangedSandbox(String sandbox) {
    this.sandbox = HttpUrl.get(sandbox);
  }

  static ChangedSandbox start(String sandbox) throws IOException {
    ChangedSandbox changed = new ChangedSandbox(sandbox);
    changed.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            try {
              return changed.forward(request);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        });
    changed.server.setServerSocketFactory(new PromptSockets());
    changed.server.start();
    return changed;
  }

  String baseUrl() {
    return server.url("/").toString();
  }

  ChangedSandbox with(Change change) {
    changes.add(change);
    return this;
  }

  private MockResponse forward(RecordedRequest request) throws IOException {
    ByteString bytes = request.getBody() == null ? ByteString.EMPTY : request.getBody();
    Call call =
        new Call(
            request.getMethod(),
            request.getUrl(),
            String.valueOf(request.getHeaders().get("Intercom-Version")),
            bytes.utf8());
    HttpUrl url =
        sandbox
            .newBuilder()
            .encodedPath(retyped(call))
            .encodedQuery(request.getUrl().encodedQuery())
            .build();
    boolean hasBody = !bytes.utf8().isEmpty();
    Request forwarded =
        new Request.Builder()
            .url(url)
            .headers(headers(request.getHeaders()))
            .method(
                call.method(),
                hasBody ? RequestBody.create(bytes, MediaType.get("application/json")) : null)
            .build();
    try (Response response = http.newCall(forwarded).execute()) {
      Reply reply = new Reply(response.code(), Json.parse(response.body().string()));
      for (Change change : changes) {
        reply = change.change(call, reply);
      }
      return new MockResponse.Builder()
          .code(reply.status())
          .addHeader("Content-Type", "application/json")
          .body(reply.body().toString())
          .build();
    }
  }

  /** Whether the case of the identifier of a type is ignored. */
  private boolean ignoresCase;

  ChangedSandbox ignoringCase() {
    ignoresCase = true;
    return this;
  }

  private String retyped(Call call) {
    String path = call.url().encodedPath();
    return ignoresCase
        ? path.replaceFirst(
            "(?i)/custom_object_instances/" + Scene.TYPE + "(?=/|$)",
            "/custom_object_instances/" + Scene.TYPE)
        : path;
  }

  private static Headers headers(Headers sent) {
    return sent.newBuilder()
        .removeAll("Host")
        .removeAll("Accept-Encoding")
        .removeAll("Content-Length")
        .build();
  }

  @Override
  public void close() {
    server.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
