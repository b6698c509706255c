package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.SyncState.Known;
import io.github.intercomobjects.sync.SyncState.Links;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The links that contacts should have, after all rows were stored and all deletions are done.
 *
 * <p>A link is removed only if the row of its object now names another contact or none, or if the
 * object was deleted. An object without a row, or with a row that failed, keeps its link. If only
 * one row was sent, the objects of all other rows keep their links, right or wrong.
 */
final class WantedLinks {
  /** The beginning of the replacement for an id that is not known, which no id has. */
  private static final String NO_ID = "?";

  private final SyncState state;
  private final RunLinks run;
  private final boolean oneRow;

  /**
   * @param oneRow whether only one row was sent
   */
  WantedLinks(SyncState state, RunLinks run, boolean oneRow) {
    this.state = state;
    this.run = run;
    this.oneRow = oneRow;
  }

  /**
   * The links that a contact should have. Rows may name one contact in several ways, because it was
   * merged, or because the field that names contacts was changed.
   *
   * @param contactId Intercom's id; null if it is not known
   * @param location the location of its first row; null if no row names it
   * @param idsByName for each name, Intercom's ids of the objects with a row, and then of others
   * @param rowIds Intercom's ids of the objects with a row
   * @param changed whether Intercom may have other links
   */
  record Wanted(
      @Nullable String contactId,
      @Nullable Location location,
      Map<String, List<String>> idsByName,
      Set<String> rowIds,
      boolean changed) {

    /** Returns Intercom's ids of all objects. */
    List<String> objectIds() {
      Set<String> all = new LinkedHashSet<>();
      idsByName.values().forEach(all::addAll);
      return List.copyOf(all);
    }

    /** Returns a name for messages. */
    ContactKey name() {
      return ContactMemory.key(idsByName.keySet().iterator().next());
    }
  }

  /**
   * The links of a contact when its call is sent.
   *
   * @param idsByName for each name of the contact, Intercom's ids of the objects
   * @param waiting whether one of them should be linked to another contact, but is not yet. It
   *     would lose one link before it has the other
   */
  record Kept(Map<String, List<String>> idsByName, boolean waiting) {
    /** Returns Intercom's ids of all objects. */
    List<String> objectIds() {
      return idsByName.values().stream().flatMap(List::stream).distinct().toList();
    }
  }

  /**
   * Returns the links that a contact should have, and those that it keeps.
   *
   * @param present Intercom's ids of objects that are linked to it, which the state may lack
   */
  Kept kept(Wanted contact, Set<String> present) {
    Map<String, List<String>> kept = new LinkedHashMap<>();
    Map<String, String> nameById = new LinkedHashMap<>();
    contact
        .idsByName()
        .forEach(
            (name, ids) -> {
              kept.put(name, new ArrayList<>(ids));
              present.forEach(id -> nameById.putIfAbsent(id, name));
              Links links = state.links(name);
              if (links != null) {
                links.ids().forEach(id -> nameById.put(id, name));
              }
            });
    nameById.keySet().removeAll(contact.objectIds());
    boolean waiting = false;
    for (Map.Entry<String, String> link : nameById.entrySet()) {
      String id = link.getKey();
      boolean waits = isWaiting(id, kept.keySet());
      if (waits || (present.contains(id) && !mayBeRemoved(id, kept.keySet()))) {
        kept.computeIfAbsent(link.getValue(), name -> new ArrayList<>()).add(id);
      }
      waiting |= waits;
    }
    return new Kept(kept, waiting);
  }

  /** Returns whether a row, or the last row, of an object names another contact or none. */
  private boolean mayBeRemoved(String objectId, Set<String> names) {
    String last = run.contactOfObjectWithoutRow(objectId);
    return run.hasObject(objectId)
        || (last != null && !oneRow && !last.isEmpty() && !names.contains(last));
  }

  /** Returns whether an object should be linked to another contact, but is not yet. */
  private boolean isWaiting(String objectId, Set<String> names) {
    String named = run.contactOf(objectId);
    String other = named == null ? run.contactOfObjectWithoutRow(objectId) : named;
    return other != null
        && !other.isEmpty()
        && mayBeRemoved(objectId, names)
        && !isLinked(objectId, other);
  }

