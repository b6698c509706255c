package io.github.intercomobjects.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The counts of a run as JSON, for programs. */
final class Summary {
  private static final String OUTPUT = "-";

  private Summary() {}

  /** Returns whether the summary goes to standard output, where nothing else is printed then. */
  static boolean isOutput(@Nullable String target) {
    return OUTPUT.equals(target);
  }

  /**
   * Returns the file of the summary; null if there is none, or it goes to standard output.
   *
   * @throws CannotRunException if there can be no such file
   */
  static @Nullable Path file(@Nullable String target) throws CannotRunException {
    if (target == null || isOutput(target)) {
      return null;
    }
    try {
      return FileNames.path(target);
    } catch (IllegalArgumentException e) {
      throw new CannotRunException("--summary: " + e.getMessage(), e);
    }
  }

  /**
   * Writes the summary.
   *
   * @param target a file, or - for standard output
   * @param known the type and the source, as far as they are known
   * @param stopped why the run stopped early; null if it did not
   */
  static void write(
      String target,
      Terminal terminal,
      RunInfo run,
      Map<String, String> known,
      @Nullable String stopped,
      Map<String, Object> counts)
      throws CannotRunException {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("run", run.id());
    summary.put("started", run.started().toString());
    summary.put("mode", run.mode().text());
    summary.putAll(known);
    if (stopped != null) {
      summary.put("stopped", stopped);
    }
    summary.putAll(counts);
    String json = PrintableJson.lines(summary);
    if (isOutput(target)) {
      terminal.out().println(json);
      if (terminal.out().checkError()) {
        throw new CannotRunException(
            "--summary - cannot be written: standard output is closed; give a file");
      }
      return;
    }
    try (OutputFile file = OutputFile.open(FileNames.path(target))) {
      file.writer().write(json + "\n");
    } catch (IOException e) {
      throw new CannotRunException(
          "--summary " + target + " cannot be written: " + IoReason.of(e) + "; give another file",
          e);
    }
  }
}
