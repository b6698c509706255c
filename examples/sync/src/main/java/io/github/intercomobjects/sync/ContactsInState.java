package io.github.intercomobjects.sync;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Remembers contacts from run to run, and in a run what is asked for and was not found. */
final class ContactsInState implements ContactMemory {
  private final SyncState state;
  private final Scratch scratch;

  ContactsInState(SyncState state, Scratch scratch) {
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

  @Override
  public @Nullable String id(ContactKey key) {
    return state.contactId(text(key));
  }

  @Override
  public void remember(ContactKey key, String id) {
    state.recordContact(text(key), id);
    scratch.addFound(text(key));
  }

  @Override
  public void forget(ContactKey key) {
    state.forgetContact(text(key));
    scratch.removeRefusal(text(key));
  }

  @Override
  public void want(ContactKey key) {
    scratch.addWanted(text(key));
  }

  @Override
  public boolean isWanted(ContactKey key) {
    return scratch.isWanted(text(key));
  }

  @Override
  public long wanted() {
    return scratch.wanted();
  }

  @Override
  public Iterator<ContactKey> wantedKeys() {
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

  @Override
  public void refuse(ContactKey key, String reason) {
    scratch.putRefusal(text(key), reason);
  }

  @Override
  public @Nullable String refusal(ContactKey key) {
    return scratch.refusal(text(key));
  }
}
