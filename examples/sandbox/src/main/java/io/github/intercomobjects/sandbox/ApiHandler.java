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

/** The handler of all HTTP requests: passes them to the API or the control API and records them. */
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

  /** Restores the state at the start of the sandbox. */
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
        body -> respond(request, body, delivery(request, response, callback)),
        callback::failed);
    return true;
  }

  private void respond(Request request, Body body, Delivery delivery) {
    try {
      respond(incoming(request, body), body.ended() ? delivery : delivery.closing());
    } catch (OutOfMemoryError e) {
      send(delivery, outOfMemory());
    }
  }

  private void respond(Incoming incoming, Delivery delivery) {
    if (ControlPath.contains(incoming.rawPath())) {
      delivery.send(control.respond(incoming));
      return;
    }
    String requestId = requestId();
    Fault fault = null;
    Outgoing response;
    try {
      // Checked first, so that the requests of foreign web pages use up no fault.
      hosts.check(incoming);
      fault = faults.next(incoming.method(), incoming.rawPath());
      response = api.respond(incoming, requestId, fault);
    } catch (Refusal refusal) {
      response = Outgoing.of(ApiResponse.to(refusal, requestId, null), requestId);
    }
    calls.add(recorder.record(incoming, response, fault));
    delivery.send(response, fault);
  }

  /**
   * Responds to requests that the server rejects before they reach a handler, for example because
   * of too large headers, and to requests that failed. Closes the connection, since the start of a
   * further request is unknown.
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
    delivery.closing().send(Outgoing.of(ApiResponse.to(refusal, requestId, null), requestId));
  }

  /** Frees the recorded calls, which are the only memory that the sandbox can do without. */
  private Refusal outOfMemory() {
    calls.discard();
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

  /** Returns an id of 20 characters, as Intercom's, and the same ones in every run. */
  private String requestId() {
    return String.format(Locale.ROOT, "sandbox%013d", requests.incrementAndGet());
  }
}
