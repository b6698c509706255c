package io.github.intercomobjects;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the calls of one token within Intercom's windows, which it learns from the headers of every
 * answer.
 *
 * <p>Operations whose answers name the same limit share a window, others have their own. The end of
 * a window is the earliest that one of its answers gives: {@code Date} is cut to whole seconds, so
 * each answer gives an upper bound. Thread-safe.
 */
final class RateLimiter {
  /** The length of Intercom's windows (developer documentation of version 2.17). */
  static final Duration WINDOW = Duration.ofSeconds(10);

  private static final long WINDOW_NANOS = WINDOW.toNanos();

  /** A header that makes a window longer than this is not believed. */
  private static final long LONGEST_WINDOW_NANOS = Duration.ofSeconds(60).toNanos();

  /** So many windows are kept without a look at which could be forgotten. */
  private static final int FEW = 16;

  private final Timing timing;
  private final Map<String, Window> byOperation = new HashMap<>();
  final Map<Integer, Window> byLimit = new HashMap<>();
  private final Map<String, Integer> inFlight = new HashMap<>();
  private int forgetAt = FEW;

  RateLimiter(Timing timing) {
    this.timing = timing;
  }

  /**
   * Takes a place in the current window, or in the line for one: places go in the order of arrival.
   * Every place taken must be followed by {@link #settle}, every wait by another {@code reserve} or
   * by {@link #leave}.
   *
   * @param share the part of each window after which this call waits for the next, above 0 and up
   *     to 1
   * @return zero if the call may go, else how long to wait before asking again
   */
  synchronized Duration reserve(Operation operation, Ticket ticket, double share) {
    Window window = byOperation.get(operation.key());
    if (window != null) {
      long now = timing.nanoTime();
      if (now - window.endNanos >= 0) {
        // A call sent in the last window may be counted in this one.
        window.remaining = window.limit - inFlight(window);
        window.endNanos = now + WINDOW_NANOS;
        window.confirmed = false;
      }
      int allowed = Math.max(1, (int) (window.limit * share));
      int free = Math.max(0, window.remaining - (window.limit - allowed));
      int ahead = ticket.enter(window, free);
      if (ahead >= free) {
        int windows = (ahead - free) / allowed;
        return Duration.ofNanos(window.endNanos - now + windows * WINDOW_NANOS);
      }
      ticket.leave();
      window.remaining--;
    }
    inFlight.merge(operation.key(), 1, Integer::sum);
    return Duration.ZERO;
  }

  /** Gives up the place in the line, of a call that waits no longer. */
  void leave(Ticket ticket) {
    // Only the thread that waits with it enters and leaves.
    if (ticket.window != null) {
      synchronized (this) {
        ticket.leave();
      }
    }
  }

  /**
   * Gives back the place of a call that has ended, and learns from its answer if there is one.
   *
   * @return the number of calls that a window of this operation allows; 0 where no answer has said
   */
  int settle(Operation operation, @Nullable Response response) {
    if (response == null) {
      return settle(operation);
    }
    Integer limit = number(response, "X-RateLimit-Limit");
    Integer remaining = number(response, "X-RateLimit-Remaining");
    Long reset = Headers.wholeNumber(response, "X-RateLimit-Reset");
    if (limit == null || limit <= 0 || remaining == null || reset == null) {
      return settle(operation);
    }
    long left = Headers.untilServerTime(response, reset, timing).toNanos();
    if (left > LONGEST_WINDOW_NANOS) {
      return settle(operation);
    }
    learn(operation, limit, Math.min(remaining, limit), reset, left);
    return limit;
  }

  private synchronized int settle(Operation operation) {
    inFlight.merge(operation.key(), -1, Integer::sum);
    Window window = byOperation.get(operation.key());
    return window == null ? 0 : window.limit;
  }

  private synchronized void learn(
      Operation operation, int limit, int remaining, long reset, long left) {
    int unused = settle(operation);
    Window window = window(limit);
    if (byOperation.put(operation.key(), window) == null) {
      // Its calls up to now were sent before it was known that they count in this window.
      window.remaining -= 1 + inFlight.getOrDefault(operation.key(), 0);
    }
    long end = timing.nanoTime() + left;
    if (reset > window.resetSeconds) {
      window.remaining =
          window.confirmed || window.resetSeconds == 0
              ? remaining - inFlight(window)
              : Math.min(window.remaining, remaining);
      window.resetSeconds = reset;
      window.endNanos = end;
      window.confirmed = true;
    } else if (reset == window.resetSeconds && window.confirmed) {
      // Unless confirmed, this is a late answer of a window that our own clock has ended already.
      window.remaining = Math.min(window.remaining, remaining);
      if (end - window.endNanos < 0) {
        window.endNanos = end;
      }
    }
  }

  private Window window(int limit) {
    Window known = byLimit.get(limit);
    if (known != null) {
      return known;
    }
    if (byLimit.size() >= forgetAt) {
      // A server may name another limit in each of its responses.
      long now = timing.nanoTime();
      byLimit.values().removeIf(old -> old.isOver(now) && !byOperation.containsValue(old));
      forgetAt = Math.max(FEW, 2 * byLimit.size());
    }
    Window added = new Window(limit);
    byLimit.put(limit, added);
    return added;
  }

  /** Returns whether all windows are over, so that a new limiter would know as much. */
  synchronized boolean isIdle() {
    long now = timing.nanoTime();
    return byLimit.values().stream().allMatch(window -> window.isOver(now));
  }

  /** The calls that count in a window and have not ended, also those sent before it was known. */
  private int inFlight(Window window) {
    int sum = 0;
    for (Map.Entry<String, Window> operation : byOperation.entrySet()) {
      if (operation.getValue() == window) {
        sum += inFlight.getOrDefault(operation.getKey(), 0);
      }
    }
    return sum;
  }

  /** The number of calls that a window of this operation allows; null where no answer has said. */
  synchronized @Nullable Integer limit(Operation operation) {
    Window window = byOperation.get(operation.key());
    return window == null ? null : window.limit;
  }

  private static @Nullable Integer number(Response response, String header) {
    Long value = Headers.wholeNumber(response, header);
    return value == null || value > Integer.MAX_VALUE || value < 0 ? null : value.intValue();
  }

  /** A count of calls that begins anew at a certain time. */
  static final class Window {
    private final int limit;
    private int remaining;
    private long endNanos;
    private long resetSeconds;

    /** Whether an answer has told of the window; else our own clock began it. */
    private boolean confirmed;

    /** Who waits for a place, in the order of arrival. */
    private final Set<Ticket> line = new LinkedHashSet<>();

    private Window(int limit) {
      this.limit = limit;
    }

    private boolean isOver(long now) {
      return resetSeconds == 0 || now - endNanos >= 0;
    }
  }

  /** A caller, who may stand in one line. Changed by its own thread, under the limiter's lock. */
  static final class Ticket {
    private @Nullable Window window;

    /**
     * Gets in line, unless it stands there already, and counts those before it; in the latter case
     * only up to {@code enough}, since thousands may stand there.
     */
    private int enter(Window entered, int enough) {
      if (window != entered) {
        // Meanwhile an answer may have told that the operation has another limit.
        leave();
        window = entered;
        entered.line.add(this);
        return entered.line.size() - 1;
      }
      int ahead = 0;
      for (Ticket ticket : entered.line) {
        if (ticket == this || ahead == enough) {
          break;
        }
        ahead++;
      }
      return ahead;
    }

    private void leave() {
      if (window != null) {
        window.line.remove(this);
        window = null;
      }
    }
  }
}
