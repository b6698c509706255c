package io.github.intercomobjects;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Checks of arguments; each message shows the value, or its beginning, and a remedy. */
final class Arguments {
  private static final String RESERVED_EXTERNAL_ID = "reference_not_found";

  private Arguments() {}

  static String notBlank(String name, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must not be null");
    }
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "%s must not be blank, was \"%s\"".formatted(name, ForeignText.of(value)));
    }
    return wellFormed(name, value);
  }

  /**
   * Returns the text, unless it contains half of a surrogate pair: that has no form in UTF-8 and
   * would be sent as a question mark, so two external ids could become one.
   */
  static String wellFormed(String name, String text) {
    return wellFormed(name, "", text);
  }

  /** Does the same as {@link #wellFormed(String, String)}; joins the name only on failure. */
  static String wellFormed(String name, String suffix, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new IllegalArgumentException(
              ForeignText.of(name + suffix)
                  + String.format(" must not contain half of a surrogate pair (\\u%04x", (int) c)
                  + (" at " + i + "), which cannot be sent; ")
                  + "was the text cut in the middle of a character?");
        }
        i++;
      }
    }
    return text;
  }

  /** Returns a value for one segment of a path; "." and ".." would change the URL. */
  static String pathSegment(String name, @Nullable String value) {
    String segment = notBlank(name, value);
    if (segment.equals(".") || segment.equals("..")) {
      throw new IllegalArgumentException(
          "%s must not be \"%s\": in a URL it would name another resource; use the one that Intercom shows"
              .formatted(name, segment));
    }
    return segment;
  }

  static String externalId(@Nullable String value) {
    String externalId = notBlank("external id", value);
    if (externalId.equals(RESERVED_EXTERNAL_ID)) {
      throw new IllegalArgumentException(
          "external id must not be \"%s\", which Intercom reserves; give the record another one"
              .formatted(externalId));
    }
    return externalId;
  }

  static Duration notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, was " + Times.text(value));
    }
    return value;
  }

  static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, was " + Times.text(value));
    }
    return value;
  }

  /** Returns the URL, which ends in a slash. */
  static HttpUrl baseUrl(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new IllegalArgumentException(
          "baseUrl must be a URL such as https://api.intercom.io/, was \"%s\""
              .formatted(ForeignText.of(text)));
    }
    if (!url.isHttps() && !isLoopback(url.host())) {
      throw new IllegalArgumentException(
          "baseUrl must be https, because it receives the access token (plain http is for loopback"
              + " only), was "
              + ForeignText.of(url.redact()));
    }
    if (url.query() != null
        || url.fragment() != null
        || !url.username().isEmpty()
        || !url.password().isEmpty()) {
      throw new IllegalArgumentException(
          "baseUrl must have no user, query or fragment, was " + ForeignText.of(url.redact()));
    }
    return url.encodedPath().endsWith("/") ? url : url.newBuilder().addPathSegment("").build();
  }

  /** Checks only the text: a name that resolves to loopback may resolve elsewhere later. */
  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    if (!host.matches("[0-9.]+") && host.indexOf(':') < 0) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
