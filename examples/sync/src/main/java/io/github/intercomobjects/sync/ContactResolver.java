package io.github.intercomobjects.sync;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.ContactList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds Intercom's ids of contacts, all that a run needs before its first row is sent.
 *
 * <p>Those that are not remembered are looked up one by one, or by going through the list of all
 * contacts where that takes fewer calls. Contacts that are merged into others stand for those. What
 * was not found is asked for again by the next run.
 */
final class ContactResolver {
  private final ContactCalls calls;
  private final ContactMemory memory;
  private final Failures failures;
  private final String column;

  /**
   * @param failures tells what concerns one contact from what ends the run
   * @param column that names the contacts
   */
  ContactResolver(Intercom intercom, ContactMemory memory, Failures failures, String column) {
    this.calls = new ContactCalls(intercom);
    this.memory = memory;
    this.failures = failures;
    this.column = column;
  }

  /**
   * What became of a contact: one of the two is null.
   *
   * @param id Intercom's
   * @param reason why there is no id
   */
  record Resolved(@Nullable String id, @Nullable String reason) {}

  /**
   * Finds all contacts that are wanted; each is one step of {@code progress}.
   *
   * @param stop whether no further call is to be begun; then some are not looked for
   * @throws CannotRunException if none could be found, because of the token or the connection
   */
  void resolveWanted(Progress progress, BooleanSupplier stop) throws CannotRunException {
    long wanted = memory.wanted();
    if (wanted == 0) {
      return;
    }
    progress.begin("looking up", "contacts", wanted);
    ContactKey.By by = memory.wantedKeys().next().by();
    long most = ContactCalls.lookUps(by, wanted);
    if (most > 1) {
      ContactList first = firstPage();
      long pages = ContactCalls.pages(first);
      if (pages - 1 < most && readAllPages(first, progress, stop)) {
        most = pages;
      }
    }
    lookUpTheRest(by, most, progress, stop);
  }

  /**
   * The id of a contact that a row names; a call is made only if it was not wanted before.
   *
   * @throws CannotRunException if no contact could be found, because of the token or the connection
   */
  Resolved resolve(ContactKey key) throws CannotRunException {
    String id = known(key);
    String reason = memory.refusal(key);
    if (id == null && reason == null) {
      lookUp(List.of(key));
      id = known(key);
      reason = memory.refusal(key);
    }
    return new Resolved(id, id == null ? reason : null);
  }

  /** Like {@link #resolve}, for a contact whose id turned out to be none any more. */
  Resolved resolveAnew(ContactKey key) throws CannotRunException {
    memory.forget(key);
    lookUp(List.of(key));
    String id = memory.id(key);
    return new Resolved(id, id == null ? memory.refusal(key) : null);
  }

  private @Nullable String known(ContactKey key) {
    String id = memory.id(key);
    return id == null && key.by() == ContactKey.By.ID && memory.refusal(key) == null
        ? key.value()
        : id;
  }

  private ContactList firstPage() throws CannotRunException {
    try {
      ContactList page = calls.page(null);
      failures.answered();
      return page;
    } catch (IntercomException e) {
      failures.reason(e);
      // Who may not list may look up nevertheless.
      return ContactList.builder().data(List.of()).build();
    }
  }

  /** Returns whether the list was read to its end, and so shows who is not there. */
  private boolean readAllPages(ContactList first, Progress progress, BooleanSupplier stop)
      throws CannotRunException {
    ContactList page = first;
    String before = null;
    while (true) {
      for (Contact contact : page.getData()) {
        noteListed(contact, ContactKey.By.EXTERNAL_ID, contact.getExternalId(), progress);
        noteListed(contact, ContactKey.By.EMAIL, contact.getEmail(), progress);
      }
      String next = ContactCalls.next(page);
      if (next == null) {
        return true;
      }
      // A cursor that repeats itself would go on for ever.
      if (next.equals(before) || stop.getAsBoolean()) {
        return false;
      }
      before = next;
      try {
        page = calls.page(next);
        failures.answered();
      } catch (IntercomException e) {
        // What is not found so far is looked up.
        failures.reason(e);
        return false;
      }
    }
  }

