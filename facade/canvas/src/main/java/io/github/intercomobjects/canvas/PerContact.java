package io.github.intercomobjects.canvas;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value for each contact that is kept for a short time, for example the orders of a card.
 * Intercom requests a card each time that a teammate switches to a conversation, and in a group
 * conversation for each contact, but the calls that fill it count against the rate limit.
 *
 * <pre>{@code
 * PerContact<List<CustomObject<Order>>> cache =
 *     PerContact.<List<CustomObject<Order>>>builder().timeToLive(Duration.ofSeconds(30)).build();
 * List<CustomObject<Order>> found =
 *     cache.get(request, id -> orders.list(Parent.contact(id)).stream().limit(100).toList());
 * cache.forget(id); // after a write
 * }</pre>
 *
 * <p>Requests for the same contact at the same time share one load, and its failure. A failure is
 * not kept. Contacts of different workspaces are different, even if they have the same id.
 *
 * <p>Thread-safe. No lock is held during a load. A loader may call {@link #get} of any cache: it
 * then never waits for a load of another thread, so that no two wait for each other.
 */
public final class PerContact<V> {
  private record Key(@Nullable String workspaceId, String contactId) {}

  private record Entry<V>(V value, long loadedAt) {}

  /** Set while this thread runs a loader, of whichever cache. */
  private static final ThreadLocal<Boolean> LOADING = ThreadLocal.withInitial(() -> false);

  private final long timeToLive;
  private final int maximumSize;
  private final LongSupplier nanoTime;

  /** The values in the order in which they were stored. */
  private final Map<Key, Entry<V>> entries = new LinkedHashMap<>();

  /** The loads whose values will be stored. One that was forgotten is no longer here. */
  private final Map<Key, CompletableFuture<V>> loads = new HashMap<>();

  private PerContact(Builder<V> builder) {
    timeToLive = builder.timeToLive.toNanos();
    maximumSize = builder.maximumSize;
    nanoTime = builder.nanoTime;
  }

  /** Returns a builder of a cache. */
  public static <V> Builder<V> builder() {
    return new Builder<>();
  }

  /**
   * Returns the value of the contact of a request, and loads it if it is not kept.
   *
   * @param loader a function that gets Intercom's id of the contact. It runs on this thread.
   * @throws IllegalArgumentException if the request has no contact
   * @throws CancellationException if this thread is interrupted while another one loads the value
   */
  public V get(CanvasRequest request, Function<? super String, ? extends V> loader) {
    String contactId = request.getContactId();
    if (contactId == null) {
      throw new IllegalArgumentException(
          "there is no contact in %s: use the cache for requests of a contact".formatted(request));
    }
    return get(request.getWorkspaceId(), contactId, () -> loader.apply(contactId));
  }

  V get(@Nullable String workspaceId, String contactId, Supplier<? extends V> loader) {
    Key key = new Key(workspaceId, contactId);
    while (true) {
      CompletableFuture<V> load = new CompletableFuture<>();
      CompletableFuture<V> other;
      synchronized (this) {
        removeOld();
        Entry<V> entry = entries.get(key);
        if (entry != null) {
          if (!isOld(entry)) {
            return entry.value;
          }
          // Its load ended after that of a newer one, which is now before it.
          entries.remove(key);
        }
        other = loads.putIfAbsent(key, load);
      }
      if (other == null || LOADING.get()) {
        return load(key, load, loader);
      }
      try {
        return other.get();
      } catch (CancellationException e) {
        // The other thread was interrupted, which is no failure of this one.
      } catch (ExecutionException e) {
        throw unchecked(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException(
            "interrupted while another thread loads the value of the contact " + contactId);
      }
    }
  }

  private V load(Key key, CompletableFuture<V> load, Supplier<? extends V> loader) {
    long start = nanoTime.getAsLong();
    boolean nested = LOADING.get();
    LOADING.set(true);
    try {
      V value = Objects.requireNonNull(loader.get(), "the loader returned null");
      synchronized (this) {
        if (loads.remove(key, load)) {
          entries.put(key, new Entry<>(value, start));
          removeOld();
        }
      }
      load.complete(value);
      return value;
    } catch (Throwable e) {
      synchronized (this) {
        loads.remove(key, load);
      }
      if (Thread.currentThread().isInterrupted()) {
        load.cancel(false);
      } else {
        load.completeExceptionally(e);
      }
      throw e;
    } finally {
      if (!nested) {
        LOADING.remove();
      }
    }
  }

  private void removeOld() {
    Iterator<Entry<V>> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      if (!isOld(oldest.next()) && entries.size() <= maximumSize) {
        return;
      }
      oldest.remove();
    }
  }

  private boolean isOld(Entry<V> entry) {
    return nanoTime.getAsLong() - entry.loadedAt >= timeToLive;
  }

  private static RuntimeException unchecked(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure ? failure : new CompletionException(cause);
  }

  /**
   * Forgets the value of a contact, in all workspaces: call it after a write. A load that is in
   * flight is not kept, and later requests do not share it, because it may have read the old state.
   */
  public synchronized void forget(String contactId) {
    entries.keySet().removeIf(key -> key.contactId.equals(contactId));
    loads.keySet().removeIf(key -> key.contactId.equals(contactId));
  }

  /** Returns the number of values, for messages: the values themselves may be personal data. */
  @Override
  public synchronized String toString() {
    return "PerContact[" + entries.size() + " values]";
  }

  /** A builder of a {@link PerContact}. Not thread-safe. */
  public static final class Builder<V> {
    private Duration timeToLive = Duration.ofSeconds(30);
    private int maximumSize = 1_000;
    private LongSupplier nanoTime = System::nanoTime;

    private Builder() {}

    /**
     * Sets the time for which a value is kept, counted from the start of its load. The default is
     * 30 seconds; zero keeps none, so that only simultaneous requests share a load.
     */
    public Builder<V> timeToLive(Duration timeToLive) {
      if (timeToLive.isNegative() || timeToLive.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "the time to live " + timeToLive + " is negative or longer than a day: pass seconds");
      }
      this.timeToLive = timeToLive;
      return this;
    }

    /** Sets the maximum number of values. The default is 1,000, and the oldest one is discarded. */
    public Builder<V> maximumSize(int maximumSize) {
      if (maximumSize < 1) {
        throw new IllegalArgumentException(maximumSize + " values cannot be kept: pass at least 1");
      }
      this.maximumSize = maximumSize;
      return this;
    }

    Builder<V> nanoTime(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      return this;
    }

    /** Returns the cache. */
    public PerContact<V> build() {
      return new PerContact<>(this);
    }
  }
}
