package io.github.intercomobjects.connect;

import io.github.intercomobjects.connect.ObjectConfig.ContactBy;
import io.github.intercomobjects.connect.ObjectConfig.Dropped;
import io.github.intercomobjects.connect.ObjectConfig.Link;
import io.github.intercomobjects.connect.ObjectConfig.MissingContact;
import io.github.intercomobjects.connect.ObjectConfig.NullValues;
import io.github.intercomobjects.connect.ObjectConfig.TimeUnit;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** The settings of one kind of object, whose names begin with {@code objects.NAME.}. */
final class ObjectSettings {
  static final String GROUP = "Objects";
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

  private final ConfigDef settings;
  private final String object;
  private int order;

  private ObjectSettings(ConfigDef settings, String object, int order) {
    this.settings = settings;
    this.object = object;
    this.order = order;
  }

  /** Returns the complete name of a setting of a kind of object. */
  static String name(String object, String setting) {
    return Settings.OBJECTS + "." + object + "." + setting;
  }

  /** Adds the settings of a kind of object, and returns the order of the last one. */
  static int define(ConfigDef settings, String object, int order) {
    ObjectSettings own = new ObjectSettings(settings, object, order);
    own.define();
    return own.order;
  }

  private void define() {
    required(TOPIC, "The topic of the records, with the name that they have after all transforms.");
    required(
        TYPE,
        "The identifier of the custom object type, which Intercom shows under Settings > Data >"
            + " Custom objects. It is case-sensitive, and may differ from the label.");
    add(
        KEY,
        ConfigDef.Type.STRING,
        "key",
        Settings.validator("key, key.FIELD or value.FIELD", key -> KeySource.parse("" + key)),
        Importance.HIGH,
        "The source of the external id: key for the record's key (a text, an integer, or a struct"
            + " with one field), key.FIELD for a field of it, or value.FIELD for a field of the"
            + " value. It must be unique by itself. The last one must be the same for all records of"
            + " a key, because only those are in order.");
    fields(
        ATTRIBUTES,
        "The fields of the value that are sent, each as the attribute with its name. By default all"
            + " are, except for those that other settings use, the key, and those that begin with"
            + " two underscores.");
    fields(EXCLUDE, "Fields of the value that are not sent.");
    field(CREATED_AT, "The field with the time when your system created the record.");
    field(UPDATED_AT, "The field with the time when your system last changed the record.");
    fields(
        TIMES,
        "Fields that hold times as plain texts (ISO 8601 with offset) or numbers, as in JSON without"
            + " a schema. Times with a schema are recognized automatically.");
    choice(TIME_UNIT, TimeUnit.class, TimeUnit.MILLIS, "The unit of times that are plain numbers.");
    choice(
        NULL_VALUES,
        NullValues.class,
        NullValues.IGNORE,
        "The treatment of a record without a value (a tombstone): ignore it, delete the object, or"
            + " report it to the dead letter queue.");
    field(CONTACT, "The field that names the contact of the object.");
    choice(
        CONTACT_BY,
        ContactBy.class,
        ContactBy.EXTERNAL_ID,
        "The kind of this name: the contact's external id, e-mail address, or Intercom's own id.");
    field(
        CONTACT_ATTRIBUTE,
        "The attribute that links: one of the object that refers to a contact, or, with link ="
            + " contact, one of contacts that refers to objects.");
    choice(
        LINK,
        Link.class,
        Link.ATTRIBUTE,
        "The side of the link: attribute for an attribute of the object, which takes no call of its"
            + " own; contact for types without one. Links of contacts are added and never removed.");
    choice(
        CONTACT_MISSING,
        MissingContact.class,
        MissingContact.DLQ,
        "The treatment of a record whose contact Intercom does not have: report it to the dead"
            + " letter queue, retry until the contact exists, store the object unlinked, or create"
            + " the contact.");
    choice(
        DROPPED,
        Dropped.class,
        Dropped.IGNORE,
        "The treatment of a record of which Intercom stores only a part, because an option of a list"
            + " is unknown or the type lacks an attribute: store and count it, or report it to the"
            + " dead letter queue.");
  }

  private void required(String setting, String documentation) {
    add(
        setting,
        ConfigDef.Type.STRING,
        ConfigDef.NO_DEFAULT_VALUE,
        new ConfigDef.NonEmptyString(),
        Importance.HIGH,
        documentation);
  }

  private void field(String setting, String documentation) {
    add(
        setting,
        ConfigDef.Type.STRING,
        null,
        new ConfigDef.NonEmptyString(),
        Importance.MEDIUM,
        documentation);
  }

  private void fields(String setting, String documentation) {
    add(setting, ConfigDef.Type.LIST, List.of(), null, Importance.MEDIUM, documentation);
  }

  private <E extends Enum<E>> void choice(
      String setting, Class<E> type, E fallback, String documentation) {
    add(
        setting,
        ConfigDef.Type.STRING,
        Choice.text(fallback),
        Choice.of(type),
        Importance.MEDIUM,
        documentation);
  }

  private void add(
      String setting,
      ConfigDef.Type type,
      @Nullable Object fallback,
      ConfigDef.@Nullable Validator validator,
      Importance importance,
      String documentation) {
    settings.define(
        name(object, setting),
        type,
        fallback,
        validator,
        importance,
        documentation,
        GROUP,
        ++order,
        Width.MEDIUM,
        object + ": " + setting.replace('.', ' '),
        validator instanceof Choice<?> choice ? choice : null);
  }
}
