package io.github.intercomobjects.spring;

import io.github.intercomobjects.CallListener;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Several listeners as one. A listener that throws keeps no event from the others. */
final class CallListeners implements CallListener {
  private final List<CallListener> listeners;

  CallListeners(List<CallListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void onAttempt(Attempt attempt) {
    each(listener -> listener.onAttempt(attempt));
  }

  @Override
  public void onWait(Wait wait) {
    each(listener -> listener.onWait(wait));
  }

  @Override
  public void onEnd(End end) {
    each(listener -> listener.onEnd(end));
  }

  @Override
  public void onDropped(Dropped dropped) {
    each(listener -> listener.onDropped(dropped));
  }

  /** Throws the first failure after all were called; the client reports it. */
  private void each(Consumer<CallListener> event) {
    @Nullable Throwable failure = null;
    for (CallListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (Throwable e) {
        // Of any kind: a listener in Kotlin may throw a checked exception.
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      CallListeners.<RuntimeException>rethrow(failure);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // E is not checked at run time.
  private static <E extends Throwable> void rethrow(Throwable failure) throws E {
    throw (E) failure;
  }
}
