package io.github.intercomobjects.sync;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that decide whether rows that fail, or are only partly stored, fail the run. */
final class MaxFailed {
  private static final String NAME = "--max-failed";

  @Option(
      names = NAME,
      paramLabel = "COUNT|PART%",
      description =
          "Exit with 0 if up to that many rows failed, or up to that part of all rows. Default: 0")
  private @Nullable String most;

  @Option(names = "--strict", description = "Exit with 2 also if a row is only partly stored.")
  private boolean strict;

  /**
   * Checks the options.
   *
   * @throws CannotRunException if they are invalid
   */
  void check() throws CannotRunException {
    allowed(0);
  }

  /** Returns how many rows may fail. */
  private long allowed(long rows) throws CannotRunException {
    return most == null ? 0 : Limit.of(NAME, most).of(rows);
  }

  /**
   * The end of a run.
   *
   * @param text the effect of {@code --max-failed}; empty if it has none
   */
  record Verdict(int exitCode, String text) {
    void print(PrintStream out) {
      if (!text.isEmpty()) {
        out.println();
        out.println(text);
      }
    }
  }

  /**
   * Returns the exit code with its reason.
   *
   * @param rows the number of all rows
   * @param complete whether nothing else is missing
   */
  Verdict verdict(long rows, long failed, long partlyStored, boolean complete)
      throws CannotRunException {
    long allowed = allowed(rows);
    boolean stored = failed <= allowed && complete && !(strict && partlyStored > 0);
    String effect =
        stored
            ? ": the exit code is 0"
            : failed <= allowed
                ? "; the exit code is 2 for another reason"
                : ": the exit code is 2";
    return new Verdict(
        stored ? Shell.STORED : Shell.SOME_FAILED,
        most == null || failed == 0
            ? ""
            : Report.counted(failed, "row")
                + " failed, and "
                + NAME
                + " "
                + most
                + " allows "
                + Printable.number(allowed)
                + " of "
                + Printable.number(rows)
                + effect);
  }
}
