package io.github.intercomobjects;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sits nearest to the network: tells the call what was really sent, and keeps OkHttp from sending
 * it again on its own, which it does after a 503 with {@code Retry-After: 0}; {@code
 * retryOnConnectionFailure(false)} does the rest. Within one attempt an authenticator or a user's
 * own interceptor may send the request again only if it reads or was refused.
 */
final class NetworkGuard implements Interceptor {
  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    CallState state = request.tag(CallState.class);
    if (state == null) {
      return chain.proceed(request);
    }
    if (!state.mayBeSentNow()) {
      throw new IOException("not sent again: a repetition could apply the call twice");
    }
    state.markSent();
    Response response = chain.proceed(request);
    state.markAnswered(response.code());
    return response.code() == 503 ? withHarmlessRetryAfter(response) : response;
  }

  /** OkHttp would repeat after zero seconds, and fail on a number that is no {@code int}. */
  private static Response withHarmlessRetryAfter(Response response) {
    String retryAfter = response.header("Retry-After");
    if (retryAfter == null || !retryAfter.matches("[0-9]+")) {
      return response;
    }
    Long seconds = Headers.wholeNumber(response, "Retry-After");
    if (seconds == null || seconds == 0) {
      return response.newBuilder().removeHeader("Retry-After").build();
    }
    return seconds <= Integer.MAX_VALUE
        ? response
        : response.newBuilder().header("Retry-After", "" + Integer.MAX_VALUE).build();
  }
}
