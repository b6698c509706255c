package io.github.intercomobjects;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sender of events to the user's listener, whose exceptions do not reach the call. */
final class Notifier {
  private final @Nullable CallListener listener;

  Notifier(@Nullable CallListener listener) {
    this.listener = listener;
  }

  void attempt(CallState state, @Nullable Integer status, Duration took) {
    send(to -> to.onAttempt(new CallListener.Attempt(state, status, took)));
  }

  void waited(CallState state, CallListener.Wait.Reason reason, Duration took) {
    send(to -> to.onWait(new CallListener.Wait(state, reason, took)));
  }

  void ended(CallState state, @Nullable Throwable failure, Duration took) {
    send(to -> to.onEnd(new CallListener.End(state, failure, took)));
  }

  void dropped(CallState state, List<String> names) {
    if (!names.isEmpty()) {
      send(to -> to.onDropped(new CallListener.Dropped(state, names)));
    }
  }

  private void send(Consumer<CallListener> event) {
    if (listener == null) {
      return;
    }
    try {
      event.accept(listener);
    } catch (Throwable e) {
      // Any exception, because a listener in Kotlin may throw a checked one.
      report(e);
    }
  }

  private static void report(Throwable failure) {
    Thread thread = Thread.currentThread();
    try {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    } catch (Throwable e) {
      // Ignored, as by the JVM.
    }
  }
}
