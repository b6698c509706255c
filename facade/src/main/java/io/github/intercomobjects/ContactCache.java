package io.github.intercomobjects;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Intercom's ids of contacts by key, for the clients of one workspace, and the questions for them
 * that are in flight. Thread-safe.
 */
final class ContactCache {
  /** The lifetime of a miss: a contact may be created at any time. */
  private static final Duration MISS = Duration.ofMinutes(1);

  /**
   * The limits that a client applies.
   *
   * @param size the largest number of contacts
   * @param timeToLive the time for which an id is valid
   */
  record Limits(int size, Duration timeToLive) {}

  private record Entry(List<String> ids, long storedNanos) {}

  private final Timing timing;
  private final Map<ContactKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<ContactKey, CountDownLatch> questions = new HashMap<>();

  /** The number of times that a contact was forgotten: responses from before are not stored. */
  private long forgotten;

  ContactCache(Timing timing) {
    this.timing = timing;
  }

  /** Returns the ids of the contacts with a key, none for a miss; null if they are not known. */
  synchronized @Nullable List<String> get(ContactKey key, Limits limits) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    Duration age = timing.since(entry.storedNanos);
    boolean isMiss = entry.ids.size() != 1;
    if (age.compareTo(limits.timeToLive()) < 0 && !(isMiss && age.compareTo(MISS) >= 0)) {
      return entry.ids;
    }
    entries.remove(key);
    return null;
  }

  synchronized void put(ContactKey key, List<String> ids, Limits limits) {
    entries.put(key, new Entry(List.copyOf(ids), timing.nanoTime()));
    var eldest = entries.keySet().iterator();
    while (entries.size() > limits.size()) {
      eldest.next();
      eldest.remove();
    }
  }

  /** Returns the number of times that a contact was forgotten, for {@link #putUnlessForgotten}. */
  synchronized long forgotten() {
    return forgotten;
  }

  /** Stores what was asked for since {@code before}, unless a contact was forgotten meanwhile. */
  synchronized void putUnlessForgotten(
      long before, ContactKey key, List<String> ids, Limits limits) {
    if (forgotten == before) {
      put(key, ids, limits);
    }
  }

  synchronized void forget(ContactKey key) {
    entries.remove(key);
    forgotten++;
  }

  /** Forgets the keys of a contact that was merged, archived or deleted. */
  synchronized void forgetId(String id) {
    entries.values().removeIf(entry -> entry.ids.contains(id));
    forgotten++;
  }

  /**
   * Returns the known ids, or asks for them, unless another thread is asking: then it waits for
   * that one. A failure is not shared, because it may be due to the settings of the other thread.
   */
  List<String> get(
      ContactKey key, Limits limits, Duration longestWait, Supplier<List<String>> question) {
    CountDownLatch ours = new CountDownLatch(1);
    CountDownLatch theirs;
    synchronized (this) {
      List<String> known = get(key, limits);
      if (known != null) {
        return known;
      }
      theirs = questions.putIfAbsent(key, ours);
    }
    if (theirs != null) {
      await(theirs, longestWait);
      List<String> known = get(key, limits);
      return known == null ? ask(key, limits, question) : known;
    }
    try {
      return ask(key, limits, question);
    } finally {
      synchronized (this) {
        questions.remove(key);
      }
      ours.countDown();
    }
  }

  private List<String> ask(ContactKey key, Limits limits, Supplier<List<String>> question) {
    long before = forgotten();
    List<String> ids = question.get();
    putUnlessForgotten(before, key, ids, limits);
    return ids;
  }

  private void await(CountDownLatch theirs, Duration longest) {
    try {
      timing.sleep(longest, theirs);
    } catch (InterruptedException e) {
      // The question of this thread reports the interrupt.
      Thread.currentThread().interrupt();
    }
  }
}
