package io.github.intercomobjects;

import java.time.Duration;

/** Checks of what users hand in; each message shows the value and says what would do. */
final class Arguments {
  private static final String RESERVED_EXTERNAL_ID = "reference_not_found";

  private Arguments() {}

  static String notBlank(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank, was \"" + value + "\"");
    }
    return value;
  }

  /**
   * Checks a value that becomes one segment of a path, where "." and ".." would change the address.
   */
  static String pathSegment(String name, String value) {
    notBlank(name, value);
    if (value.equals(".") || value.equals("..")) {
      throw new IllegalArgumentException(
          name + " must not be \"" + value + "\": in an address it would mean another resource");
    }
    return value;
  }

  static String externalId(String value) {
    notBlank("external id", value);
    if (value.equals(RESERVED_EXTERNAL_ID)) {
      throw new IllegalArgumentException(
          "external id must not be \""
              + RESERVED_EXTERNAL_ID
              + "\", which Intercom reserves; give the record another one");
    }
    return value;
  }

  static Duration notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, was " + value);
    }
    return value;
  }

  static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
    return value;
  }
}
