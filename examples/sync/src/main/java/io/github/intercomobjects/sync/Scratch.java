package io.github.intercomobjects.sync;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The temporary data of one run about its rows. It is in a file, because a source may be larger
 * than memory. Thread-safe.
 */
final class Scratch implements AutoCloseable {
  /** The separator of a contact and a number, which is escaped in contacts. */
  private static final String SEPARATOR = "\n";

  private final Database database;
  private final MVMap<String, Long> locations;
  private final MVMap<String, Long> badKeys;
  private final MVMap<String, String> objects;
  private final MVMap<String, String> linked;
  private final MVMap<String, String> failed;
  private final MVMap<String, Long> wanted;
  private final MVMap<String, String> found;
  private final MVMap<String, String> lookupFailures;
  private final MVMap<String, String> rows;
  private final MVMap<String, Long> listed;
  private final MVMap<String, String> forms;
  private volatile Location.Unit unit = Location.Unit.LINE;
  private volatile @Nullable String unidentified;
  private volatile @Nullable String cutKey;

  private Scratch(Database database) {
    this.database = database;
    this.locations = database.numbers("places");
    this.badKeys = database.numbers("bad_keys");
    this.objects = database.texts("objects");
    this.linked = database.texts("linked");
    this.failed = database.texts("failed");
    this.wanted = database.numbers("wanted");
    this.found = database.texts("found");
    this.lookupFailures = database.texts("refusals");
    this.rows = database.texts("rows");
    this.listed = database.numbers("listed");
    this.forms = database.texts("forms");
  }

  static Scratch create() throws CannotRunException {
    return new Scratch(Database.temporary());
  }

  /**
   * Records the location of a key, unless the key was read before.
   *
   * @param number the line or row number, counted from 1
   * @return the number at which the key was read first; 0 if it is new
   */
  long putIfAbsent(String key, long number) {
    Long first = database.find(() -> locations.putIfAbsent(key, number));
    return first == null ? 0 : first;
  }

  /** Records the key of an invalid row. */
  void addBadKey(String key, long number) {
    database.change(() -> badKeys.putIfAbsent(key, number));
  }

  /** Returns where a key was read first in a complete row; null if it was not. */
  @Nullable Long firstNumber(String key) {
    return database.find(() -> locations.get(key));
  }

  /** Returns the keys of the complete rows. */
  Iterator<String> keys() {
    return database.keys(locations);
  }

  /** Returns the keys of the invalid rows. */
  Iterator<String> badKeys() {
    return database.keys(badKeys);
  }

  /** Returns whether no row was read. */
  boolean isEmpty() {
    return unidentified == null && database.use(() -> locations.isEmpty() && badKeys.isEmpty());
  }

  /** Sets the unit in which the rows are numbered. */
  void setUnit(Location.Unit unit) {
    this.unit = unit;
  }

  /** Records the key in which the source ends, which may be cut off. */
  void setCutKey(String key) {
    cutKey = key;
  }

  /** Returns the key in which the source ends; null if it ends elsewhere. */
  @Nullable String cutKey() {
    return cutKey;
  }

  /**
   * Records a form of keys, for {@link SimilarKeys}.
   *
   * @param key the key of a row with this form; empty for none
   */
  void putForm(String form, String key) {
    database.change(() -> forms.put(form, key));
  }

  /** Returns the key of a row with a form, or an empty text; null if the form was not recorded. */
  @Nullable String form(String form) {
    return database.find(() -> forms.get(form));
  }

  /** Returns the first location of the key of a row, valid or not. */
  Location location(String key) {
    Long number = firstNumber(key);
    return new Location(
        unit, number == null ? database.use(() -> badKeys.getOrDefault(key, 0L)) : number);
  }

  /**
   * Records a row that may belong to any object.
   *
   * @param why the clause that describes it; null if it has no key
   */
  void addUnidentified(Location location, @Nullable String why) {
    if (unidentified == null) {
      unidentified = location + (why == null ? "" : ", " + why + ",");
    }
  }

  /** Returns the first row that may belong to any object; null if there is none. */
  @Nullable String unidentifiedRow() {
    return unidentified;
  }

  /** Returns whether a row with this key was read, valid or not. */
  boolean hasSeen(String key) {
    return database.use(() -> locations.containsKey(key) || badKeys.containsKey(key));
  }

  /** Removes all keys, for a new pass over the source. */
  void forgetKeys() {
    unidentified = null;
    cutKey = null;
    database.change(
        () -> {
          forms.clear();
          locations.clear();
          badKeys.clear();
        });
  }

