package io.github.intercomobjects;

import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What a client was built with, as its calls need it.
 *
 * @param enqueued runs the calls that are enqueued
 * @param version null where the header is left out
 * @param requestTimeout null where the HTTP client's own call timeout counts
 */
record Settings(
    OkHttpClient client,
    EnqueuedCalls enqueued,
    HttpUrl baseUrl,
    Credentials credentials,
    @Nullable ApiVersion version,
    @Nullable Duration requestTimeout,
    Duration totalTimeout,
    Duration maxWait,
    int maxAttempts,
    double rateLimitShare,
    Notifier notifier,
    boolean followMergedContacts,
    Timing timing) {

  /** Whether a call is the same from a client with these settings as from one with the others. */
  @SuppressWarnings("ReferenceEquality") // A record's first equals builds code: slow at start.
  boolean isSameClient(Settings other) {
    return this == other || equals(other);
  }
}
