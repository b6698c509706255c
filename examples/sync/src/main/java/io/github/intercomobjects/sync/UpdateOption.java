package io.github.intercomobjects.sync;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the number of known objects that may change, and the checks of their values. */
final class UpdateOption {
  private static final String NAME = "--max-updates";

  /** Fewer rows may have each other's values for a good reason. */
  static final long LEAST = 5;

  /** The part of the objects that must have had a value for a column without any to be wrong. */
  private static final double FILLED = 0.25;

  @Option(
      names = NAME,
      paramLabel = "COUNT|PART%",
      description =
          "If more rows of known objects changed, send nothing and exit with 1. Default: no limit,"
              + " except if most of these rows, and at least 5, have the values that other rows had"
              + " before, as if columns had been sorted or shifted alone. Given once for such rows, it allows"
              + " them in later runs too.")
  private @Nullable String maxUpdates;

  /**
   * Checks the option.
   *
   * @throws CannotRunException if it is invalid
   */
  void check() throws CannotRunException {
    limit();
  }

  private @Nullable Limit limit() throws CannotRunException {
    return maxUpdates == null ? null : Limit.of(NAME, maxUpdates);
  }

  /**
   * Requires that the changes of known objects are likely to be intended.
   *
   * @param emptyAllowed whether columns may lose all values
   * @throws CannotRunException if they are not
   */
  void require(Plan plan, SourceRows rows, boolean emptyAllowed) throws CannotRunException {
    if (plan.updated() == 0) {
      return;
    }
    Limit limit = limit();
    Moved moved = moved(rows);
    if (limit != null) {
      requireFew(plan, rows, limit);
      if (moved.isSuspicious()) {
        rows.scratch().values().acceptMoved();
      }
    } else if (moved.isSuspicious() && !rows.state().values().areMovedAccepted()) {
      throw moved.rejection(plan, rows);
    }
    if (!emptyAllowed && rows.isComplete()) {
      requireFilled(plan, rows);
    }
  }

  private static void requireFew(Plan plan, SourceRows rows, Limit limit)
      throws CannotRunException {
    long known = rows.state().size();
    long allowed = limit.of(known);
    if (plan.updated() > allowed) {
      throw new CannotRunException(
          Report.counted(plan.updated(), "row")
              + " of known objects changed, and at most "
              + Printable.number(allowed)
              + " of "
              + Printable.number(known)
              + " may change ("
              + limit
              + "), so nothing was sent; check these rows, or allow them with "
              + NAME
              + " "
              + plan.updated());
    }
  }

  /**
   * The rows of known keys that have the values that rows with other keys had before.
   *
   * @param changed the number of all changed rows of known keys
   * @param first the first of them; null if there is none
   */
  private record Moved(long count, long changed, @Nullable Location first) {
    boolean isSuspicious() {
      return count >= LEAST && 2 * count > changed;
    }

    CannotRunException rejection(Plan plan, SourceRows rows) {
      return new CannotRunException(
          Printable.number(count)
              + " of "
              + Report.counted(changed, "changed row")
              + " have the values that rows with other keys had before, the first in "
              + first
              + ", so nothing was sent; check that no columns were sorted or shifted without "
              + rows.columns().keyName()
              + ", or allow these changes, also in later runs, with "
              + NAME
              + " "
              + plan.updated());
    }
  }

  private static Moved moved(SourceRows rows) {
    RunValues values = rows.scratch().values();
    SyncState state = rows.state();
    long changed = 0;
    long moved = 0;
    Location first = null;
    for (Iterator<Map.Entry<String, String>> all = values.rows(); all.hasNext(); ) {
      Map.Entry<String, String> row = all.next();
      String key = row.getKey();
      if (state.find(key) == null || row.getValue().equals(state.values().find(key))) {
        continue;
      }
      changed++;
      String owner = values.owner(row.getValue());
      boolean isLeftOut = rows.source().isLimited();
      if (owner != null
          && (values.hasRow(owner) || (!isLeftOut && !rows.scratch().hasSeen(owner)))) {
        moved++;
        Location location = rows.scratch().location(key);
        first = first == null || location.number() < first.number() ? location : first;
      }
    }
    return new Moved(moved, changed, first);
  }

  private static void requireFilled(Plan plan, SourceRows rows) throws CannotRunException {
    if (plan.updated() < LEAST) {
      return;
    }
    long least = Math.max(LEAST, (long) (FILLED * rows.state().size()));
    List<String> emptied = rows.scratch().values().filled().emptied(rows.state().values(), least);
    if (!emptied.isEmpty()) {
      String names = Printable.line(String.join(", ", emptied));
      throw new CannotRunException(
          names
              + (emptied.size() == 1 ? " is" : " are")
              + " empty in all "
              + Report.counted(plan.rows(), "row")
              + ", but had values in the last complete run. All objects would lose them, so nothing"
              + " was sent; check that the export fills "
              + names
              + ", or allow it with "
              + DeletionOptions.ALLOW_EMPTY);
    }
  }
}
