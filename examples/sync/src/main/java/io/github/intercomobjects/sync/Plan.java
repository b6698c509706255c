package io.github.intercomobjects.sync;

import java.io.PrintStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first reading of a source found, before anything is sent; so a source which cannot be
 * read to its end is refused as a whole.
 *
 * @param rows all of them
 * @param created rows of which nothing is known: their objects are made, or updated if they are
 *     there
 * @param updated rows that say something else than was stored, or of which that is not sure
 * @param failed rows that cannot be sent as they are
 * @param linked of the rows to be sent, those that name a contact
 */
record Plan(long rows, long created, long updated, long unchanged, long failed, long linked) {

  /** Is told of rows while they are read. */
  interface Listener {
    void row(RowFeed.Item item);
  }

  /** Reads all rows. */
  static Plan of(Iterator<RowFeed.Item> feed, Listener listener) {
    long rows = 0;
    long created = 0;
    long updated = 0;
    long unchanged = 0;
    long failed = 0;
    long linked = 0;
    while (feed.hasNext()) {
      RowFeed.Item item = feed.next();
      rows++;
      Row row = item.row();
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
    return new Plan(rows, created, updated, unchanged, failed, linked);
  }

  /**
   * @param gone objects that are in no row
   * @param goneRemark why they would not be deleted; null if they would
   * @param contacts that would be looked up
   */
  void print(PrintStream out, long gone, @Nullable String goneRemark, long contacts) {
    out.println("Dry run: nothing was written. A run would");
    Report.row(
        out, "create", created, created == 0 ? "" : "or update, if Intercom has them already");
    Report.row(out, "update", updated, "");
    Report.row(out, "leave unchanged", unchanged, "");
    Report.row(
        out, "fail", failed, failed == 0 ? "" : "listed below, and rows without their contact");
    Report.row(out, "link", linked, "");
    Report.row(out, "look up", contacts, "contacts");
    Report.row(out, "delete", goneRemark == null ? gone : 0, goneRemark == null ? "" : goneRemark);
  }

  /** The counts, by their names. */
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
