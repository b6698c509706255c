package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The explanations of the rows of a comparison: a sentence for each pattern of rows. Records which
 * patterns matched. Not thread-safe.
 */
public final class Reasons {
  private final List<Reason> reasons = new ArrayList<>();
  private final Set<Reason> used = new LinkedHashSet<>();

  private Reasons() {}

  /**
   * Reads a list of objects with {@code rows}, {@code why} and perhaps {@code optional}.
   *
   * @throws IllegalArgumentException if one has no pattern or no sentence
   */
  public static Reasons read(JsonNode list) {
    Reasons read = new Reasons();
    for (JsonNode entry : list) {
      Reason reason =
          new Reason(
              new Glob(entry.path("rows").asText()),
              entry.path("why").asText().strip(),
              entry.path("optional").asBoolean());
      if (reason.rows().text().isBlank() || !reason.why().endsWith(".")) {
        throw new IllegalArgumentException(
            "an explanation needs 'rows' and a sentence in 'why': " + reason);
      }
      read.reasons.add(reason);
    }
    return read;
  }

  /** Returns the explanations of a row; none if it is unexplained. */
  public List<String> of(String row) {
    List<Reason> matching = reasons.stream().filter(r -> r.rows().matches(row)).toList();
    used.addAll(matching);
    return matching.stream().map(Reason::why).toList();
  }

  /** Returns the patterns that have matched no row so far and are not optional. */
  public List<String> unused() {
    return reasons.stream()
        .filter(r -> !r.optional() && !used.contains(r))
        .map(r -> r.rows().text())
        .toList();
  }

  /** A pattern in which {@code *} matches any text. */
  record Glob(String text) {
    boolean matches(String other) {
      return Pattern.matches(
          Pattern.compile("\\*")
              .splitAsStream(text + " ")
              .map(Pattern::quote)
              .collect(Collectors.joining(".*")),
          other + " ");
    }
  }

  private record Reason(Glob rows, String why, boolean optional) {}
}
