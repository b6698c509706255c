package io.github.intercomobjects.sandbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request that a sandbox got, and what it answered.
 *
 * <p>It shows no access token: the header that brings it is left out, and {@code [token]} stands in
 * its place wherever else a caller has put it. A body longer than the sandbox keeps (64 kB if not
 * chosen otherwise) ends in its true length: {@code … (70000 bytes)}. Immutable.
 */
public final class RecordedCall {
  private final Instant time;
  private final String method;
  private final String path;
  private final Map<String, String> headers;
  private final @Nullable String version;
  private final String body;
  private final int status;
  private final String answer;
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
      String answer,
      @Nullable String fault,
      Map<String, String> dropped) {
    this.time = time;
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.version = version;
    this.body = body;
    this.status = status;
    this.answer = answer;
    this.fault = fault;
    this.dropped = dropped;
  }

  /** When it was answered, by the clock of the workspace. */
  public Instant getTime() {
    return time;
  }

  /** The HTTP method in capitals. */
  public String getMethod() {
    return method;
  }

  /** The path and the query as they were sent, still encoded: {@code /contacts/63a0}. */
  public String getPath() {
    return path;
  }

  /**
   * The headers of the request by their names, whose case does not count; several of one name are
   * joined by commas. Unmodifiable.
   */
  public Map<String, String> getHeaders() {
    return headers;
  }

  /** The header {@code Intercom-Version} as it was sent; null where it was left out. */
  public @Nullable String getVersion() {
    return version;
  }

  /** The body of the request as text; empty where there was none, or where it was too large. */
  public String getBody() {
    return body;
  }

  /**
   * The status that was answered; 0 where a fault reset the connection before the request was
   * applied.
   *
   * <p>With a {@link #getFault() fault} such as {@code lost_answer} it is the status that the
   * caller would have got.
   */
  public int getStatus() {
    return status;
  }

  /**
   * The body of the answer as text; what a fault such as {@code lost_answer} or {@code cut_body}
   * kept from the caller is in it.
   */
  public String getAnswer() {
    return answer;
  }

  /**
   * What went wrong on demand, such as {@code lost_answer} or {@code status 500}; null if nothing.
   */
  public @Nullable String getFault() {
    return fault;
  }

  /**
   * Returns what the call sent and the workspace did not store although the call succeeded, such as
   * an option that a list does not have: the reason by the name of the field or attribute. Empty
   * where everything was stored. Unmodifiable.
   */
  public Map<String, String> getDropped() {
    return dropped;
  }

  /** About how many bytes it fills. */
  long size() {
    long chars = (long) path.length() + body.length() + answer.length();
    for (Map.Entry<String, String> entry : headers.entrySet()) {
      chars += entry.getKey().length() + entry.getValue().length();
    }
    for (Map.Entry<String, String> entry : dropped.entrySet()) {
      chars += entry.getKey().length() + entry.getValue().length();
    }
    // Two for a character where a text has one beyond Latin, and something for the objects.
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
