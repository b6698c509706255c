package io.github.intercomobjects.sync;

import java.io.PrintStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts of the first pass over a source, before anything is sent. A source that cannot be read
 * to its end is therefore rejected before the first call.
 *
 * @param rows all rows
 * @param created rows that no earlier run stored; their objects are created, or updated if they
 *     exist
 * @param updated rows that differ from what was stored, or whose state is uncertain
 * @param failed rows that are invalid
 * @param linked rows to be sent that name a contact, which may already have the link
 */
record Plan(
    long rows,
    long created,
    long updated,
    long unchanged,
    long failed,
    long linked,
    Unlinked unlinked) {

  /**
   * The objects that lose the links to their contacts.
   *
   * @param count the number of rows that name another contact, or none any more
   * @param moved how many of them name another contact
   * @param first the location of the first of these rows; null if there is none
   */
  record Unlinked(long count, long moved, @Nullable Location first) {}

  /** Receives the rows while they are read. */
  interface Listener {
    void row(RowFeed.Item item);
  }

  /** Reads all rows and counts them. */
  static Plan of(Iterator<RowFeed.Item> feed, Listener listener) {
    long rows = 0;
    long created = 0;
    long updated = 0;
    long unchanged = 0;
    long failed = 0;
    long linked = 0;
    long unlinked = 0;
    long moved = 0;
    Location first = null;
    while (feed.hasNext()) {
      RowFeed.Item item = feed.next();
      rows++;
      Row row = item.row();
      if (isUnlinked(item)) {
        unlinked++;
        moved += row == null || row.contact() == null ? 0 : 1;
        first = first == null ? item.raw().location() : first;
      }
      if (row == null) {
        failed++;
      } else if (item.isUnchanged()) {
        unchanged++;
      } else {
        created += item.known() == null ? 1 : 0;
        updated += item.known() == null ? 0 : 1;
        linked += row.contact() == null ? 0 : 1;
      }
      listener.row(item);
    }
    return new Plan(
        rows, created, updated, unchanged, failed, linked, new Unlinked(unlinked, moved, first));
  }

  private static boolean isUnlinked(RowFeed.Item item) {
    Row row = item.row();
    return row != null
        && item.known() != null
        && item.known()
            .losesContact(row.contact() == null ? null : ContactMemory.text(row.contact()));
  }

  /**
   * Prints the counts as a forecast.
   *
   * @param deleted the number of objects without a row that would be deleted
   * @param goneRemark why none would be deleted; null if they would be deleted
   * @param contacts the number of contacts that were looked up
   */
  void print(PrintStream out, long deleted, @Nullable String goneRemark, long contacts) {
    out.println("Dry run: nothing was written. A run would:");
    Report.row(
        out, "create", created, created == 0 ? "" : "or update, if Intercom already has them");
    Report.row(out, "update", updated, "");
    Report.row(out, "leave unchanged", unchanged, "");
    Report.row(out, "fail", failed, failed == 0 ? "" : "listed below");
    String which = failed == 0 ? "" : "of the rows that do not fail";
    Report.row(out, "link", linked, which);
    Report.row(out, "look up", contacts, "contacts");
    Report.row(out, "delete", deleted, goneRemark == null ? "" : goneRemark);
  }

  /** Returns the counts by name. */
  Map<String, Object> toMap() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("rows", rows);
    counts.put("create", created);
    counts.put("update", updated);
    counts.put("unchanged", unchanged);
    counts.put("fail", failed);
    counts.put("link", linked);
    return counts;
  }
}
