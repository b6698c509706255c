package io.github.intercomobjects;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.Dispatcher;

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
      if (running >= dispatcher.getMaxRequestsPerHost()) {
        waiting.add(call);
        return;
      }
      running++;
    }
    start(call);
  }

  private void start(Runnable call) {
    boolean started = false;
    try {
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
      started = true;
    } finally {
      if (!started) {
        synchronized (this) {
          running--;
        }
      }
    }
  }

  private void next() {
    Runnable call;
    synchronized (this) {
      call = waiting.poll();
      if (call == null) {
        running--;
        return;
      }
    }
    try {
      start(call);
    } catch (RejectedExecutionException e) {
      // The client was closed while the call waited: it runs here and finds out.
      call.run();
    }
  }
}
