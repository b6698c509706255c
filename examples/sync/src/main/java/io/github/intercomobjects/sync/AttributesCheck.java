package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.sync.Check.Finding;
import io.github.intercomobjects.sync.Check.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the attributes that will be sent with those that objects in Intercom have. No call tells
 * the attributes of a type, so objects are all there is to compare with, and what they lack may be
 * there nevertheless.
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
      add(Level.WARNING, "there are no objects yet to compare the attributes with");
      return;
    }
    Map<String, Object> seen = new LinkedHashMap<>();
    for (Attributes object : objects) {
      for (Map.Entry<String, @Nullable Object> attribute : object.toMap().entrySet()) {
        Object value = attribute.getValue();
        // A null tells only that the attribute is there.
        if (value != null) {
          seen.put(attribute.getKey(), value);
        } else {
          seen.putIfAbsent(attribute.getKey(), "");
        }
      }
    }
    List<String> unseen = new ArrayList<>();
    for (Columns.Attribute attribute : columns.attributes()) {
      Object value = seen.get(attribute.name());
      if (value == null) {
        unseen.add(attribute.name());
      } else if (!value.equals("") && !fits(attribute.type(), value)) {
        add(
            Level.WARNING,
            attribute.name()
                + " is sent as "
                + attribute.type().label()
                + ", and an object in Intercom has "
                + value);
      }
    }
    if (mapping.contact() != null
        && !mapping.link().onContact()
        && !seen.containsKey(mapping.link().attribute())) {
      unseen.add(mapping.link().attribute());
    }
    String compared = Report.counted(objects.size(), "object");
    if (unseen.isEmpty()) {
      add(Level.OK, "all are there, compared with " + compared);
    } else {
      add(
          Level.WARNING,
          "none of "
              + compared
              + " has "
              + unseen
              + "; see under Settings > Data > Custom objects whether the type has them, since"
              + " Intercom refuses a row with another attribute");
    }
  }

  private static boolean fits(ColumnType type, Object value) {
    return switch (type) {
      case TEXT, LIST -> value instanceof String;
      case BOOLEAN -> value instanceof Boolean;
      case NUMBER, DECIMAL -> value instanceof Number;
      // In which of the two forms times come is not documented.
      case DATE, DATETIME -> value instanceof String || value instanceof Number;
    };
  }

  private void add(Level level, String text) {
    findings.accept(new Finding(level, "attributes", text));
  }
}
