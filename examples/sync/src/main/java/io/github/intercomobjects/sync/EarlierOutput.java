package io.github.intercomobjects.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The kinds of files that a run writes, by which an earlier one is recognized before it is lost.
 */
enum EarlierOutput {
  REPORT("--report", "a report of failed rows"),
  SUMMARY("--summary", "a summary of a run"),
  LOG("--log", "a log of rows"),
  EXPORT("--output", "an export of objects");

  /** More than the header of a report or a summary has. */
  private static final int MAX_BYTES = 1 << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String option;
  private final String name;

  EarlierOutput(String option, String name) {
    this.option = option;
    this.name = name;
  }

  /** Returns the kind that an option writes. */
  static EarlierOutput of(String option) {
    for (EarlierOutput kind : values()) {
      if (kind.option.equals(option)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no output: " + option);
  }

  /**
   * Requires that a file can be written, and is missing, empty or an earlier output of this kind.
   *
   * @param file the file without symbolic links; not a device or a pipe
   * @param given the file as it was given, for messages
   * @param mode the mode of the run that replaces it
   * @throws CannotRunException if writing it would fail, or destroy something else
   */
  void requireReplaceable(Path file, Path given, RunMode mode) throws CannotRunException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw cannot(given, "it is a folder; give a file in it");
    }
    if (!Files.isDirectory(folder)) {
      throw cannot(given, "there is no folder " + folder + "; create it, or give another file");
    }
    if (!Files.isWritable(folder)) {
      throw cannot(
          given, "you may not write to the folder " + folder + "; change that, or give another");
    }
    if (!Files.exists(file)) {
      return;
    }
    if (!Files.isWritable(file) || !Files.isReadable(file)) {
      throw cannot(given, "you may not read and write it; change that, or give another file");
    }
    String text = text(file, given);
    if (text.isEmpty()) {
      return;
    }
    if (!isRecognized(text)) {
      throw new CannotRunException(
          option
              + " "
              + given
              + " exists and is not "
              + name
              + ", so it is not overwritten; give another file, or delete that one");
    }
    if (!mode.mayReplace(mode(text))) {
      throw new CannotRunException(option + " " + given + mode.refusal());
    }
  }

  /** Returns whether a report has more than its header. */
  static boolean hasRows(Path report) throws IOException {
    String text = beginning(report);
    return !text.substring(firstLine(text).length()).isBlank();
  }

  private static String beginning(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    }
  }

  private String text(Path file, Path given) throws CannotRunException {
    try {
      return beginning(file);
    } catch (IOException e) {
      throw cannot(given, IoReason.of(e) + "; give another file");
    }
  }

  private boolean isRecognized(String text) {
    return switch (this) {
      case REPORT -> isReport(text);
      case SUMMARY -> isSummary(text);
      case LOG -> isLog(text);
      case EXPORT -> Columns.areOfExport(firstLine(text)) || isObject(json(firstLine(text)));
    };
  }

  /** Returns the mode of the run that wrote a file of this kind. */
  private RunMode mode(String text) {
    return switch (this) {
      case REPORT -> Columns.modeOfReport(firstLine(text));
      case SUMMARY -> RunMode.of(json(text).path("mode").asText());
      case LOG -> RunMode.of(json(text.lines().findFirst().orElse("")).path("mode").asText());
      case EXPORT -> RunMode.LIVE;
    };
  }

  private CannotRunException cannot(Path given, String reason) {
    return new CannotRunException(option + " " + given + " cannot be written: " + reason);
  }

  /** Returns whether the first line has both columns of a report, whatever separates them. */
  private static boolean isReport(String text) {
    String header = firstLine(text);
    return Columns.OF_REPORT.stream()
        .allMatch(
            column ->
                Pattern.compile("(?<!\\w)" + Pattern.quote(column) + "(?!\\w)")
                    .matcher(header)
                    .find());
  }

  /** Returns the first line that ends outside of quotes, because column names may have breaks. */
  static String firstLine(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (!quoted && (c == '\n' || c == '\r')) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  private static boolean isSummary(String text) {
    JsonNode summary = json(text);
    // A run that stopped early may not have known its type and source.
    return summary.path("run").isTextual()
        && summary.path("started").isTextual()
        && (summary.path("rows").isNumber() || summary.path("stopped").isTextual());
  }

  private static boolean isLog(String text) {
    JsonNode line = json(text.lines().findFirst().orElse(""));
    return line.path("time").isTextual() && line.path("outcome").isTextual();
  }

  /** Returns whether this is a custom object; contacts and others have no time of their record. */
  private static boolean isObject(JsonNode json) {
    return json.path("id").isTextual()
        && json.has("external_created_at")
        && json.path("custom_attributes").isObject();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
