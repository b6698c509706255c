package io.github.intercomobjects;

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
 * The workspaces that clients derived from one another call, each with its limits and locks.
 *
 * <p>Two calls go to the same workspace if they go to the same base URL with the same token, or
 * with tokens of the same supplier, however these change. A workspace is forgotten when nobody uses
 * it and its windows are over, since it then holds nothing that a new one would not. Thread-safe.
 */
final class Workspaces {
  /** So many are kept without a look at which could be forgotten. */
  private static final int FEW = 100;

  /** The tokens by which one workspace is found: those that a supplier gave last. */
  private static final int MOST_TOKENS = 16;

  /** What a client was last told about its token, and the workspace that it entered with that. */
  record Entry(String token, Workspace workspace) {
    @Override
    public String toString() {
      return "Entry";
    }
  }

  /** The entry that all clients with one supplier and base URL share. */
  static final class Latest {
    volatile @Nullable Entry entry;
  }

  record Key(HttpUrl baseUrl, String token) {
    @Override
    public String toString() {
      return baseUrl.toString();
    }
  }

  private final Timing timing;
  final Map<Key, Workspace> byToken = new HashMap<>();
  private final Map<Supplier<String>, Map<HttpUrl, Latest>> bySupplier = new WeakHashMap<>();
  private int forgetAt = FEW;

  Workspaces(Timing timing) {
    this.timing = timing;
  }

  synchronized Latest latestOf(Supplier<String> supplier, HttpUrl baseUrl) {
    return bySupplier
        .computeIfAbsent(supplier, s -> new HashMap<>())
        .computeIfAbsent(baseUrl, url -> new Latest());
  }

  /**
   * Enters the workspace of this token, which becomes that of the supplier behind {@code latest}.
   */
  synchronized Workspace enter(HttpUrl baseUrl, String token, Latest latest) {
    Key key = new Key(baseUrl, token);
    Workspace workspace = byToken.get(key);
    if (workspace == null || !workspace.enter()) {
      Entry before = latest.entry;
      boolean isSame = before != null && before.workspace().enter();
      workspace = isSame && before != null ? before.workspace() : added();
      byToken.put(key, workspace);
      Key tooMany = workspace.found(key);
      if (tooMany != null) {
        byToken.remove(tooMany, workspace);
      }
    }
    latest.entry = new Entry(token, workspace);
    return workspace;
  }

  private Workspace added() {
    if (byToken.size() >= forgetAt) {
      byToken.values().removeIf(Workspace::isForgotten);
      forgetAt = Math.max(FEW, 2 * byToken.size());
    }
    return new Workspace(new RateLimiter(timing));
  }

  /** One workspace. Thread-safe. */
  static final class Workspace {
    private static final int FORGOTTEN = -1;

    private final RateLimiter limiter;
    private final ParentLocks locks = new ParentLocks();

    /** How many calls and updates are in it, or {@link #FORGOTTEN}. */
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

    /** Keeps the workspace from being forgotten until {@link #leave}; false if it is already. */
    boolean enter() {
      return users.getAndUpdate(n -> n == FORGOTTEN ? n : n + 1) != FORGOTTEN;
    }

    void leave() {
      users.decrementAndGet();
    }

    /** Forgets the workspace if nobody is in it and no window runs, and returns whether it is. */
    private boolean isForgotten() {
      if (users.get() == FORGOTTEN) {
        return true;
      }
      // Whoever comes now finds it closed, and waits for the lock that the caller holds.
      if (!users.compareAndSet(0, FORGOTTEN)) {
        return false;
      }
      if (limiter.isIdle()) {
        return true;
      }
      users.set(0);
      return false;
    }

    /** Adds a key that it is found by, and returns the oldest one if there are too many. */
    private @Nullable Key found(Key key) {
      keys.add(key);
      return keys.size() > MOST_TOKENS ? keys.poll() : null;
    }
  }
}
