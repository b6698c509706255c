package io.github.intercomobjects.canvas;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A check of client secrets, which are often read from files and variables with a line break. */
final class Secrets {
  private Secrets() {}

  /** Returns the bytes of the secrets, in their order. */
  static List<byte[]> check(String... secrets) {
    if (secrets.length == 0) {
      throw new IllegalArgumentException(
          "there is no client secret: pass the one that the Developer Hub shows for the app");
    }
    return Stream.of(secrets).map(Secrets::check).toList();
  }

  private static byte[] check(@Nullable String secret) {
    if (secret == null) {
      throw new IllegalArgumentException(
          "a client secret is null, perhaps because a variable is not set: pass the one that the"
              + " Developer Hub shows for the app");
    }
    if (secret.isEmpty() || !secret.strip().equals(secret)) {
      throw new IllegalArgumentException(
          "a client secret is empty, or begins or ends with white space: pass it as the Developer"
              + " Hub shows it");
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }
}
