package io.github.intercomobjects.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Carries requests from the server to the API and answers back, and records both. */
final class ApiHandler extends Handler.Abstract {
  static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  private static final int CALLS_KEPT = 10_000;
  private static final long BODY_CHARS_KEPT = 3L * MAX_BODY_BYTES;

  // Read to its end, a refused body leaves the connection in order and the client with an answer.
  private static final long MAX_DISCARDED_BYTES = 20L * MAX_BODY_BYTES;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Api api;
  private final Workspace workspace;
  private final CallLog calls = new CallLog(CALLS_KEPT, BODY_CHARS_KEPT);
  private final AtomicLong requests = new AtomicLong();

  ApiHandler(Api api, Workspace workspace) {
    this.api = api;
    this.workspace = workspace;
  }

  List<RecordedCall> calls() {
    return calls.latest();
  }

  /** Forgets the calls so far. */
  void reset() {
    api.reset();
    calls.clear();
    requests.set(0);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    Incoming incoming = incoming(request);
    String requestId = requestId();
    Answer answer = api.answer(incoming, requestId);
    calls.add(
        new RecordedCall(
            incoming.method(),
            incoming.pathAndQuery(),
            incoming.version(),
            new String(incoming.body(), StandardCharsets.UTF_8),
            answer.status()));
    send(answer, requestId, response, callback);
    return true;
  }

  /**
   * Answers what the server refuses before a handler sees it, such as headers beyond its limits.
   */
  boolean handleError(Request request, Response response, Callback callback) {
    int status = Math.max(400, response.getStatus());
    Refusal refusal =
        status >= 500
            ? new Refusal(status, "server_error", "The sandbox failed", null)
            : new Refusal(status, "bad_request", "The request is not valid HTTP", null);
    String requestId = requestId();
    send(Answer.to(refusal, requestId, null), requestId, response, callback);
    return true;
  }

  private void send(Answer answer, String requestId, Response response, Callback callback) {
    byte[] body = Json.write(answer.body());
    response.setStatus(answer.status());
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.DATE, HTTP_DATE.format(workspace.clock().instant()));
    headers.put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    headers.put("X-Request-Id", requestId);
    answer.headers().forEach((name, value) -> headers.put(name, value));
    RateWindow.Reading rate = answer.rate();
    if (rate != null) {
      headers.put("X-RateLimit-Limit", rate.limit());
      headers.put("X-RateLimit-Remaining", rate.remaining());
      headers.put("X-RateLimit-Reset", rate.reset());
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private static Incoming incoming(Request request) throws IOException {
    HttpURI uri = request.getHttpURI();
    byte[] body;
    boolean tooLarge;
    try (InputStream in = Request.asInputStream(request)) {
      body = in.readNBytes(MAX_BODY_BYTES + 1);
      tooLarge = body.length > MAX_BODY_BYTES;
      if (tooLarge) {
        body = new byte[0];
        discard(in);
      }
    }
    String path = uri.getPath();
    return new Incoming(
        request.getMethod(),
        path == null || path.isEmpty() ? "/" : path,
        uri.getQuery(),
        request.getHeaders().get(HttpHeader.AUTHORIZATION),
        request.getHeaders().get("Intercom-Version"),
        body,
        tooLarge);
  }

  private static void discard(InputStream in) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long discarded = 0;
    int read = in.read(buffer);
    while (read >= 0 && discarded < MAX_DISCARDED_BYTES) {
      discarded += read;
      read = in.read(buffer);
    }
  }

  /** Twenty characters, as Intercom's own, and counted so that a run can be repeated. */
  private String requestId() {
    return String.format("sandbox%013d", requests.incrementAndGet());
  }
}
