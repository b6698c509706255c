package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/** Checks access tokens, without ever showing one. */
final class AccessTokens {
  private AccessTokens() {}

  static String checked(@Nullable String token) {
    if (token == null || token.isBlank()) {
      throw new IllegalArgumentException(
          "accessToken is "
              + (token == null ? "null" : "blank")
              + "; copy one from Developer Hub > Your app > Authentication, for instance into the"
              + " environment variable INTERCOM_ACCESS_TOKEN");
    }
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c <= ' ' || c > '~') {
        throw new IllegalArgumentException(
            String.format(
                "accessToken has character U+%04X at index %d, which no token has; trim it, or copy"
                    + " it again",
                (int) c, i));
      }
    }
    return token;
  }
}
