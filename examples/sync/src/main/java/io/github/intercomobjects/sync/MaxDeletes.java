package io.github.intercomobjects.sync;

/**
 * The deletions that {@code --delete-gone} allows.
 *
 * @param limit the maximum number of objects to delete within {@link RecentLosses#WINDOW}
 * @param emptyAllowed whether objects may be deleted if the source has no rows
 */
record MaxDeletes(Limit limit, boolean emptyAllowed) {
  static final String OPTION = "--max-deletes";
}
