package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * What a request brings, before anything is judged.
 *
 * @param authorization the header {@code Authorization}
 * @param version the header {@code Intercom-Version}
 * @param tooLarge whether the body was beyond the limit and thrown away
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Incoming(
    String method,
    String rawPath,
    @Nullable String rawQuery,
    @Nullable String authorization,
    @Nullable String version,
    byte[] body,
    boolean tooLarge) {

  String pathAndQuery() {
    return rawQuery == null ? rawPath : rawPath + '?' + rawQuery;
  }
}
