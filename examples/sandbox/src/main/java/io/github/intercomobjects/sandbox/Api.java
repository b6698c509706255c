package io.github.intercomobjects.sandbox;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API: checks the token, the rate limit and the version of a request, and dispatches it. */
final class Api {
  private final Workspace workspace;
  private final Settings settings;
  private final RateWindow rateWindow;
  private final Routes routes;

  Api(Workspace workspace, String baseUrl) {
    this.workspace = workspace;
    this.settings = workspace.settings();
    this.rateWindow = new RateWindow(settings.callsPerWindow(), settings.window());
    this.routes = new Routes(settings, workspace.state(), baseUrl);
  }

  ApiResponse respond(Incoming incoming, String requestId) {
    RateWindow.Reading rate = null;
    try {
      AccessToken token = authenticate(incoming.authorization());
      rate = rateWindow.take(workspace.clock().instant());
      if (!rate.granted()) {
        throw tooManyCalls();
      }
      if (!incoming.acceptsJson()) {
        throw Refusal.notAcceptable();
      }
      incoming.requireBody();
      Call call = new Call(incoming, version(incoming.version()), token);
      return new ApiResponse(200, workspace.locked(() -> routes.dispatch(call)), Map.of(), rate);
    } catch (Refusal refusal) {
      // Nothing of a rejected call is stored, and the caller knows that.
      incoming.dropped().clear();
      return ApiResponse.to(refusal, requestId, rate);
    } catch (RuntimeException e) {
      Refusal refusal = new Refusal(500, "server_error", "The sandbox failed: " + e, null);
      return ApiResponse.to(refusal, requestId, rate);
    }
  }

  RateWindow rateWindow() {
    return rateWindow;
  }

  /** Returns the response to a call over the rate limit. */
  ApiResponse tooManyCalls(String requestId, boolean withHeaders) {
    return ApiResponse.to(
        tooManyCalls(),
        requestId,
        withHeaders ? rateWindow.exhausted(workspace.clock().instant()) : null);
  }

  private Refusal tooManyCalls() {
    return new Refusal(
        429, "rate_limit_exceeded", "Exceeded rate limit of " + rateWindow.description(), null);
  }

  private AccessToken authenticate(@Nullable String authorization) {
    String scheme = "bearer ";
    AccessToken token =
        authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(scheme)
            ? null
            : settings.tokens().get(authorization.substring(scheme.length()).strip());
    if (token == null) {
      throw new Refusal(401, "unauthorized", "Access Token Invalid", null);
    }
    return token;
  }

  private ApiVersion version(@Nullable String header) {
    return header == null
        ? settings.defaultVersion()
        : ApiVersion.find(header)
            .orElseThrow(
                () ->
                    Refusal.version(
                        "The sandbox has no version '"
                            + header
                            + "' of the API; it has "
                            + ApiVersion.KNOWN
                            + " and Preview"));
  }
}
