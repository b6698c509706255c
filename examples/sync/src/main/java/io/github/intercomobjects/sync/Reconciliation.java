package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.sync.SyncState.Known;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the objects that Intercom lists with the rows and with what is known of them. Used once.
 *
 * <p>Of an object that an earlier run stored, what Intercom shows now is compared with what it
 * answered then. Of others it is compared with the row, as far as that can be: Intercom does not
 * document how it normalises values.
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
   * @param apply whether what was found is noted in the state, so that a run sends it again
   * @param orphansToo whether orphaned objects are noted as well, so that a run can delete them
   * @param shown how many external ids of each kind are kept
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

  /** Objects of one kind. */
  static final class Found {
    private final int shown;
    private final List<String> keys = new ArrayList<>();
    private long count;

    Found(int shown) {
      this.shown = shown;
    }

    private void add(String key) {
      count++;
      if (keys.size() < shown) {
        keys.add(key);
      }
    }

    long count() {
      return count;
    }

    /** The first external ids. */
    List<String> keys() {
      return keys;
    }
  }

  /** Rows without an object. */
  Found missing() {
    return missing;
  }

  /** Objects that are not what was stored, or of which the row has changed since. */
  Found stale() {
    return stale;
  }

  /** Objects of which nothing is known, and which have values that cannot be compared. */
  Found uncertain() {
    return uncertain;
  }

  /** Objects without a row. */
  Found orphaned() {
    return orphaned;
  }

  /** Objects that are as they should be. */
  long equal() {
    return equal;
  }

  /** Is told of a row, before {@link #compare}. */
  void row(RowFeed.Item item) {
    Row row = item.row();
    if (row != null) {
      rows.scratch().addRow(row.key(), comparison.text(row, String.valueOf(item.hash())));
    }
  }

  /** Compares with all objects of the type; all rows must have been read. */
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
      // What is not there any more will have another id when it is made again.
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
      // A row that cannot be read is a row all the same.
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
              && RowHash.ofAnswer(object, names).equals(known.answerHash());
      settle(key, same);
      return;
    }
    Boolean same = comparison.isSame(row, object);
    if (same == null) {
      uncertain.add(key);
    } else if (same && apply) {
      rows.state()
          .record(
              key,
              new Known(
                  hash,
                  RowHash.ofAnswer(object, names),
                  object.getId(),
                  LenientComparison.contact(row)));
    }
    if (same != null) {
      settle(key, same);
    }
  }

  private void settle(String key, boolean same) {
    if (same) {
      equal++;
      return;
    }
    stale.add(key);
    if (apply) {
      rows.state().doubt(key);
    }
  }

  /** Whether Intercom is not as the rows say, as far as it is known. */
  boolean hasDifferences() {
    return missing.count() + stale.count() + uncertain.count() + orphaned.count() > 0;
  }

  @Nullable String remark() {
    return withoutExternalId == 0
        ? null
        : Report.counted(withoutExternalId, "object") + " without an external id, left alone";
  }
}
