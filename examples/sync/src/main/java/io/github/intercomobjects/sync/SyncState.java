package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.StateOwner.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a type's objects after earlier runs, in a database file. It only saves calls:
 * without the file every row is sent again.
 *
 * <p>A response is recorded before the next response is handled, and an object is marked as
 * uncertain before the call that changes it. So a process may be killed at any moment: the recorded
 * state is correct, and only the calls that were in flight are repeated. Thread-safe.
 */
final class SyncState implements AutoCloseable {
  private static final String SEPARATOR = "\n";

  private static final String UNCERTAIN = "?";
  private static final String CURSOR = "cursor";
  private static final String COMPLETE = "complete_objects";
  private static final String LINKS = "links";
  private static final String UNKNOWN = "unknown";

  /** The older object of a key that is not known to have one. */
  private static final String NO_OLDER = "";

  private final Database database;
  private final Clock clock;
  private final MVMap<String, String> about;
  private @Nullable String suspended;
  private final MVMap<String, String> objects;
  private final MVMap<String, String> contacts;
  private final MVMap<String, String> links;
  private final MVMap<String, String> replaced;
  private final MVMap<String, Long> unstored;
  private final StateOwner owner;
  private final StoredValues values;
  private final RecentLosses deletions;
  private final RecentLosses unlinks;
  private final ReportMemory reports;

  /** The number of linked objects before anything was sent; negative if it is not counted yet. */
  private volatile long linkedBefore = -1;

  private SyncState(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.about = database.texts("about");
    this.objects = database.texts("objects");
    this.contacts = database.texts("contacts");
    this.links = database.texts("links");
    this.replaced = database.texts("replaced");
    this.unstored = database.numbers("unstored");
    this.owner = new StateOwner(database, about);
    this.values = new StoredValues(database);
    this.deletions = new RecentLosses(database, database.texts("deletions"), clock);
    this.unlinks = new RecentLosses(database, database.texts("unlinks"), clock);
    this.reports = new ReportMemory(database, about, clock);
  }

