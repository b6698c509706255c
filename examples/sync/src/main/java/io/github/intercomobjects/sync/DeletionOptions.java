package io.github.intercomobjects.sync;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the deletion of objects without a row, and of values without a cell. */
final class DeletionOptions {
  static final String ALLOW_EMPTY = "--allow-empty";

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
      names = ALLOW_EMPTY,
      description =
          "With --delete-gone, delete objects also if the source has no rows, up to --max-deletes;"
              + " and clear an attribute or time of all objects if a column that had values in the"
              + " last complete run has none any more. Without it, neither is done.")
  private boolean allowEmpty;

  boolean isAskedFor() {
    return deleteGone;
  }

  boolean isEmptyAllowed() {
    return allowEmpty;
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
    return deleteGone ? new MaxDeletes(limit, allowEmpty) : null;
  }
}
