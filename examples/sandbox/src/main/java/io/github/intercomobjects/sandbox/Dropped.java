package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.json.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The values that a successful call sent but the workspace did not store, with the reasons by the
 * names of fields and attributes. The response does not show them, so the sandbox records them.
 */
final class Dropped {
  private static final int SHOWN_CHARS = 60;
  private static final int SHOWN_IDS = 3;

  private final UnaryOperator<String> mask;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  /**
   * @param mask removes from a value what must not be shown
   */
  Dropped(UnaryOperator<String> mask) {
    this.mask = mask;
  }

  Map<String, String> reasons() {
    return Collections.unmodifiableMap(reasons);
  }

  void clear() {
    reasons.clear();
  }

  void option(String name, String option) {
    reasons.put(name, quoted(option) + " is not one of its options, so it was cleared");
  }

  void time(String name, JsonNode value) {
    String shown =
        value.isTextual()
            ? quoted(value.textValue())
            : value.isContainerNode() ? JsonValue.kindOf(value) : shortened(value.asText());
    reasons.put(name, shown + " cannot be read as a time, so it was cleared");
  }

  /**
   * Records ids of objects that do not exist.
   *
   * @param target the kind of object that the ids should belong to
   */
  void ids(String name, String target, List<String> ids) {
    int more = ids.size() - SHOWN_IDS;
    reasons.put(
        name,
        "skipped, since there is no "
            + target
            + " with the id "
            + ids.stream().limit(SHOWN_IDS).map(this::quoted).collect(Collectors.joining(", "))
            + (more > 0 ? " and " + more + " others" : ""));
  }

  /** Records a field that the version of a call does not have, if the request has it. */
  void field(ObjectNode request, String name, ApiVersion version) {
    ignored(request, name, "version " + version + " does not have it");
  }

  /** Records a field that is ignored, if the request has it. */
  void ignored(ObjectNode request, String name, String reason) {
    if (request.hasNonNull(name)) {
      reasons.put(name, "ignored, since " + reason);
    }
  }

  private String quoted(String text) {
    return "'" + shortened(text) + "'";
  }

  private String shortened(String text) {
    // Masked before it is cut, so that no part of a token remains.
    String masked = mask.apply(text);
    return masked.length() > SHOWN_CHARS ? masked.substring(0, SHOWN_CHARS) + "…" : masked;
  }
}
