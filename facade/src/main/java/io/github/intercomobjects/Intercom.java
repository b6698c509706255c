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
 * A workspace in Intercom, as one access token sees it: the starting point for everything else.
 *
 * <pre>{@code
 * try (Intercom intercom =
 *     Intercom.builder().accessToken(System.getenv("INTERCOM_ACCESS_TOKEN")).build()) {
 *   CustomObjects<Order> orders = intercom.customObjects(ObjectType.of("Order", Order.class));
 *   Upserted<Order> saved = orders.upsert(order);
 * }
 * }</pre>
 *
 * <p>Thread-safe; make one and share it. Where some calls need other settings, derive a client from
 * it: {@link #withVersion} shares the connections, the rate limit and the locks, {@link
 * #newBuilder} shares the connections, and the rate limit where the token is the same. Every call
 * is kept within Intercom's rate limit and is repeated where that is safe.
 */
public final class Intercom implements AutoCloseable {
  private final Settings settings;
  private final Moshi moshi;
  private final Calls calls;
  private final boolean ownsClient;
  private final Builder builder;

  private Intercom(Settings settings, Moshi moshi, boolean ownsClient, Builder builder) {
    this.settings = settings;
    this.moshi = moshi;
    this.calls = new Calls(settings, moshi);
    this.ownsClient = ownsClient;
    this.builder = builder;
  }

  /** Returns a builder; an access token is all it needs. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder with everything this client was built with, for another workspace for
   * instance:
   *
   * <pre>{@code
   * Intercom acme = intercom.newBuilder().accessToken(token).region(Region.EU).build();
   * }</pre>
   *
   * <p>The client it builds shares the connections of this one, and closing it closes nothing.
   */
  public Builder newBuilder() {
    Builder copy = new Builder(builder);
    copy.derivedFrom = this;
    return copy;
  }

  /** Returns a client that sends this version, and shares everything else. */
  public Intercom withVersion(ApiVersion version) {
    return newBuilder().apiVersion(version).build();
  }

  /** Returns the calls of a client that waits longer for the rate limit, for bulks. */
  private Calls patientCalls() {
    Builder patient = newBuilder();
    patient.totalTimeout = Times.longer(patient.totalTimeout, Duration.ofMinutes(10));
    patient.maxWait = Times.longer(patient.maxWait, Duration.ofMinutes(1));
    return patient.build().calls;
  }

  /**
   * Returns the objects of one custom object type.
   *
   * @throws IllegalArgumentException if a value of the type cannot be mapped; the message names the
   *     attribute and the remedy
   */
  public <T> CustomObjects<T> customObjects(ObjectType<T> type) {
    return new CustomObjects<>(calls, this::patientCalls, type.getName(), type.mapping(moshi));
  }

  /**
   * Returns an implementation of a Retrofit interface, generated ({@code ContactsApi}) or your own,
   * whose calls get the same token, version, rate limit and repetitions.
   *
   * <pre>{@code
   * ContactsApi contacts = intercom.api(ContactsApi.class);
   * Contact contact = intercom.execute(contacts.showContactByExternalId("customer-7"));
   * }</pre>
   *
   * <p>A call that you {@code execute()} or {@code enqueue} yourself fails with an {@link
   * java.io.IOException} whose cause is the {@link IntercomException}; {@link #execute} throws
   * that.
   *
   * <p>Create it once and keep it. Annotate your own methods with {@link
   * io.github.intercomobjects.client.Since}, {@link io.github.intercomobjects.client.RetrySafe} and
   * {@link io.github.intercomobjects.client.Scopes} where they apply.
   */
  public <A> A api(Class<A> type) {
    return calls.api(type);
  }

  /**
   * Runs a call of an interface from {@link #api} and returns the body of its answer; null for a
   * {@code Call<Void>} only.
   *
   * @throws ApiException if Intercom refused it or failed
   * @throws ConnectionException if no answer came
   * @throws DecodingException if the answer cannot be read
   * @throws UnsupportedVersionException if it needs a newer version than this client's; nothing was
   *     sent
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

  /** Returns the tickets. */
  public Tickets tickets() {
    return new Tickets(calls);
  }

  /**
   * Asks Intercom whose the token is, and whether calls go to its region: a good first call of a
   * program.
   *
   * @throws AuthenticationException if Intercom does not accept the token
   */
  public WorkspaceCheck check() {
    return new WorkspaceCheck(execute(api(AdminsApi.class).showMe()), settings.baseUrl());
  }

  /** The version that every call sends; null where the header is left out. */
  public @Nullable ApiVersion getVersion() {
    return settings.version();
  }

  /** The address of the API, ending in a slash. */
  public String getBaseUrl() {
    return settings.baseUrl().toString();
  }

  Calls calls() {
    return calls;
  }

  /**
   * Closes the connections and threads, if this client made them: a derived client, or one built on
   * your own {@code OkHttpClient}, closes nothing. Calls that are under way fail or finish; a later
   * call opens connections again.
   */
  @Override
  public void close() {
    if (ownsClient) {
      settings.client().dispatcher().executorService().shutdown();
      settings.client().connectionPool().evictAll();
    }
  }

  @Override
  public String toString() {
    return "Intercom["
        + settings.baseUrl()
        + ", "
        + (settings.version() == null
            ? "no Intercom-Version"
            : "Intercom-Version " + settings.version())
        + "]";
  }

  /** Builds an {@link Intercom}. Not thread-safe. */
  public static final class Builder {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private @Nullable Supplier<String> accessToken;
    private String baseUrl = Region.US.getBaseUrl();
    private @Nullable ApiVersion version = ApiVersion.DEFAULT;
    private @Nullable OkHttpClient client;
    private Moshi moshi;
    private @Nullable Duration requestTimeout;
    private Duration totalTimeout = Duration.ofMinutes(2);
    private Duration maxWait = Duration.ofMinutes(1);
    private int maxAttempts = 4;
    private double rateLimitShare = 1;
    private boolean followMergedContacts;
    private @Nullable CallListener listener;
    private Timing timing = Timing.SYSTEM;

    /** The client that this one shares connections, limits and locks with; null for a root. */
    private @Nullable Intercom derivedFrom;

    private Builder() {
      this.moshi = new Moshi.Builder().build();
    }

    private Builder(Builder from) {
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
      this.followMergedContacts = from.followMergedContacts;
      this.listener = from.listener;
      this.timing = from.timing;
    }

    /**
     * The access token, from Developer Hub &gt; Your app &gt; Authentication. It is sent over HTTPS
     * only, and is in no message, log or {@code toString}.
     *
     * @throws IllegalArgumentException if it is null, blank, or holds a character that no token has
     */
    public Builder accessToken(@Nullable String accessToken) {
      this.accessToken = Credentials.fixed(accessToken);
      return this;
    }

    /**
     * Sets a supplier of the access token, for tokens that rotate. It is asked before every attempt
     * and before every update of a contact or conversation, by many threads. A call refused with
     * 401 is tried once more if the supplier then gives another token.
     *
     * <p>All tokens of one supplier are taken for those of one workspace: they share a rate limit.
     * For other workspaces, derive a client for each with {@link Intercom#newBuilder}.
     */
    public Builder accessToken(Supplier<String> accessToken) {
      this.accessToken = Objects.requireNonNull(accessToken, "accessToken");
      return this;
    }

    /** Where the workspace is hosted; {@link Region#US} unless set. */
    public Builder region(Region region) {
      this.baseUrl = region.getBaseUrl();
      return this;
    }

    /**
     * Another address of the API, such as that of a sandbox or a proxy.
     *
     * @throws IllegalArgumentException if it is not HTTPS (plain HTTP is for this machine's
     *     loopback only), or has a user, a query or a fragment
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = Arguments.baseUrl(baseUrl).toString();
      return this;
    }

    /**
     * The Intercom-Version of every call; {@link ApiVersion#V2_16} unless set, which only a new
     * major version of this library changes.
     */
    public Builder apiVersion(ApiVersion version) {
      this.version = Objects.requireNonNull(version, "version");
      return this;
    }

    /**
     * Leaves the header out, so that the version set for the app in the Developer Hub applies (and
     * 1.0 where none is set). Nothing is then checked against a version before it is sent.
     */
    public Builder withoutApiVersion() {
      this.version = null;
      return this;
    }

    /**
     * Your own HTTP client: its interceptors, proxy, dispatcher, connections and timeouts are used,
     * for each attempt of a call. Redirects are never followed, because the token would go with
     * them.
     */
    public Builder client(OkHttpClient client) {
      this.client = Objects.requireNonNull(client, "client");
      return this;
    }

    /**
     * How values are mapped to JSON: your adapters win over those of this library. For Kotlin:
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
     * How long one attempt may take from connecting to the last byte of the answer; 30 seconds
     * unless set. With your own HTTP client its {@code callTimeout} counts unless this is set.
     */
    public Builder requestTimeout(Duration requestTimeout) {
      this.requestTimeout = Times.atMostAYear(Arguments.positive("requestTimeout", requestTimeout));
      return this;
    }

    /**
     * How long a call may take altogether: waiting for a lock and for the rate limit, all attempts,
     * and the waits between them; 2 minutes unless set.
     */
    public Builder totalTimeout(Duration totalTimeout) {
      this.totalTimeout = Times.atMostAYear(Arguments.positive("totalTimeout", totalTimeout));
      return this;
    }

    /**
     * The longest single wait, for the rate limit, for another update of the same contact or
     * conversation, or before a repetition; 1 minute unless set. Zero fails at once instead of
     * waiting, as a web request must.
     */
    public Builder maxWait(Duration maxWait) {
      this.maxWait = Times.atMostAYear(Arguments.notNegative("maxWait", maxWait));
      return this;
    }

    /**
     * How often a call that is safe to repeat is sent before a failure of the connection or of
     * Intercom is thrown; 4 unless set. Waiting for the rate limit does not count.
     */
    public Builder maxAttempts(int maxAttempts) {
      if (maxAttempts < 1) {
        throw new IllegalArgumentException("maxAttempts must be 1 or more, was " + maxAttempts);
      }
      this.maxAttempts = maxAttempts;
      return this;
    }

    /**
     * The part of each rate limit window after which this client waits for the next one, above 0
     * and up to 1; 1 unless set. The calls of others count too, and the rest of the window is left
     * to them. Clients derived from one another count the same windows, each up to its own share.
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
     * Whether {@link Contacts#get}, {@link Contacts#findByExternalId} and {@link
     * Contacts#updateAttributes} go on with the contact that theirs was merged into, which has
     * another id; they throw {@link ContactMergedException} unless set. Since version 2.16 only:
     * older ones answer that there is no such contact.
     */
    public Builder followMergedContacts(boolean follow) {
      this.followMergedContacts = follow;
      return this;
    }

    /** Sets the listener that is told what the calls do, for meters and logs; none unless set. */
    public Builder listener(CallListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    Builder timing(Timing timing) {
      this.timing = timing;
      return this;
    }

    /**
     * Returns the client. Nothing is sent yet.
     *
     * @throws IllegalStateException if no access token was given
     */
    public Intercom build() {
      if (accessToken == null) {
        throw new IllegalStateException(
            "accessToken is missing: call accessToken(..) with one from Developer Hub > Your app >"
                + " Authentication");
      }
      HttpUrl url = Arguments.baseUrl(baseUrl);
      Intercom from = derivedFrom;
      OkHttpClient http =
          from != null && from.builder.client == client
              ? from.settings.client()
              : HttpClients.of(client);
      Settings settings =
          new Settings(
              http,
              from != null && from.settings.client().dispatcher() == http.dispatcher()
                  ? from.settings.enqueued()
                  : new EnqueuedCalls(http.dispatcher()),
              url,
              Credentials.of(
                  accessToken, url, from == null ? null : from.settings.credentials(), timing),
              version,
              requestTimeout == null && client == null ? REQUEST_TIMEOUT : requestTimeout,
              totalTimeout,
              maxWait,
              maxAttempts,
              rateLimitShare,
              from != null && from.builder.listener == listener
                  ? from.settings.notifier()
                  : new Notifier(listener),
              followMergedContacts,
              timing);
      return new Intercom(
          settings,
          from != null && from.builder.moshi == moshi ? from.moshi : StandardAdapters.addTo(moshi),
          client == null && from == null,
          new Builder(this));
    }
  }
}
