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

  /** Whether the summary is all that goes to the output. */
  static boolean isOutput(@Nullable String place) {
    return OUTPUT.equals(place);
  }

  /**
   * @param place a file, or - for the output
   * @param stopped why the run came to no end; null if it did
   */
  static void write(
      String place,
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
    if (isOutput(place)) {
      terminal.out().println(json);
      return;
    }
    try {
      Files.writeString(Path.of(place), json + "\n");
    } catch (IOException e) {
      throw new CannotRunException(
          "--summary " + place + " cannot be written: " + e + "; give another file", e);
    }
  }
}
