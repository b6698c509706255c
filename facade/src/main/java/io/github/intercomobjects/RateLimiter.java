package io.github.intercomobjects;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The limiter that keeps the calls of one token within Intercom's rate limit windows, which it
 * learns from the headers of the responses.
 *
 * <p>Operations whose responses name the same limit share a window. Each response gives an upper
 * bound for the end of its window, because {@code Date} has whole seconds; the lowest one counts.
 * Thread-safe.
 */
final class RateLimiter {
  /** The length of Intercom's windows (developer documentation of version 2.17). */
  static final Duration WINDOW = Duration.ofSeconds(10);

  private static final long WINDOW_NANOS = WINDOW.toNanos();

  /** Headers with a longer window are ignored. */
  private static final long LONGEST_WINDOW_NANOS = Duration.ofSeconds(60).toNanos();

  /** The number of windows from which on unused ones are removed. */
  private static final int FEW = 16;

  private final Timing timing;
  private final Map<String, Window> byOperation = new HashMap<>();
  final Map<Integer, Window> byLimit = new HashMap<>();
  private final Map<String, Integer> inFlight = new HashMap<>();

  /** The local window of operations that no response has named a window of, for own quotas. */
  private final Window unnamed;

  /** The numbers of calls in flight that count in {@link #unnamed}, by operation. */
  private final Map<String, Integer> unnamedInFlight = new HashMap<>();

  private int cleanUpAt = FEW;

  RateLimiter(Timing timing) {
    this.timing = timing;
    this.unnamed = new Window(Integer.MAX_VALUE, timing);
    unnamed.begin(timing.nanoTime(), timing.nanoTime() + WINDOW_NANOS, 0, 0);
  }

  /**
   * Reserves a call in the current window, or joins the queue for one, which is first come, first
   * served. After a reservation the caller must call {@link #settle}, after a wait {@code reserve}
   * again or {@link #leave}.
   *
   * @return zero if the call may be sent, else the wait before the next {@code reserve}
   */
  synchronized Duration reserve(Operation operation, Ticket ticket, Allowance allowance) {
    long now = timing.nanoTime();
    Window window =
        byOperation.getOrDefault(operation.key(), allowance.isOwnQuota() ? unnamed : null);
    if (window != null) {
      if (now - window.endNanos >= 0) {
        window.begin(
            now, now + WINDOW_NANOS, window == unnamed ? unnamedInFlight() : inFlight(window), 0);
        window.confirmed = false;
      }
      int free = allowance.free(window, window == unnamed ? ownCalls(now) : window.own);
      int ahead = ticket.enter(window, free);
      if (ahead >= free) {
        ticket.usedUp = allowance.usedUp(window, free);
        int windows = (ahead - free) / allowance.of(window.limit);
        return Duration.ofNanos(window.endNanos - now + windows * WINDOW_NANOS);
      }
      if (window.others.areActive() && !allowance.isOwnQuota()) {
        Duration wait = window.others.wait(ahead, inFlight(window), window.endNanos);
        if (!wait.isZero() && wait.compareTo(allowance.patience()) <= 0) {
          ticket.usedUp = new UsedUp(window.limit, UsedUp.OF_WINDOW);
          return wait;
        }
      }
      ticket.leave();
      window.remaining--;
      window.own++;
    }
    ticket.reserved = window;
    if (window == unnamed) {
      unnamedInFlight.merge(operation.key(), 1, Integer::sum);
    }
    ticket.sentNanos = now;
    inFlight.merge(operation.key(), 1, Integer::sum);
    return Duration.ZERO;
  }

  /** Removes a call that waits no longer from the queue. */
  void leave(Ticket ticket) {
    // Needs no lock: only the thread that waits with the ticket changes it.
    if (ticket.window != null) {
      synchronized (this) {
        ticket.leave();
      }
    }
  }

  /**
   * Ends the reservation of a call, and learns from its response if there is one.
   *
   * @return the number of calls that a window of this operation allows; 0 if unknown
   */
  int settle(Operation operation, Ticket ticket, @Nullable Response response) {
    if (response == null) {
      return settle(operation, ticket);
    }
    Integer limit = number(response, "X-RateLimit-Limit");
    Integer remaining = number(response, "X-RateLimit-Remaining");
    Long reset = Headers.wholeNumber(response, "X-RateLimit-Reset");
    if (limit == null || limit <= 0 || remaining == null || reset == null) {
      return settle(operation, ticket);
    }
    long left = Headers.untilServerTime(response, reset, timing).toNanos();
    if (left > LONGEST_WINDOW_NANOS) {
      return settle(operation, ticket);
    }
    learn(operation, ticket, response.code(), limit, Math.min(remaining, limit), reset, left);
    return limit;
  }