  private boolean isLinked(String objectId, String contact) {
    // The state is uncertain while another call for the contact is in flight.
    if (run.isConfirmed(contact, objectId)) {
      return true;
    }
    Links links = state.links(contact);
    return links != null && links.certain() && links.ids().contains(objectId);
  }

  /** Finds the objects without a row and the contacts, before anything else is called. */
  void find() {
    for (Iterator<String> keys = state.keys(); keys.hasNext(); ) {
      Known known = state.find(keys.next());
      if (known != null && known.id() != null && !run.hasObject(known.id())) {
        run.addWithoutRow(known.id(), known.contact() == null ? "" : known.contact());
      }
    }
    run.contacts().forEachRemaining(this::addName);
    state.linkedContacts().forEachRemaining(this::addName);
  }

  private void addName(String contact) {
    ContactKey key = ContactMemory.key(contact);
    String id = state.contactId(contact);
    if (id == null && key.by() == ContactKey.By.ID) {
      id = key.value();
    }
    run.addName(id == null ? NO_ID + contact : id, contact);
  }

  /** Returns all contacts. */
  Iterator<Wanted> all() {
    Iterator<String> ids = run.contactIds();
    return new LookAheadIterator<>() {
      @Override
      protected @Nullable Wanted advance() {
        return ids.hasNext() ? of(ids.next()) : null;
      }
    };
  }

  /** Returns the contact with an id, which must have a name. */
  Wanted of(String contactId) {
    Map<String, List<String>> idsByName = new LinkedHashMap<>();
    Set<String> rowIds = new HashSet<>();
    Set<String> wanted = new HashSet<>();
    Set<String> before = new HashSet<>();
    Location location = null;
    boolean uncertain = false;
    boolean failed = false;
    for (String name : run.names(contactId)) {
      Links links = state.links(name);
      List<String> ids = new ArrayList<>();
      for (Map.Entry<Long, String> row : run.objectIds(name).entrySet()) {
        Location of = run.location(row.getKey());
        location = location == null || of.number() < location.number() ? of : location;
        ids.add(row.getValue());
      }
      rowIds.addAll(ids);
      uncertain |= links == null || !links.certain();
      failed |= run.failedRow(name) != null;
      if (links != null) {
        links.ids().stream().filter(id -> isKept(id, name)).forEach(ids::add);
        links.ids().stream().filter(this::exists).forEach(before::add);
      } else {
        // They may be linked, though the state does not know it.
        run.objectsWithoutRow(name).forEach(ids::add);
      }
      idsByName.put(name, ids);
      wanted.addAll(ids);
    }
    boolean changed =
        location != null
            ? uncertain || !before.equals(wanted)
            // A link that may be missing is not created without a row.
            : !failed && wanted.size() < before.size();
    return new Wanted(
        contactId.startsWith(NO_ID) ? null : contactId, location, idsByName, rowIds, changed);
  }

  private boolean exists(String objectId) {
    return run.hasObject(objectId) || run.contactOfObjectWithoutRow(objectId) != null;
  }

  private boolean isKept(String objectId, String name) {
    String contact = run.contactOfObjectWithoutRow(objectId);
    // Without a contact column, no contact was recorded.
    return contact != null && (oneRow || contact.isEmpty() || contact.equals(name));
  }

  /** Removes deleted objects from the state of a contact whose links are not changed. */
  void forgetDeleted(Wanted contact) {
    contact
        .idsByName()
        .forEach(
            (name, ids) -> {
              Links links = state.links(name);
              if (links != null
                  && links.certain()
                  && !links.ids().stream().allMatch(this::exists)) {
                state.recordLinks(name, links.ids().stream().filter(this::exists).toList());
              }
            });
  }

  /** Records that a contact has another id than before. */
  void move(Wanted contact, String name, String newId) {
    String oldId = contact.contactId();
    run.removeName(oldId == null ? NO_ID + name : oldId, name);
    run.addName(newId, name);
  }
}
