package io.github.intercomobjects.sync;

import java.util.Locale;

/**
 * Where a row stands in its source.
 *
 * @param number counted from 1; of a file, the line in which the row begins
 */
record Place(Unit unit, long number) {
  /** What is counted. */
  enum Unit {
    /** Lines of a text file, the one with the names of the columns included. */
    LINE,
    /** Rows of a query's result. */
    ROW;

    String inWords() {
      return name().toLowerCase(Locale.ROOT);
    }

    Place at(long number) {
      return new Place(this, number);
    }
  }

  @Override
  public String toString() {
    return unit.inWords() + " " + number;
  }
}
