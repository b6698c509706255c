package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.Nullable;

/** Checks of what the caller of the Java API passes in. */
final class Arguments {
  private Arguments() {}

  /** The name itself, if it can stand for something in the workspace. */
  static String name(String what, String name) {
    if (name.isBlank() || !name.equals(name.strip())) {
      throw new IllegalArgumentException(
          what + " must not be blank or padded with blanks: '" + name + "'");
    }
    return name;
  }

  /** An id as Intercom makes them for teammates, teams and ticket types; 0 stands for nobody. */
  static String digits(String what, String id) {
    if (!id.matches("[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException(
          what + " must be decimal digits without a leading zero: '" + id + "'");
    }
    return id;
  }

  static @Nullable String nullOrNotBlank(String what, @Nullable String value) {
    if (value != null && value.isBlank()) {
      throw new IllegalArgumentException(
          what + " must not be blank: '" + value + "'; pass null for none");
    }
    return value;
  }

  static int atLeast(String what, int minimum, int value) {
    if (value < minimum) {
      throw new IllegalArgumentException(what + " must be at least " + minimum + ": " + value);
    }
    return value;
  }
}
