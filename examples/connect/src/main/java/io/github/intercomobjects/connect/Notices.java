package io.github.intercomobjects.connect;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.DecodingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of what happens to many records alike: a line of each kind at most once a minute.
 * Thread-safe.
 */
final class Notices {
  private static final Logger log = LoggerFactory.getLogger(IntercomSinkTask.class);
  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

  private final Ticks ticks;
  private final Rate failures = new Rate();
  private final Rate drops = new Rate();

  Notices(Ticks ticks) {
    this.ticks = ticks;
  }

  /** The occurrences of a kind since its last line. Guarded by its owner. */
  private static final class Rate {
    private @Nullable Long loggedNanos;
    private long count;

    /** Counts one, and returns how many to report; 0 for none now. */
    long next(long now) {
      count++;
      if (loggedNanos != null && now - loggedNanos < INTERVAL) {
        return 0;
      }
      loggedNanos = now;
      long reported = count;
      count = 0;
      return reported;
    }
  }

  /** Reports a change that will be sent again. */
  synchronized void failed(Change change, Throwable cause) {
    long count = failures.next(ticks.nanoTime());
    if (count > 0) {
      String text = String.valueOf(cause.getMessage());
      String reason =
          cause instanceof ApiException e
              ? FailureText.ofRejection(e, change.names(), change.values())
              : cause instanceof DecodingException
                  ? FailureText.withoutValues(text, change.names(), change.values())
                  : text;
      log.warn(
          "{} changes were not stored and will be sent again, the last one of {}: {}",
          count,
          change.object().type(),
          reason);
    }
  }

  /** Reports a change that was stored in part. */
  synchronized void dropped(String text) {
    long count = drops.next(ticks.nanoTime());
    if (count > 0) {
      log.warn("{} changes were stored in part; the last one: {}", count, text);
    }
  }
}
