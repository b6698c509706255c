package io.github.intercomobjects;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.Dispatcher;
import org.jspecify.annotations.Nullable;

/**
 * Runs enqueued calls on the dispatcher's threads, as many at once as it allows for one host: a
 * call may wait for the rate limit, so each takes a thread for its whole time. Thread-safe.
 */
final class EnqueuedCalls implements Executor {
  private final Dispatcher dispatcher;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  EnqueuedCalls(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  @Override
  public void execute(Runnable call) {
    synchronized (this) {
      if (running >= Math.min(dispatcher.getMaxRequestsPerHost(), dispatcher.getMaxRequests())) {
        waiting.add(call);
        return;
      }
      running++;
    }
    boolean submitted = false;
    try {
      submit(call);
      submitted = true;
    } finally {
      if (!submitted) {
        next();
      }
    }
  }

  private void submit(Runnable call) {
    dispatcher
        .executorService()
        .execute(
            () -> {
              try {
                call.run();
              } finally {
                next();
              }
            });
  }

  /** Hands the place of a call that has ended to the one that has waited longest. */
  private void next() {
    for (Runnable call = pollOrLeave(); call != null; call = pollOrLeave()) {
      try {
        submit(call);
        return;
      } catch (RejectedExecutionException e) {
        // The client was closed while the call waited: what waits is run here, so that it is told.
        boolean ended = false;
        try {
          call.run();
          ended = true;
        } finally {
          if (!ended) {
            next();
          }
        }
      }
    }
  }

  /** One step, so that no call begins to wait for a place that is being given up. */
  private synchronized @Nullable Runnable pollOrLeave() {
    Runnable call = waiting.poll();
    if (call == null) {
      running--;
    }
    return call;
  }
}
