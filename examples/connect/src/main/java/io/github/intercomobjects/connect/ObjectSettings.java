package io.github.intercomobjects.connect;

/** The names of the settings of one kind of object, after {@code objects.NAME.}. */
final class ObjectSettings {
  static final String TOPIC = "topic";
  static final String TYPE = "type";
  static final String KEY = "key";
  static final String ATTRIBUTES = "attributes";
  static final String EXCLUDE = "exclude";
  static final String CREATED_AT = "created.at";
  static final String UPDATED_AT = "updated.at";
  static final String TIMES = "times";
  static final String TIME_UNIT = "time.unit";
  static final String NULL_VALUES = "null.values";
  static final String CONTACT = "contact";
  static final String CONTACT_BY = "contact.by";
  static final String CONTACT_ATTRIBUTE = "contact.attribute";
  static final String LINK = "link";
  static final String CONTACT_MISSING = "contact.missing";
  static final String DROPPED = "dropped";

  private ObjectSettings() {}
}
