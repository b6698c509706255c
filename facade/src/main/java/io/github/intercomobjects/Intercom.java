package io.github.intercomobjects;

import com.squareup.moshi.Moshi;
import io.github.intercomobjects.client.api.AdminsApi;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A client of one Intercom workspace: the starting point for everything else.
 *
 * <pre>{@code
 * try (Intercom intercom =
 *     Intercom.builder().accessToken(System.getenv("INTERCOM_ACCESS_TOKEN")).build()) {
 *   CustomObjects<Order> orders = intercom.customObjects(ObjectType.of("Order", Order.class));
 *   Upserted<Order> saved = orders.upsert(order);
 * }
 * }</pre>
 *
 * <p>Thread-safe; create one and share it. {@link #withVersion} and {@link #newBuilder} derive a
 * client with other settings, which shares the connections and, if it has the same token and base
 * URL, the rate limit and the locks. Every call stays within Intercom's rate limit and is retried
 * if that is safe.
 */
public final class Intercom implements AutoCloseable {
  private final Settings settings;
  private final Moshi moshi;
  private final Calls calls;
  private final boolean isRoot;
  private final Builder builder;

  private Intercom(Settings settings, Moshi moshi, boolean isRoot, Builder builder) {
    this.settings = settings;
    this.moshi = moshi;
    this.calls = new Calls(settings, moshi);
    this.isRoot = isRoot;
    this.builder = builder;
  }

  /** Returns a builder, which needs only an access token. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder with this client's settings. The new client shares the connections of this
   * one, and closing it closes nothing.
   *
   * <pre>{@code
   * Intercom acme = intercom.newBuilder().accessToken(token).region(Region.EU).build();
   * }</pre>
   */
  public Builder newBuilder() {
    return new Builder(builder, this);
  }

  /** Returns a client that sends this version and shares everything else with this client. */
  public Intercom withVersion(ApiVersion version) {
    return newBuilder().apiVersion(version).build();
  }

  /** Returns the calls of a derived client that waits longer for the rate limit, for bulk runs. */
  private Calls patientCalls() {
    Builder patient = newBuilder();
    patient.totalTimeout = Times.longer(patient.totalTimeout, Duration.ofMinutes(10));
    patient.maxWait = Times.longer(patient.maxWait, Duration.ofMinutes(1));
    patient.waitsForWindow = true;
    return patient.build().calls;
  }

  /**
   * Returns the objects of one custom object type.
   *
   * @throws IllegalArgumentException if the type cannot be mapped, naming the attribute and the fix
   */
  public <T> CustomObjects<T> customObjects(ObjectType<T> type) {
    return new CustomObjects<>(calls, this::patientCalls, type.mapping(moshi));
  }

  /**
   * Returns an implementation of a Retrofit interface, generated ({@code ContactsApi}) or your own,
   * whose calls use this client's token, version, rate limit and retries. Create it only once.
   *
   * <pre>{@code
   * ContactsApi contacts = intercom.api(ContactsApi.class);
   * Contact contact = intercom.execute(contacts.showContactByExternalId("customer-7"));
   * }</pre>
   *
   * <p>{@link #execute} throws an {@link IntercomException}; Retrofit's own {@code execute()} and
   * {@code enqueue} fail with an {@link java.io.IOException} that has it as the cause. Annotate
   * your own methods with {@link io.github.intercomobjects.client.Since}, {@link
   * io.github.intercomobjects.client.RetrySafe} or {@link io.github.intercomobjects.client.Scopes}.
   */
  public <A> A api(Class<A> type) {
    return calls.api(type);
  }

  /**
   * Executes a call of an interface from {@link #api} and returns the response body, which is null
   * for a {@code Call<Void>} only.
   *
   * @throws IntercomException if the call fails; its subclasses name the reason
   */
  public <T> T execute(Call<T> call) {
    return calls.run(call, calls.newDeadline());
  }

  /** Returns the contacts that custom objects are linked to. */
  public Contacts contacts() {
    return new Contacts(calls);
  }

  /** Returns the conversations that custom objects are linked to. */
  public Conversations conversations() {
    return new Conversations(calls);
  }

  /** Returns the tickets of the workspace. */
  public Tickets tickets() {
    return new Tickets(calls);
  }

  /**
   * Fetches the owner of the token and the workspace's region: a good first call of a program.
   *
   * @throws AuthenticationException if Intercom does not accept the token
   */
  public WorkspaceCheck check() {
    return new WorkspaceCheck(execute(api(AdminsApi.class).showMe()), settings.baseUrl());
  }

  /** Returns the version that every call sends, or null if the header is left out. */
  public @Nullable ApiVersion getVersion() {
    return settings.version();
  }

  /** Returns the base URL of the API, which ends in a slash. */
  public String getBaseUrl() {
    return settings.baseUrl().toString();
  }

  Calls calls() {
    return calls;
  }

  /**
   * Ends the idle threads, and closes the connections unless they are those of your own {@code
   * OkHttpClient}; a derived client closes nothing. Calls in flight fail or finish; a later call
   * opens new connections. The threads that OkHttp shares among all clients end a minute later.
   */
  @Override
  public void close() {
    if (!isRoot) {
      return;
    }
    settings.threads().close();
    if (builder.client == null) {
      settings.client().dispatcher().executorService().shutdown();
      settings.http().evictAll();
    }
  }

  @Override
  public String toString() {
    ApiVersion version = settings.version();
    String header = version == null ? "no Intercom-Version" : "Intercom-Version " + version;
    return "Intercom[" + settings.baseUrl() + ", " + header + "]";
  }

  /** A builder of {@link Intercom}. Not thread-safe. */
  public static final class Builder {
    private static final Moshi MOSHI = new Moshi.Builder().build();

    private @Nullable Supplier<String> accessToken;
    private HttpUrl baseUrl = HttpUrl.get(Region.US.getBaseUrl());
    private @Nullable ApiVersion version = ApiVersion.DEFAULT;
    private @Nullable OkHttpClient client;
    private Moshi moshi = MOSHI;
    private @Nullable Duration requestTimeout;
    private Duration totalTimeout = Duration.ofMinutes(2);
    private Duration maxWait = Duration.ofMinutes(1);
    private int maxAttempts = 4;
    private double rateLimitShare = 1;
    private int callsPerWindow = Integer.MAX_VALUE;
    private boolean waitsForWindow;
    private boolean followMergedContacts;
    private ContactCache.Limits contactLimits =
        new ContactCache.Limits(10_000, Duration.ofHours(1));
    private @Nullable CallListener listener;
    private Timing timing = Timing.SYSTEM;
    private @Nullable Intercom derivedFrom;

    private Builder() {}

    private Builder(Builder from, @Nullable Intercom derivedFrom) {
      this.accessToken = from.accessToken;
      this.baseUrl = from.baseUrl;
      this.version = from.version;
      this.client = from.client;
      this.moshi = from.moshi;
      this.requestTimeout = from.requestTimeout;
      this.totalTimeout = from.totalTimeout;
      this.maxWait = from.maxWait;
      this.maxAttempts = from.maxAttempts;
      this.rateLimitShare = from.rateLimitShare;
      this.callsPerWindow = from.callsPerWindow;
      this.waitsForWindow = from.waitsForWindow;
      this.followMergedContacts = from.followMergedContacts;
      this.contactLimits = from.contactLimits;
      this.listener = from.listener;
      this.timing = from.timing;
      this.derivedFrom = derivedFrom;
    }

    /**
     * Sets the access token, from Developer Hub &gt; Your app &gt; Authentication. It is sent over
     * HTTPS only and appears in no message, log or {@code toString}.
     *
     * @throws IllegalArgumentException if it is null, blank, or has a character that no token has
     */
    public Builder accessToken(@Nullable String accessToken) {
      return accessToken(Credentials.fixed(accessToken));
    }

    /**
     * Sets a supplier of the access token, for tokens that rotate. Many threads call it, before
     * every attempt and every update of a contact or conversation. A call rejected with 401 is sent
     * once more if the supplier then returns another token. All tokens of a supplier must belong to
     * one workspace, because they share a rate limit; for another, use {@link Intercom#newBuilder}.
     */
    public Builder accessToken(Supplier<String> accessToken) {
      this.accessToken = Objects.requireNonNull(accessToken, "accessToken");
      return this;
    }

    /** Sets the region that hosts the workspace; the default is {@link Region#US}. */
    public Builder region(Region region) {
      return baseUrl(region.getBaseUrl());
    }

    /**
     * Sets another base URL of the API, such as that of a sandbox or a proxy.
     *
     * @throws IllegalArgumentException if it is not HTTPS (plain HTTP is accepted for loopback
     *     addresses only), or has a user, a query or a fragment
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = Arguments.baseUrl(baseUrl);
      return this;
    }

    /**
     * Sets the Intercom-Version of every call. The default is {@link ApiVersion#V2_16}; only a new
     * major version of this library changes it.
     */
    public Builder apiVersion(ApiVersion version) {
      this.version = Objects.requireNonNull(version, "version");
      return this;
    }

    /**
     * Leaves the header out, so that the version set for the app in the Developer Hub applies (1.0
     * if none is set). Calls are then not checked against a version before they are sent.
     */
    public Builder withoutApiVersion() {
      this.version = null;
      return this;
    }

    /**
     * Sets your own HTTP client; its interceptors, proxy, dispatcher, connections and timeouts
     * serve each attempt of a call. Redirects are never followed, because they would carry the
     * token.
     */
    public Builder client(OkHttpClient client) {
      this.client = Objects.requireNonNull(client, "client");
      return this;
    }

    /**
     * Sets how values are mapped to JSON; your adapters precede this library's. For Kotlin:
     *
     * <pre>{@code
     * .moshi(Moshi.Builder().addLast(KotlinJsonAdapterFactory()).build())
     * }</pre>
     */
    public Builder moshi(Moshi moshi) {
      this.moshi = Objects.requireNonNull(moshi, "moshi");
      return this;
    }

    /**
     * Sets the timeout of one attempt, from connecting to the last byte of the response. The
     * default is 30 seconds, or the {@code callTimeout} of your own HTTP client.
     */
    public Builder requestTimeout(Duration requestTimeout) {
      this.requestTimeout = Times.atMostAYear(Arguments.positive("requestTimeout", requestTimeout));
      return this;
    }

    /**
     * Sets the timeout of a call with all its attempts and its waits, for a lock, for the rate
     * limit, and between attempts; that of an upsert includes the look-ups of the contacts that it
     * names. The default is 2 minutes.
     */
    public Builder totalTimeout(Duration totalTimeout) {
      this.totalTimeout = Times.atMostAYear(Arguments.positive("totalTimeout", totalTimeout));
      return this;
    }

    /**
     * Sets the longest single wait: for the rate limit, for another update of the same contact or
     * conversation, for another look-up of the same contact, or before a retry; 1 minute by
     * default. Waits that this library chooses are shortened to it; after a longer one that
     * Intercom asks for, the call fails. Zero never waits, as web requests must, and so retries no
     * failure.
     */
    public Builder maxWait(Duration maxWait) {
      this.maxWait = Times.atMostAYear(Arguments.notNegative("maxWait", maxWait));
      return this;
    }

    /**
     * Sets how often a call that is safe to retry is sent before a failure of the connection or of
     * Intercom is thrown; 4 by default. Attempts that the rate limit rejects do not count.
     */
    public Builder maxAttempts(int maxAttempts) {
      if (maxAttempts < 1) {
        throw new IllegalArgumentException("maxAttempts must be 1 or more, was " + maxAttempts);
      }
      this.maxAttempts = maxAttempts;
      return this;
    }

    /**
     * Sets the share of each rate limit window that may be used before this client waits for the
     * next one: above 0 and up to 1, the default. It leaves the rest to others, whose calls count
     * too, and cannot divide a quota: of four processes with 0.25, each stops as soon as all
     * together have used a quarter. For that, use {@link #callsPerWindow}. Derived clients share
     * the windows, each up to its own share.
     */
    public Builder rateLimitShare(double share) {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "rateLimitShare must be above 0 and at most 1, was " + share);
      }
      this.rateLimitShare = share;
      return this;
    }

    /**
     * Sets the number of calls that this client and those derived from it may send in each rate
     * limit window of 10 seconds, for several processes with one token that divide its limit. The
     * client counts them itself, and assumes that the others stay within the rest. By default there
     * is no such quota: processes notice each other by the responses and slow down in time.
     */
    public Builder callsPerWindow(int calls) {
      if (calls < 1) {
        throw new IllegalArgumentException("callsPerWindow must be 1 or more, was " + calls);
      }
      this.callsPerWindow = calls;
      return this;
    }

    /**
     * Sets whether {@link Contacts#get}, {@link Contacts#findByExternalId} and {@link
     * Contacts#updateAttributes} follow a merge to the remaining contact, which has another id. By
     * default they throw {@link ContactMergedException}. Before version 2.16 Intercom returns 404.
     */
    public Builder followMergedContacts(boolean follow) {
      this.followMergedContacts = follow;
      return this;
    }

    /**
     * Sets how many contacts a {@link ContactDirectory} remembers, and for how long an id is valid;
     * 10,000 and an hour by default.
     */
    public Builder contactCache(int contacts, Duration timeToLive) {
      if (contacts < 1) {
        throw new IllegalArgumentException("contacts must be 1 or more, was " + contacts);
      }
      this.contactLimits =
          new ContactCache.Limits(contacts, Arguments.positive("timeToLive", timeToLive));
      return this;
    }

    /** Sets the listener that receives events about calls; there is none by default. */
    public Builder listener(CallListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    Builder timing(Timing timing) {
      this.timing = timing;
      return this;
    }

    /**
     * Returns a new client. Nothing is sent yet.
     *
     * @throws IllegalStateException if no access token was set
     */
    public Intercom build() {
      Intercom from = derivedFrom;
      if (accessToken == null) {
        throw new IllegalStateException(
            "accessToken is missing: copy one from Developer Hub > Your app > Authentication");
      }
      HttpClients http =
          from != null && from.builder.client == client
              ? from.settings.http()
              : new HttpClients(client);
      Settings settings =
          new Settings(
              http,
              from != null && from.settings.client().dispatcher() == http.first().dispatcher()
                  ? from.settings.enqueued()
                  : new EnqueuedCalls(http.first().dispatcher()),
              from == null ? new ClientThreads() : from.settings.threads(),
              baseUrl,
              Credentials.of(
                  accessToken, baseUrl, from == null ? null : from.settings.credentials(), timing),
              version,
              requestTimeout == null && client == null ? Duration.ofSeconds(30) : requestTimeout,
              totalTimeout,
              maxWait,
              maxAttempts,
              rateLimitShare,
              callsPerWindow,
              waitsForWindow,
              from != null && from.builder.listener == listener
                  ? from.settings.notifier()
                  : new Notifier(listener),
              followMergedContacts,
              contactLimits,
              timing);
      return new Intercom(
          settings,
          from != null && from.builder.moshi == moshi ? from.moshi : StandardAdapters.addTo(moshi),
          from == null,
          new Builder(this, null));
    }
  }
}
