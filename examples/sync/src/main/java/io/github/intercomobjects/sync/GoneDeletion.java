package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Bulk;
import io.github.intercomobjects.CustomObjects;
import org.jspecify.annotations.Nullable;

/** The deletion of the objects that have no row any more, after all rows were read. */
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
   * Deletes the objects, or only counts them.
   *
   * @param most how many may be deleted; null for none
   * @throws CannotRunException if the run cannot continue
   */
  void run(Gone gone, @Nullable MaxDeletes most) throws CannotRunException {
    String reasonToKeep = gone.reasonToKeep(most);
    tally.gone(gone.count(), reasonToKeep);
    if (reasonToKeep == null) {
      gone.acceptFailedRows();
      if (gone.count() > 0) {
        delete(gone);
      }
    }
    if (tally.deletedGone() == gone.count()) {
      state.recordComplete();
    }
  }

  private void delete(Gone gone) throws CannotRunException {
    long kept = gone.keepDoubtful(this::keep);
    progress.begin("deleting", "objects", gone.count() - kept);
    stop.run(() -> objects.bulk().onResult(this::onResult).stopWhen(stop).deleteAll(gone.keys()));
  }

  private void keep(String key, SimilarKeys.Doubt doubt) {
    tally.notDeleted(key, doubt.reason());
    state.recordReplaced(doubt.similar(), key);
  }

  private void onResult(Bulk.Result<Attributes> result) {
    String key = String.valueOf(result.getExternalId());
    RuntimeException failure = result.getFailure();
    try {
      if (failure == null) {
        failures.responseReceived();
        state.recordDeleted(key);
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
