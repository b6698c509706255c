package io.github.intercomobjects.sync;

import io.github.intercomobjects.client.FreeFormJson;
import io.github.intercomobjects.sync.InputOptions.Input;
import java.io.IOException;
import java.nio.file.Files;
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
   * Writes the summary.
   *
   * @param target a file, or - for standard output
   * @param stopped why the run stopped early; null if it did not
   */
  static void write(
      String target,
      Terminal terminal,
      Input input,
      @Nullable String stopped,
      Map<String, Object> counts)
      throws CannotRunException {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("type", input.mapping().type());
    summary.put("source", input.source().name());
    if (stopped != null) {
      summary.put("stopped", stopped);
    }
    summary.putAll(counts);
    String json = FreeFormJson.ADAPTER.indent("  ").toJson(summary);
    if (isOutput(target)) {
      terminal.out().println(json);
      return;
    }
    try {
      Files.writeString(Path.of(target), json + "\n");
    } catch (IOException e) {
      throw new CannotRunException(
          "--summary " + target + " cannot be written: " + e + "; give another file", e);
    }
  }
}
