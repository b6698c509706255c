package io.github.intercomobjects.sandbox;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings, before anything is judged.
 *
 * @param authority the host and port in the address of the request; null where it has none
 * @param headers by their names in small letters, several of one name joined by commas
 * @param unread why the body was not kept; null if it was
 * @param dropped collects what is not stored of it
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
  /** The bare asterisk is what old clients of Java send. */
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

  /** Whether the caller takes the JSON that every answer is; without the header all is taken. */
  boolean acceptsJson() {
    String accept = headers.getOrDefault("accept", "");
    return accept.isBlank()
        || Stream.of(accept.toLowerCase(Locale.ROOT).split(",", -1)).anyMatch(Incoming::isJson);
  }

  private static boolean isJson(String range) {
    String[] parts = range.replace(" ", "").split(";", -1);
    return JSON_RANGES.contains(parts[0]) && !Set.of(parts).contains("q=0");
  }

  /** Refuses a call whose body was not kept. */
  void requireBody() {
    if (unread != null) {
      throw unread;
    }
  }

  String pathAndQuery() {
    return rawQuery == null ? rawPath : rawPath + '?' + rawQuery;
  }
}
