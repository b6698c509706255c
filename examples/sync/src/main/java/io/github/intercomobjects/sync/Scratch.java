package io.github.intercomobjects.sync;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * What one run has to remember of every row, in a temporary file, because memory would not do for a
 * source of any length. Thread-safe.
 */
final class Scratch implements AutoCloseable {
  /** Between a contact and a number; contacts are written without it. */
  private static final String SEPARATOR = "\n";

  private final Database database;
  private final MVMap<String, Long> places;
  private final MVMap<String, Long> badKeys;
  private final MVMap<String, String> objects;
  private final MVMap<String, String> linked;
  private final MVMap<String, String> failed;
  private final MVMap<String, Long> wanted;
  private final MVMap<String, Long> found;
  private final MVMap<String, String> refusals;
  private final MVMap<String, String> rows;
  private final MVMap<String, Long> listed;
  private volatile Place.Unit unit = Place.Unit.LINE;
  private volatile @Nullable String unsure;

  private Scratch(Database database) {
    this.database = database;
    this.places = database.numbers("places");
    this.badKeys = database.numbers("bad_keys");
    this.objects = database.texts("objects");
    this.linked = database.texts("linked");
    this.failed = database.texts("failed");
    this.wanted = database.numbers("wanted");
    this.found = database.numbers("found");
    this.refusals = database.texts("refusals");
    this.rows = database.texts("rows");
    this.listed = database.numbers("listed");
  }

  static Scratch create() throws CannotRunException {
    return new Scratch(Database.temporary());
  }

  /**
   * Notes that a key stands at a place, unless it stood at another before.
   *
   * @param number of the place; counted from 1
   * @return the number of the place at which the key stood first; 0 if it is new
   */
  long putIfAbsent(String key, long number) {
    Long first = database.find(() -> places.putIfAbsent(key, number));
    return first == null ? 0 : first;
  }

  /** Notes the key of a row that cannot be used. */
  void addBadKey(String key, long number) {
    database.change(() -> badKeys.putIfAbsent(key, number));
  }

  /** Notes a row that does not say for sure of which object it is. */
  void addUnsure(Place place) {
    if (unsure == null) {
      unsure = place.toString();
    }
  }

  /** The first such row; null if there is none. */
  @Nullable String unsurePlace() {
    return unsure;
  }

  /** Whether a row with this key was read, one that cannot be used included. */
  boolean hasSeen(String key) {
    return database.use(() -> places.containsKey(key) || badKeys.containsKey(key));
  }

  /** Begins a new reading of the source. */
  void forgetKeys() {
    unsure = null;
    database.change(
        () -> {
          places.clear();
          badKeys.clear();
        });
  }

  /** Notes that the object of the row at this place belongs to a contact, or to none. */
  void link(@Nullable String contact, Place place, String objectId) {
    database.change(
        () -> {
          objects.put(objectId, "");
          if (contact != null) {
            String number = String.format(Locale.ROOT, "%019d", place.number());
            linked.put(escaped(contact) + SEPARATOR + number, objectId);
            unit = place.unit();
          }
        });
  }

  /** Whether the object was noted in this run. */
  boolean hasObject(String objectId) {
    return database.use(() -> objects.containsKey(objectId));
  }

  /** Notes that a row which belongs to a contact, or did, was not stored. */
  void fail(String contact, Place place) {
    database.change(() -> failed.putIfAbsent(contact, place.toString()));
  }

  /** The first row of the contact that was not stored; null if there is none. */
  @Nullable String failedPlace(String contact) {
    return database.find(() -> failed.get(contact));
  }

  /** Whether any object was noted to belong to the contact. */
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
   * @param objectIds Intercom's ids by the numbers of the rows' places
   */
  record Group(String contact, Place.Unit unit, TreeMap<Long, String> objectIds) {}

  /** The contacts that objects belong to, one after the other; in memory is one at a time. */
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

  void addFound(String contact) {
    database.change(() -> found.put(contact, 0L));
  }

  /** Whether the contact's id was found in this run. */
  boolean isFound(String contact) {
    return database.use(() -> found.containsKey(contact));
  }

  /** Notes why there is no id of a contact. */
  void putRefusal(String contact, String reason) {
    database.change(() -> refusals.put(contact, reason));
  }

  void removeRefusal(String contact) {
    database.change(() -> refusals.remove(contact));
  }

  @Nullable String refusal(String contact) {
    return database.find(() -> refusals.get(contact));
  }

  /** Notes what a row says. */
  void addRow(String key, String text) {
    database.change(() -> rows.put(key, text));
  }

  /** What the row with this key says; null if none that can be used has it. */
  @Nullable String row(String key) {
    return database.find(() -> rows.get(key));
  }

  Iterator<Map.Entry<String, String>> rows() {
    return database.entries(rows);
  }

  /** Notes that Intercom has an object with this external id. */
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