  private void noteListed(
      Contact contact, ContactKey.By by, @Nullable String value, Progress progress) {
    if (value == null) {
      return;
    }
    ContactKey key = ContactKey.of(by, value);
    if (!memory.isWanted(key)) {
      return;
    }
    String other = memory.id(key);
    String refusal = memory.refusal(key);
    if (refusal != null) {
      memory.refuse(key, refusal + ", " + contact.getId());
    } else if (other == null) {
      memory.remember(key, contact.getId());
      progress.step();
    } else if (!other.equals(contact.getId())) {
      memory.forget(key);
      memory.refuse(key, ambiguous(key, List.of(other, contact.getId())));
    }
  }

  private static String ambiguous(ContactKey key, List<String> ids) {
    // The ids stand last, so that more can be added.
    return "more than one contact has the "
        + key
        + "; merge them in Intercom, or name contacts by external id or id: "
        + String.join(", ", ids);
  }

  private String missing(ContactKey key) {
    return "there is no contact with the "
        + key
        + "; create it first, or leave "
        + column
        + " empty";
  }

  /**
   * @param most calls that may be spent; if more are needed, a list has shown who is there
   */
  private void lookUpTheRest(ContactKey.By by, long most, Progress progress, BooleanSupplier stop)
      throws CannotRunException {
    long unknown = 0;
    Iterator<ContactKey> all = memory.wantedKeys();
    while (all.hasNext()) {
      unknown += isOpen(all.next()) ? 1 : 0;
    }
    // The list may lag behind by a few that were made just now; many were never made.
    boolean trusted = ContactCalls.lookUps(by, unknown) > most;
    try (Workers workers = new Workers()) {
      List<ContactKey> batch = new ArrayList<>();
      all = memory.wantedKeys();
      while (all.hasNext() && !stop.getAsBoolean()) {
        ContactKey key = all.next();
        if (!isOpen(key)) {
          continue;
        }
        if (trusted) {
          memory.refuse(key, missing(key));
          progress.step();
          continue;
        }
        batch.add(key);
        if (batch.size() == ContactCalls.atATime(by)) {
          submit(workers, batch, progress);
          batch = new ArrayList<>();
        }
      }
      submit(workers, batch, progress);
      workers.await();
    }
  }

  private boolean isOpen(ContactKey key) {
    return memory.id(key) == null && memory.refusal(key) == null;
  }

  private void submit(Workers workers, List<ContactKey> batch, Progress progress)
      throws CannotRunException {
    if (!batch.isEmpty()) {
      workers.submit(
          () -> {
            lookUp(batch);
            batch.forEach(key -> progress.step());
          });
    }
  }

  /** Asks for contacts in one call, and notes the answer. */
  private void lookUp(List<ContactKey> keys) throws CannotRunException {
    try {
      Map<ContactKey, List<String>> found = calls.find(keys);
      failures.answered();
      for (ContactKey key : keys) {
        List<String> ids = found.getOrDefault(key, List.of());
        if (ids.size() == 1) {
          memory.remember(key, ids.get(0));
        } else {
          memory.refuse(key, ids.isEmpty() ? missing(key) : ambiguous(key, ids));
        }
      }
    } catch (NotFoundException e) {
      failures.answered();
      keys.forEach(key -> memory.refuse(key, missing(key)));
    } catch (IntercomException e) {
      String reason = failures.reason(e);
      keys.forEach(key -> memory.refuse(key, "the contact was not found: " + reason));
    } catch (IllegalArgumentException e) {
      if (keys.get(0).by() == ContactKey.By.EMAIL) {
        throw e;
      }
      // What would mean another resource in an address.
      keys.forEach(
          key ->
              memory.refuse(
                  key, "the contact's " + key + " cannot be looked up: " + e.getMessage()));
    }
  }
}
