package io.github.intercomobjects.connect;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ContactKey;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.References;
import io.github.intercomobjects.connect.ObjectConfig.ContactBy;
import io.github.intercomobjects.connect.ObjectConfig.Link;
import io.github.intercomobjects.connect.ObjectConfig.MissingContact;
import io.github.intercomobjects.connect.ObjectConfig.NullValues;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The mapping of the records of one kind of object to changes. Immutable. */
final class RecordMapper {
  /** The field that Debezium's ExtractNewRecordState adds to deletions it rewrites. */
  private static final String DELETED = "__deleted";

  /** The start of the names of all fields that it adds. */
  private static final String ADDED = "__";

  private final ObjectConfig object;

  RecordMapper(ObjectConfig object) {
    this.object = object;
  }

  ObjectConfig object() {
    return object;
  }

  /**
   * Returns the change that a record demands, or null if it demands none.
   *
   * @throws DataException if the record cannot be mapped; its message has no values but the key
   */
  @Nullable Change map(SinkRecord record, Assignment.Entry entry) {
    return map(record, entry, Set.of());
  }

  /**
   * Returns the change that a record demands, without some attributes.
   *
   * @param leftOut attributes that the type lacks
   */
  @Nullable Change map(SinkRecord record, Assignment.Entry entry, Set<String> leftOut) {
    if (isDeletion(record)) {
      return switch (object.nullValues()) {
        case IGNORE -> null;
        case DELETE -> new Change(entry, record, object, externalId(record, null), null, null);
        case DLQ ->
            throw new DataException(
                "the record has no value (a tombstone), and "
                    + ObjectSettings.name(object.name(), ObjectSettings.NULL_VALUES)
                    + " is "
                    + Choice.text(NullValues.DLQ));
      };
    }
    Fields value = Fields.of("value", record.value());
    String externalId = externalId(record, value);
    try {
      return new Change(
          entry, record, object, externalId, attributes(record, value, leftOut), parent(value));
    } catch (IllegalArgumentException e) {
      // Of a name that no attribute can have, such as a blank one.
      throw new DataException("the record cannot be sent: " + e.getMessage());
    }
  }

  private static boolean isDeletion(SinkRecord record) {
    if (record.value() == null || !Fields.has(record.value())) {
      return record.value() == null;
    }
    Fields.One deleted = Fields.of("value", record.value()).find(DELETED);
    return deleted != null && "true".equals(String.valueOf(deleted.value()));
  }

  private String externalId(SinkRecord record, @Nullable Fields value) {
    KeySource source = object.key();
    String field = source.field();
    if (source.inKey() && field == null) {
      return keyOf(record);
    }
    if (!source.inKey() && value == null && !Fields.has(record.value())) {
      throw new DataException(
          "the record has no value, so its external id is unknown; set "
              + ObjectSettings.name(object.name(), ObjectSettings.KEY)
              + " to key or key.FIELD");
    }
    String part = source.inKey() ? "key" : "value";
    Fields.One found =
        Fields.of(part, source.inKey() ? record.key() : record.value()).find(String.valueOf(field));
    if (found == null || found.value() == null) {
      throw new DataException(
          "the "
              + part
              + " of the record has "
              + (found == null ? "no field " : "null in the field ")
              + field
              + ", which is the external id ("
              + ObjectSettings.name(object.name(), ObjectSettings.KEY)
              + ")");
    }
    return FieldValues.id(part + " field " + field, found.schema(), found.value());
  }

  private static String keyOf(SinkRecord record) {
    Object key = record.key();
    if (key == null) {
      throw new DataException(
          "the record has no key, so its external id is unknown; write records with keys, or name a"
              + " field of the value");
    }
    if (!Fields.has(key)) {
      return FieldValues.id("the key of the record", record.keySchema(), key);
    }
    List<Fields.One> fields = Fields.of("key", key).all();
    Object only = fields.size() == 1 ? fields.get(0).value() : null;
    if (only == null) {
      throw new DataException(
          "the key of the record has "
              + (fields.size() == 1 ? "null in its field " : "the fields ")
              + fields.stream().map(Fields.One::name).toList()
              + "; name the field that is the external id, such as key.id");
    }
    return FieldValues.id("the key of the record", fields.get(0).schema(), only);
  }

