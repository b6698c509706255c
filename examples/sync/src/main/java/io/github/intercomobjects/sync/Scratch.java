package io.github.intercomobjects.sync;

import java.util.BitSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The temporary data of one run about its rows. It is in a file, because a source may be larger
 * than memory. Thread-safe.
 */
final class Scratch implements AutoCloseable {
  private final Database database;
  private final MVMap<String, Long> locations;
  private final MVMap<String, Long> badKeys;
  private final MVMap<String, Long> doubled;
  private final MVMap<String, String> failed;
  private final MVMap<String, String> contactsOfGone;
  private final MVMap<String, Long> lines;
  private final MVMap<String, String> suspects;
  private final MVMap<String, String> swallowed;
  private final MVMap<String, Long> wanted;
  private final MVMap<String, String> found;
  private final MVMap<String, String> lookupFailures;
  private final MVMap<String, String> rows;
  private final MVMap<String, Long> listed;
  private final MVMap<String, String> forms;
  private final Set<Integer> commas = ConcurrentHashMap.newKeySet();
  private final Set<Integer> numbers = ConcurrentHashMap.newKeySet();

  /** The numbers of rows that need not be read again: one bit for each row of the source. */
  private final BitSet settled = new BitSet();

  private final RunLinks links;
  private final RunValues values;
  private volatile Location.Unit unit = Location.Unit.LINE;
  private volatile @Nullable String unidentified;
  private long newKeys;
  private long withoutRoom;
  private volatile boolean cut;

