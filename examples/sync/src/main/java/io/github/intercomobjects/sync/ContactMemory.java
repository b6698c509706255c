package io.github.intercomobjects.sync;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of contacts: their ids, from run to run, and what this run wants to know and did
 * not find. It is kept in files, because there may be many contacts. Thread-safe.
 */
final class ContactMemory {
  private final SyncState state;
  private final Scratch scratch;

  ContactMemory(SyncState state, Scratch scratch) {
    this.state = state;
    this.scratch = scratch;
  }

  /** What stands for a contact in the files. */
  static String text(ContactKey key) {
    return key.by().name() + ":" + key.value();
  }

  /** The contact that a text in a file stands for. */
  static ContactKey key(String text) {
    int colon = text.indexOf(':');
    return new ContactKey(
        ContactKey.By.valueOf(text.substring(0, colon)), text.substring(colon + 1));
  }

  /** Whether the id was found in this run. */
  boolean isFresh(ContactKey key) {
    return scratch.isFound(text(key));
  }

  /** Intercom's id of a contact; null where it is not known. */
  @Nullable String id(ContactKey key) {
    return state.contactId(text(key));
  }

  /** Remembers an id for this run and later ones. */
  void remember(ContactKey key, String id) {
    state.recordContact(text(key), id);
    scratch.addFound(text(key));
  }

  /** Forgets an id, and what this run knows of the contact. */
  void forget(ContactKey key) {
    state.forgetContact(text(key));
    scratch.removeRefusal(text(key));
  }

  /** Notes a contact of this run whose id is not known; one that is named by its id needs none. */
  void want(ContactKey key) {
    if (key.by() != ContactKey.By.ID) {
      scratch.addWanted(text(key));
    }
  }

  boolean isWanted(ContactKey key) {
    return scratch.isWanted(text(key));
  }

  /** How many contacts were wanted. */
  long wanted() {
    return scratch.wanted();
  }

  /** All that were wanted; goes on undisturbed while answers are noted. */
  Iterator<ContactKey> wantedKeys() {
    Iterator<String> texts = scratch.wantedKeys();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return texts.hasNext();
      }

      @Override
      public ContactKey next() {
        return key(texts.next());
      }
    };
  }

  /** Notes for this run only why nothing can be linked to a contact. */
  void refuse(ContactKey key, String reason) {
    scratch.putRefusal(text(key), reason);
  }

  /** Why nothing can be linked to a contact; null where nothing is known against it. */
  @Nullable String refusal(ContactKey key) {
    return scratch.refusal(text(key));
  }
}
