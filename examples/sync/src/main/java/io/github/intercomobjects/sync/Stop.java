package io.github.intercomobjects.sync;

import io.github.intercomobjects.BulkException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A flag that ends a run early, because of a signal or a failure. Thread-safe. */
final class Stop implements BooleanSupplier {
  private final BooleanSupplier signal;
  private final AtomicReference<@Nullable CannotRunException> reason = new AtomicReference<>();

  /**
   * Creates a flag that is not set.
   *
   * @param signal returns whether the process was asked to stop
   */
  Stop(BooleanSupplier signal) {
    this.signal = signal;
  }

  /** Stops the run because of a failure. The first failure is kept. */
  void because(CannotRunException e) {
    reason.compareAndSet(null, e);
  }

  /** Returns whether to start no further calls. */
  @Override
  public boolean getAsBoolean() {
    return reason.get() != null || signal.getAsBoolean();
  }

  /** Throws the failure, if the run is stopped. */
  void check() throws CannotRunException {
    CannotRunException known = reason.get();
    if (known != null) {
      throw known;
    }
    if (signal.getAsBoolean()) {
      throw new CannotRunException("stopped by a signal");
    }
  }

  /** Runs a bulk run that checks this flag, and throws the failure if it was stopped. */
  void run(Runnable bulk) throws CannotRunException {
    try {
      bulk.run();
    } catch (BulkException e) {
      if (e.getCause() instanceof DataAccessException failed) {
        throw failed;
      }
      if (e.getCause() instanceof InterruptedException) {
        throw new CannotRunException("interrupted; run the command again", e);
      }
      throw e;
    }
    check();
  }
}
