package io.github.intercomobjects.sync;

import java.util.Locale;

/**
 * The location of a row in its source.
 *
 * @param number counted from 1; in a file, the line in which the row begins
 */
record Location(Unit unit, long number) {
  /** The unit that is counted. */
  enum Unit {
    /** Lines of a text file, including the line with the column names. */
    LINE,
    /** Rows of a query's result. */
    ROW;

    /** Returns the name for messages. */
    String displayName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the location with this unit and a number. */
    Location at(long number) {
      return new Location(this, number);
    }
  }

  @Override
  public String toString() {
    return unit.displayName() + " " + number;
  }
}
