package io.github.intercomobjects.sandbox;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Carries requests from the server to the API and answers back, and records both. */
final class ApiHandler extends Handler.Abstract {
  private final Workspace workspace;
  private final Runnable restore;
  private final Faults faults = new Faults();
  private final CallLog calls;
  private final TokenMask mask;
  private final CallRecorder recorder;
  private final RateWindow rateWindow;
  private final FaultyApi api;
  private final ControlCalls control;
  private final HostNames hosts;
  private final Limits limits;
  private final BodyMemory bodies;
  private final AtomicLong requests = new AtomicLong();

  ApiHandler(Workspace workspace, String baseUrl, HostNames hosts, Limits limits) {
    this.workspace = workspace;
    this.restore = workspace.snapshot();
    this.hosts = hosts;
    this.limits = limits;
    this.bodies = new BodyMemory(limits.bodyBytes());
    this.calls = new CallLog(limits.keptCalls(), limits.keptBytes());
    this.mask = new TokenMask(workspace.settings().tokens().keySet());
    this.recorder =
        new CallRecorder(mask, limits.keptBodyBytes(), () -> workspace.clock().instant());
    Api faultless = new Api(workspace, baseUrl);
    this.rateWindow = faultless.rateWindow();
    this.api = new FaultyApi(faultless);
    this.control =
        new ControlCalls(
            hosts,
            new BrowserGuard(baseUrl),
            workspace,
            faults,
            new ControlLog(calls, rateWindow),
            this::reset);
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
  public boolean handle(Request request, Response response, Callback callback) {
    BodyReader.read(
        request,
        bodies,
        limits.bodyTime(),
        body -> answer(request, body, delivery(request, response, callback)),
        callback::failed);
    return true;
  }

  private void answer(Request request, Body body, Delivery delivery) {
    try {
      answer(incoming(request, body), body.ended() ? delivery : delivery.last());
    } catch (OutOfMemoryError e) {
      send(delivery, outOfMemory());
    }
  }

  private void answer(Incoming incoming, Delivery delivery) {
    if (ControlPath.contains(incoming.rawPath())) {
      delivery.send(control.answer(incoming));
      return;
    }
    String requestId = requestId();
    Fault fault = null;
    Outgoing answer;
    try {
      // Before a fault, which a foreign page must not use up.
      hosts.check(incoming);
      fault = faults.strike(incoming.method(), incoming.rawPath());
      answer = api.answer(incoming, requestId, fault);
    } catch (Refusal refusal) {
      answer = Outgoing.of(Answer.to(refusal, requestId, null), requestId);
    }
    calls.add(recorder.record(incoming, answer, fault));
    delivery.send(answer, fault);
  }

  /**
   * Answers what the server refuses before a handler sees it, such as headers beyond its limits,
   * and what failed. The connection ends with it, since nobody knows where another request would
   * begin.
   */
  boolean handleError(Request request, Response response, Callback callback) {
    int status = Math.max(400, response.getStatus());
    Refusal refusal;
    if (request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof OutOfMemoryError) {
      refusal = outOfMemory();
    } else if (status >= 500) {
      refusal = new Refusal(status, "server_error", "The sandbox failed", null);
    } else {
      refusal = new Refusal(status, "bad_request", "The request is not valid HTTP", null);
    }
    send(delivery(request, response, callback), refusal);
    return true;
  }

  private void send(Delivery delivery, Refusal refusal) {
    String requestId = requestId();
    delivery.last().send(Outgoing.of(Answer.to(refusal, requestId, null), requestId));
  }

  /** What is kept of calls is all that can be done without. */
  private Refusal outOfMemory() {
    calls.forget();
    limits.outOfMemory().run();
    return Refusal.outOfMemory();
  }

  private Delivery delivery(Request request, Response response, Callback callback) {
    return new Delivery(request, response, callback, () -> workspace.clock().instant());
  }

  private Incoming incoming(Request request, Body body) {
    HttpURI uri = request.getHttpURI();
    String path = uri.getPath();
    return new Incoming(
        request.getMethod(),
        uri.getAuthority(),
        path == null || path.isEmpty() ? "/" : path,
        uri.getQuery(),
        headers(request),
        body.bytes(),
        body.unread(),
        new Dropped(mask::mask));
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue() == null ? "" : field.getValue();
      headers.merge(field.getLowerCaseName(), value, (first, next) -> first + ", " + next);
    }
    return headers;
  }

  /** Twenty characters, as Intercom's own, and counted so that a run can be repeated. */
  private String requestId() {
    return String.format(Locale.ROOT, "sandbox%013d", requests.incrementAndGet());
  }
}
