package io.github.intercomobjects.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;

/**
 * The deletions, or the removed links, of the last hours, by hour. They count together against the
 * limit, because a job that runs every five minutes would otherwise delete a tenth of the objects
 * each time.
 */
final class RecentLosses {
  /** Shorter than a day, so that each nightly run may reach the limit. */
  static final Duration WINDOW = Duration.ofHours(20);

  private final Database database;
  private final MVMap<String, String> hours;
  private final Clock clock;

  /**
   * Creates a view of a map.
   *
   * @param hours for each hour, the number of losses, and that of the objects before
   */
  RecentLosses(Database database, MVMap<String, String> hours, Clock clock) {
    this.database = database;
    this.hours = hours;
    this.clock = clock;
  }

  /**
   * The losses of the window.
   *
   * @param count the number of deleted or unlinked objects
   * @param known the number of objects before the first of these losses; 0 if there are none
   */
  record Recent(long count, long known) {
    /**
     * Returns the end of a clause about a limit; empty if there are no losses.
     *
     * @param lost what happened to the objects, such as "were deleted"
     */
    String remark(String lost) {
      return count == 0
          ? ""
          : " in "
              + WINDOW.toHours()
              + " hours, and "
              + Printable.number(count)
              + " "
              + lost
              + " already";
    }

    private static Recent of(String text) {
      int space = text.indexOf(' ');
      return new Recent(
          Long.parseLong(text.substring(0, space)), Long.parseLong(text.substring(space + 1)));
    }

    private Recent and(Recent other) {
      return new Recent(count + other.count, Math.max(known, other.known));
    }
  }

  /** Returns the losses of the window. */
  Recent find() {
    Instant now = clock.instant();
    Recent all = new Recent(0, 0);
    for (Iterator<Map.Entry<String, String>> each = database.entries(hours); each.hasNext(); ) {
      Map.Entry<String, String> hour = each.next();
      if (isRecent(hour.getKey(), now)) {
        all = all.and(Recent.of(hour.getValue()));
      }
    }
    return all;
  }

  /** Returns whether an hour is in the window; one in the future is of a clock that was wrong. */
  private static boolean isRecent(String hour, Instant now) {
    Instant begin = Instant.parse(hour);
    return begin.isAfter(now.minus(WINDOW)) && !begin.isAfter(now);
  }

  /**
   * Adds a loss, which the caller commits together with its object.
   *
   * @param known the number of objects that the limit is a part of
   */
  void add(long known) {
    Instant now = clock.instant();
    database.change(
        () -> {
          List.copyOf(hours.keySet()).stream()
              .filter(old -> !isRecent(old, now))
              .forEach(hours::remove);
          String hour = now.truncatedTo(ChronoUnit.HOURS).toString();
          String before = hours.get(hour);
          Recent one = new Recent(1, known);
          Recent all = before == null ? one : one.and(Recent.of(before));
          hours.put(hour, all.count() + " " + all.known());
        });
  }
}
