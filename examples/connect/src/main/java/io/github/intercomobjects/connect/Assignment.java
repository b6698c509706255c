package io.github.intercomobjects.connect;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A partition for as long as it surely belongs to this task: an epoch. A partition that was taken
 * away and given back, or that may have been, gets another one, and changes of the old one are
 * never sent again. Confined to the thread of the task, except for {@link #isValid}.
 */
final class Assignment {
  /** A record that was taken, in the order of its partition. */
  static final class Entry {
    private final Assignment assignment;
    private final long offset;
    private final long timestamp;
    private boolean settled;

    private Entry(Assignment assignment, long offset, long timestamp) {
      this.assignment = assignment;
      this.offset = offset;
      this.timestamp = timestamp;
    }

    Assignment assignment() {
      return assignment;
    }

    /** Settles the record: it was stored, reported, or needs nothing. */
    void settle() {
      if (!settled) {
        settled = true;
        assignment.unsettled--;
        assignment.removeSettled();
      }
    }
  }

  private final TopicPartition partition;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private int unsettled;
  private @Nullable Long rewoundTo;
  private volatile boolean valid = true;

  /**
   * @param rewoundTo the offset from which the records are read again; null for no rewinding
   */
  Assignment(TopicPartition partition, @Nullable Long rewoundTo) {
    this.partition = partition;
    this.rewoundTo = rewoundTo;
  }

  TopicPartition partition() {
    return partition;
  }

  Entry take(long offset, @Nullable Long timestamp) {
    rewoundTo = null;
    Entry entry = new Entry(this, offset, timestamp == null ? Long.MAX_VALUE : timestamp);
    entries.add(entry);
    unsettled++;
    return entry;
  }

  private void removeSettled() {
    while (!entries.isEmpty() && entries.getFirst().settled) {
      entries.removeFirst();
    }
  }

  /** Returns the number of records that are not settled. */
  int unsettled() {
    return unsettled;
  }

  /**
   * Returns the time of the first record that is not settled; {@code MAX_VALUE} if none has one.
   */
  long oldestTimestamp() {
    Entry first = entries.peekFirst();
    return first == null ? Long.MAX_VALUE : first.timestamp;
  }

  /**
   * Returns the offset of the first record that is not settled, or will be read again; null if all
   * are settled.
   */
  @Nullable Long firstUnsettled() {
    Entry first = entries.peekFirst();
    return first == null ? rewoundTo : (Long) first.offset;
  }

  boolean isValid() {
    return valid;
  }

  void invalidate() {
    valid = false;
  }
}
