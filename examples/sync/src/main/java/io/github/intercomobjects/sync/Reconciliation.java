package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.sync.LenientComparison.Differences;
import io.github.intercomobjects.sync.SyncState.Known;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of the objects in Intercom with the rows and the state file. An instance is used
 * once.
 *
 * <p>An object that an earlier run stored is compared with the response of that run. Other objects
 * are compared with their rows as far as possible, because Intercom does not document how it
 * normalises values.
 */
final class Reconciliation {
  private final SourceRows rows;
  private final boolean apply;
  private final boolean orphansToo;
  private final List<String> names;
  private final LenientComparison comparison;
  private final Found missing;
  private final Found stale;
  private final Found uncertain;
  private final Found orphaned;
  private long equal;
  private long withoutExternalId;

  /**
   * Creates a comparison.
   *
   * @param apply whether to record differences in the state, so that a run sends the rows again
   * @param orphansToo whether to record orphaned objects as well, so that a run can delete them
   * @param shown the number of external ids of each kind to keep
   */
  Reconciliation(SourceRows rows, boolean apply, boolean orphansToo, int shown) {
    this.rows = rows;
    this.apply = apply;
    this.orphansToo = orphansToo;
    this.names = rows.names();
    this.comparison = new LenientComparison(rows);
    this.missing = new Found(shown);
    this.stale = new Found(shown);
    this.uncertain = new Found(shown);
    this.orphaned = new Found(shown);
  }

  /** The objects of one kind. */
  static final class Found {
    private final int shown;
    private final List<String> texts = new ArrayList<>();
    private long count;

    Found(int shown) {
      this.shown = shown;
    }

    private void add(String key) {
      add(key, "");
    }

    private void add(String key, Object remark) {
      count++;
      if (texts.size() < shown) {
        texts.add((Printable.key(key) + "  " + remark).stripTrailing());
      }
    }

    long count() {
      return count;
    }

    /** Returns the first external ids, with the names of the attributes that differ. */
    List<String> texts() {
      return texts;
    }
  }

  /** Returns the rows without an object. */
  Found missing() {
    return missing;
  }

  /** Returns the objects that differ from what was stored, or whose row has changed since. */
  Found stale() {
    return stale;
  }

  /** Returns the objects that are not in the state file and have values that cannot be compared. */
  Found uncertain() {
    return uncertain;
  }

  /** Returns the objects without a row. */
  Found orphaned() {
    return orphaned;
  }

  /** Returns the number of objects without differences. */
  long equal() {
    return equal;
  }

  /** Records a row, before {@link #compare}. */
  void row(RowFeed.Item item) {
    Row row = item.row();
    if (row != null) {
      rows.scratch().addRow(row.key(), comparison.text(row, String.valueOf(item.hash())));
    }
  }

  /** Compares the rows with all objects of the type. All rows must have been recorded. */
  void compare(CustomObjects<Attributes> objects, Progress progress, long expected) {
    progress.begin("listing", "objects", expected);
    for (CustomObject<Attributes> object : objects.list()) {
      String key = object.getExternalId();
      if (key == null) {
        withoutExternalId++;
      } else {
        compare(key, object);
      }
      progress.step();
    }
    for (Iterator<Map.Entry<String, String>> all = rows.scratch().rows(); all.hasNext(); ) {
      String key = all.next().getKey();
      if (!rows.scratch().isListed(key)) {
        missing.add(key);
      }
    }
    if (apply) {
      // A deleted object gets another id when it is created again.
      for (Iterator<String> keys = rows.state().keys(); keys.hasNext(); ) {
        String key = keys.next();
        if (!rows.scratch().isListed(key)) {
          rows.state().forget(key);
        }
      }
    }
  }

  private void compare(String key, CustomObject<Attributes> object) {
    rows.scratch().addListed(key);
    String row = rows.scratch().row(key);
    Known known = rows.state().find(key);
    if (row == null) {
      // An invalid row still keeps its object from being orphaned.
      if (!rows.scratch().hasSeen(key)) {
        orphaned.add(key);
        if (apply && orphansToo && known == null) {
          rows.state().record(key, new Known(null, null, object.getId(), null));
        }
      }
      return;
    }
    String hash = LenientComparison.hash(row);
    if (known != null && known.rowHash() != null) {
      boolean same =
          hash.equals(known.rowHash())
              && RowHash.ofResponse(object, names).equals(known.responseHash());
      if (same) {
        equal++;
      } else {
        stale(key, comparison.differences(row, object));
      }
      return;
    }
    Differences differences = comparison.differences(row, object);
    if (!differences.different().isEmpty()) {
      stale(key, differences);
      return;
    }
    if (!differences.isNone()) {
      uncertain.add(key, differences);
      return;
    }
    equal++;
    if (apply) {
      // Only a run has the values of its row.
      rows.state().values().forgetAll();
      rows.state()
          .record(
              key,
              new Known(
                  hash,
                  RowHash.ofResponse(object, names),
                  object.getId(),
                  LenientComparison.contact(row)));
    }
  }

  private void stale(String key, Differences differences) {
    stale.add(key, differences);
    if (apply) {
      rows.state().markUncertain(key);
    }
  }

  /** Returns whether there are differences, including objects that are uncertain. */
  boolean hasDifferences() {
    return missing.count() + stale.count() + uncertain.count() + orphaned.count() > 0;
  }

  /** Returns a remark for the output; null if there is none. */
  @Nullable String remark() {
    return withoutExternalId == 0
        ? null
        : Report.counted(withoutExternalId, "object") + " without an external id, not changed";
  }
}
