package io.github.intercomobjects.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A factory of the records of calls, without access tokens and with bodies of limited size. */
final class CallRecorder {
  // Headers with credentials, in lower case.
  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "proxy-authorization", "cookie");

  private final TokenMask mask;
  private final int maxBodyBytes;
  private final InstantSource clock;

  CallRecorder(TokenMask mask, int maxBodyBytes, InstantSource clock) {
    this.mask = mask;
    this.maxBodyBytes = maxBodyBytes;
    this.clock = clock;
  }

  RecordedCall record(Incoming incoming, @Nullable Outgoing response, @Nullable Fault fault) {
    String version = incoming.version();
    return new RecordedCall(
        clock.instant(),
        incoming.method(),
        mask.mask(incoming.pathAndQuery()),
        headers(incoming.headers()),
        version == null ? null : mask.mask(version),
        text(incoming.body()),
        response == null ? 0 : response.status(),
        response == null ? "" : text(response.body()),
        fault == null ? null : fault.toString(),
        incoming.dropped().reasons());
  }

  private Map<String, String> headers(Map<String, String> received) {
    Map<String, String> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    received.forEach(
        (name, value) -> {
          if (!CREDENTIALS.contains(name)) {
            kept.put(mask.mask(name), mask.mask(value));
          }
        });
    return Collections.unmodifiableMap(kept);
  }

  private String text(byte[] body) {
    if (body.length <= maxBodyBytes) {
      return mask.mask(new String(body, StandardCharsets.UTF_8));
    }
    // Reads slightly more than is kept, so that no token is cut before it is masked, and does not
    // copy the rest.
    int read = (int) Math.min(body.length, (long) maxBodyBytes + mask.longest());
    byte[] masked =
        mask.mask(new String(body, 0, read, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    // The end of what was read may be part of a token, which was not masked.
    int safe = read == body.length ? masked.length : masked.length - mask.longest();
    int end = Math.max(0, Math.min(maxBodyBytes, safe));
    // Does not cut a character, whose second and later bytes start with the bits 10.
    while (end > 0 && end < masked.length && (masked[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(masked, 0, end, StandardCharsets.UTF_8) + "… (" + body.length + " bytes)";
  }
}
