package io.github.intercomobjects.sync;

/** The part of the rows that a run of {@code sync} sends to Intercom. */
enum RunMode {
  /** None, because the rows go to a sandbox. */
  REHEARSAL("rehearsal", "a rehearsal", ", or add --live"),
  /** None, because nothing is written. */
  DRY_RUN("dry_run", "a dry run", ""),
  /** One row. */
  ONLY("only", "a run with --only", ""),
  /** All rows. */
  LIVE("live", "a run with --live", "");

  private final String text;
  private final String name;
  private final String remedy;

  RunMode(String text, String name, String remedy) {
    this.text = text;
    this.name = name;
    this.remedy = remedy;
  }

  /** Returns the text in the files of a run. */
  String text() {
    return text;
  }

  /**
   * Returns the mode of a text in a file. A run without one is taken for a complete one, whose
   * files must not be lost.
   */
  static RunMode of(String text) {
    for (RunMode mode : values()) {
      if (mode.text.equals(text)) {
        return mode;
      }
    }
    return LIVE;
  }

  /**
   * Returns whether a run may replace the files of another one. Those of a run that sent all rows
   * are replaced only by those of the next such run.
   */
  boolean mayReplace(RunMode other) {
    return this == LIVE || other != LIVE;
  }

  /** Returns the end of the message about a file that this run must not replace. */
  String refusal() {
    return " is of a run with --live that sent all rows, so "
        + name
        + " does not replace it; give another file"
        + remedy;
  }
}
