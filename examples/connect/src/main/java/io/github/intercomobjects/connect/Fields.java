package io.github.intercomobjects.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a key or a value: of a struct with a schema, or of a map without one. A field whose
 * value Debezium does not know is absent.
 */
final class Fields {
  /**
   * A field that is present.
   *
   * @param schema null without one
   */
  record One(String name, @Nullable Schema schema, @Nullable Object value) {}

  /**
   * The value that Debezium sends for a large column that a change left as it was, and that the
   * database therefore did not report.
   */
  private static final String UNAVAILABLE = "__debezium_unavailable_value";

  private final @Nullable Struct struct;
  private final Map<?, ?> map;

  private Fields(@Nullable Struct struct, Map<?, ?> map) {
    this.struct = struct;
    this.map = map;
  }

  /**
   * Returns the fields.
   *
   * @param part the part of the record, for messages
   * @throws DataException if it has none
   */
  static Fields of(String part, @Nullable Object value) {
    if (value instanceof Struct struct) {
      return new Fields(struct, Map.of());
    }
    if (value instanceof Map<?, ?> map) {
      return new Fields(null, map);
    }
    throw new DataException(
        "the "
            + part
            + " of the record is "
            + (value == null ? "null" : FieldValues.kind(value))
            + ", but must be a struct or a map; use a converter that gives one, such as"
            + " JsonConverter");
  }

  static boolean has(@Nullable Object value) {
    return value instanceof Struct || value instanceof Map<?, ?>;
  }

  /** Returns a field, or null if it is absent. */
  @Nullable One find(String name) {
    One one = null;
    if (struct != null) {
      Field field = struct.schema().field(name);
      one = field == null ? null : new One(name, field.schema(), value(struct, field));
    } else if (map.containsKey(name)) {
      one = new One(name, null, map.get(name));
    }
    return one == null || UNAVAILABLE.equals(one.value()) ? null : one;
  }

  /** Returns the value of a field; a column that is null is not its default. */
  private static @Nullable Object value(Struct struct, Field field) {
    return field.schema().isOptional() ? struct.getWithoutDefault(field.name()) : struct.get(field);
  }

  List<One> all() {
    List<One> fields = new ArrayList<>();
    if (struct != null) {
      for (Field field : struct.schema().fields()) {
        fields.add(new One(field.name(), field.schema(), value(struct, field)));
      }
    }
    map.forEach((name, value) -> fields.add(new One(String.valueOf(name), null, value)));
    fields.removeIf(field -> UNAVAILABLE.equals(field.value()));
    return fields;
  }
}
