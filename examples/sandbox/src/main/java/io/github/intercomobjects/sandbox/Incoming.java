package io.github.intercomobjects.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings, before anything is judged.
 *
 * @param headers by their names in small letters, several of one name joined by commas
 * @param tooLarge whether the body was beyond the limit and thrown away
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Incoming(
    String method,
    String rawPath,
    @Nullable String rawQuery,
    Map<String, String> headers,
    byte[] body,
    boolean tooLarge) {

  @Nullable String authorization() {
    return headers.get("authorization");
  }

  @Nullable String version() {
    return headers.get("intercom-version");
  }

  String pathAndQuery() {
    return rawQuery == null ? rawPath : rawPath + '?' + rawQuery;
  }
}
