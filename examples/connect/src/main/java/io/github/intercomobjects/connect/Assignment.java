package io.github.intercomobjects.connect;

import java.util.LinkedHashSet;
import java.util.Set;
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
      assignment.entries.remove(this);
    }
  }

  private final TopicPartition partition;

  /**
   * The records that are not settled, in their order. One that waits for days, such as for its
   * contact, keeps nothing else in memory.
   */
  private final Set<Entry> entries = new LinkedHashSet<>();

  private @Nullable Long rewoundTo;
  private final long rewoundTimestamp;
  private volatile boolean valid = true;

  /** Creates the first epoch of a partition. */
  Assignment(TopicPartition partition) {
    this(partition, null, Long.MAX_VALUE);
  }

  private Assignment(TopicPartition partition, @Nullable Long rewoundTo, long timestamp) {
    this.partition = partition;
    this.rewoundTo = rewoundTo;
    this.rewoundTimestamp = timestamp;
  }

  /**
   * Ends this epoch and returns the next one, in which the records that are not settled are read
   * again.
   */
  Assignment next() {
    invalidate();
    return new Assignment(partition, firstUnsettled(), oldestTimestamp());
  }

  TopicPartition partition() {
    return partition;
  }

  Entry take(long offset, @Nullable Long timestamp) {
    rewoundTo = null;
    Entry entry = new Entry(this, offset, timestamp == null ? Long.MAX_VALUE : timestamp);
    entries.add(entry);
    return entry;
  }

  private @Nullable Entry first() {
    return entries.isEmpty() ? null : entries.iterator().next();
  }

  /** Returns the number of records that are not settled. */
  int unsettled() {
    return entries.size();
  }

  /**
   * Returns the time of the first record that is not settled; {@code MAX_VALUE} if none has one.
   */
  long oldestTimestamp() {
    Entry first = first();
    return first != null ? first.timestamp : rewoundTo != null ? rewoundTimestamp : Long.MAX_VALUE;
  }

  /**
   * Returns the offset of the first record that is not settled, or will be read again; null if all
   * are settled.
   */
  @Nullable Long firstUnsettled() {
    Entry first = first();
    return first == null ? rewoundTo : (Long) first.offset;
  }

  boolean isValid() {
    return valid;
  }

  void invalidate() {
    valid = false;
  }
}