  /** Records the object of a row and its contact; null if it has none. */
  void link(@Nullable String contact, Location location, String objectId) {
    database.change(
        () -> {
          objects.put(objectId, "");
          if (contact != null) {
            String number = String.format(Locale.ROOT, "%019d", location.number());
            linked.put(escaped(contact) + SEPARATOR + number, objectId);
            unit = location.unit();
          }
        });
  }

  /** Returns whether an object was recorded in this run. */
  boolean hasObject(String objectId) {
    return database.use(() -> objects.containsKey(objectId));
  }

  /** Records a failed row that names a contact, or named it in an earlier run. */
  void fail(String contact, Location location) {
    database.change(() -> failed.putIfAbsent(contact, location.toString()));
  }

  /** Returns the location of the first failed row of a contact; null if there is none. */
  @Nullable String failedRow(String contact) {
    return database.find(() -> failed.get(contact));
  }

  /** Returns whether an object of the contact was recorded. */
  boolean hasGroup(String contact) {
    return database.use(
        () -> {
          String prefix = escaped(contact) + SEPARATOR;
          String first = linked.ceilingKey(prefix);
          return first != null && first.startsWith(prefix);
        });
  }

  /**
   * The objects of one contact.
   *
   * @param objectIds Intercom's ids by line or row number
   */
  record Group(String contact, Location.Unit unit, TreeMap<Long, String> objectIds) {}

  /** Returns the contacts with objects, of which only one is in memory at a time. */
  Iterator<Group> groups() {
    Iterator<Map.Entry<String, String>> entries = database.entries(linked);
    return new Iterator<>() {
      private Map.@Nullable Entry<String, String> next = advance();

      private Map.@Nullable Entry<String, String> advance() {
        return entries.hasNext() ? entries.next() : null;
      }

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public Group next() {
        Map.Entry<String, String> entry = next;
        if (entry == null) {
          throw new NoSuchElementException();
        }
        String contact = contactOf(entry.getKey());
        TreeMap<Long, String> objectIds = new TreeMap<>();
        while (entry != null && contactOf(entry.getKey()).equals(contact)) {
          String number = entry.getKey().substring(contact.length() + SEPARATOR.length());
          objectIds.put(Long.valueOf(number), entry.getValue());
          entry = advance();
        }
        next = entry;
        return new Group(unescaped(contact), unit, objectIds);
      }
    };
  }

  private static String contactOf(String key) {
    return key.substring(0, key.indexOf(SEPARATOR));
  }

  private static String escaped(String contact) {
    return contact.replace("\\", "\\\\").replace(SEPARATOR, "\\n");
  }

  private static String unescaped(String contact) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < contact.length(); i++) {
      char c = contact.charAt(i);
      if (c == '\\') {
        i++;
        c = contact.charAt(i) == 'n' ? '\n' : '\\';
      }
      text.append(c);
    }
    return text.toString();
  }

  void addWanted(String contact) {
    database.change(() -> wanted.putIfAbsent(contact, 0L));
  }

  boolean isWanted(String contact) {
    return database.use(() -> wanted.containsKey(contact));
  }

  long wanted() {
    return database.use(wanted::sizeAsLong);
  }

  Iterator<String> wantedKeys() {
    return database.keys(wanted);
  }

  void addFound(String contact, String id) {
    database.change(() -> found.put(contact, id));
  }

  /** Returns the contact's id that was found in this run; null if none was. */
  @Nullable String foundId(String contact) {
    return database.find(() -> found.get(contact));
  }

  /** Returns whether the contact's id was found in this run. */
  boolean isFound(String contact) {
    return database.use(() -> found.containsKey(contact));
  }

  /** Records why a contact has no id. */
  void putLookupFailure(String contact, String reason) {
    database.change(() -> lookupFailures.put(contact, reason));
  }

  /** Removes the result of the lookup of a contact. */
  void forgetContact(String contact) {
    database.change(
        () -> {
          found.remove(contact);
          lookupFailures.remove(contact);
        });
  }

  @Nullable String lookupFailure(String contact) {
    return database.find(() -> lookupFailures.get(contact));
  }

  /** Records a row, in the form of {@link LenientComparison#text}. */
  void addRow(String key, String text) {
    database.change(() -> rows.put(key, text));
  }

  /** Returns the row with this key; null if there is no valid row. */
  @Nullable String row(String key) {
    return database.find(() -> rows.get(key));
  }

  Iterator<Map.Entry<String, String>> rows() {
    return database.entries(rows);
  }

  /** Records that Intercom has an object with this external id. */
  void addListed(String key) {
    database.change(() -> listed.put(key, 0L));
  }

  boolean isListed(String key) {
    return database.use(() -> listed.containsKey(key));
  }

  @Override
  public void close() {
    database.close();
  }
}
