package io.github.intercomobjects.sandbox;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A received request, before it is checked.
 *
 * @param authority the host and port in the request URI; null if it has none
 * @param headers the headers by their names in lower case, several of one name joined by commas
 * @param unread the reason why the body was not kept; null if it was
 * @param dropped collects the values that the workspace does not store
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Incoming(
    String method,
    @Nullable String authority,
    String rawPath,
    @Nullable String rawQuery,
    Map<String, String> headers,
    byte[] body,
    @Nullable Refusal unread,
    Dropped dropped) {
  /** The media ranges that include JSON. Old Java clients send a bare asterisk. */
  private static final Set<String> JSON_RANGES =
      Set.of("application/json", "application/*", "*/*", "*");

  @Nullable String host() {
    return headers.get("host");
  }

  @Nullable String authorization() {
    return headers.get("authorization");
  }

  @Nullable String version() {
    return headers.get("intercom-version");
  }

  /** Returns whether the caller accepts JSON responses, which it does without an Accept header. */
  boolean acceptsJson() {
    String accept = headers.getOrDefault("accept", "");
    return accept.isBlank()
        || Stream.of(accept.toLowerCase(Locale.ROOT).split(",", -1)).anyMatch(Incoming::isJson);
  }

  private static boolean isJson(String range) {
    String[] parts = range.replace(" ", "").split(";", -1);
    return JSON_RANGES.contains(parts[0]) && !Set.of(parts).contains("q=0");
  }

  /** Rejects the call if its body was not kept. */
  void requireBody() {
    if (unread != null) {
      throw unread;
    }
  }

  String pathAndQuery() {
    return rawQuery == null ? rawPath : rawPath + '?' + rawQuery;
  }
}
