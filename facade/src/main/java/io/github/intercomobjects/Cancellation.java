package io.github.intercomobjects;

import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * A handle by which any thread cancels the calls that another thread makes, for libraries of
 * coroutines, reactive streams or structured concurrency.
 *
 * <p>{@link #cancel} ends a call at once while it waits, sends, or reads its response, whatever
 * {@code OkHttpClient} and protocol it uses. The call fails with a {@link ConnectionException},
 * whose {@link IntercomException#getOutcome} reports whether Intercom applied it. An interrupt does
 * the same only with the library's own HTTP client. Bulk runs and pushes to a writer end as an
 * interrupt ends them.
 *
 * <p>Code of the user that a call runs is not ended: a supplier of tokens, a guard, a listener, an
 * interceptor, or a lookup by {@code Dns}. The call fails when that code returns; calls of this
 * library that it makes on the same thread are canceled too.
 *
 * <p>Thread-safe. Create one for each run.
 */
public final class Cancellation {
  private static final ThreadLocal<@Nullable Cancellation> CURRENT = new ThreadLocal<>();

  /** The thread that runs the calls; null before and after. */
  private @Nullable Thread thread;

  /** The call that the thread executes; null while it does something else. */
  private @Nullable Call call;

  private boolean started;
  private boolean canceled;
  private boolean interrupted;

  /** Creates a handle for one run. */
  public Cancellation() {}

  /**
   * Runs {@code calls} on this thread and returns its result; {@link #cancel} ends what it does. If
   * it was called before, the first call fails and nothing is sent.
   *
   * <p>A run inside of another one is canceled by its own handle only.
   *
   * @throws IllegalStateException if this handle has been used
   */
  public <T extends @Nullable Object> T run(Supplier<T> calls) {
    Objects.requireNonNull(calls, "calls");
    Cancellation outer = CURRENT.get();
    begin();
    CURRENT.set(this);
    try {
      return calls.get();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
      end();
    }
  }

  private synchronized void begin() {
    if (started) {
      throw new IllegalStateException("a Cancellation is for one run: create another one");
    }
    started = true;
    thread = Thread.currentThread();
    if (canceled) {
      interrupt(thread);
    }
  }

  private synchronized void end() {
    thread = null;
    if (interrupted) {
      // The interrupt was for the run, not for what the thread does next.
      boolean unused = Thread.interrupted();
    }
  }

  /**
   * Cancels what the run does and what it does later. Returns at once; a second call does nothing.
   */
  public void cancel() {
    Call current;
    synchronized (this) {
      canceled = true;
      current = call;
      if (current == null && thread != null) {
        // It waits for a lock, a bulk run or a writer.
        interrupt(thread);
      }
    }
    if (current != null) {
      // Not under the monitor: this calls event listeners of the user's client.
      current.cancel();
    }
  }

  private void interrupt(Thread running) {
    interrupted = true;
    running.interrupt();
  }

  /** Returns the handle of the run that this thread is in; null if it is in none. */
  static @Nullable Cancellation current() {
    return CURRENT.get();
  }

  /** Notes that the thread executes a call, and returns the one that it is a part of, if any. */
  @Nullable Call enter(Call next) {
    Call outer;
    boolean isCanceled;
    synchronized (this) {
      outer = call;
      call = next;
      isCanceled = canceled;
    }
    if (isCanceled) {
      next.cancel();
    }
    return outer;
  }

  /** Notes that the thread continues with {@code outer}, which {@link #enter} returned. */
  void leave(@Nullable Call outer) {
    boolean isCanceled;
    synchronized (this) {
      call = outer;
      isCanceled = canceled;
      if (isCanceled && outer == null && thread != null) {
        // The next thing that the run does may be a wait.
        interrupt(thread);
      }
    }
    if (isCanceled && outer != null) {
      // Only the inner call was canceled, and its caller may ignore that.
      outer.cancel();
    }
  }
}
