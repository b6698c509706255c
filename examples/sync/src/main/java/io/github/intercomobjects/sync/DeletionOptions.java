package io.github.intercomobjects.sync;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the deletion of objects without a row. */
final class DeletionOptions {
  @Option(
      names = "--delete-gone",
      description =
          "Delete the objects that no longer have a row: sync deletes those that an earlier run"
              + " stored, reconcile deletes all.")
  private boolean deleteGone;

  @Option(
      names = MaxDeletes.OPTION,
      paramLabel = "COUNT|PART%",
      description =
          "If more objects would be deleted, together with those of the last 20 hours, delete none"
              + " and exit with 2. Default: 10%% of the objects that were known before, "
              + Limit.AT_LEAST_RULE)
  private @Nullable String maxDeletes;

  @Option(
      names = "--allow-empty",
      description =
          "Delete objects also if the source has no rows, up to --max-deletes. Without it, a source"
              + " without rows deletes nothing.")
  private boolean allowEmpty;

  boolean isAskedFor() {
    return deleteGone;
  }

  /**
   * Checks the options.
   *
   * @throws CannotRunException if they are invalid
   */
  void check() throws CannotRunException {
    limit();
  }

  /**
   * Returns how many objects may be deleted; null without {@code --delete-gone}.
   *
   * @throws CannotRunException if the options are invalid
   */
  @Nullable MaxDeletes limit() throws CannotRunException {
    Limit limit =
        maxDeletes == null
            ? Limit.byDefault(MaxDeletes.OPTION)
            : Limit.of(MaxDeletes.OPTION, maxDeletes);
    if (maxDeletes != null && !deleteGone) {
      throw new CannotRunException(
          "--max-deletes "
              + maxDeletes
              + " needs --delete-gone; add that, or remove --max-deletes");
    }
    if (allowEmpty && !deleteGone) {
      throw new CannotRunException(
          "--allow-empty needs --delete-gone; add that, or remove --allow-empty");
    }
    return deleteGone ? new MaxDeletes(limit, allowEmpty) : null;
  }
}
