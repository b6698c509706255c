package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.sandbox.Attribute.Choice;
import io.github.intercomobjects.sandbox.Attribute.Plain;
import io.github.intercomobjects.sandbox.Attribute.Reference;
import io.github.intercomobjects.sandbox.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reader of attribute values in requests, which returns the values to store. */
final class AttributeReader {
  private final Existing objects;

  AttributeReader(Existing objects) {
    this.objects = objects;
  }

  /** Returns the value to store; null to clear the attribute. */
  @Nullable Object read(Attribute attribute, JsonNode value, Dropped dropped) {
    if (value.isNull()) {
      return null;
    }
    if (attribute instanceof Reference reference) {
      List<String> ids = readReference(reference, value, dropped);
      return ids.isEmpty() ? null : ids;
    }
    if (attribute instanceof Choice choice) {
      return readChoice(choice, value, dropped);
    }
    return readPlain((Plain) attribute, value, dropped);
  }

  /** Returns the ids of existing objects, and skips all others. */
  List<String> readReference(Reference reference, JsonNode value, Dropped dropped) {
    if (value.isNull()) {
      return List.of();
    }
    List<JsonNode> sent = new ArrayList<>();
    if (reference.cardinality() == Cardinality.MANY) {
      if (!value.isArray()) {
        throw wrongType(reference, "an array of ids", value);
      }
      value.forEach(sent::add);
    } else {
      sent.add(value);
    }
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode id : sent) {
      if (!id.isTextual()) {
        throw wrongType(reference, "an id as a string", id);
      }
      ids.add(id.textValue());
    }
    List<String> existing = objects.existing(reference.target(), ids);
    if (existing.size() < ids.size()) {
      existing.forEach(ids::remove);
      dropped.ids(reference.name(), reference.target(), List.copyOf(ids));
    }
    return existing;
  }

  private static @Nullable Object readChoice(Choice choice, JsonNode value, Dropped dropped) {
    if (!value.isTextual()) {
      throw wrongType(choice, "the label or the id of an option", value);
    }
    // Shares the text of the definition, instead of a copy per instance.
    String label = choice.labels().get(value.textValue());
    if (label == null) {
      // An option that does not exist clears the attribute, and the call succeeds.
      dropped.option(choice.name(), value.textValue());
    }
    return label;
  }

  private static @Nullable Object readPlain(Plain plain, JsonNode value, Dropped dropped) {
    boolean fits =
        switch (plain.kind()) {
          case TEXT -> value.isTextual();
          case INTEGER -> value.isIntegralNumber();
          case DECIMAL -> value.isNumber();
          case BOOLEAN -> value.isBoolean();
          case DATE -> true;
        };
    if (!fits) {
      throw wrongType(plain, plain.kind().description(), value);
    }
    return switch (plain.kind()) {
      case TEXT -> value.textValue();
      case INTEGER ->
          value.canConvertToLong() ? (Object) value.longValue() : value.bigIntegerValue();
      case DECIMAL -> value.decimalValue();
      case BOOLEAN -> value.booleanValue();
      case DATE -> time(plain.name(), value, dropped);
    };
  }

  /** Returns a time; null if it is unreadable, which Intercom treats as null. */
  static @Nullable Instant time(String name, JsonNode value, Dropped dropped) {
    Instant time = Times.read(value);
    if (time == null && !value.isNull()) {
      dropped.time(name, value);
    }
    return time;
  }

  private static Refusal wrongType(Attribute attribute, String expected, JsonNode value) {
    return Refusal.invalid(
        attribute.name(),
        attribute.name() + " must be " + expected + ", was " + JsonValue.kindOf(value));
  }

  /** A look-up of the objects that references may name. */
  interface Existing {
    /** Returns those of the ids that belong to an existing object of the target, in order. */
    List<String> existing(String target, Collection<String> ids);
  }
}
