package io.github.intercomobjects;

import java.time.Duration;
import java.util.function.Supplier;
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

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

  /** The settings of a builder, with what is shared with the client that it is derived from. */
  static Settings of(Intercom.Builder builder, Supplier<String> accessToken) {
    Settings shared = builder.shared;
    HttpUrl baseUrl = BaseUrls.checked(builder.baseUrl);
    OkHttpClient own = builder.client;
    OkHttpClient client = own == null && shared != null ? shared.client : HttpClients.of(own);
    return new Settings(
        client,
        shared != null && client.dispatcher() == shared.client.dispatcher()
            ? shared.enqueued
            : new EnqueuedCalls(client.dispatcher()),
        baseUrl,
        new Credentials(
            accessToken,
            baseUrl,
            shared != null ? shared.credentials.workspaces() : new Workspaces(builder.timing)),
        builder.version,
        builder.requestTimeout == null && own == null ? REQUEST_TIMEOUT : builder.requestTimeout,
        builder.totalTimeout,
        builder.maxWait,
        builder.maxAttempts,
        builder.rateLimitShare,
        new Notifier(builder.listener),
        builder.followMergedContacts,
        builder.timing);
  }

  Settings withVersion(ApiVersion other) {
    return with(other, totalTimeout, maxWait);
  }

  /** The same settings with longer waits, for bulks. */
  Settings patient() {
    return with(
        version,
        longer(totalTimeout, Duration.ofMinutes(10)),
        longer(maxWait, Duration.ofMinutes(1)));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private Settings with(
      @Nullable ApiVersion newVersion, Duration newTotalTimeout, Duration newMaxWait) {
    return new Settings(
        client,
        enqueued,
        baseUrl,
        credentials,
        newVersion,
        requestTimeout,
        newTotalTimeout,
        newMaxWait,
        maxAttempts,
        rateLimitShare,
        notifier,
        followMergedContacts,
        timing);
  }

  /** Whether a call is the same from a client with these settings as from one with the others. */
  @SuppressWarnings("ReferenceEquality") // A record's first equals builds code: slow at start.
  boolean isSameClient(Settings other) {
    return this == other || equals(other);
  }
}
