package io.github.intercomobjects.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The HTTP methods that Retrofit supports. */
enum Verb {
  GET(true, false),
  HEAD(true, false),
  OPTIONS(true, true),
  PUT(true, true),
  DELETE(true, true),
  POST(false, true),
  PATCH(false, true);

  /** Whether a request is retried unless {@code x-retry-safe} says otherwise. */
  final boolean isRetrySafe;

  /** Whether OkHttp sends a body. */
  final boolean allowsBody;

  Verb(boolean isRetrySafe, boolean allowsBody) {
    this.isRetrySafe = isRetrySafe;
    this.allowsBody = allowsBody;
  }

  /** Returns the verb of a key under a path; empty if Retrofit does not support it. */
  static Optional<Verb> ofKey(String key) {
    return Arrays.stream(values()).filter(verb -> verb.key().equals(key)).findAny();
  }

  /** Returns the key under a path that holds an operation with this verb. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
