package io.github.intercomobjects;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What a client was built with, as its calls need it.
 *
 * @param enqueued runs calls that do not block their caller
 * @param version null where the header is left out
 * @param requestTimeout null where the HTTP client's own call timeout counts
 */
record Settings(
    OkHttpClient client,
    Executor enqueued,
    HttpUrl baseUrl,
    Supplier<String> accessToken,
    @Nullable ApiVersion version,
    @Nullable Duration requestTimeout,
    Duration totalTimeout,
    Duration maxWait,
    int maxAttempts,
    RateLimiters limiters,
    ParentLocks locks,
    Notifier notifier,
    boolean followMergedContacts,
    Timing timing) {

  Settings withVersion(@Nullable ApiVersion other) {
    return new Settings(
        client,
        enqueued,
        baseUrl,
        accessToken,
        other,
        requestTimeout,
        totalTimeout,
        maxWait,
        maxAttempts,
        limiters,
        locks,
        notifier,
        followMergedContacts,
        timing);
  }
}
