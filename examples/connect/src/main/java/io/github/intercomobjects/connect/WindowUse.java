package io.github.intercomobjects.connect;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The part of the rate limit's window that was used at the last response, by everybody with this
 * token. Thread-safe.
 */
final class WindowUse implements Interceptor {
  private volatile double share;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    Double limit = number(response.header("X-RateLimit-Limit"));
    Double remaining = number(response.header("X-RateLimit-Remaining"));
    if (limit != null && remaining != null && limit > 0) {
      share = Math.max(0, Math.min(1, 1 - remaining / limit));
    }
    return response;
  }

  private static @Nullable Double number(@Nullable String header) {
    return header != null && header.matches("[0-9]{1,9}") ? Double.valueOf(header) : null;
  }

  /** Returns the share, from 0 to 1. */
  double share() {
    return share;
  }
}