  private Scratch(Database database) {
    this.database = database;
    this.locations = database.numbers("places");
    this.badKeys = database.numbers("bad_keys");
    this.doubled = database.numbers("doubled_keys");
    this.failed = database.texts("failed_keys");
    this.contactsOfGone = database.texts("contacts_of_gone");
    this.lines = database.numbers("lines");
    this.suspects = database.texts("suspects");
    this.swallowed = database.texts("swallowed");
    this.wanted = database.numbers("wanted");
    this.found = database.texts("found");
    this.lookupFailures = database.texts("refusals");
    this.rows = database.texts("rows");
    this.listed = database.numbers("listed");
    this.forms = database.texts("forms");
    this.links = new RunLinks(database);
    this.values = new RunValues(database);
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

  /** Records that a key is in a second row. Later passes know it from the first row on. */
  void addDoubled(String key, long number) {
    database.change(() -> doubled.putIfAbsent(key, number));
  }

  /** Returns where a key was read the second time; null if it was not. */
  @Nullable Long secondNumber(String key) {
    return database.find(() -> doubled.get(key));
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

  /** Returns the number of complete rows with different keys that had room. */
  long size() {
    return database.use(() -> locations.sizeAsLong() - withoutRoom);
  }

  /** Counts a row whose key no earlier run stored. */
  void countNewKey() {
    database.change(() -> newKeys++);
  }

  /** Returns the number of rows that had room and whose keys no earlier run stored. */
  long newKeys() {
    return database.use(() -> newKeys);
  }

  /**
   * Records the key of a row that failed.
   *
   * @param contact the contact that it names; empty if it names none
   */
  void addFailedKey(String key, String contact) {
    database.change(() -> failed.put(key, contact));
  }

  /**
   * Removes a row from the failed rows and from all rows with which they are compared, because its
   * type is full. That says nothing about the row, so it is no reason for or against deletions.
   *
   * @param isNew whether no earlier run stored its key
   */
  void excludeWithoutRoom(String key, boolean isNew) {
    database.change(
        () -> {
          failed.remove(key);
          withoutRoom++;
          newKeys -= isNew ? 1 : 0;
        });
  }

  /** Returns the keys of failed rows with their contacts, which are empty if they name none. */
  Iterator<Map.Entry<String, String>> failedKeys() {
    return database.entries(failed);
  }

  boolean isFailedKey(String key) {
    return database.use(() -> failed.containsKey(key));
  }

  long failedKeysSize() {
    return database.use(failed::sizeAsLong);
  }

  /** Records the contact of an object without a row. */
  void addContactOfGone(String contact) {
    database.change(() -> contactsOfGone.put(contact, ""));
  }

  boolean isContactOfGone(String contact) {
    return database.use(() -> contactsOfGone.containsKey(contact));
  }

  /** Records a line within a cell that looks like the row of an object. */
  void addLine(String key, long number) {
    database.change(() -> lines.putIfAbsent(key, number));
  }

  /** Returns the keys of {@link #addLine} with their numbers. */
  Iterator<Map.Entry<String, Long>> lines() {
    return database.entries(lines);
  }

  /**
   * A line within a cell that looks like a row.
   *
   * @param row the line of the row with the cell
   */
  record Suspect(long row, long line) {}

  /** The first line within the cells of a row that looks like the row of a key without one. */
  record Swallowed(long line, String key) {}

  /** Records a line within a cell that looks like a row with a key. */
  void addSuspect(String key, Suspect suspect) {
    database.change(() -> suspects.putIfAbsent(key, suspect.row() + " " + suspect.line()));
  }

  /** Decides which suspects are rows. All rows must have been read. */
  void judgeSuspects() {
    for (Iterator<Map.Entry<String, String>> all = database.entries(suspects); all.hasNext(); ) {
      Map.Entry<String, String> suspect = all.next();
      if (!hasSeen(suspect.getKey())) {
        String[] numbers = suspect.getValue().split(" ", 2);
        Swallowed before = swallowedBy(Long.parseLong(numbers[0]));
        if (before == null || before.line() > Long.parseLong(numbers[1])) {
          database.change(() -> swallowed.put(numbers[0], numbers[1] + " " + suspect.getKey()));
        }
      }
    }
  }

  /** Returns the lines in which the rows of {@link #swallowedBy} begin. */
  Iterator<Long> swallowing() {
    Iterator<String> all = database.keys(swallowed);
    return new LookAheadIterator<>() {
      @Override
      protected @Nullable Long advance() {
        return all.hasNext() ? Long.valueOf(all.next()) : null;
      }
    };
  }

  /** Returns what the row that begins in a line contains; null if there is nothing. */
  @Nullable Swallowed swallowedBy(long row) {
    String text = database.find(() -> swallowed.get(String.valueOf(row)));
    if (text == null) {
      return null;
    }
    int space = text.indexOf(' ');
    return new Swallowed(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
  }

  /** Returns the columns with numbers in which points may separate groups of digits. */
  Set<Integer> commas() {
    return commas;
  }

  /** Returns the columns without a type that have numbers. */
  Set<Integer> numbers() {
    return numbers;
  }

  /** Records that later passes need not read a row again, because its object is as it should be. */
  void settle(long number) {
    if (number <= Integer.MAX_VALUE) {
      database.change(() -> settled.set((int) number));
    }
  }

  /** Returns whether {@link #settle} received a row. */
  boolean isSettled(long number) {
    return number <= Integer.MAX_VALUE && database.use(() -> settled.get((int) number));
  }

  /** Forgets what {@link #settle} received, because rows are now read in another way. */
  void unsettle() {
    database.change(settled::clear);
  }

  /** Records that the last row may be cut off. */
  void setCut() {
    cut = true;
  }

  /** Returns whether the last row may be cut off, while objects have no row. */
  boolean isCut() {
    return cut;
  }

  /** Returns the objects and contacts of the rows, for links by contact. */
  RunLinks links() {
    return links;
  }

  /** Returns the values of the new and changed rows. */
  RunValues values() {
    return values;
  }

  /** Sets the unit in which the rows are numbered. */
  void setUnit(Location.Unit unit) {
    this.unit = unit;
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
    cut = false;
    database.change(
        () -> {
          newKeys = 0;
          withoutRoom = 0;
          failed.clear();
          lines.clear();
          suspects.clear();
          contactsOfGone.clear();
          forms.clear();
          locations.clear();
          badKeys.clear();
          rows.clear();
        });
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
