package io.github.intercomobjects.sandbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that a sandbox received, and its response.
 *
 * <p>Access tokens are removed: the {@code Authorization} header is left out, and a token anywhere
 * else is replaced by {@code [token]}. Bodies are cut to the size that the sandbox keeps (64 kB by
 * default); a cut body ends with its full length: {@code … (70000 bytes)}. Immutable.
 */
public final class RecordedCall {
  private final Instant time;
  private final String method;
  private final String path;
  private final Map<String, String> headers;
  private final @Nullable String version;
  private final String body;
  private final int status;
  private final String response;
  private final @Nullable String fault;
  private final Map<String, String> dropped;

  RecordedCall(
      Instant time,
      String method,
      String path,
      Map<String, String> headers,
      @Nullable String version,
      String body,
      int status,
      String response,
      @Nullable String fault,
      Map<String, String> dropped) {
    this.time = time;
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.version = version;
    this.body = body;
    this.status = status;
    this.response = response;
    this.fault = fault;
    this.dropped = dropped;
  }

  /** Returns the time of the response, by the clock of the workspace. */
  public Instant getTime() {
    return time;
  }

  /** Returns the HTTP method in capitals. */
  public String getMethod() {
    return method;
  }

  /** Returns the path and query as they were sent, encoded: {@code /contacts/63a0}. */
  public String getPath() {
    return path;
  }

  /**
   * Returns the request headers by their names, which are case-insensitive. Several headers of one
   * name are joined by commas. Unmodifiable.
   */
  public Map<String, String> getHeaders() {
    return headers;
  }

  /** Returns the header {@code Intercom-Version} as it was sent; null if there was none. */
  public @Nullable String getVersion() {
    return version;
  }

  /** Returns the request body as text; empty if there was none or it was too large. */
  public String getBody() {
    return body;
  }

  /**
   * Returns the status of the response; 0 if a fault reset the connection before the request was
   * applied.
   *
   * <p>With a {@link #getFault() fault} such as {@code lost_answer} it is the status that the
   * caller would have received.
   */
  public int getStatus() {
    return status;
  }

  /**
   * Returns the response body as text, including what a fault such as {@code lost_answer} or {@code
   * cut_body} withheld from the caller.
   */
  public String getAnswer() {
    return response;
  }

  /**
   * Returns the fault of the call, such as {@code lost_answer} or {@code status 500}; else null.
   */
  public @Nullable String getFault() {
    return fault;
  }

  /**
   * Returns what a successful call sent but the workspace did not store, such as an option that a
   * list does not have: the reasons by the names of the fields or attributes. Empty if everything
   * was stored. Unmodifiable.
   */
  public Map<String, String> getDropped() {
    return dropped;
  }

  /** Returns the approximate size in memory, in bytes. */
  long size() {
    long chars = (long) path.length() + body.length() + response.length();
    for (Map.Entry<String, String> entry : headers.entrySet()) {
      chars += entry.getKey().length() + entry.getValue().length();
    }
    for (Map.Entry<String, String> entry : dropped.entrySet()) {
      chars += entry.getKey().length() + entry.getValue().length();
    }
    // A text with a character beyond Latin-1 takes two bytes per character; the rest is overhead.
    return 2 * chars + 1_000;
  }

  @Override
  public String toString() {
    return method
        + " "
        + path
        + " -> "
        + status
        + (fault == null ? "" : " (" + fault + ")")
        + (dropped.isEmpty() ? "" : " (dropped " + String.join(", ", dropped.keySet()) + ")");
  }
}
