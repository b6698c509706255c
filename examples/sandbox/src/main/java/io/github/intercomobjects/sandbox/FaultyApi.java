package io.github.intercomobjects.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API with faults. */
final class FaultyApi {
  private static final byte[] GATEWAY_PAGE =
      """
      <html>
      <head><title>502 Bad Gateway</title></head>
      <body>
      <center><h1>502 Bad Gateway</h1></center>
      </body>
      </html>
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Api api;

  FaultyApi(Api api) {
    this.api = api;
  }

  /** Returns the response, which {@link Delivery} may still disturb; null for none at all. */
  @Nullable Outgoing respond(Incoming incoming, String requestId, @Nullable Fault fault) {
    if (fault == null) {
      return Outgoing.of(api.respond(incoming, requestId), requestId);
    }
    ApiResponse response = fault.isApplied() ? api.respond(incoming, requestId) : null;
    RateWindow.Reading rate = response == null ? null : response.rate();
    return switch (fault.kind()) {
      case RESET -> null;
      case STATUS ->
          Outgoing.of(ApiResponse.to(refusal(fault.status()), requestId, rate), requestId);
      case RATE_LIMITED -> Outgoing.of(api.tooManyCalls(requestId, true), requestId);
      case RATE_LIMITED_WITHOUT_HEADERS ->
          Outgoing.of(api.tooManyCalls(requestId, false), requestId);
      case BAD_GATEWAY -> new Outgoing(502, Map.of("Content-Type", "text/html"), GATEWAY_PAGE);
      case MALFORMED_JSON -> firstHalf(Outgoing.of(applied(response), requestId));
      case EMPTY_BODY -> Outgoing.of(applied(response), requestId).withBody(new byte[0]);
      case DELAY, LOST_ANSWER, CUT_BODY, SLOW_BODY -> Outgoing.of(applied(response), requestId);
    };
  }

  private static ApiResponse applied(@Nullable ApiResponse response) {
    if (response == null) {
      throw new IllegalStateException("The fault needs a response, but the call was not applied");
    }
    return response;
  }

  /** Returns a response with half of its body, which is never valid JSON. */
  private static Outgoing firstHalf(Outgoing full) {
    return full.withBody(Arrays.copyOf(full.body(), full.body().length / 2));
  }

  private static Refusal refusal(int status) {
    String code =
        switch (status) {
          case 400 -> "bad_request";
          case 401 -> "unauthorized";
          case 403 -> "forbidden";
          case 404 -> "not_found";
          case 408 -> "request_timeout";
          case 409 -> "conflict";
          case 422 -> "unprocessable_entity";
          case 429 -> "rate_limit_exceeded";
          case 503 -> "service_unavailable";
          default -> status < 500 ? "client_error" : "server_error";
        };
    return new Refusal(status, code, "A fault of the sandbox: status " + status, null);
  }
}
