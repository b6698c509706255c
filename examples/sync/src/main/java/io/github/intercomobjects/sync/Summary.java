package io.github.intercomobjects.sync;

import io.github.intercomobjects.client.FreeFormJson;
import io.github.intercomobjects.sync.InputOptions.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The counts of a run as JSON, for programs. */
final class Summary {
  private static final String OUTPUT = "-";
  private static final Pattern CONTROL =
      Pattern.compile("[\\x7f-\\x9f\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]");

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
    String json = escaped(FreeFormJson.ADAPTER.indent("  ").toJson(summary));
    if (isOutput(target)) {
      terminal.out().println(json);
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

  /** Escapes the control characters that JSON allows, but a terminal interprets. */
  private static String escaped(String json) {
    return CONTROL
        .matcher(json)
        .replaceAll(
            found -> String.format(Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
  }
}
