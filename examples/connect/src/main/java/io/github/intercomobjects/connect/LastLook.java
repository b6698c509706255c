package io.github.intercomobjects.connect;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The second question to the lease, right before the bytes of an attempt. The library asks the
 * guard of a change before it opens a connection, and a process may freeze in between. What remains
 * are the bytes that are on their way already. Thread-safe.
 */
final class LastLook implements Interceptor {
  /** What the guard of the attempt on this thread has seen. */
  private record Seen(Lease lease, long epoch) {
    boolean isCurrent() {
      return lease.isValid() && lease.epoch() == epoch;
    }
  }

  /** An attempt runs on one thread, from its guard to its response. */
  private static final ThreadLocal<@Nullable Seen> SEEN = new ThreadLocal<>();

  /**
   * Returns whether the lease lasts, and remembers the epoch for the attempt that follows on this
   * thread. Ask for anything that ends with the epoch afterwards.
   */
  static boolean allows(Lease lease) {
    SEEN.set(new Seen(lease, lease.epoch()));
    return lease.isValid();
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Seen seen = SEEN.get();
    if (seen != null && !seen.isCurrent()) {
      // The library asks the guard again before another attempt.
      throw new IOException("not sent: the lease has lapsed, or partitions have changed");
    }
    return chain.proceed(chain.request());
  }
}
