package io.github.intercomobjects.sync;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.ContactList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The search for Intercom's ids of contacts. A run resolves all that it needs before its first row
 * is sent.
 *
 * <p>Contacts whose id is not known are looked up one by one, or found in the list of all contacts
 * if that takes fewer calls. The id of a merged contact is that of the contact it was merged into.
 * The next run looks up again what was not found.
 */
final class ContactResolver {
  private final ContactCalls calls;
  private final ContactMemory memory;
  private final Failures failures;
  private final String column;

  /**
   * @param failures distinguishes failures of one contact from those that end the run
   * @param column the name of the column that names contacts, for messages
   */
  ContactResolver(Intercom intercom, ContactMemory memory, Failures failures, String column) {
    this.calls = new ContactCalls(intercom);
    this.memory = memory;
    this.failures = failures;
    this.column = column;
  }

  /**
   * The result of a lookup; one of the two is null.
   *
   * @param id Intercom's id
   * @param reason why there is no id
   */
  record Resolved(@Nullable String id, @Nullable String reason) {}

  /**
   * Finds all contacts that the run needs; each is one step of {@code progress}.
   *
   * @param stop returns whether to start no further calls; then some contacts are not looked up
   * @throws CannotRunException if no lookup can succeed, because of the token or the connection
   */
  void resolveWanted(Progress progress, BooleanSupplier stop) throws CannotRunException {
    long wanted = memory.wanted();
    if (wanted == 0) {
      return;
    }
    progress.begin("looking up", "contacts", wanted);
    ContactKey.By by = memory.wantedKeys().next().by();
    long maxCalls = ContactCalls.callsFor(by, wanted);
    if (maxCalls > 1) {
      ContactList first = firstPage();
      long pages = ContactCalls.pages(first);
      if (pages - 1 < maxCalls) {
        if (readAllPages(first, progress, stop)) {
          maxCalls = pages;
        } else if (by == ContactKey.By.EMAIL) {
          // Another contact may have the same address.
          memory.wantedKeys().forEachRemaining(memory::forget);
          progress.begin("looking up", "contacts", wanted);
        }
      }
    }
    lookUpRemaining(by, maxCalls, progress, stop);
  }

  /**
   * Returns the id of a contact that a row names. A call is sent only if it was not resolved
   * before.
   *
   * @throws CannotRunException if no lookup can succeed, because of the token or the connection
   */
  Resolved resolve(ContactKey key) throws CannotRunException {
    String id = memory.id(key);
    String reason = memory.failure(key);
    if (id == null && reason == null) {
      lookUp(List.of(key));
      id = memory.id(key);
      reason = memory.failure(key);
    }
    return new Resolved(id, id == null ? reason : null);
  }

  /** Looks up a contact whose known id is no longer valid. */
  Resolved resolveAgain(ContactKey key) throws CannotRunException {
    memory.forget(key);
    lookUp(List.of(key));
    String id = memory.id(key);
    return new Resolved(id, id == null ? memory.failure(key) : null);
  }

  /** Returns whether a lookup found that there is no such contact. */
  boolean isMissing(ContactKey key, Resolved contact) {
    return missing(key).equals(contact.reason());
  }

  /** Returns whether a lookup of this run found that there is no such contact. */
  boolean isMissing(ContactKey key) {
    return memory.id(key) == null && missing(key).equals(memory.failure(key));
  }

  /**
   * Creates a contact that is missing, and returns whether it did; another process may have done
   * it. If it fails, the rows that name the contact fail.
   *
   * @throws CannotRunException if no creation can succeed, because of the token or the connection
   */
  boolean create(ContactKey key) throws CannotRunException {
    try {
      ContactCalls.Created created = calls.create(key);
      failures.responseReceived();
      memory.remember(key, created.id());
      return created.isNew();
    } catch (IntercomException e) {
      memory.recordFailure(key, "the contact was not created: " + failures.reason(e));
      return false;
    }
  }

  private ContactList firstPage() throws CannotRunException {
    try {
      ContactList page = calls.page(null);
      failures.responseReceived();
      return page;
    } catch (IntercomException e) {
      failures.reason(e);
      // A token that may not list contacts may still look them up.
      return ContactList.builder().data(List.of()).build();
    }
  }

