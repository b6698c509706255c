package io.github.intercomobjects.sync;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Contacts in the state file and in the scratch file: the ids that are known from run to run, and
 * the contacts that this run needs or could not find. Thread-safe.
 */
final class ContactMemory {
  private final SyncState state;
  private final Scratch scratch;
  private final boolean forecast;

  ContactMemory(SyncState state, Scratch scratch) {
    this(state, scratch, false);
  }

  private ContactMemory(SyncState state, Scratch scratch, boolean forecast) {
    this.state = state;
    this.scratch = scratch;
    this.forecast = forecast;
  }

  /** Returns a memory that leaves the state file as it is. */
  static ContactMemory ofForecast(SyncState state, Scratch scratch) {
    return new ContactMemory(state, scratch, true);
  }

  /** Returns the text that represents a contact in the files. */
  static String text(ContactKey key) {
    return key.by().name() + ":" + key.value();
  }

  /** Returns the text that represents a contact; empty for none. */
  static String textOrEmpty(@Nullable ContactKey key) {
    return key == null ? "" : text(key);
  }

  /** Returns the contact that a text in a file represents. */
  static ContactKey key(String text) {
    int colon = text.indexOf(':');
    return new ContactKey(
        ContactKey.By.valueOf(text.substring(0, colon)), text.substring(colon + 1));
  }

  /** Returns whether the id was found in this run. */
  boolean isFresh(ContactKey key) {
    return scratch.isFound(text(key));
  }

  /**
   * Returns Intercom's id of a contact; null if it is not known. An id of an earlier run does not
   * count if this run needs to look up the contact.
   */
  @Nullable String id(ContactKey key) {
    return isFresh(key) || !isWanted(key) ? latestId(key) : null;
  }

  /** Returns the id of a contact that was found last, even if it is to be looked up again. */
  @Nullable String latestId(ContactKey key) {
    String found = scratch.foundId(text(key));
    return found == null ? state.contactId(text(key)) : found;
  }

  /** Returns whether the id of a contact was found so long ago that it may not be valid. */
  boolean isOld(ContactKey key) {
    return !isFresh(key) && state.isContactOlder(text(key), key.by().validity());
  }

  /** Stores an id for this run and, except in a forecast, for later runs. */
  void remember(ContactKey key, String id) {
    if (!forecast) {
      state.recordContact(text(key), id);
    }
    scratch.addFound(text(key), id);
  }

  /** Removes the id of a contact, and the reason why it was not found. */
  void forget(ContactKey key) {
    if (!forecast) {
      state.forgetContact(text(key));
    }
    scratch.forgetContact(text(key));
  }

  /** Records that this run needs to look up a contact, even if an earlier run found its id. */
  void want(ContactKey key) {
    scratch.addWanted(text(key));
  }

  boolean isWanted(ContactKey key) {
    return scratch.isWanted(text(key));
  }

  /** Returns the number of contacts that this run needs. */
  long wanted() {
    return scratch.wanted();
  }

  /** Returns all contacts that this run needs. Ids may be stored during the iteration. */
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

  /** Records, for this run only, why a contact has no id. */
  void recordFailure(ContactKey key, String reason) {
    scratch.putLookupFailure(text(key), reason);
  }

  /** Returns why a contact has no id; null if no lookup has failed. */
  @Nullable String failure(ContactKey key) {
    return scratch.lookupFailure(text(key));
  }
}
