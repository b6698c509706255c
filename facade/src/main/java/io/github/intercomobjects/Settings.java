package io.github.intercomobjects;

import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client that its calls use.
 *
 * @param version null if the header is omitted
 * @param callsPerWindow {@code Integer.MAX_VALUE} for no quota of its own
 * @param waitsForWindow whether a call waits for its place in a window for as long as it takes
 * @param requestTimeout null if the HTTP client's call timeout applies
 */
record Settings(
    HttpClients http,
    EnqueuedCalls enqueued,
    ClientThreads threads,
    HttpUrl baseUrl,
    Credentials credentials,
    @Nullable ApiVersion version,
    @Nullable Duration requestTimeout,
    Duration totalTimeout,
    Duration maxWait,
    int maxAttempts,
    double rateLimitShare,
    int callsPerWindow,
    boolean waitsForWindow,
    Notifier notifier,
    boolean followMergedContacts,
    ContactCache.Limits contactLimits,
    Timing timing) {

  /** Returns the first of the HTTP clients, which differ in their connections only. */
  OkHttpClient client() {
    return http.first();
  }

  /** Returns whether the calls of a client with the other settings are the same. */
  @SuppressWarnings("ReferenceEquality") // A record's first equals generates code: slow at start.
  boolean isSameClient(Settings other) {
    return this == other || equals(other);
  }
}
