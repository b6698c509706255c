package io.github.intercomobjects.sync;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The objects and contacts of the rows of one run, for {@link LinkByContact}. Thread-safe. */
final class RunLinks {
  private final Database database;
  private final MVMap<String, String> objects;
  private final PairMap linked;
  private final MVMap<String, String> failed;
  private final MVMap<String, String> without;
  private final PairMap withoutByContact;
  private final PairMap names;
  private final MVMap<String, String> confirmed;
  private final MVMap<String, String> notLinked;
  private volatile Location.Unit unit = Location.Unit.LINE;
  private volatile boolean eachObjectKnown;

  RunLinks(Database database) {
    this.database = database;
    this.objects = database.texts("objects");
    this.linked = new PairMap(database, "linked");
    this.failed = database.texts("failed");
    this.without = database.texts("objects_without");
    this.withoutByContact = new PairMap(database, "objects_without_by_contact");
    this.names = new PairMap(database, "names");
    this.confirmed = database.texts("confirmed");
    this.notLinked = database.texts("not_linked");
  }

  /** Records the object of a row and its contact; null if it has none. */
  void link(@Nullable String contact, Location location, String objectId) {
    database.change(() -> objects.put(objectId, contact == null ? "" : contact));
    if (contact != null) {
      unit = location.unit();
      // With zeros, the texts have the order of the numbers.
      linked.put(contact, String.format(Locale.ROOT, "%019d", location.number()), objectId);
    }
  }

  /** Records that the state file had each object of the type when the run began. */
  void setEachObjectKnown() {
    eachObjectKnown = true;
  }

  /** Returns whether Intercom has no objects that the state file lacks, and so no such links. */
  boolean isEachObjectKnown() {
    return eachObjectKnown;
  }

  /** Returns whether an object was recorded in this run. */
  boolean hasObject(String objectId) {
    return database.use(() -> objects.containsKey(objectId));
  }

  /**
   * Returns the contact that the row of an object names; empty if it names none, and null if the
   * object has no row.
   */
  @Nullable String contactOf(String objectId) {
    return database.find(() -> objects.get(objectId));
  }

  /** Returns the contacts of the recorded objects. */
  Iterator<String> contacts() {
    return linked.firsts();
  }

  /** Returns Intercom's ids of a contact's objects by the locations of their rows. */
  SortedMap<Long, String> objectIds(String contact) {
    SortedMap<Long, String> ids = new TreeMap<>();
    linked.of(contact).forEach((number, id) -> ids.put(Long.valueOf(number), id));
    return ids;
  }

  /** Returns the location with a number. */
  Location location(long number) {
    return unit.at(number);
  }

  /**
   * Records a row that names a contact, or named it in an earlier run, and whose object is not
   * known.
   *
   * @param problem the row and why, as the beginning of a sentence
   */
  void fail(String contact, String problem) {
    database.change(() -> failed.putIfAbsent(contact, problem));
  }

  /** Returns the first problem of a contact; null if there is none. */
  @Nullable String failedRow(String contact) {
    return database.find(() -> failed.get(contact));
  }

  /**
   * Records an object that exists, but has no row that was stored in this run.
   *
   * @param contact the contact that its last row named; empty if it named none
   */
  void addWithoutRow(String objectId, String contact) {
    database.change(() -> without.put(objectId, contact));
    withoutByContact.put(contact, objectId, "");
  }

  /** Returns Intercom's ids of the objects of {@link #addWithoutRow} with a contact. */
  Iterable<String> objectsWithoutRow(String contact) {
    return withoutByContact.of(contact).keySet();
  }

  /** Returns the contact of {@link #addWithoutRow}; null if there is no such object. */
  @Nullable String contactOfObjectWithoutRow(String objectId) {
    return database.find(() -> without.get(objectId));
  }

  /** Records that a response to this run showed the links of a contact. */
  void confirm(String contact, List<String> objectIds) {
    database.change(() -> objectIds.forEach(id -> confirmed.put(id, contact)));
  }

  /** Returns whether {@link #confirm} received a link. */
  boolean isConfirmed(String contact, String objectId) {
    return contact.equals(database.find(() -> confirmed.get(objectId)));
  }

  /** Records that objects with a row are not linked to the contact of the row. */
  void addNotLinked(Iterable<String> objectIds, String reason) {
    database.change(() -> objectIds.forEach(id -> notLinked.put(id, reason)));
  }

  /** Returns whether {@link #addNotLinked} received an object. */
  boolean isAnyNotLinked() {
    return database.use(() -> !notLinked.isEmpty());
  }

  /** Returns why an object is not linked; null if it is, or has no row that names a contact. */
  @Nullable String reasonNotLinked(String objectId) {
    return database.find(() -> notLinked.get(objectId));
  }

  /** Records that a contact, as rows name it, has an id in Intercom. */
  void addName(String contactId, String contact) {
    names.put(contactId, contact, "");
  }

  void removeName(String contactId, String contact) {
    names.remove(contactId, contact);
  }

  /** Returns the ids of {@link #addName}. */
  Iterator<String> contactIds() {
    return names.firsts();
  }

  /** Returns the names of one contact, of which there are several if contacts were merged. */
  Iterable<String> names(String contactId) {
    return names.of(contactId).keySet();
  }
}
