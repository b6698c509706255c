package io.github.intercomobjects.sync;

/**
 * A cell of a database that its driver cannot return, which fails its row.
 *
 * @param reason the message of the driver
 */
record UnreadableCell(String reason) {
  /**
   * The text in a report. A report with it fails again until it is corrected, as the error of a
   * spreadsheet does.
   */
  static final String IN_REPORT = "#VALUE!";

  /** Returns the reason why the row fails. */
  Reason reason(String column) {
    String problem = column + " cannot be read by the driver";
    String fix = "; convert the column in the query, such as with CAST";
    return new Reason(
        problem + ": " + Printable.cell(reason) + fix,
        problem + fix,
        "\"" + Printable.cell(reason) + "\"");
  }
}
