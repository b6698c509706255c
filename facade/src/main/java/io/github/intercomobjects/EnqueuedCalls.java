package io.github.intercomobjects;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.Dispatcher;
import org.jspecify.annotations.Nullable;

/**
 * Runs enqueued calls on the dispatcher's threads, as many at once as it allows for one host: a
 * call may wait for the rate limit, so each takes a thread for its whole time. Thread-safe.
 */
final class EnqueuedCalls {
  /** What runs a call, and what tells its caller if it cannot run any more. */
  private record Enqueued(Runnable run, Runnable refuse) {}

  private final Dispatcher dispatcher;
  private final Queue<Enqueued> waiting = new ArrayDeque<>();
  private int running;

  EnqueuedCalls(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /**
   * @param refuse is run instead of {@code run} if the client was closed
   */
  void execute(Runnable run, Runnable refuse) {
    Enqueued call = new Enqueued(run, refuse);
    synchronized (this) {
      if (running >= Math.min(dispatcher.getMaxRequestsPerHost(), dispatcher.getMaxRequests())) {
        waiting.add(call);
        return;
      }
      running++;
    }
    start(call);
  }

  /** Runs a call in the place taken for it; if it is refused, the place goes to the next one. */
  private void start(Enqueued first) {
    for (Enqueued call = first; call != null; call = pollOrLeave()) {
      Runnable run = call.run();
      try {
        dispatcher
            .executorService()
            .execute(
                () -> {
                  try {
                    run.run();
                  } finally {
                    next();
                  }
                });
        return;
      } catch (RejectedExecutionException e) {
        call.refuse().run();
      }
    }
  }

  /** Hands the place of a call that has ended to the one that has waited longest. */
  private void next() {
    Enqueued call = pollOrLeave();
    if (call != null) {
      start(call);
    }
  }

  /** In one step, so that no call begins to wait just when its place is given up. */
  private synchronized @Nullable Enqueued pollOrLeave() {
    Enqueued call = waiting.poll();
    if (call == null) {
      running--;
    }
    return call;
  }
}
