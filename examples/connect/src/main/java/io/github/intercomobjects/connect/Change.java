package io.github.intercomobjects.connect;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ContactKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The change of an object that a record demands. Immutable; {@code toString} shows no values.
 *
 * @param entry the record's position in its partition
 * @param attributes the attributes to store; null to delete the object
 * @param contact the contact whose attribute links to the object; null for none
 */
record Change(
    Assignment.Entry entry,
    SinkRecord record,
    ObjectConfig object,
    String externalId,
    @Nullable Attributes attributes,
    @Nullable Parent contact) {

  /**
   * A contact that has the link, by key or by id.
   *
   * @param key null if the id is known
   * @param id null if it must be looked up
   */
  record Parent(@Nullable ContactKey key, @Nullable String id) {
    @Override
    public String toString() {
      return "a contact";
    }
  }

  /** Returns the names of the attributes. */
  Set<String> names() {
    return attributes == null ? Set.of() : attributes.toMap().keySet();
  }

  /** Returns the values of the record, which no message shows. */
  Collection<Object> values() {
    List<Object> values = new ArrayList<>();
    Object value = record.value();
    if (Fields.has(value)) {
      for (Fields.One field : Fields.of("value", value).all()) {
        if (field.value() != null) {
          values.add(field.value());
        }
      }
    }
    return values;
  }

  boolean isValid() {
    return entry.assignment().isValid();
  }

  @Override
  public String toString() {
    return object.type() + " " + externalId;
  }
}