  /** Returns whether the list was read to its end, so that contacts not in it do not exist. */
  private boolean readAllPages(ContactList first, Progress progress, BooleanSupplier stop)
      throws CannotRunException {
    ContactList page = first;
    Set<String> cursors = new HashSet<>();
    while (true) {
      for (Contact contact : page.getData()) {
        noteListed(contact, ContactKey.By.EXTERNAL_ID, contact.getExternalId(), progress);
        noteListed(contact, ContactKey.By.EMAIL, contact.getEmail(), progress);
        noteListed(contact, ContactKey.By.ID, contact.getId(), progress);
      }
      String next = ContactCalls.next(page);
      if (next == null) {
        return true;
      }
      // A cursor that returns would loop forever.
      if (!cursors.add(next) || stop.getAsBoolean()) {
        return false;
      }
      try {
        page = calls.page(next);
        failures.responseReceived();
      } catch (IntercomException e) {
        // Contacts that were not found yet are looked up.
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
    String failure = memory.failure(key);
    if (failure != null) {
      memory.recordFailure(key, failure + ", " + contact.getId());
    } else if (other == null) {
      memory.remember(key, contact.getId());
      progress.step();
    } else if (!other.equals(contact.getId())) {
      recordInvalid(key, ambiguous(key, List.of(other, contact.getId())));
    }
  }

  /** Records why a contact has no id, so that the id of an earlier run is not valid either. */
  private void recordInvalid(ContactKey key, String reason) {
    memory.forget(key);
    memory.recordFailure(key, reason);
  }

  private static String ambiguous(ContactKey key, List<String> ids) {
    // The ids are last, so that more can be appended.
    return "more than one contact has the "
        + key
        + "; merge them in Intercom, or name contacts by external id or id: "
        + String.join(", ", ids);
  }

  private String missing(ContactKey key) {
    return missing(key, null);
  }

  /**
   * Returns why a contact that does not exist has no id.
   *
   * @param remark why it is not created; null for none
   */
  String missing(ContactKey key, @Nullable String remark) {
    return "there is no contact with the "
        + key
        + (remark == null ? "" : ", and " + remark)
        + "; create it first, or leave "
        + column
        + " empty";
  }

  /**
   * Looks up the contacts that are still unresolved.
   *
   * @param maxCalls the largest number of calls; if more are needed, the list was read completely
   */
  private void lookUpRemaining(
      ContactKey.By by, long maxCalls, Progress progress, BooleanSupplier stop)
      throws CannotRunException {
    long unknown = 0;
    Iterator<ContactKey> all = memory.wantedKeys();
    while (all.hasNext()) {
      unknown += isUnresolved(all.next()) ? 1 : 0;
    }
    // A few contacts that the list lacks may be new, so they are looked up. Many do not exist,
    // unless they are named by ids: the list lacks those of merged contacts.
    boolean listIsComplete =
        by != ContactKey.By.ID && ContactCalls.callsFor(by, unknown) > maxCalls;
    try (Workers workers = new Workers()) {
      List<ContactKey> batch = new ArrayList<>();
      all = memory.wantedKeys();
      while (all.hasNext() && !stop.getAsBoolean()) {
        ContactKey key = all.next();
        if (!isUnresolved(key)) {
          continue;
        }
        if (listIsComplete) {
          recordInvalid(key, missing(key));
          progress.step();
          continue;
        }
        batch.add(key);
        if (batch.size() == ContactCalls.maxPerCall(by)) {
          submit(workers, batch, progress);
          batch = new ArrayList<>();
        }
      }
      submit(workers, batch, progress);
      workers.await();
    }
  }

  private boolean isUnresolved(ContactKey key) {
    return memory.id(key) == null && memory.failure(key) == null;
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

  /** Looks up contacts with one call, and records the results. */
  private void lookUp(List<ContactKey> keys) throws CannotRunException {
    try {
      Map<ContactKey, List<String>> found = calls.find(keys);
      failures.responseReceived();
      for (ContactKey key : keys) {
        List<String> ids = found.getOrDefault(key, List.of());
        if (ids.size() == 1) {
          memory.remember(key, ids.get(0));
        } else {
          recordInvalid(key, ids.isEmpty() ? missing(key) : ambiguous(key, ids));
        }
      }
    } catch (NotFoundException e) {
      failures.responseReceived();
      keys.forEach(key -> recordInvalid(key, missing(key)));
    } catch (IntercomException e) {
      String reason = failures.reason(e);
      keys.forEach(key -> memory.recordFailure(key, "the contact was not found: " + reason));
    } catch (IllegalArgumentException e) {
      if (keys.get(0).by() == ContactKey.By.EMAIL) {
        throw e;
      }
      // The key would change the path of the URL.
      keys.forEach(
          key ->
              memory.recordFailure(
                  key, "the contact's " + key + " cannot be looked up: " + e.getMessage()));
    }
  }
}
