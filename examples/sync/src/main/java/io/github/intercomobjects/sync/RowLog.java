package io.github.intercomobjects.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file with one line of JSON for each row, written as the rows are done. Thread-safe. */
final class RowLog implements AutoCloseable {
  private final Path file;
  private final OutputFile output;
  private final RunInfo run;
  private final InstantSource clock;

  /** Whether a line is missing in the file, which must not replace another one then. */
  private boolean failed;

  private RowLog(Path file, OutputFile output, RunInfo run, InstantSource clock) {
    this.file = file;
    this.output = output;
    this.run = run;
    this.clock = clock;
  }

  /** The outcome of a row. */
  enum Outcome {
    STORED("stored"),
    UNCHANGED("unchanged"),
    PARTLY("partly"),
    /** The row was stored, which an earlier line shows, but could not be linked by its contact. */
    NOT_LINKED("not linked"),
    FAILED("failed"),
    /** The run ended before, or the type had no room. */
    NOT_SENT("not sent"),
    /** The row was sent, but the run ended before its result was recorded. */
    UNKNOWN("unknown");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }
  }

  /**
   * Creates the file, which replaces an older one when it is closed.
   *
   * @throws CannotRunException if the file cannot be written
   */
  static RowLog to(Path file, RunInfo run, InstantSource clock) throws CannotRunException {
    try {
      return new RowLog(file, OutputFile.open(file), run, clock);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static CannotRunException cannotWrite(Path file, Exception e) {
    return new CannotRunException(
        "--log " + file + " cannot be written: " + IoReason.of(e) + "; give another file", e);
  }

  /**
   * Adds a row.
   *
   * @param reasons why it failed, or which values were dropped
   */
  synchronized void add(
      Location location, @Nullable String key, Outcome outcome, List<Reason> reasons) {
    write(location, key, outcome, reasons);
    try {
      // A run that is killed leaves its lines.
      output.writer().flush();
    } catch (IOException e) {
      throw lineIsMissing(e);
    }
  }

  /** Adds a row as {@link #add} does. A run that is killed may not leave the line. */
  synchronized void addUnflushed(Location location, @Nullable String key, Outcome outcome) {
    write(location, key, outcome, List.of());
  }

  private void write(
      Location location, @Nullable String key, Outcome outcome, List<Reason> reasons) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", clock.instant().toString());
    line.put("run", run.id());
    line.put("mode", run.mode().text());
    line.put("location", location.toString());
    if (key != null) {
      line.put("key", key);
    }
    line.put("outcome", outcome.text);
    if (outcome == Outcome.PARTLY) {
      line.put("dropped", reasons.stream().map(Reason::text).toList());
    } else if (!reasons.isEmpty()) {
      line.put("reason", Reason.texts(reasons));
    }
    try {
      output.writer().write(PrintableJson.line(line) + "\n");
    } catch (IOException e) {
      throw lineIsMissing(e);
    }
  }

  private DataAccessException lineIsMissing(IOException e) {
    failed = true;
    return new DataAccessException(cannotWrite(file, e).text(), e);
  }

  @Override
  public synchronized void close() throws CannotRunException {
    try {
      if (!failed) {
        output.close();
      }
    } catch (IOException | UncheckedIOException e) {
      throw cannotWrite(file, e);
    } finally {
      output.abandon();
    }
  }
}
