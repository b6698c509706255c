package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of an HTTP client. Of the headers it reads only the version, so that it never holds
 * the access token.
 */
final class Recorder implements Interceptor {
  private static final long LARGEST_BODY = 16L << 20;

  private final HttpUrl baseUrl;
  private final List<Exchange> kept = new ArrayList<>();
  private boolean keeps;
  private @Nullable Exchange last;

  Recorder(HttpUrl baseUrl) {
    this.baseUrl = baseUrl;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    Response response = chain.proceed(request);
    add(exchange(request, response));
    return response;
  }

  /** Returns the exchange; the body of the response can still be read. */
  Exchange exchange(Request request, Response response) throws IOException {
    return new Exchange(
        String.valueOf(request.header("Intercom-Version")),
        request.method(),
        path(request.url()),
        request.url().queryParameterNames(),
        body(request.body()),
        response.code(),
        Json.parse(response.peekBody(LARGEST_BODY).string()));
  }

  synchronized void add(Exchange exchange) {
    last = exchange;
    if (keeps) {
      kept.add(exchange);
    }
  }

  /** Sets whether exchanges are kept for the recordings; at first they are not. */
  synchronized void keep(boolean keep) {
    keeps = keep;
  }

  synchronized List<Exchange> kept() {
    return List.copyOf(kept);
  }

  /** Returns the newest exchange, and forgets it; null if there was none since. */
  synchronized @Nullable Exchange takeLast() {
    Exchange taken = last;
    last = null;
    return taken;
  }

  private String path(HttpUrl url) {
    int skipped = baseUrl.pathSize() - 1;
    String first = url.pathSegments().get(skipped);
    int count = url.pathSize() - skipped;
    return switch (first) {
      case "custom_object_instances" ->
          "/custom_object_instances/{custom_object_type_identifier}" + (count > 2 ? "/{id}" : "");
      case "contacts" -> "/contacts/{contact_id}";
      default -> "/" + first;
    };
  }

  private static JsonNode body(@Nullable RequestBody body) throws IOException {
    if (body == null || body.contentLength() == 0) {
      return MissingNode.getInstance();
    }
    Buffer buffer = new Buffer();
    body.writeTo(buffer);
    return Json.parse(buffer.readUtf8());
  }
}
