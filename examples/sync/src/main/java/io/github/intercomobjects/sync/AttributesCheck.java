package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.sync.Finding.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of the attributes to be sent with those of objects in Intercom. No call returns
 * the attributes of a type, so a type may have attributes that none of the objects has.
 */
final class AttributesCheck {
  private final Columns columns;
  private final Mapping mapping;
  private final Consumer<Finding> findings;

  AttributesCheck(Columns columns, Mapping mapping, Consumer<Finding> findings) {
    this.columns = columns;
    this.mapping = mapping;
    this.findings = findings;
  }

  void compare(List<Attributes> objects) {
    if (objects.isEmpty()) {
      add(Level.NOT_VERIFIED, "the type has no objects yet, so the attributes cannot be compared");
      return;
    }
    Map<String, Object> seen = new LinkedHashMap<>();
    for (Attributes object : objects) {
      for (Map.Entry<String, @Nullable Object> attribute : object.toMap().entrySet()) {
        Object value = attribute.getValue();
        // A null shows that the attribute exists, but not its type.
        if (value != null) {
          seen.put(attribute.getKey(), value);
        } else {
          seen.putIfAbsent(attribute.getKey(), "");
        }
      }
    }
    List<String> unseen = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (Columns.Attribute attribute : columns.attributes()) {
      Object value = seen.get(attribute.name());
      if (value == null) {
        unseen.add(attribute.name());
      } else if (value.equals("")) {
        empty.add(attribute.name());
      } else if (!fits(attribute.type(), value)) {
        add(
            Level.WARNING,
            attribute.name()
                + " is sent as "
                + attribute.type().label()
                + ", but an object in Intercom has the value "
                + value);
      }
    }
    if (mapping.contact() != null
        && !mapping.link().onContact()
        && !seen.containsKey(mapping.link().attribute())) {
      unseen.add(mapping.link().attribute());
    }
    String compared = Report.counted(objects.size(), "object");
    if (!empty.isEmpty()) {
      add(
          Level.NOT_VERIFIED,
          "the types of " + empty + " are not known, because none of " + compared + " has a value");
    }
    if (unseen.isEmpty()) {
      add(Level.OK, "all were found in " + compared);
    } else {
      add(
          Level.WARNING,
          "none of "
              + compared
              + " has "
              + unseen
              + "; check under Settings > Data > Custom objects that the type has them, because"
              + " Intercom rejects a row with an unknown attribute");
    }
  }

  /** Returns whether a response may have a value in an attribute of a type. */
  static boolean fits(ColumnType type, Object value) {
    return switch (type) {
      case ANY -> true;
      case TEXT, LIST -> value instanceof String;
      case BOOLEAN -> value instanceof Boolean;
      case NUMBER, DECIMAL -> value instanceof Number;
      // Intercom does not document which of the two forms it returns.
      case DATE, DATETIME -> value instanceof String || value instanceof Number;
    };
  }

  private void add(Level level, String text) {
    findings.accept(new Finding(level, "attributes", text));
  }
}
