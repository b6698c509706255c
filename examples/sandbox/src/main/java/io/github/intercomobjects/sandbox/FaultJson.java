package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.Fault.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fault rules as JSON: {@code {"fault":"status","status":500,"path":"/me","times":3}}. */
final class FaultJson {
  private static final List<String> FIELDS =
      List.of(
          "fault",
          "status",
          "milliseconds",
          "applied",
          "method",
          "path",
          "times",
          "every",
          "after");

  /** The fields, with the faults that some of them belong to. */
  private static final String FIELD_DESCRIPTIONS =
      String.join(", ", FIELDS)
          .replace("status,", "status (with the fault status, from 300 to 599),")
          .replace("milliseconds,", "milliseconds (with delay and slow_body),");

  private static final String KINDS =
      Arrays.stream(Kind.values())
          .map(
              kind ->
                  kind == Kind.STATUS
                      ? kind + " (needs status)"
                      : isTimed(kind) ? kind + " (needs milliseconds)" : kind.toString())
          .collect(Collectors.joining(", "));

  private FaultJson() {}

  /** Adds the rule that a request describes. */
  static Faults.Rule add(Faults faults, ObjectNode rule) {
    for (String field : (Iterable<String>) rule::fieldNames) {
      if (!FIELDS.contains(field)) {
        throw Refusal.invalid(field, "A rule has no '" + field + "'; it has " + FIELD_DESCRIPTIONS);
      }
    }
    try {
      Fault fault = fault(rule);
      Faults.Condition condition = faults.on(text(rule, "method", "*"), text(rule, "path", "/**"));
      if (rule.has("times")) {
        condition = condition.times(number(rule, "times"));
      }
      if (rule.has("every")) {
        condition = condition.every(number(rule, "every"));
      }
      if (rule.has("after")) {
        condition = condition.after(number(rule, "after"));
      }
      return condition.fail(fault);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new Refusal(400, "parameter_invalid", String.valueOf(e.getMessage()), null);
    }
  }

  static ObjectNode write(Faults.Rule rule) {
    ObjectNode json = Json.object();
    Fault fault = rule.getFault();
    json.put("fault", fault.kind().toString());
    if (fault.kind() == Kind.STATUS) {
      json.put("status", fault.status());
    }
    if (isTimed(fault.kind())) {
      json.put("milliseconds", fault.duration().toMillis());
    }
    json.put("applied", fault.isApplied());
    Faults.Condition condition = rule.getCondition();
    json.put("method", condition.method());
    json.put("path", condition.path());
    if (condition.times() != Integer.MAX_VALUE) {
      json.put("times", condition.times());
    }
    json.put("every", condition.every());
    json.put("after", condition.after());
    json.put("struck", rule.getStruck());
    return json;
  }

  private static Fault fault(ObjectNode rule) {
    Kind kind = kind(rule);
    onlyFor(rule, "status", kind, kind == Kind.STATUS, "status");
    onlyFor(rule, "milliseconds", kind, isTimed(kind), "delay and slow_body");
    Fault fault =
        switch (kind) {
          case DELAY -> Fault.delay(Duration.ofMillis(number(rule, "milliseconds")));
          case RESET -> Fault.reset();
          case LOST_ANSWER -> Fault.lostAnswer();
          case CUT_BODY -> Fault.cutBody();
          case SLOW_BODY -> Fault.slowBody(Duration.ofMillis(number(rule, "milliseconds")));
          case STATUS -> Fault.status(number(rule, "status"));
          case RATE_LIMITED -> Fault.rateLimited();
          case RATE_LIMITED_WITHOUT_HEADERS -> Fault.rateLimitedWithoutHeaders();
          case BAD_GATEWAY -> Fault.badGateway();
          case MALFORMED_JSON -> Fault.malformedJson();
          case EMPTY_BODY -> Fault.emptyBody();
        };
    return rule.has("applied") ? applied(fault, rule.get("applied")) : fault;
  }

  private static Fault applied(Fault fault, JsonNode applied) {
    if (!applied.isBoolean()) {
      throw Refusal.invalid("applied", "applied must be true or false, was " + applied);
    }
    if (applied.booleanValue()) {
      return fault.applied();
    }
    if (fault.isApplied()) {
      throw Refusal.invalid(
          "applied",
          "A call with the fault "
              + fault.kind()
              + " is always applied; applied can be false with reset, status and bad_gateway");
    }
    return fault;
  }

  private static Kind kind(ObjectNode rule) {
    String there = "there are " + KINDS;
    JsonNode name = rule.get("fault");
    if (name == null) {
      throw new Refusal(400, "parameter_missing", "fault is required; " + there, "fault");
    }
    Optional<Kind> kind =
        Arrays.stream(Kind.values()).filter(k -> k.toString().equals(name.textValue())).findFirst();
    return kind.orElseThrow(
        () -> Refusal.invalid("fault", "There is no fault " + name + "; " + there));
  }

  private static boolean isTimed(Kind kind) {
    return kind == Kind.DELAY || kind == Kind.SLOW_BODY;
  }

  private static void onlyFor(
      ObjectNode rule, String field, Kind kind, boolean fits, String kinds) {
    if (fits && !rule.has(field)) {
      throw new Refusal(400, "parameter_missing", kind + " needs " + field, field);
    }
    if (!fits && rule.has(field)) {
      throw Refusal.invalid(
          field, field + " can be used only with " + kinds + ", not with " + kind);
    }
  }

  private static String text(ObjectNode rule, String field, String defaultValue) {
    JsonNode value = rule.get(field);
    if (value == null) {
      return defaultValue;
    }
    if (!value.isTextual()) {
      throw Refusal.invalid(field, field + " must be a string, was " + value);
    }
    return value.textValue();
  }

  private static int number(ObjectNode rule, String field) {
    JsonNode value = rule.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw Refusal.invalid(field, field + " must be a whole number, was " + value);
    }
    return value.intValue();
  }
}
