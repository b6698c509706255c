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
 * An Intercom workspace in memory that answers HTTP on a loopback port, in place of the real one.
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
 * <p>It knows every operation of this library's description, by what the workspace holds, with the
 * access token and its scopes, API versions, misses, error bodies and rate limits. What Intercom
 * leaves undocumented is decided here on the strict side, so that a client which passes here asks
 * for no more than is promised:
 *
 * <ul>
 *   <li>A list filtered by contact and by conversation at once, or by either beside an {@code
 *       external_id}, is refused with 400. An unknown contact or conversation has an empty list.
 *   <li>A reference to one takes a bare id and one to many an array; the other form is refused with
 *       400. References and relationships are kept apart: writing one never fills the other.
 *   <li>A link to an instance, a contact or a conversation that is deleted vanishes wherever it was
 *       held.
 *   <li>A search compares for equality and joins by AND and OR; anything else is refused with 400
 *       that says so. It finds at once what Intercom finds after some minutes.
 *   <li>Lists and searches leave archived contacts out. The conversations of a blocked contact are
 *       closed, and no search finds them.
 *   <li>Two contacts can have one e-mail address if the workspace was filled so; a call that would
 *       bring that about is refused with 409, and one that names a contact by such an address with
 *       400. A search finds them all, a look-up by external id finds users only.
 *   <li>A parameter or field that the version of a call does not have is passed over.
 * </ul>
 *
 * <p>Calls go wrong on demand: {@link #faults()}. The same from outside the JVM, and what there is
 * to see, as JSON and without a token, which is shown nowhere:
 *
 * <table>
 *   <caption>Addresses of the sandbox itself</caption>
 *   <tr><td>{@code GET /_sandbox/}
 *     <td>a page for a browser that shows all of this, and keeps up with it
 *   <tr><td>{@code GET /_sandbox/calls}
 *     <td>the requests and their answers, the oldest first: the newest 100 or {@code limit}; or
 *     those after the number {@code after}. {@code failed=true} leaves out those with a status of
 *     2xx and no fault, {@code bodies=false} the headers and bodies. {@code dropped} has what a
 *     successful call sent and the workspace did not store, with the reason
 *   <tr><td>{@code GET /_sandbox/calls/{number}}
 *     <td>one of them
 *   <tr><td>{@code GET /_sandbox/windows}
 *     <td>how many calls each rate window granted and refused; the newest 1,000 windows, or {@code
 *     limit}
 *   <tr><td>{@code GET /_sandbox/objects}
 *     <td>the object types and how much there is of what
 *   <tr><td>{@code GET /_sandbox/objects/{type}}, {@code contacts}, {@code conversations}
 *     <td>the instances of a type, the contacts or the conversations, the oldest first or {@code
 *     newest_first=true}; {@code page}, {@code per_page} (20, at most 1,000). {@code find} leaves
 *     those that have a text for their id, external id or e-mail address
 *   <tr><td>{@code GET /_sandbox/objects/{type}/{id}}, {@code contacts/{id}}, {@code
 *     conversations/{id}}
 *     <td>one of them as the API shows it; {@code links}, what it refers to by its attributes; and
 *     {@code linked_by}, what refers to it. Both are counted, and the first 100 of each shown
 *   <tr><td>{@code POST /_sandbox/contacts/merge}
 *     <td>what {@link Workspace#mergeContacts} does: {@code {"from":"63a0…","into":"63a1…"}}
 *   <tr><td>{@code GET /_sandbox/faults}
 *     <td>the rules of faults, and how often each struck
 *   <tr><td>{@code POST /_sandbox/faults}
 *     <td>adds a rule: {@code {"fault":"status","status":500,"method":"POST","path":"/contacts/*",
 *     "times":3}}. {@code fault} is the name of a method of {@link Fault} in small letters ({@code
 *     lost_answer}), with {@code status}, {@code milliseconds} and {@code "applied":true} where it
 *     takes them; the others, of {@link Faults.Condition}, may be left out
 *   <tr><td>{@code DELETE /_sandbox/faults}
 *     <td>drops all rules
 *   <tr><td>{@code POST /_sandbox/reset}
 *     <td>what {@link #reset()} does
 * </table>
 *
 * <p>These calls are never struck by a fault, counted or recorded. The pages of other sites cannot
 * make them, whatever a browser on this machine has open; and neither these nor the calls of the
 * API are answered under a name that is not the sandbox's, see {@link Builder#allowHost}.
 *
 * <p>A request has 10 seconds for its body and 10 MB at most; 413 says that it was too large.
 *
 * <p>Nothing leaves the machine, nothing is logged, and all threads are daemons. Thread-safe.
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
   * Starts a workspace that is ready for a first try, on a free port.
   *
   * <p>It has the object type {@code Order} with the attributes {@code status} (a list of {@code
   * pending}, {@code shipped} and {@code delivered}), {@code total_amount} (a decimal), {@code
   * placed_at} (a date), {@code coupon} (a text) and {@code customer} (a reference to one contact),
   * the attribute {@code orders} of contacts and conversations (many orders), and one contact with
   * the external id {@code customer-7}.
   */
  public static Sandbox start() {
    return builder().start();
  }

  /** Starts the workspace on a free port. */
  public static Sandbox start(Workspace workspace) {
    return builder().workspace(workspace).start();
  }

  /** Begins a sandbox of which more is chosen than the workspace. */
  public static Builder builder() {
    return new Builder();
  }

  /** The address to use instead of Intercom's, such as {@code http://127.0.0.1:49152/}. */
  public String getBaseUrl() {
    return baseUrl;
  }

  /** The access token that the workspace accepts. */
  public String getToken() {
    return workspace.settings().token();
  }

  /** The workspace; it can be read, and added to, while the sandbox runs and after. */
  public Workspace getWorkspace() {
    return workspace;
  }

  /**
   * The calls answered so far, refused ones and those with a fault included, in the order of their
   * answers; a copy.
   *
   * <p>The newest 1,000 are kept, and of each body 64 kB; {@link Builder#keptCalls} and {@link
   * Builder#keptBodyBytes} change that. There are fewer where they would fill more than an eighth
   * of the memory that Java may use.
   */
  public List<RecordedCall> getCalls() {
    return handler.calls().snapshot().calls();
  }

  /** How many calls were answered so far, those included that are no longer kept. */
  public long getCallCount() {
    return handler.calls().total();
  }

  /**
   * How many calls there were in each rate window, by the time at which it began; those refused
   * with 429 count too. A window without calls is missing, and the newest 1,000 are kept.
   */
  public SortedMap<Instant, Integer> getCallsPerWindow() {
    SortedMap<Instant, Integer> calls = new TreeMap<>();
    handler.rateWindow().history().forEach(w -> calls.put(w.start(), w.calls() + w.refused()));
    return calls;
  }

  /** Makes calls go wrong. */
  public Faults faults() {
    return handler.faults();
  }

  /**
   * Puts everything back to how it was when the sandbox started: the workspace holds what it held
   * then, ids go on from there, no call is recorded or counted in a window, and there are no
   * faults. What was added to the workspace since is gone. A call that is being answered at the
   * moment may fall before or after.
   */
  public void reset() {
    handler.reset();
  }

  /** Frees the port; the second time, nothing. The workspace keeps what it holds. */
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
   * Chooses workspace, port and clock of a sandbox, and how much it keeps of calls. A number out of
   * range is refused with an {@link IllegalArgumentException}. Not thread-safe.
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

    /** The workspace to show; that of {@link Sandbox#start()} if none is given. */
    public Builder workspace(Workspace newWorkspace) {
      this.workspace = newWorkspace;
      return this;
    }

    /** The port to listen on, up to 65535; 0, the default, takes a free one. */
    public Builder port(int newPort) {
      if (newPort < 0 || newPort > 65_535) {
        throw new IllegalArgumentException("port must be from 0 to 65535: " + newPort);
      }
      this.port = newPort;
      return this;
    }

    /** The address to listen on, for the command line: others than loopback take a warning. */
    Builder host(String newHost) {
      this.host = newHost;
      return this;
    }

    /**
     * Allows a further name by which the sandbox is called, such as that of a container; may be
     * called several times.
     *
     * <p>Calls under other names are refused with 403, because a web page can lead its own name to
     * this machine: only {@code localhost}, names that end in {@code .localhost}, the addresses of
     * the loopback interface and the address listened on are allowed from the start.
     *
     * @param name without scheme and port
     */
    public Builder allowHost(String name) {
      allowedHosts.add(HostNames.allowed(name));
      return this;
    }

    /**
     * The time by which the workspace stamps what it stores and counts its rate windows; the
     * system's if none is given. What the workspace held before keeps its times.
     */
    public Builder clock(Clock newClock) {
      this.clock = newClock;
      return this;
    }

    /** How many calls are kept for {@link Sandbox#getCalls}, the newest, from 0; else 1,000. */
    public Builder keptCalls(int count) {
      this.keptCalls = Arguments.atLeast("keptCalls", 0, count);
      return this;
    }

    /** How many bytes are kept of a request's body, and of an answer's, from 0; else 65,536. */
    public Builder keptBodyBytes(int bytes) {
      this.keptBodyBytes = Arguments.atLeast("keptBodyBytes", 0, bytes);
      return this;
    }

    /** How many bytes all kept calls may fill, for tests. */
    Builder keptBytes(long bytes) {
      this.keptBytes = bytes;
      return this;
    }

    /** How many bytes the bodies that are being read may fill, for tests. */
    Builder bodyBytes(long bytes) {
      this.bodyBytes = bytes;
      return this;
    }

    /** How long the body of a request may take, for tests. */
    Builder bodyTime(Duration time) {
      this.bodyTime = time;
      return this;
    }

    /** What to do when there is no memory left, for the command line: it ends the process. */
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
     * @throws IllegalStateException if the port is in use
     */
    public Sandbox start() {
      Workspace shown = workspace == null ? ReadyWorkspace.make() : workspace;
      if (clock != null) {
        shown.useClock(clock);
      }
      return new Sandbox(shown, this);
    }
  }
}
