package io.github.intercomobjects;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.Dispatcher;
import org.jspecify.annotations.Nullable;

/**
 * The queue of enqueued calls. As many run at once as the dispatcher allows for one host; each
 * keeps one of its threads until it ends, because it may wait for the rate limit. Thread-safe.
 */
final class EnqueuedCalls {
  private record Enqueued(Runnable run, Runnable reject) {}

  private final Dispatcher dispatcher;
  private final Queue<Enqueued> waiting = new ArrayDeque<>();
  private int running;

  EnqueuedCalls(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /** Runs a call as soon as possible, or {@code reject} if the client was closed. */
  void execute(Runnable run, Runnable reject) {
    Enqueued call = new Enqueued(run, reject);
    synchronized (this) {
      if (running >= Math.min(dispatcher.getMaxRequestsPerHost(), dispatcher.getMaxRequests())) {
        waiting.add(call);
        return;
      }
      running++;
    }
    start(call);
  }

  /** Starts a call that is counted as running; after a rejection starts the next one instead. */
  private void start(@Nullable Enqueued first) {
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
                    start(pollOrLeave());
                  }
                });
        return;
      } catch (RejectedExecutionException e) {
        call.reject().run();
      }
    }
  }

  /** Returns the call that has waited longest; if there is none, counts one less as running. */
  private synchronized @Nullable Enqueued pollOrLeave() {
    Enqueued call = waiting.poll();
    if (call == null) {
      running--;
    }
    return call;
  }
}
