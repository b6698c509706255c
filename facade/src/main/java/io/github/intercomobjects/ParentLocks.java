package io.github.intercomobjects;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The locks that let updates of one parent run one at a time. A lock exists while a thread holds it
 * or waits for it. Thread-safe.
 */
final class ParentLocks {
  private final ConcurrentHashMap<Parent, Counted> locks = new ConcurrentHashMap<>();

  /**
   * Runs {@code update} while no other update of {@code parent} runs.
   *
   * @param onWaited receives the length of the wait, if there was one
   * @throws ConnectionException if the wait was too long, or the thread was interrupted
   */
  <R> R locked(
      Parent parent,
      Deadline deadline,
      Duration maxWait,
      Consumer<Duration> onWaited,
      Supplier<R> update) {
    Counted lock =
        locks.compute(
            parent,
            (key, known) -> {
              Counted counted = known == null ? new Counted() : known;
              counted.users++;
              return counted;
            });
    try {
      if (!lock.tryLock(0, TimeUnit.NANOSECONDS)) {
        Duration left = deadline.left();
        boolean locked;
        try {
          locked = lock.tryLock(Times.shorter(left, maxWait).toNanos(), TimeUnit.NANOSECONDS);
        } finally {
          onWaited.accept(left.minus(deadline.left()));
        }
        if (!locked) {
          throw notSent(
              "another update of " + parent + " took longer than maxWait or totalTimeout allow",
              null);
        }
      }
      try {
        return update.get();
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notSent("interrupted while waiting for another update of " + parent, e);
    } finally {
      locks.computeIfPresent(parent, (key, used) -> --used.users == 0 ? null : used);
    }
  }

  private static ConnectionException notSent(String reason, @Nullable Throwable cause) {
    return new ConnectionException(
        reason + "; nothing was sent", cause, IntercomException.Outcome.NOT_APPLIED, 0);
  }

  private static final class Counted extends ReentrantLock {
    private static final long serialVersionUID = 1;

    /** Changed only inside the map's atomic operations. */
    private int users;

    Counted() {
      // Fair, as the queue for a window is.
      super(true);
    }
  }
}
