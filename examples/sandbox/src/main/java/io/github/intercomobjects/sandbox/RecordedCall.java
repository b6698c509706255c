package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.Nullable;

/** One request that a sandbox answered, without its access token. Immutable. */
public final class RecordedCall {
  private final String method;
  private final String path;
  private final @Nullable String version;
  private final String body;
  private final int status;

  RecordedCall(String method, String path, @Nullable String version, String body, int status) {
    this.method = method;
    this.path = path;
    this.version = version;
    this.body = body;
    this.status = status;
  }

  /** The HTTP method in capitals. */
  public String getMethod() {
    return method;
  }

  /** The path and the query as they were sent, still encoded: {@code /contacts/63a0}. */
  public String getPath() {
    return path;
  }

  /** The header {@code Intercom-Version} as it was sent; null where it was left out. */
  public @Nullable String getVersion() {
    return version;
  }

  /** The body of the request as text; empty where there was none, or where it was too large. */
  public String getBody() {
    return body;
  }

  /** The status that was answered. */
  public int getStatus() {
    return status;
  }

  @Override
  public String toString() {
    return method + " " + path + " -> " + status;
  }
}
