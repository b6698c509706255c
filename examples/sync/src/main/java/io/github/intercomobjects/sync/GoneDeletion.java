package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Bulk;
import io.github.intercomobjects.CustomObjects;
import org.jspecify.annotations.Nullable;

/** Deletes the objects that are known and in no row any more, when all rows were read. */
final class GoneDeletion {
  private final CustomObjects<Attributes> objects;
  private final SyncState state;
  private final Tally tally;
  private final Failures failures;
  private final Progress progress;
  private final Stop stop;

  GoneDeletion(
      CustomObjects<Attributes> objects,
      SyncState state,
      Tally tally,
      Failures failures,
      Progress progress,
      Stop stop) {
    this.objects = objects;
    this.state = state;
    this.tally = tally;
    this.failures = failures;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * @param most how many; null for none, which are only counted then
   * @throws CannotRunException if it cannot go on
   */
  void run(Gone gone, @Nullable MaxDeletes most) throws CannotRunException {
    String refusal = gone.refusal(most);
    tally.gone(gone.count(), refusal);
    if (gone.count() == 0 || refusal != null) {
      return;
    }
    progress.begin("deleting", "objects", gone.count());
    stop.run(() -> objects.bulk().onResult(this::settle).stopWhen(stop).deleteAll(gone.keys()));
  }

  private void settle(Bulk.Result<Attributes> result) {
    String key = String.valueOf(result.getExternalId());
    RuntimeException failure = result.getFailure();
    try {
      if (failure == null) {
        failures.answered();
        state.forget(key);
        tally.deleted();
      } else {
        tally.notDeleted(key, failures.reason(failure));
      }
      progress.step();
    } catch (CannotRunException e) {
      stop.because(e);
    }
  }
}
