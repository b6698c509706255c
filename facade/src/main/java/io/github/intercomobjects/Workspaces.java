package io.github.intercomobjects;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The workspaces of clients that are derived from each other, each with its limits and locks.
 *
 * <p>Two calls have the same workspace if they have the same base URL and the same token, or tokens
 * of the same supplier. A workspace may be removed when no call uses it and its windows are over,
 * because it is then the same as a new one. Thread-safe.
 */
final class Workspaces {
  /** The number of workspaces from which on unused ones are removed. */
  private static final int FEW = 100;

  /** The number of a supplier's latest tokens by which a workspace is found. */
  private static final int MOST_TOKENS = 16;

  /** The latest token of a supplier, and its workspace. */
  record Entry(String token, Workspace workspace) {
    @Override
    public String toString() {
      return "Entry";
    }
  }

  /** What all clients with the same supplier and base URL share: latest entry and contacts. */
  static final class Latest {
    volatile @Nullable Entry entry;
    final ContactCache contacts;

    private Latest(Timing timing) {
      this.contacts = new ContactCache(timing);
    }
  }

  record Key(HttpUrl baseUrl, String token) {
    /** Returns the hash of the token; see the one of {@link Credentials}. */
    @Override
    public int hashCode() {
      return token.hashCode();
    }

    @Override
    public String toString() {
      return baseUrl.toString();
    }
  }

  private final Timing timing;
  final Map<Key, Workspace> byToken = new HashMap<>();
  private final Map<Supplier<String>, Map<HttpUrl, Latest>> bySupplier = new WeakHashMap<>();

  /** The keys of that map, to find the first of equal suppliers. */
  private final Map<Supplier<String>, WeakReference<Supplier<String>>> suppliers =
      new WeakHashMap<>();

  private int cleanUpAt = FEW;

  Workspaces(Timing timing) {
    this.timing = timing;
  }

  /**
   * Returns the first of the suppliers that equal this one, which their clients hold: so what they
   * share exists as long as the first supplier, or any of the clients.
   */
  synchronized Supplier<String> first(Supplier<String> supplier) {
    WeakReference<Supplier<String>> known = suppliers.get(supplier);
    Supplier<String> first = known == null ? null : known.get();
    if (first == null) {
      suppliers.put(supplier, new WeakReference<>(supplier));
      return supplier;
    }
    return first;
  }

  synchronized Latest latestOf(Supplier<String> supplier, HttpUrl baseUrl) {
    return bySupplier
        .computeIfAbsent(supplier, s -> new HashMap<>())
        .computeIfAbsent(baseUrl, url -> new Latest(timing));
  }

  /** Enters the workspace of this token and stores it in {@code latest}. */
  synchronized Workspace enter(HttpUrl baseUrl, String token, Latest latest) {
    Key key = new Key(baseUrl, token);
    Workspace workspace = byToken.get(key);
    if (workspace == null || !workspace.enter()) {
      Entry before = latest.entry;
      boolean isSame = before != null && before.workspace().enter();
      workspace = isSame && before != null ? before.workspace() : newWorkspace();
      byToken.put(key, workspace);
      Key oldest = workspace.addKey(key);
      if (oldest != null) {
        byToken.remove(oldest, workspace);
      }
    }
    latest.entry = new Entry(token, workspace);
    return workspace;
  }

  private Workspace newWorkspace() {
    if (byToken.size() >= cleanUpAt) {
      byToken.values().removeIf(Workspace::removeIfUnused);
      cleanUpAt = Math.max(FEW, 2 * byToken.size());
    }
    return new Workspace(new RateLimiter(timing));
  }

  /** One workspace. Thread-safe. */
  static final class Workspace {
    private static final int REMOVED = -1;

    private final RateLimiter limiter;
    private final ParentLocks locks = new ParentLocks();

    /** The number of its calls and updates in flight, or {@link #REMOVED}. */
    private final AtomicInteger users = new AtomicInteger(1);

    /** Guarded by the lock of the workspaces. */
    private final Queue<Key> keys = new ArrayDeque<>();

    private Workspace(RateLimiter limiter) {
      this.limiter = limiter;
    }

    RateLimiter limiter() {
      return limiter;
    }

    ParentLocks locks() {
      return locks;
    }

    /** Prevents the removal until {@link #leave}; returns false if it was removed. */
    boolean enter() {
      return users.getAndUpdate(n -> n == REMOVED ? n : n + 1) != REMOVED;
    }

    void leave() {
      users.decrementAndGet();
    }

    /** Marks the workspace as removed if it is unused, and returns whether it is removed. */
    private boolean removeIfUnused() {
      if (users.get() == REMOVED) {
        return true;
      }
      // A call that enters now fails to, and waits for the lock that the caller holds.
      if (!users.compareAndSet(0, REMOVED)) {
        return false;
      }
      if (limiter.isIdle()) {
        return true;
      }
      users.set(0);
      return false;
    }

    /** Adds a key, and returns the oldest one, which is removed, if there are too many. */
    private @Nullable Key addKey(Key key) {
      keys.add(key);
      return keys.size() > MOST_TOKENS ? keys.poll() : null;
    }
  }
}
