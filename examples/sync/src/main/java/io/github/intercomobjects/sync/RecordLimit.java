package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.Finding.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The number of objects that a type may have.
 *
 * @param objects the number
 */
record RecordLimit(long objects) {
  /** The limit per type that the help centre documents. */
  static final long DEFAULT = 100_000;

  /**
   * Compares the limit with the rows of a source.
   *
   * @param total the number of objects in Intercom; null if it is not known
   */
  Finding check(long rows, @Nullable Long total) {
    String limit =
        String.format(
            Locale.ROOT, "the limit of %,d per type (change it with --record-limit)", objects);
    String counted = Report.counted(rows, "row");
    if (rows > objects) {
      return finding(
          Level.ERROR, counted + " exceed " + limit + "; remove rows that agents do not need");
    }
    if (total == null) {
      return finding(
          Level.NOT_VERIFIED,
          counted + ", within " + limit + "; how many objects the type has is not known");
    }
    return total + rows > objects
        ? finding(
            Level.WARNING,
            Report.counted(total, "object")
                + " and "
                + counted
                + " together exceed "
                + limit
                + ", unless enough rows are objects already")
        : finding(Level.OK, counted + ", within " + limit);
  }

  private static Finding finding(Level level, String text) {
    return new Finding(level, "record limit", text);
  }
}