  private synchronized int settle(Operation operation, Ticket ticket) {
    inFlight.merge(operation.key(), -1, Integer::sum);
    if (ticket.reserved == unnamed) {
      unnamedInFlight.computeIfPresent(operation.key(), (key, calls) -> calls - 1);
    }
    Window window = byOperation.get(operation.key());
    return window == null ? 0 : window.limit;
  }

  private synchronized void learn(
      Operation operation,
      Ticket ticket,
      int status,
      int limit,
      int remaining,
      long reset,
      long left) {
    int unused = settle(operation, ticket);
    long now = timing.nanoTime();
    boolean isCounted = StatusMeaning.of(status) != StatusMeaning.RATE_LIMITED;
    Window window = window(limit);
    if (byOperation.put(operation.key(), window) == null) {
      // These calls were sent before it was known that they count in this window.
      int unknown = 1 + inFlight.getOrDefault(operation.key(), 0);
      window.remaining -= unknown;
      window.own += unknown;
      // Those that count as calls of an own quota count in this window from now on.
      Integer counted = unnamedInFlight.remove(operation.key());
      unnamed.own -= (counted == null ? 0 : counted) + (ticket.reserved == unnamed ? 1 : 0);
    }
    long end = now + left;
    if (reset > window.resetSeconds) {
      if (window.confirmed || window.resetSeconds == 0) {
        int used = limit - remaining;
        window.begin(now, end, inFlight(window) + 1, window.confirmed ? 0 : used);
        // Our calls in flight may not be counted yet.
        window.remaining -= used - 1;
      } else {
        window.show(remaining);
      }
      window.resetSeconds = reset;
      window.endNanos = end;
      window.confirmed = true;
    } else if (reset == window.resetSeconds && window.confirmed) {
      // Unless confirmed, this is a late response of a window that the local clock has ended.
      window.show(remaining);
      if (end - window.endNanos < 0) {
        window.endNanos = end;
      }
    } else {
      if (ticket.reserved == window && ticket.sentNanos - window.begunNanos < 0) {
        // It was in flight when this window began, and counted in the last one.
        window.giveBack();
      }
      return;
    }
    // A call with status 429 used nothing.
    window.own -= isCounted ? 0 : 1;
    window.others.add(remaining, window.own, isCounted, now - ticket.sentNanos);
  }

  private Window window(int limit) {
    Window known = byLimit.get(limit);
    if (known != null) {
      return known;
    }
    if (byLimit.size() >= cleanUpAt) {
      // A server may send another limit in each response.
      long now = timing.nanoTime();
      byLimit.values().removeIf(old -> old.isOver(now) && !byOperation.containsValue(old));
      cleanUpAt = Math.max(FEW, 2 * byLimit.size());
    }
    Window added = new Window(limit, timing);
    byLimit.put(limit, added);
    return added;
  }

  /** Returns whether all windows are over, so that a new limiter would be the same. */
  synchronized boolean isIdle() {
    long now = timing.nanoTime();
    return (unnamed.own == 0 || now - unnamed.endNanos >= 0)
        && byLimit.values().stream().allMatch(window -> window.isOver(now));
  }

