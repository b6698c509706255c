package io.github.intercomobjects.connect;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one kind of object.
 *
 * @param name the name that the settings give it
 * @param attributes the fields that are sent; empty for all
 */
record ObjectConfig(
    String name,
    String topic,
    String type,
    KeySource key,
    Set<String> attributes,
    Set<String> excluded,
    @Nullable String createdAt,
    @Nullable String updatedAt,
    Set<String> times,
    TimeUnit timeUnit,
    NullValues nullValues,
    @Nullable Contact contact,
    Dropped dropped) {

  /** The unit of times that are plain numbers. */
  enum TimeUnit {
    SECONDS,
    MILLIS,
    MICROS
  }

  /** The treatment of a record without a value. */
  enum NullValues {
    IGNORE,
    DELETE,
    DLQ
  }

  /** The kind of name by which a record names its contact. */
  enum ContactBy {
    EXTERNAL_ID,
    EMAIL,
    ID
  }

  /** The side that has the link. */
  enum Link {
    ATTRIBUTE,
    CONTACT
  }

  /** The treatment of a record whose contact does not exist. */
  enum MissingContact {
    DLQ,
    RETRY,
    UNLINKED,
    CREATE
  }

  /** The treatment of a record that was stored in part. */
  enum Dropped {
    IGNORE,
    DLQ
  }

  /**
   * The configuration of the link to a contact.
   *
   * @param field the field that names the contact
   * @param attribute the attribute of the object, or of the contact
   */
  record Contact(String field, ContactBy by, String attribute, Link link, MissingContact missing) {}

  /** Returns the configuration of a kind of object from valid settings. */
  static ObjectConfig of(String name, Map<String, Object> settings) {
    Reader of = new Reader(name, settings);
    String contact = of.optional(ObjectSettings.CONTACT);
    return new ObjectConfig(
        name,
        of.text(ObjectSettings.TOPIC),
        of.text(ObjectSettings.TYPE),
        KeySource.parse(of.text(ObjectSettings.KEY)),
        of.names(ObjectSettings.ATTRIBUTES),
        of.names(ObjectSettings.EXCLUDE),
        of.optional(ObjectSettings.CREATED_AT),
        of.optional(ObjectSettings.UPDATED_AT),
        of.names(ObjectSettings.TIMES),
        of.choice(TimeUnit.class, ObjectSettings.TIME_UNIT),
        of.choice(NullValues.class, ObjectSettings.NULL_VALUES),
        contact == null
            ? null
            : new Contact(
                contact,
                of.choice(ContactBy.class, ObjectSettings.CONTACT_BY),
                of.text(ObjectSettings.CONTACT_ATTRIBUTE),
                of.choice(Link.class, ObjectSettings.LINK),
                of.choice(MissingContact.class, ObjectSettings.CONTACT_MISSING)),
        of.choice(Dropped.class, ObjectSettings.DROPPED));
  }

  private record Reader(String object, Map<String, Object> settings) {
    @Nullable String optional(String setting) {
      Object value = settings.get(ObjectSettings.name(object, setting));
      return value == null ? null : value.toString();
    }

    String text(String setting) {
      return String.valueOf(optional(setting));
    }

    Set<String> names(String setting) {
      List<?> names = (List<?>) settings.get(ObjectSettings.name(object, setting));
      return names == null ? Set.of() : Set.copyOf(names.stream().map(Object::toString).toList());
    }

    <E extends Enum<E>> E choice(Class<E> type, String setting) {
      return Choice.parse(type, text(setting));
    }
  }
}
