package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.StateOwner.Subject;
import io.github.intercomobjects.sync.SyncState.Known;
import io.github.intercomobjects.sync.SyncState.Links;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The calls that a state file records as done.
 *
 * @param hashes the hashes of the rows, by the external ids of their objects
 * @param links the ids of the objects, by the external ids of their contacts
 */
record Recorded(Map<String, String> hashes, Map<String, List<String>> links) {
  static final Recorded NOTHING = new Recorded(Map.of(), Map.of());

  /**
   * Reads a state file, which must not be in use.
   *
   * @param before an earlier result, whose entries are excluded
   */
  static Recorded in(Path file, String baseUrl, Recorded before) throws CannotRunException {
    Recorded recorded = new Recorded(new TreeMap<>(), new TreeMap<>());
    try (SyncState state = States.readOnly(file, new Subject("Order", baseUrl, null))) {
      for (Iterator<String> keys = state.keys(); keys.hasNext(); ) {
        String key = keys.next();
        Known known = state.find(key);
        if (known != null && known.rowHash() != null) {
          recorded.hashes.put(key, known.rowHash());
        }
      }
      for (Iterator<String> contacts = state.linkedContacts(); contacts.hasNext(); ) {
        String contact = contacts.next();
        Links links = state.links(contact);
        if (links != null && links.certain()) {
          recorded.links.put(ContactMemory.key(contact).value(), links.ids());
        }
      }
    }
    recorded.hashes.entrySet().removeAll(before.hashes.entrySet());
    recorded.links.entrySet().removeAll(before.links.entrySet());
    return recorded;
  }

  int size() {
    return hashes.size() + links.size();
  }
}
