package io.github.intercomobjects.sync;

import java.util.Locale;

/**
 * A result of a check.
 *
 * @param what the subject that was checked
 */
record Finding(Level level, String what, String text) {
  /** The severity of a finding. */
  enum Level {
    OK,
    /** Nothing shows whether it is right. */
    NOT_VERIFIED,
    /** A run may do less than expected. */
    WARNING,
    /** A run cannot succeed. */
    ERROR
  }

  @Override
  public String toString() {
    String label = level.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return String.format(Locale.ROOT, "%-12s  %s: %s", label, what, text);
  }
}
