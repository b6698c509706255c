package io.github.intercomobjects;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

  /** Ids and the event of {@link #events} as of which they are known. */
  private record Entry(List<String> ids, long storedNanos, long asOf) {}

  private final Timing timing;
  private final Map<ContactKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<ContactKey, CountDownLatch> questions = new HashMap<>();

  /** The number of events so far: calls for ids that began, ids that were stored or forgotten. */
  private long events;

  /** The events by which the calls in flight began. */
  private final NavigableSet<Long> inFlight = new TreeSet<>();

  /**
   * The keys and ids that were forgotten during the calls in flight, by event and the oldest first:
   * a response to an earlier call does not count for them.
   */
  private final Map<Object, Long> forgotten = new LinkedHashMap<>();

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

  /** Stores ids that were just received. */
  synchronized void put(ContactKey key, List<String> ids, Limits limits) {
    put(key, ids, ++events, limits);
  }

  private void put(ContactKey key, List<String> ids, long asOf, Limits limits) {
    entries.put(key, new Entry(List.copyOf(ids), timing.nanoTime(), asOf));
    var eldest = entries.keySet().iterator();
    while (entries.size() > limits.size()) {
      eldest.next();
      eldest.remove();
    }
  }

  synchronized void forget(ContactKey key) {
    entries.remove(key);
    noteForgotten(key);
  }

  /** Forgets the keys of a contact that was merged, archived or deleted. */
  synchronized void forgetId(String id) {
    entries.values().removeIf(entry -> entry.ids.contains(id));
    noteForgotten(id);
  }

  private void noteForgotten(Object keyOrId) {
    forgotten.remove(keyOrId);
    forgotten.put(keyOrId, ++events);
    removeSettled();
  }

  private void removeSettled() {
    long oldest = inFlight.isEmpty() ? events : inFlight.first();
    Iterator<Long> all = forgotten.values().iterator();
    while (all.hasNext() && all.next() <= oldest) {
      all.remove();
    }
  }

  /**
   * Asks a question and stores the ids in the response, except those of a contact of which
   * something newer became known meanwhile.
   */
  <R> R ask(Limits limits, Supplier<R> question, Function<R, Map<ContactKey, List<String>>> toIds) {
    long asked;
    synchronized (this) {
      asked = ++events;
      inFlight.add(asked);
    }
    try {
      R response = question.get();
      Map<ContactKey, List<String>> received = toIds.apply(response);
      synchronized (this) {
        received.forEach(
            (key, ids) -> {
              if (isNews(key, ids, asked)) {
                put(key, ids, asked, limits);
              }
            });
      }
      return response;
    } finally {
      synchronized (this) {
        inFlight.remove(asked);
        removeSettled();
      }
    }
  }

  private boolean isNews(ContactKey key, List<String> ids, long asked) {
    Entry known = entries.get(key);
    return (known == null || known.asOf < asked)
        && Stream.concat(Stream.of(key), ids.stream())
            .allMatch(one -> forgotten.getOrDefault(one, 0L) < asked);
  }

  /**
   * Returns the known ids, or asks for them, unless another thread is asking: then it waits for
   * that one. A failure is not shared, because it may be due to the settings of the other thread.
   *
   * @param await waits for the other thread, perhaps not to its end
   */
  List<String> get(
      ContactKey key,
      Limits limits,
      Consumer<CountDownLatch> await,
      Supplier<List<String>> question) {
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
      await.accept(theirs);
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
    return ask(limits, question, ids -> Map.of(key, ids));
  }
}
