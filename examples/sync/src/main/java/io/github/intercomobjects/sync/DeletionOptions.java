package io.github.intercomobjects.sync;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whether objects without a row are deleted. */
final class DeletionOptions {
  @Option(
      names = "--delete-gone",
      description =
          "Delete the objects whose rows are gone; sync deletes those that an earlier run stored,"
              + " reconcile all.")
  private boolean deleteGone;

  @Option(
      names = "--max-deletes",
      paramLabel = "COUNT|PART%",
      description =
          "If more are gone, delete none and exit with 2. Default: 10%% of those known, at least 10")
  private @Nullable String maxDeletes;

  boolean isAskedFor() {
    return deleteGone;
  }

  /**
   * @throws CannotRunException if the options make no sense
   */
  void check() throws CannotRunException {
    limit();
  }

  /**
   * How many may be deleted; null if it was not asked for.
   *
   * @throws CannotRunException if the options make no sense
   */
  @Nullable MaxDeletes limit() throws CannotRunException {
    if (maxDeletes != null && !deleteGone) {
      throw new CannotRunException(
          "--max-deletes " + maxDeletes + " is for --delete-gone; add that, or leave it out");
    }
    MaxDeletes limit = maxDeletes == null ? MaxDeletes.UNLESS_SAID : MaxDeletes.of(maxDeletes);
    return deleteGone ? limit : null;
  }
}
