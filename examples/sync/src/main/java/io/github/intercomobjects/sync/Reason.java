package io.github.intercomobjects.sync;

import io.github.intercomobjects.Upserted.Dropped;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a row was not stored, or not completely.
 *
 * @param text the reason, with the values of its row
 * @param kind the same without the values, equal for all rows with this reason
 * @param value the value that {@code kind} leaves out; null if there is none
 */
record Reason(String text, String kind, @Nullable String value) {
  private static final int MAX_DROPPED_LENGTH = 200;

  /** The parts of messages that belong to one row or one call. */
  private static final Pattern OF_ONE_ROW =
      Pattern.compile(
          "(?<quoted>\"[^\"]*\")|(?<=\\[)[^\\[\\]]*(?=])|, request [^,()]+(?=\\))|\\b[0-9a-f]{16,}\\b"
              + "|(?<=\\b(line|row) )[0-9,]+\\b");

  /** Returns the reason for a cell that is invalid. */
  static Reason ofCell(String column, String cell, String problem) {
    String quoted = "\"" + Printable.cell(cell) + "\"";
    String text = column + " " + quoted + " " + problem;
    // Advice is the same for all columns, and is printed once.
    return problem.contains("; ")
        ? new Reason(text, "a cell " + problem, column + " " + quoted)
        : new Reason(text, column + " " + problem, quoted);
  }

  /** Returns the reason with a message, whose quoted texts are the values of a row. */
  static Reason of(String message) {
    Matcher found = OF_ONE_ROW.matcher(message);
    StringBuilder kind = new StringBuilder();
    String value = null;
    while (found.find()) {
      String quoted = found.group("quoted");
      value = value == null ? quoted : value;
      boolean isRequest = found.group().startsWith(", ");
      found.appendReplacement(kind, quoted != null ? "\"…\"" : isRequest ? "" : "…");
    }
    found.appendTail(kind);
    return new Reason(message, kind.toString(), value);
  }

  /** Returns the reason for a value that Intercom dropped. */
  static Reason of(Dropped dropped) {
    List<String> ids = dropped.getMissingIds();
    String value = ids.isEmpty() ? String.valueOf(dropped.getSent()) : ids.toString();
    // Name and value can be looked up in the source.
    String text = dropped.getName() + "=" + value;
    int length = text.codePointCount(0, text.length());
    int end = text.offsetByCodePoints(0, Math.min(MAX_DROPPED_LENGTH, length));
    return new Reason(
        end < text.length() ? text.substring(0, end) + "…" : text,
        dropped.getName(),
        "\"" + Printable.cell(value) + "\"");
  }

  /** Returns both reasons of one row as one, if they are of the same kind. */
  Reason and(Reason other) {
    return new Reason(
        texts(List.of(this, other)),
        kind,
        Stream.of(this, other)
            .flatMap(reason -> Stream.ofNullable(reason.value()))
            .distinct()
            .collect(Collectors.collectingAndThen(Collectors.joining(", "), Reason::orNull)));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Returns the texts of all reasons of a row. */
  static String texts(List<Reason> reasons) {
    return reasons.stream().map(Reason::text).distinct().collect(Collectors.joining("; "));
  }
}