  /**
   * The known state of an object.
   *
   * @param rowHash the hash of the row that it was stored from; null if the state is uncertain, so
   *     that the row is sent again
   * @param responseHash the hash of the response to that row; null if {@code rowHash} is null
   * @param id Intercom's id; null before the first response
   * @param contact the contact that the row named; null if it named none
   */
  record Known(
      @Nullable String rowHash,
      @Nullable String responseHash,
      @Nullable String id,
      @Nullable String contact) {

    /**
     * Returns whether the object would lose the link to its contact. The same contact may have
     * another text if it is named by another field.
     *
     * @param other the contact to link; null for none
     */
    boolean losesContact(@Nullable String other) {
      return contact != null
          && (other == null
              || (!contact.equals(other)
                  && ContactMemory.key(contact).by() == ContactMemory.key(other).by()));
    }

    private String text() {
      return String.join(SEPARATOR, text(rowHash), text(responseHash), text(id), text(contact));
    }

    private static String text(@Nullable String part) {
      return part == null ? "" : part;
    }

    private static Known of(String text) {
      // The contact is the text of a cell, which may contain line breaks.
      String[] parts = text.split(SEPARATOR, 4);
      return new Known(part(parts[0]), part(parts[1]), part(parts[2]), part(parts[3]));
    }

    private static @Nullable String part(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  /**
   * Opens the file, and creates it if it does not exist.
   *
   * @param clock the clock for the times of deletions
   * @throws CannotRunException if it is damaged, belongs to another type or workspace, or is used
   *     by another sync
   */
  static SyncState at(Path file, Subject subject, Clock clock) throws CannotRunException {
    return checked(Database.at(file), file, subject, clock);
  }

  /** Opens the file for reading. If it is missing or empty, the state is empty. */
  static SyncState readOnly(Path file, Subject subject, Clock clock) throws CannotRunException {
    if (!Files.exists(file)) {
      return temporary();
    }
    Database database = Database.readOnly(file);
    if (database.isEmpty()) {
      database.close();
      return temporary();
    }
    return checked(database, file, subject, clock);
  }

  /** Creates an empty state that is deleted when it is closed. */
  static SyncState temporary() throws CannotRunException {
    return new SyncState(Database.temporary(), Clock.systemUTC());
  }

  private static SyncState checked(Database database, Path file, Subject subject, Clock clock)
      throws CannotRunException {
    boolean fits = false;
    try {
      SyncState state = new SyncState(database, clock);
      state.owner.requireSubject(file, subject);
      fits = true;
      return state;
    } catch (DataAccessException e) {
      throw e.toCannotRun();
    } finally {
      if (!fits) {
        database.close();
      }
    }
  }

  /** Returns the cursor in a file, whatever that belongs to; null if it has none. */
  static @Nullable String cursorIn(Path file) throws CannotRunException {
    if (!Files.exists(file)) {
      return null;
    }
    try (Database database = Database.readOnly(file)) {
      return database.isEmpty() ? null : database.find(() -> database.texts("about").get(CURSOR));
    }
  }

  /** Returns the cursor from which the next run continues; null if that reads all rows. */
  @Nullable String cursor() {
    return database.find(() -> about.get(CURSOR));
  }

  /** Removes the cursor for a run that may find changed rows below it, until it has stored all. */
  void suspendCursor() {
    String cursor = cursor();
    if (cursor != null) {
      suspended = cursor;
      remove(about, CURSOR);
    }
  }

  /** Returns the cursor that was removed; null if there was none. */
  @Nullable String suspendedCursor() {
    return suspended;
  }

  /** Records the cursor from which the next run continues. */
  void recordCursor(String cursor) {
    put(about, CURSOR, cursor);
  }

  /** Returns what the file belongs to. */
  StateOwner owner() {
    return owner;
  }

  /** Returns the values of the objects, as hashes. */
  StoredValues values() {
    return values;
  }

  /** Returns the memory of reports. */
  ReportMemory reports() {
    return reports;
  }

  /** Returns the number of known objects. */
  long size() {
    return database.use(objects::sizeAsLong);
  }

  /** Records that objects existed, and may have been linked, before the first of this state. */
  void recordLinksUnknown() {
    put(about, LINKS, UNKNOWN);
  }

  /** Returns whether there may be objects with links from before the first object of this state. */
  boolean areLinksUnknown() {
    return UNKNOWN.equals(database.find(() -> about.get(LINKS)));
  }

  /** Returns whether no object is known. */
  boolean isEmpty() {
    return database.use(objects::isEmpty);
  }

  /**
   * Returns the number of objects when each of them last had a row. Until then, it is the number
   * before the first run that sent rows.
   */
  long complete() {
    String count = database.find(() -> about.get(COMPLETE));
    return count == null ? database.use(objects::sizeAsLong) : Long.parseLong(count);
  }

  /** Records the present number of objects as {@link #complete}, unless one was recorded. */
  void keepComplete() {
    if (database.find(() -> about.get(COMPLETE)) == null) {
      recordComplete();
    }
  }

  /** Records the present number of objects, each of which has a row. */
  void recordComplete() {
    long count = database.use(objects::sizeAsLong);
    if (count > 0) {
      put(about, COMPLETE, String.valueOf(count));
    } else {
      remove(about, COMPLETE);
    }
  }

  /** Returns the state of the object with this external id; null if it is not known. */
  @Nullable Known find(String key) {
    String text = database.find(() -> objects.get(key));
    return text == null ? null : Known.of(text);
  }

  /** Records the state of an object after a response, and counts the loss of its contact. */
  void record(String key, Known known) {
    Known before = find(key);
    if (before != null && before.losesContact(known.contact())) {
      unlinks.add(linkedObjects());
    }
    put(objects, key, known.text());
  }

  /** Marks the state of an object as uncertain, before a call that changes it. */
  void markUncertain(String key) {
    Known known = find(key);
    if (known != null && known.rowHash() != null) {
      record(key, new Known(null, null, known.id(), known.contact()));
    }
  }

  /** Records that an object appeared when an older one with a similar key lost its row. */
  void recordReplaced(String key, String older) {
    put(replaced, key, older);
  }

  /** Records that an object appeared in a run whose cursor left out rows. */
  void recordNew(String key) {
    recordReplaced(key, NO_OLDER);
  }

  /** Returns whether an object appeared in such a run, after the last one of all rows. */
  boolean isNew(String key) {
    return NO_OLDER.equals(replaced(key));
  }

  /** Records that a run had all rows, so that no known object is new any more. */
  void acceptNew() {
    for (Iterator<String> keys = database.keys(replaced); keys.hasNext(); ) {
      String key = keys.next();
      if (NO_OLDER.equals(replaced(key))) {
        remove(replaced, key);
      }
    }
  }

  /**
   * Returns the older object with a similar key; empty if it is not known whether there is one, and
   * null if there is none.
   */
  @Nullable String replaced(String key) {
    return database.find(() -> replaced.get(key));
  }

  /** Removes an object that this run deleted, and counts the deletion. */
  void recordDeleted(String key) {
    deletions.add(complete());
    forget(key);
  }

  /** Returns the deletions of the last hours. */
  RecentLosses.Recent recentDeletions() {
    return deletions.find();
  }

  /** Removes an object that does not exist any more. */
  void forget(String key) {
    reports.forget(key);
    remove(replaced, key);
    values.set(key, null);
    remove(objects, key);
  }

  /** Returns whether the row with a new key failed already when no object was in question. */
  boolean isUnstored(String key) {
    return database.use(() -> unstored.containsKey(key));
  }

  /**
   * Replaces the keys of {@link #isUnstored}.
   *
   * @param keys the keys of failed rows, without those of known objects
   * @param contained returns whether a key is one of {@code keys}
   */
  void recordUnstored(Iterator<String> keys, Predicate<String> contained) {
    database
        .keys(unstored)
        .forEachRemaining(
            key -> {
              if (!contained.test(key)) {
                database.change(() -> unstored.remove(key));
              }
            });
    keys.forEachRemaining(key -> database.change(() -> unstored.putIfAbsent(key, 0L)));
    database.commit();
  }

  /** Returns the objects of the last hours that lost the link to their contact. */
  RecentLosses.Recent recentUnlinks() {
    return unlinks.find();
  }

  /** Returns the number of objects whose rows named a contact, when it was first asked for. */
  long linkedObjects() {
    if (linkedBefore < 0) {
      linkedBefore = countLinked();
    }
    return linkedBefore;
  }

  private long countLinked() {
    long count = 0;
    Iterator<Map.Entry<String, String>> all = database.entries(objects);
    while (all.hasNext()) {
      count += Known.of(all.next().getValue()).contact() == null ? 0 : 1;
    }
    return count;
  }

  /** Returns the external ids of all known objects in order. Objects may be removed meanwhile. */
  Iterator<String> keys() {
    return database.keys(objects);
  }

  /** Returns Intercom's id of a contact; null if it is not known. */
  @Nullable String contactId(String contact) {
    String text = database.find(() -> contacts.get(contact));
    return text == null ? null : text.split(SEPARATOR, 2)[0];
  }

  /**
   * Returns whether the id of a contact was found longer ago than the given time, or at a time that
   * is not known.
   */
  boolean isContactOlder(String contact, Duration age) {
    String text = database.find(() -> contacts.get(contact));
    String[] parts = text == null ? new String[0] : text.split(SEPARATOR, 2);
    if (parts.length < 2) {
      return true;
    }
    Instant found = Instant.parse(parts[1]);
    Instant now = clock.instant();
    // A time in the future is of a clock that was wrong.
    return found.isBefore(now.minus(age)) || found.isAfter(now);
  }

  /** Records the id of a contact, which was found now. */
  void recordContact(String contact, String id) {
    String before = contactId(contact);
    if (before != null && !before.equals(id) && links(contact) != null) {
      // The links of the state are those of the contact with the other id.
      markLinksUncertain(contact, List.of());
    }
    put(contacts, contact, id + SEPARATOR + clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Removes the id of a contact, which is no longer valid. */
  void forgetContact(String contact) {
    remove(contacts, contact);
  }

  /**
   * The links of a contact.
   *
   * @param ids Intercom's ids of the objects
   * @param certain false if a change was started, and may have been applied
   */
  record Links(List<String> ids, boolean certain) {}

  /** Returns the links of a contact; null if they are not known. */
  @Nullable Links links(String contact) {
    String text = database.find(() -> links.get(contact));
    if (text == null) {
      return null;
    }
    boolean certain = !text.startsWith(UNCERTAIN);
    String ids = certain ? text : text.substring(UNCERTAIN.length());
    return new Links(ids.isEmpty() ? List.of() : List.of(ids.split(SEPARATOR, -1)), certain);
  }

  /** Records the links of a contact after a response. */
  void recordLinks(String contact, List<String> ids) {
    put(links, contact, String.join(SEPARATOR, ids));
  }

  /** Adds links that a call is about to create, and marks all links of the contact as uncertain. */
  void markLinksUncertain(String contact, List<String> ids) {
    Links before = links(contact);
    Set<String> all = new LinkedHashSet<>(ids);
    if (before != null) {
      all.addAll(before.ids());
    }
    put(links, contact, UNCERTAIN + String.join(SEPARATOR, all));
  }

  /** Returns all contacts whose links are known. */
  Iterator<String> linkedContacts() {
    return database.keys(links);
  }

  private void put(MVMap<String, String> map, String key, String value) {
    database.change(() -> map.put(key, value));
    database.commit();
  }

  private void remove(MVMap<String, String> map, String key) {
    if (database.find(() -> map.remove(key)) != null) {
      database.commit();
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
