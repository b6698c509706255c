package io.github.intercomobjects.canvas;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A check that a request is from Intercom: its header has a signature of its body, which only
 * Intercom and the app can compute, because it needs the client secret of the app.
 *
 * <pre>{@code
 * Signatures signatures = Signatures.webhook(clientSecret);
 * byte[] body = exchange.getRequestBody().readNBytes(1 << 20);
 * String signature = exchange.getRequestHeaders().getFirst(signatures.getHeader());
 * if (!signatures.matches(signature, body)) {
 *   exchange.sendResponseHeaders(401, -1);
 *   return;
 * }
 * }</pre>
 *
 * <p>{@link CanvasApp} does this for cards. Limit the length of the body, because it is read before
 * its signature can be checked, and pass it exactly as it was received. A body that was cut off has
 * another signature, and so has one that was parsed and written again as soon as the order of its
 * fields or an escape differs.
 *
 * <p>A signature does not become invalid, so a request that someone recorded matches again.
 * Immutable and thread-safe.
 */
public final class Signatures {
  private final String header;
  private final String prefix;
  private final String algorithm;
  private final List<SecretKeySpec> keys;

  private Signatures(String header, String prefix, String algorithm, String... secrets) {
    this.header = header;
    this.prefix = prefix;
    this.algorithm = algorithm;
    this.keys =
        Secrets.check(secrets).stream()
            .map(secret -> new SecretKeySpec(secret, algorithm))
            .toList();
  }

  /**
   * Returns the check of requests for cards, whose signature is in {@code X-Body-Signature}.
   * Intercom signs its health checks and the reports of uninstallations in the same way.
   *
   * @param secrets the client secret of the app. While it is replaced, pass the new and the old
   *     one.
   */
  public static Signatures canvas(String... secrets) {
    return new Signatures("X-Body-Signature", "", "HmacSHA256", secrets);
  }

  /**
   * Returns the check of webhook notifications, whose signature is in {@code X-Hub-Signature}.
   *
   * @param secrets the client secret of the app. While it is replaced, pass the new and the old
   *     one.
   */
  public static Signatures webhook(String... secrets) {
    return new Signatures("X-Hub-Signature", "sha1=", "HmacSHA1", secrets);
  }

  /** Returns the name of the header that has the signature. */
  public String getHeader() {
    return header;
  }

  /**
   * Returns whether a signature is that of a body, by any of the secrets. The time that it takes
   * does not depend on how much of the signature is correct.
   *
   * @param signature the value of the header; null, and any text that is no signature, do not match
   * @param body the body as it was received
   */
  public boolean matches(@Nullable String signature, byte[] body) {
    Objects.requireNonNull(body, "body");
    if (signature == null || !signature.startsWith(prefix)) {
      return false;
    }
    byte[] given;
    try {
      given = HexFormat.of().parseHex(signature, prefix.length(), signature.length());
    } catch (IllegalArgumentException e) {
      return false;
    }
    boolean matches = false;
    for (SecretKeySpec key : keys) {
      matches |= MessageDigest.isEqual(hmac(key, body), given);
    }
    return matches;
  }

  /**
   * Returns the signature of a body by the first of the secrets, as Intercom would send it. Tests
   * of an app sign their requests with it.
   */
  public String sign(byte[] body) {
    Objects.requireNonNull(body, "body");
    return prefix + HexFormat.of().formatHex(hmac(keys.get(0), body));
  }

  private byte[] hmac(SecretKeySpec key, byte[] body) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(key);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }

  @Override
  public String toString() {
    return "Signatures{" + header + "}";
  }
}
