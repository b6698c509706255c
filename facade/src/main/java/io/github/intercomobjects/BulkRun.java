package io.github.intercomobjects;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reader of a bulk. The calling thread reads the source, not ahead of the calls, and waits for
 * their end.
 */
final class BulkRun<S> {
  private final Bulk<S> bulk;
  private final WriteRun<S> run;

  BulkRun(Bulk<S> bulk, @Nullable Long total) {
    this.bulk = bulk;
    this.run = new WriteRun<>(bulk, total, false);
  }

  /**
   * @param factory returns the factory of the item of an element
   */
  <I> BulkReport run(
      BulkSource<? extends I> source, Function<@Nullable I, BulkItem.Factory<S>> factory) {
    boolean isAtEnd = false;
    try {
      isAtEnd = readAll(source, factory);
    } catch (Throwable e) {
      // Errors too: the results of calls in flight come first.
      run.fail("the source or stopWhen failed", e);
    }
    run.awaitIdle();
    try {
      source.close();
    } catch (Throwable e) {
      run.fail("the source could not be closed", e);
    }
    BulkReport report = run.finish(isAtEnd);
    return run.end.report(report);
  }

  /** Reads the source to its end; returns false if the run was stopped before. */
  private <I> boolean readAll(
      BulkSource<? extends I> source, Function<@Nullable I, BulkItem.Factory<S>> factory) {
    while (awaitFreeLane()) {
      if (!source.iterator().hasNext()) {
        return true;
      }
      // The user's functions are called here, not under the monitor of the lanes.
      BulkItem<S> item = run.lanes.create(factory.apply(source.iterator().next()));
      run.lanes.add(item);
      if (item.write() == null) {
        run.reject(item);
      } else {
        run.submit();
      }
    }
    return false;
  }

  private boolean awaitFreeLane() {
    while (!run.lanes.isStopped()) {
      if (Thread.interrupted()) {
        run.interrupted(new InterruptedException());
      } else if (bulk.stopWhen.getAsBoolean()) {
        run.lanes.stop();
      } else if (run.isFree()) {
        return true;
      }
    }
    return false;
  }
}
