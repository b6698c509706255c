package io.github.intercomobjects.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory Intercom workspace that serves the API over HTTP on a loopback port.
 *
 * <pre>{@code
 * Workspace workspace =
 *     Workspace.builder()
 *         .objectType(ObjectTypeDefinition.builder("Order").text("status").build())
 *         .contactRelationship("orders", "Order", Cardinality.MANY)
 *         .build();
 * Contact zoe = workspace.addContact("customer-7", "zoe@example.com", "Zoë");
 * try (Sandbox sandbox = Sandbox.start(workspace)) {
 *   // call sandbox.getBaseUrl() with the access token sandbox.getToken(), then look inside:
 *   workspace.findInstance("Order", "ORDER-1");
 *   workspace.getContactLinks(zoe.getId(), "orders");
 * }
 * }</pre>
 *
 * <p>It implements every operation of this library's description on the content of the workspace:
 * access tokens and scopes, API versions, look-ups that find nothing, error bodies and rate limits.
 * Where Intercom documents nothing, the sandbox behaves as follows, so that a client that works
 * with it does not rely on more than Intercom promises:
 *
 * <ul>
 *   <li>A list that is filtered by contact and by conversation, or by one of them and an {@code
 *       external_id}, gets a 400. The list of an unknown contact or conversation is empty.
 *   <li>A reference to one object takes a bare id, a reference to many an array; the other form
 *       gets a 400. References and relationships are independent: writing one never fills the
 *       other.
 *   <li>When an instance, a contact or a conversation is deleted, all links to it disappear.
 *   <li>A search supports equality, AND and OR; everything else gets a 400 that lists what is
 *       supported. A search finds new objects immediately; in Intercom that takes some minutes.
 *   <li>Lists and searches leave out archived contacts. The conversations of a blocked contact are
 *       closed, and no search finds them.
 *   <li>Several contacts can have the same e-mail address if the workspace defines them so. A call
 *       that would create such a duplicate gets a 409, and a call that names a contact by such an
 *       address gets a 400. A search finds all of them; a look-up by external id finds users only.
 *   <li>Parameters and fields that the version of a call does not have are ignored.
 * </ul>
 *
 * <p>{@link #faults()} makes calls fail on demand. The control API below does the same from outside
 * the JVM and shows what the sandbox holds. It returns JSON, needs no access token and shows none:
 *
 * <table>
 *   <caption>The control API</caption>
 *   <tr><td>{@code GET /_sandbox/}
 *     <td>a web page that shows all of this and updates itself
 *   <tr><td>{@code GET /_sandbox/calls}
 *     <td>requests and responses, the oldest first: the newest 100 or {@code limit}, or those after
 *     the call number {@code after}. {@code failed=true} leaves out calls with a 2xx status and no
 *     fault, {@code bodies=false} leaves out headers and bodies. {@code dropped} lists what a
 *     successful call sent but the workspace did not store, with the reasons
 *   <tr><td>{@code GET /_sandbox/calls/{number}}
 *     <td>one call
 *   <tr><td>{@code GET /_sandbox/windows}
 *     <td>the numbers of granted and rejected calls of each rate window; the newest 1,000 windows,
 *     or {@code limit}
 *   <tr><td>{@code GET /_sandbox/objects}
 *     <td>the object types, and the number of objects of each kind
 *   <tr><td>{@code GET /_sandbox/objects/{type}}, {@code contacts}, {@code conversations}
 *     <td>the instances of a type, the contacts or the conversations, the oldest first or {@code
 *     newest_first=true}; {@code page}, {@code per_page} (20, at most 1,000). {@code find} selects
 *     those whose id, external id or e-mail address equals the given text
 *   <tr><td>{@code GET /_sandbox/objects/{type}/{id}}, {@code contacts/{id}}, {@code
 *     conversations/{id}}
 *     <td>one object as the API shows it; {@code links}, the objects that its attributes refer to;
 *     and {@code linked_by}, the objects that refer to it. Each has a count and the first 100 objects
 *   <tr><td>{@code POST /_sandbox/contacts/merge}
 *     <td>calls {@link Workspace#mergeContacts}: {@code {"from":"63a0…","into":"63a1…"}}
 *   <tr><td>{@code GET /_sandbox/faults}
 *     <td>the fault rules, and how often each one was applied
 *   <tr><td>{@code POST /_sandbox/faults}
 *     <td>adds a rule: {@code {"fault":"status","status":500,"method":"POST","path":"/contacts/*",
 *     "times":3}}. {@code fault} is a method of {@link Fault} in snake case ({@code lost_answer});
 *     {@code status}, {@code milliseconds} and {@code "applied":true} go with the faults that take
 *     them. The remaining keys are those of {@link Faults.Condition}; all of them are optional
 *   <tr><td>{@code DELETE /_sandbox/faults}
 *     <td>removes all rules
 *   <tr><td>{@code POST /_sandbox/reset}
 *     <td>calls {@link #reset()}
 * </table>
 *
 * <p>Faults do not apply to these calls, and they are neither counted nor recorded. Web pages of
 * other sites cannot send them. Every call, also of the API, must use a host name of the sandbox;
 * see {@link Builder#allowHost}.
 *
 * <p>The body of a request may have up to 10 MB, else the response is 413, and must arrive within
 * 10 seconds, else it is 408.
 *
 * <p>The sandbox sends nothing to other machines and logs nothing. All its threads are daemons.
 * Thread-safe.
 */
public final class Sandbox implements AutoCloseable {
  private final Workspace workspace;
  private final SandboxServer server;
  private final ApiHandler handler;
  private final String baseUrl;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Sandbox(Workspace workspace, Builder builder) {
    this.workspace = workspace;
    this.server = new SandboxServer(builder.host, builder.port);
    this.baseUrl = server.baseUrl();
    HostNames hosts =
        new HostNames(
            baseUrl, builder.host, SandboxServer.address(builder.host), builder.allowedHosts);
    this.handler = new ApiHandler(workspace, baseUrl, hosts, builder.limits());
    server.start(handler);
  }

  /**
   * Starts a sandbox with a default workspace on a free port.
   *
   * <p>The workspace has the object type {@code Order} with the attributes {@code status} (a list
   * of {@code pending}, {@code shipped} and {@code delivered}), {@code total_amount} (a decimal),
   * {@code placed_at} (a date), {@code coupon} (a text) and {@code customer} (a reference to one
   * contact), the attribute {@code orders} of contacts and conversations (many orders), and one
   * contact with the external id {@code customer-7}.
   */
  public static Sandbox start() {
    return builder().start();
  }

  /** Starts a sandbox with a workspace on a free port. */
  public static Sandbox start(Workspace workspace) {
    return builder().workspace(workspace).start();
  }

  /** Returns a builder of sandboxes. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the base URL to use instead of Intercom's, such as {@code http://127.0.0.1:49152/}. */
  public String getBaseUrl() {
    return baseUrl;
  }

  /** Returns the access token that has every permission. */
  public String getToken() {
    return workspace.settings().token();
  }

  /** Returns the workspace. It can be read and added to while the sandbox runs and afterwards. */
  public Workspace getWorkspace() {
    return workspace;
  }

  /**
   * Returns a copy of the recorded calls in the order of their responses, including rejected calls
   * and calls with a fault.
   *
   * <p>The sandbox keeps the newest 1,000 calls and 64 kB of each body; {@link Builder#keptCalls}
   * and {@link Builder#keptBodyBytes} change these limits. It keeps fewer calls if they would fill
   * more than an eighth of the memory that Java may use.
   */
  public List<RecordedCall> getCalls() {
    return handler.calls().snapshot().calls();
  }

  /** Returns the number of calls so far, including those that are no longer kept. */
  public long getCallCount() {
    return handler.calls().total();
  }

  /**
   * Returns the number of calls in each rate window, by the start of the window. Calls that got a
   * 429 count too. Windows without calls are left out, and only the newest 1,000 are kept.
   */
  public SortedMap<Instant, Integer> getCallsPerWindow() {
    SortedMap<Instant, Integer> calls = new TreeMap<>();
    handler.rateWindow().history().forEach(w -> calls.put(w.start(), w.calls() + w.rejected()));
    return calls;
  }

  /** Returns the fault rules, by which calls fail on demand. */
  public Faults faults() {
    return handler.faults();
  }

  /**
   * Restores the content of the workspace, including the next ids, to what it was when the sandbox
   * started, and removes all recorded calls, rate windows and fault rules. A call in flight may
   * take effect before or after the reset.
   */
  public void reset() {
    handler.reset();
  }

  /** Stops the server and frees the port. The workspace keeps its content. Idempotent. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      server.stop();
    }
  }

  @Override
  public String toString() {
    return "Sandbox{baseUrl=" + baseUrl + "}";
  }

  /**
   * A builder of sandboxes. Methods throw an {@link IllegalArgumentException} if a number is out of
   * range. Not thread-safe.
   */
  public static final class Builder {
    private @Nullable Workspace workspace;
    private @Nullable Clock clock;
    private final Set<String> allowedHosts = new HashSet<>();
    private String host = SandboxServer.HOST;
    private int port;
    private int keptCalls = CallLog.DEFAULT_CALLS;
    private int keptBodyBytes = CallLog.DEFAULT_BODY_BYTES;
    private long keptBytes = Limits.shareOfMemory();
    private long bodyBytes = Limits.shareOfMemory();
    private Duration bodyTime = BodyReader.DEADLINE;
    private Runnable outOfMemory = () -> {};

    private Builder() {}

    /** Sets the workspace; the default is that of {@link Sandbox#start()}. */
    public Builder workspace(Workspace newWorkspace) {
      this.workspace = newWorkspace;
      return this;
    }

    /** Sets the port to listen on, up to 65535. The default, 0, takes a free port. */
    public Builder port(int newPort) {
      if (newPort < 0 || newPort > 65_535) {
        throw new IllegalArgumentException("port must be from 0 to 65535: " + newPort);
      }
      this.port = newPort;
      return this;
    }

    /** Sets the address to listen on, for the command line, which warns if it is not loopback. */
    Builder host(String newHost) {
      this.host = newHost;
      return this;
    }

    /**
     * Adds a host name under which the sandbox may be called, such as the name of a container.
     *
     * <p>Calls under other host names get a 403, because a web page can make its own host name
     * resolve to this machine. Always allowed are {@code localhost}, names that end in {@code
     * .localhost}, the loopback addresses and the address that the sandbox listens on.
     *
     * @param name a host name without scheme and port
     * @throws IllegalArgumentException if it is not a host name or address
     */
    public Builder allowHost(String name) {
      allowedHosts.add(HostNames.allowed(name));
      return this;
    }

    /**
     * Sets the clock for the times that the workspace stores and for its rate windows; the default
     * is the system clock. What the workspace already holds keeps its times.
     */
    public Builder clock(Clock newClock) {
      this.clock = newClock;
      return this;
    }

    /** Sets how many of the newest calls {@link Sandbox#getCalls} returns; 1,000 by default. */
    public Builder keptCalls(int count) {
      this.keptCalls = Arguments.atLeast("keptCalls", 0, count);
      return this;
    }

    /** Sets how many bytes are kept of each request and response body; 65,536 by default. */
    public Builder keptBodyBytes(int bytes) {
      this.keptBodyBytes = Arguments.atLeast("keptBodyBytes", 0, bytes);
      return this;
    }

    /** Sets how many bytes all kept calls may fill, for tests. */
    Builder keptBytes(long bytes) {
      this.keptBytes = bytes;
      return this;
    }

    /** Sets how many bytes all bodies may fill while they are read, for tests. */
    Builder bodyBytes(long bytes) {
      this.bodyBytes = bytes;
      return this;
    }

    /** Sets the time within which a request body must arrive, for tests. */
    Builder bodyTime(Duration time) {
      this.bodyTime = time;
      return this;
    }

    /** Sets an action for when memory runs out, for the command line, which ends the process. */
    Builder onOutOfMemory(Runnable action) {
      this.outOfMemory = action;
      return this;
    }

    private Limits limits() {
      return new Limits(keptCalls, keptBodyBytes, keptBytes, bodyBytes, bodyTime, outOfMemory);
    }

    /**
     * Starts the sandbox.
     *
     * @throws IllegalStateException if the port is in use or not allowed, or there is no such host
     */
    public Sandbox start() {
      Workspace shown = workspace == null ? DefaultWorkspace.create() : workspace;
      if (clock != null) {
        shown.useClock(clock);
      }
      return new Sandbox(shown, this);
    }
  }
}
