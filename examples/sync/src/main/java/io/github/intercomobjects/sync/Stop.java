package io.github.intercomobjects.sync;

import io.github.intercomobjects.BulkException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whether a run is to end early, and why: it was told to, or cannot go on. Thread-safe. */
final class Stop implements BooleanSupplier {
  private final BooleanSupplier signal;
  private final AtomicReference<@Nullable CannotRunException> reason = new AtomicReference<>();

  /**
   * @param signal whether the process was told to end
   */
  Stop(BooleanSupplier signal) {
    this.signal = signal;
  }

  /** Says that the run cannot go on; the first reason counts. */
  void because(CannotRunException e) {
    reason.compareAndSet(null, e);
  }

  /** Whether no further call is to be begun. */
  @Override
  public boolean getAsBoolean() {
    return reason.get() != null || signal.getAsBoolean();
  }

  /** Throws the reason if there is one. */
  void check() throws CannotRunException {
    CannotRunException known = reason.get();
    if (known != null) {
      throw known;
    }
    if (signal.getAsBoolean()) {
      throw new CannotRunException("stopped by a signal");
    }
  }

  /** Runs a bulk, which must ask this whether to stop, and throws the reason if it was stopped. */
  void run(Runnable bulk) throws CannotRunException {
    try {
      bulk.run();
    } catch (BulkException e) {
      if (e.getCause() instanceof CannotGoOnException failed) {
        throw failed;
      }
      if (e.getCause() instanceof InterruptedException) {
        throw new CannotRunException("interrupted; run it again", e);
      }
      throw e;
    }
    check();
  }
}
