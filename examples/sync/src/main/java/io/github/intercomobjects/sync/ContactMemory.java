package io.github.intercomobjects.sync;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of contacts: their ids, from run to run, and what this run wants to know. Grows
 * with the contacts, so it is not held in memory where there may be many. Thread-safe.
 */
interface ContactMemory {
  /** Intercom's id of a contact; null where it is not known. */
  @Nullable String id(ContactKey key);

  /** Remembers an id for this run and later ones. */
  void remember(ContactKey key, String id);

  /** Forgets an id, and what this run knows of the contact. */
  void forget(ContactKey key);

  /** Notes a contact of this run whose id is not known. */
  void want(ContactKey key);

  boolean isWanted(ContactKey key);

  /** How many contacts were wanted. */
  long wanted();

  /** All that were wanted; goes on undisturbed while answers are noted. */
  Iterator<ContactKey> wantedKeys();

  /** Notes for this run only why nothing can be linked to a contact. */
  void refuse(ContactKey key, String reason);

  /** Why nothing can be linked to a contact; null where nothing is known against it. */
  @Nullable String refusal(ContactKey key);
}
