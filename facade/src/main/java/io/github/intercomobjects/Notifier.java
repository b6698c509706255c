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

  void attempt(
      CallState state, @Nullable ApiVersion version, @Nullable Integer status, Duration took) {
    send(
        to ->
            to.onAttempt(
                new CallListener.Attempt(
                    state.operation().name(), version, state.attempts(), status, took)));
  }

  void waited(
      Operation operation,
      @Nullable ApiVersion version,
      CallListener.Wait.Reason reason,
      Duration took) {
    send(to -> to.onWait(new CallListener.Wait(operation.name(), version, reason, took)));
  }

  void ended(
      CallState state, @Nullable ApiVersion version, @Nullable Throwable failure, Duration took) {
    send(
        to ->
            to.onEnd(
                new CallListener.End(
                    state.operation().name(),
                    version,
                    state.operation().isRead(),
                    state.attempts(),
                    failure,
                    took)));
  }

  void dropped(Operation operation, @Nullable ApiVersion version, List<String> names) {
    if (!names.isEmpty()) {
      send(to -> to.onDropped(new CallListener.Dropped(operation.name(), version, names)));
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
