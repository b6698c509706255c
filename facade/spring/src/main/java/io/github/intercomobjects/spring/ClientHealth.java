package io.github.intercomobjects.spring;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.RateLimitException;
import io.github.intercomobjects.Region;
import io.github.intercomobjects.WorkspaceCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The health of one client, by one call a minute at most, which all probes share. Thread-safe.
 *
 * <p>The details never contain the owner of the token, whom the response also describes.
 */
final class ClientHealth {
  /** A status, named as those of Spring Boot. */
  enum Level {
    UP,
    UNKNOWN,
    DOWN
  }

  /** The health of a client at one time. */
  record State(Level level, Map<String, Object> details) {}

  /** The name of the threads of checks. */
  static final String THREAD = "intercom-health";

  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * The time after which a check is blocked: the timeout of a call ends neither a supplier of
   * tokens nor an interceptor nor DNS.
   */
  private static final Duration BLOCKED = TIMEOUT.plusSeconds(5);

  private final Intercom client;
  private final @Nullable String regionProperty;
  private final Executor executor;
  private final LongSupplier nanoTime;

  // Guarded by this.
  private @Nullable CompletableFuture<State> check;
  private long started;

  private volatile @Nullable Result last;

  private record Result(State state, long time) {}

  /**
   * Creates the health of a client.
   *
   * @param regionProperty the property that sets its region; null if none does
   */
  ClientHealth(
      Intercom client, @Nullable String regionProperty, Executor executor, LongSupplier nanoTime) {
    this.client =
        client
            .newBuilder()
            .requestTimeout(TIMEOUT)
            .totalTimeout(TIMEOUT)
            .maxWait(Duration.ZERO)
            .maxAttempts(1)
            .build();
    this.regionProperty = regionProperty;
    this.executor = executor;
    this.nanoTime = nanoTime;
  }

  /** Returns the check of the last minute, which may be in flight, or starts one. */
  synchronized CompletableFuture<State> check() {
    CompletableFuture<State> known = check;
    long now = nanoTime.getAsLong();
    if (known == null || (known.isDone() && now - started >= INTERVAL.toNanos())) {
      known = CompletableFuture.supplyAsync(this::call, executor);
      check = known;
      started = now;
    }
    return known;
  }

  /**
   * Returns the state while a check is in flight: the last result unless it is old, and {@link
   * Level#DOWN} once the check is blocked. No other check is started, which would be blocked too.
   *
   * @param patience the time for which the probe waited
   */
  synchronized State pending(Duration patience) {
    long now = nanoTime.getAsLong();
    Duration inFlight = Duration.ofNanos(now - started);
    if (inFlight.compareTo(BLOCKED) >= 0) {
      return state(
          Level.DOWN,
          "there has been no response for %d s: a thread dump shows what blocks the thread %s"
              .formatted(inFlight.toSeconds(), THREAD));
    }
    Result known = last;
    return known != null && now - known.time <= 2 * INTERVAL.toNanos()
        ? known.state
        : state(Level.UNKNOWN, "there is no response yet, after " + patience);
  }

  private State call() {
    Result known = last;
    State state;
    try {
      state = state(client.check());
    } catch (RateLimitException e) {
      if (known == null) {
        return state(Level.UNKNOWN, e.getMessage());
      }
      state = known.state;
    } catch (IntercomException e) {
      state = state(Level.DOWN, e.getMessage());
    } catch (Throwable e) {
      // Of a supplier of tokens, whose message may show anything. Kotlin throws checked ones too.
      state = state(Level.DOWN, "no call could be sent: " + e.getClass().getName());
    }
    last = new Result(state, nanoTime.getAsLong());
    return state;
  }

  private State state(WorkspaceCheck workspace) {
    Region region = workspace.getRegion();
    State state =
        workspace.isRightRegion() || region == null
            ? state(Level.UP, null)
            : state(
                Level.DOWN,
                "the workspace is in region %s: set %s, and leave out base-url"
                    .formatted(
                        region,
                        regionProperty == null
                            ? "region(Region." + region + ")"
                            : regionProperty + "=" + region.name().toLowerCase(Locale.ROOT)));
    put(state.details(), "workspace", workspace.getWorkspaceName());
    put(state.details(), "workspaceId", workspace.getWorkspaceId());
    put(state.details(), "region", region);
    return state;
  }

  /** Returns a state of this client without a response. */
  State state(Level level, @Nullable String reason) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("status", level.name());
    put(details, "reason", reason);
    details.put("baseUrl", client.getBaseUrl());
    put(details, "version", client.getVersion());
    return new State(level, details);
  }

  private static void put(Map<String, Object> details, String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value.toString());
    }
  }
}
