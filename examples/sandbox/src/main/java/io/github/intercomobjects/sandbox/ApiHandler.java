package io.github.intercomobjects.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Carries requests from the server to the API and answers back, and records both. */
final class ApiHandler extends Handler.Abstract {
  static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  // Read to its end, a refused body leaves the connection in order and the client with an answer.
  private static final long MAX_DISCARDED_BYTES = 20L * MAX_BODY_BYTES;

  private final Workspace workspace;
  private final Runnable restore;
  private final Faults faults = new Faults();
  private final CallLog calls;
  private final CallRecorder recorder;
  private final RateWindow rateWindow;
  private final FaultyApi api;
  private final ControlCalls control;
  private final AtomicLong requests = new AtomicLong();

  ApiHandler(
      Workspace workspace, String baseUrl, BrowserGuard guard, int keptCalls, int keptBodyBytes) {
    this.workspace = workspace;
    this.restore = workspace.snapshot();
    this.calls = new CallLog(keptCalls);
    this.recorder =
        new CallRecorder(
            new TokenMask(workspace.settings().tokens().keySet()),
            keptBodyBytes,
            () -> workspace.clock().instant());
    Api faultless = new Api(workspace, baseUrl);
    this.rateWindow = faultless.rateWindow();
    this.api = new FaultyApi(faultless);
    this.control =
        new ControlCalls(guard, workspace, faults, new ControlLog(calls, rateWindow), this::reset);
  }

  Faults faults() {
    return faults;
  }

  CallLog calls() {
    return calls;
  }

  RateWindow rateWindow() {
    return rateWindow;
  }

  /** Everything back to how it was at the start. */
  void reset() {
    faults.clear();
    restore.run();
    rateWindow.clear();
    requests.set(0);
    calls.clear();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    Incoming incoming = incoming(request);
    Delivery delivery = delivery(request, response, callback);
    if (ControlCalls.isFor(incoming.rawPath())) {
      delivery.send(control.answer(incoming));
      return true;
    }
    Fault fault = faults.strike(incoming.method(), incoming.rawPath());
    String requestId = requestId();
    Outgoing answer = api.answer(incoming, requestId, fault);
    calls.add(recorder.record(incoming, answer, fault));
    delivery.send(answer, fault);
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
    delivery(request, response, callback)
        .send(Outgoing.of(Answer.to(refusal, requestId, null), requestId));
    return true;
  }

  private Delivery delivery(Request request, Response response, Callback callback) {
    return new Delivery(request, response, callback, () -> workspace.clock().instant());
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
        headers(request),
        body,
        tooLarge);
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue() == null ? "" : field.getValue();
      headers.merge(field.getLowerCaseName(), value, (first, next) -> first + ", " + next);
    }
    return headers;
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
    return String.format(Locale.ROOT, "sandbox%013d", requests.incrementAndGet());
  }
}
