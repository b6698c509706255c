package io.github.intercomobjects;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sits nearest to the network: tells the call what was really sent, and keeps OkHttp from sending
 * it again on its own, which it does after a 503 with {@code Retry-After: 0}; {@code
 * retryOnConnectionFailure(false)} does the rest. Within one attempt a request may follow only if
 * it reads or was refused (an authenticator's, or a repetition of a user's own interceptor).
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
    return isImmediateRetry(response)
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }

  private static boolean isImmediateRetry(Response response) {
    String retryAfter = response.header("Retry-After");
    return response.code() == 503 && retryAfter != null && retryAfter.matches("0+");
  }
}
