package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.Nullable;

/** Checks of arguments of the Java API. */
final class Arguments {
  private Arguments() {}

  /** Returns a name if it is neither blank nor padded with blanks. */
  static String name(String what, String name) {
    if (name.isBlank() || !name.equals(name.strip())) {
      throw new IllegalArgumentException(
          what + " must not be blank or padded with blanks: '" + name + "'");
    }
    return name;
  }

  /** Returns an id if it has the format of teammates, teams and ticket types; 0 means nobody. */
  static String digits(String what, String id) {
    if (!id.matches("[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException(
          what + " must be decimal digits without a leading zero: '" + id + "'");
    }
    return id;
  }

  /** Returns a value if it is null or not blank. */
  static @Nullable String nullOrNotBlank(String what, @Nullable String value) {
    if (value != null && value.isBlank()) {
      throw new IllegalArgumentException(
          what + " must not be blank: '" + value + "'; pass null for none");
    }
    return value;
  }

  /** Returns a number if it is not below a minimum. */
  static int atLeast(String what, int minimum, int value) {
    if (value < minimum) {
      throw new IllegalArgumentException(what + " must be at least " + minimum + ": " + value);
    }
    return value;
  }
}