  private int unnamedInFlight() {
    return unnamedInFlight.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the number of calls in flight that count in a window. */
  private int inFlight(Window window) {
    int sum = 0;
    for (Map.Entry<String, Integer> operation : inFlight.entrySet()) {
      if (byOperation.get(operation.getKey()) == window) {
        sum += operation.getValue();
      }
    }
    return sum;
  }

  /** Returns the number of our calls in all windows of now: an unnamed one may be any of them. */
  private int ownCalls(long now) {
    int sum = unnamed.own;
    for (Window window : byLimit.values()) {
      sum += window.isOver(now) ? 0 : window.own;
    }
    return sum;
  }

  private static @Nullable Integer number(Response response, String header) {
    Long value = Headers.wholeNumber(response, header);
    return value == null || value > Integer.MAX_VALUE || value < 0 ? null : value.intValue();
  }

  /** A window with its limit and its counts. */
  static final class Window {
    private final int limit;
    private final OtherCalls others;
    private int remaining;

    /** The most places that calls of the last window may give back. */
    private int returnable;

    private long begunNanos;
    private long endNanos;
    private long resetSeconds;

    /** The number of our calls that count in this window, or may do so. */
    private int own;

    /** True if a response has confirmed the window; else the local clock began it. */
    private boolean confirmed;

    /** The waiting calls in the order of arrival. */
    private final Set<Ticket> queue = new LinkedHashSet<>();

    private Window(int limit, Timing timing) {
      this.limit = limit;
      this.others = new OtherCalls(limit, timing);
    }

    /** Begins the next window. A call in flight may be counted in this one. */
    private void begin(long now, long end, int inFlight, int usedBefore) {
      begunNanos = now;
      endNanos = end;
      remaining = limit - inFlight;
      returnable = inFlight;
      own = inFlight;
      others.begin(end - WINDOW_NANOS, usedBefore);
    }

    /** Learns how many calls the server has left. */
    private void show(int left) {
      returnable = Math.min(returnable, Math.max(0, left - remaining));
      remaining = Math.min(remaining, left);
    }

    /** Gives back a place, unless the server has shown that there is none. */
    private void giveBack() {
      own--;
      if (returnable > 0) {
        returnable--;
        remaining++;
      }
    }

    private boolean isOver(long now) {
      return resetSeconds == 0 || now - endNanos >= 0;
    }
  }

  /**
   * The part of each window that a client may use.
   *
   * @param share the part that it uses before it leaves the rest to others, from 0 to 1
   * @param calls the number of its own calls; {@code Integer.MAX_VALUE} for any number
   * @param patience the longest wait for other processes; calls that cannot wait are sent
   */
  record Allowance(double share, int calls, Duration patience) {
    private boolean isOwnQuota() {
      return calls < Integer.MAX_VALUE;
    }

    private int ofShare(int limit) {
      return Math.max(1, (int) (limit * share));
    }

    /** Returns the number of calls in each window. */
    private int of(int limit) {
      return Math.min(ofShare(limit), calls);
    }

    private int free(Window window, int own) {
      return Math.max(0, Math.min(freeOfShare(window), calls - own));
    }

    private int freeOfShare(Window window) {
      return window.remaining - (window.limit - ofShare(window.limit));
    }

    /** Returns the cause for which only {@code free} calls may be sent. */
    private UsedUp usedUp(Window window, int free) {
      if (free < freeOfShare(window) || window.limit == Integer.MAX_VALUE) {
        return new UsedUp(calls, "that callsPerWindow allows");
      }
      return window.remaining > free
          ? new UsedUp(ofShare(window.limit), "of this window that rateLimitShare allows")
          : new UsedUp(window.limit, UsedUp.OF_WINDOW);
    }
  }

  /**
   * The calls for which a call waits.
   *
   * @param whose their origin, for messages
   */
  record UsedUp(int calls, String whose) {
    private static final String OF_WINDOW = "of this window";
  }

  /** A caller, which may be in one queue. Changed by its thread, under the limiter's lock. */
  static final class Ticket {
    private @Nullable Window window;
    private long sentNanos;

    /**
     * The window in which the call has a place, or that of unnamed ones; null if none was known.
     */
    private @Nullable Window reserved;

    /** The reason of the last wait. */
    private @Nullable UsedUp usedUp;

    /**
     * Joins the queue unless it is in it, and returns the number of tickets ahead. In a queue of
     * thousands it counts only up to {@code enough}.
     */
    private int enter(Window entered, int enough) {
      if (window != entered) {
        // A response may have changed the window of the operation.
        leave();
        window = entered;
        entered.queue.add(this);
        return entered.queue.size() - 1;
      }
      int ahead = 0;
      for (Ticket ticket : entered.queue) {
        if (ticket == this || ahead == enough) {
          break;
        }
        ahead++;
      }
      return ahead;
    }

    UsedUp usedUp() {
      return Objects.requireNonNull(usedUp, "no wait");
    }

    private void leave() {
      if (window != null) {
        window.queue.remove(this);
        window = null;
      }
    }
  }
}