  private Attributes attributes(SinkRecord record, Fields value, Set<String> leftOut) {
    Attributes.Builder attributes = Attributes.builder();
    Set<String> used = usedFields(record);
    for (Fields.One field : value.all()) {
      if (leftOut.contains(field.name()) || !isSent(field.name(), used)) {
        continue;
      }
      Object one = field.value();
      if (one == null) {
        attributes.clear(field.name());
      } else if (object.times().contains(field.name())) {
        attributes.set(
            field.name(), FieldValues.time(field.name(), field.schema(), object.timeUnit(), one));
      } else {
        attributes.set(field.name(), FieldValues.convert(field.name(), field.schema(), one));
      }
    }
    setTimes(attributes, value);
    setReference(attributes, value);
    return attributes.build();
  }

  private boolean isSent(String field, Set<String> used) {
    if (object.excluded().contains(field)) {
      return false;
    }
    if (!object.attributes().isEmpty()) {
      return object.attributes().contains(field);
    }
    return !used.contains(field) && !field.startsWith(ADDED);
  }

  /** Returns the fields that are no attributes unless the settings name them. */
  private Set<String> usedFields(SinkRecord record) {
    Set<String> used = new HashSet<>();
    String keyField = object.key().field();
    if (keyField != null) {
      used.add(keyField);
    } else if (Fields.has(record.key())) {
      // A table's key column is in its rows too.
      Fields.of("key", record.key()).all().forEach(field -> used.add(field.name()));
    }
    for (String field : new String[] {object.createdAt(), object.updatedAt()}) {
      if (field != null) {
        used.add(field);
      }
    }
    if (object.contact() != null) {
      used.add(object.contact().field());
    }
    return used;
  }

  private void setTimes(Attributes.Builder attributes, Fields value) {
    Fields.One created = object.createdAt() == null ? null : value.find(object.createdAt());
    if (created != null) {
      attributes.externalCreatedAt(
          created.value() == null
              ? null
              : FieldValues.time(
                  created.name(), created.schema(), object.timeUnit(), created.value()));
    }
    Fields.One updated = object.updatedAt() == null ? null : value.find(object.updatedAt());
    if (updated != null) {
      attributes.externalUpdatedAt(
          updated.value() == null
              ? null
              : FieldValues.time(
                  updated.name(), updated.schema(), object.timeUnit(), updated.value()));
    }
  }

  /** Sets the attribute of the object that refers to its contact. */
  private void setReference(Attributes.Builder attributes, Fields value) {
    ObjectConfig.Contact contact = object.contact();
    Fields.One field = contact == null ? null : value.find(contact.field());
    if (contact == null || field == null || contact.link() != Link.ATTRIBUTE) {
      return;
    }
    Change.Parent parent = parent(contact, field);
    if (parent == null) {
      attributes.clear(contact.attribute());
    } else if (parent.key() == null) {
      attributes.set(contact.attribute(), References.one(String.valueOf(parent.id())));
    } else {
      References reference = References.contact(parent.key());
      attributes.set(
          contact.attribute(),
          contact.missing() == MissingContact.CREATE
              ? reference.orCreated()
              : contact.missing() == MissingContact.UNLINKED ? reference.orUnlinked() : reference);
    }
  }

  /** Returns the contact whose own attribute links to the object; null if none does. */
  private Change.@Nullable Parent parent(Fields value) {
    ObjectConfig.Contact contact = object.contact();
    Fields.One field = contact == null ? null : value.find(contact.field());
    return contact == null || field == null || contact.link() != Link.CONTACT
        ? null
        : parent(contact, field);
  }

  private static Change.@Nullable Parent parent(ObjectConfig.Contact contact, Fields.One field) {
    if (field.value() == null) {
      return null;
    }
    String name = FieldValues.id("field " + field.name(), field.schema(), field.value());
    if (name.isBlank()) {
      return null;
    }
    try {
      return contact.by() == ContactBy.ID
          ? new Change.Parent(null, Parent.contact(name).getId())
          : new Change.Parent(
              contact.by() == ContactBy.EMAIL
                  ? ContactKey.email(name)
                  : ContactKey.externalId(name),
              null);
    } catch (IllegalArgumentException e) {
      throw new DataException("field " + field.name() + " cannot name a contact");
    }
  }
}
