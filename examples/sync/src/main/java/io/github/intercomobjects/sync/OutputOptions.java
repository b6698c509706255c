package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the files that a run writes about itself. */
final class OutputOptions {
  static final String SUMMARY = "--summary";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write the rows that fail, are only partly stored, or are not linked to a CSV file, with"
              + " the reasons. When they are corrected, the file can be used as a source, with the"
              + " --state of this run.")
  private @Nullable Path report;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "Write a line of JSON for each row: time, run, location, key, outcome (stored, unchanged,"
              + " partly, failed, not sent, or unknown if the run ended before the result), and the"
              + " reason or the dropped values. A row whose contact was not linked after it was"
              + " stored has a second line with the outcome \"not linked\".")
  private @Nullable Path log;

  @Option(
      names = SUMMARY,
      paramLabel = "FILE",
      description =
          "Write counts and reasons as JSON to a file, or to standard output with -. \"mode\" is"
              + " live, only (one row), dry_run or rehearsal. If the run stops early or cannot"
              + " start, \"stopped\" has the reason; only an invalid option leaves the file as it is.")
  private @Nullable String summary;

  private final InstantSource clock;
  private RunInfo run;

  OutputOptions(InstantSource clock) {
    this.clock = clock;
    this.run = RunInfo.begin(clock);
  }

  /** Sets the mode of the run, which its files show. */
  void setMode(RunMode mode) {
    run = run.in(mode);
  }

  /** Adds the files to those of the run. */
  RunFiles addTo(RunFiles files) throws CannotRunException {
    return files
        .write("--report", report, run.mode())
        .write("--log", log, run.mode())
        .write(SUMMARY, Summary.file(summary), run.mode());
  }

  /** Returns whether the summary goes to standard output, where nothing else is printed then. */
  boolean isSummaryOutput() {
    return Summary.isOutput(summary);
  }

  /**
   * Checks the options.
   *
   * @throws CannotRunException if they contradict a dry run
   */
  void checkDryRun() throws CannotRunException {
    if (log != null) {
      throw new CannotRunException(
          "--log "
              + log
              + " has what a run does with each row, but --dry-run does nothing; remove one");
    }
  }

  /** Opens the files with a line for a row. */
  RowOutputs open(SourceRows rows, Terminal terminal) throws CannotRunException {
    FailedRows failed = report == null ? null : report(report, rows, terminal);
    RowLog rowLog = null;
    try {
      rowLog = log == null ? null : RowLog.to(log, run, clock);
      return new RowOutputs(failed, rowLog);
    } finally {
      if (log != null && rowLog == null && failed != null) {
        failed.abandon();
      }
    }
  }

  private FailedRows report(Path file, SourceRows rows, Terminal terminal)
      throws CannotRunException {
    boolean live = run.mode() == RunMode.LIVE || run.mode() == RunMode.ONLY;
    ReportMemory memory = rows.state().reports();
    // What is left of a report is as old as the report.
    Instant read = rows.source().reportRun();
    return FailedRows.to(
        file,
        rows.source(),
        rows.columns().header(),
        run.mode(),
        !live ? null : read == null ? memory.run() : read,
        live ? new EarlierReport(memory, terminal.out()) : null);
  }

  /**
   * Writes the summary, if it is asked for.
   *
   * @param stopped why the run stopped early; null if it did not
   */
  void summarize(
      Terminal terminal,
      Map<String, String> known,
      @Nullable String stopped,
      Map<String, Object> counts)
      throws CannotRunException {
    if (summary != null) {
      Summary.write(summary, terminal, run, known, stopped, counts);
    }
  }
}
