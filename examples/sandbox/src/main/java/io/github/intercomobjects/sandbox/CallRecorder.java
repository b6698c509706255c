package io.github.intercomobjects.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns calls into what is kept of them: no token, and no body without end. */
final class CallRecorder {
  // In small letters; whatever they hold is there to identify somebody.
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

  RecordedCall record(Incoming incoming, @Nullable Outgoing answer, @Nullable Fault fault) {
    String version = incoming.version();
    return new RecordedCall(
        clock.instant(),
        incoming.method(),
        mask.mask(incoming.pathAndQuery()),
        headers(incoming.headers()),
        version == null ? null : mask.mask(version),
        text(incoming.body()),
        answer == null ? 0 : answer.status(),
        answer == null ? "" : text(answer.body()),
        fault == null ? null : fault.toString());
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
    String text = mask.mask(new String(body, StandardCharsets.UTF_8));
    if (body.length <= maxBodyBytes) {
      return text;
    }
    // Cut after the tokens are out, lest half of one is left.
    byte[] masked = text.getBytes(StandardCharsets.UTF_8);
    int end = Math.min(maxBodyBytes, masked.length);
    // Not in the middle of a character: its later bytes begin with the bits 10.
    while (end > 0 && end < masked.length && (masked[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(masked, 0, end, StandardCharsets.UTF_8) + "… (" + body.length + " bytes)";
  }
}
