package io.github.intercomobjects;

import io.github.intercomobjects.ContactCache.Limits;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.ContactList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * A directory that translates the external ids and e-mail addresses of contacts into Intercom's
 * ids, which links need.
 *
 * <pre>{@code
 * ContactDirectory directory = intercom.contacts().directory();
 * String id = directory.get(ContactKey.externalId("customer-7"));
 * directory.findAll(keys); // with as few calls as possible, and remembered
 * }</pre>
 *
 * <p>It remembers ids for an hour and misses for a minute, of at most 10,000 contacts, unless
 * {@link Intercom.Builder#contactCache} is set. Clients that are derived from one another, with one
 * base URL and one token or supplier of tokens, share what it remembers; clients that were built
 * separately do not. Several threads that ask for the same contact cause one call; one that has
 * waited for {@link Intercom.Builder#maxWait} sends its own. The id of a merged contact is that of
 * the contact it was merged into. The directory takes into account what {@link Contacts} of these
 * clients creates, archives and deletes, and a 404 or 410 in a call with the id of a contact that
 * they execute; other changes are noticed when the time is over.
 *
 * <p>Thread-safe. Throws the exceptions of {@link CustomObjects}.
 */
public final class ContactDirectory {
  private final Calls calls;
  private final Contacts contacts;
  private final ContactCache cache;
  private final Limits limits;

  ContactDirectory(Calls calls) {
    this.calls = calls;
    this.contacts = new Contacts(calls, true);
    this.cache = calls.settings().credentials().contacts();
    this.limits = calls.settings().contactLimits();
  }

  /**
   * Returns Intercom's id of a contact, or empty if there is none.
   *
   * @throws ConflictException if more than one contact has the e-mail address
   */
  public Optional<String> find(ContactKey key) {
    Deadline deadline = calls.newDeadline();
    List<String> ids =
        cache.get(
            key,
            limits,
            theirs -> await(theirs, deadline),
            () -> new ContactDirectory(calls.before(deadline)).lookUp(key));
    if (ids.size() > 1) {
      throw contacts.ambiguous(key, ids);
    }
    return ids.stream().findFirst();
  }

  private List<String> lookUp(ContactKey key) {
    return lookUp(List.of(key)).getOrDefault(key, List.of());
  }

  /** Waits for the question of another thread. */
  private void await(CountDownLatch theirs, Deadline deadline) {
    Settings settings = calls.settings();
    Timing timing = settings.timing();
    long start = timing.nanoTime();
    try {
      timing.sleep(Times.shorter(deadline.left(), settings.maxWait()), theirs);
    } catch (InterruptedException e) {
      // The question of this thread reports the interrupt.
      Thread.currentThread().interrupt();
    }
    if (settings.waitsForWindow()) {
      // The other question may have waited for the window.
      deadline.extend(timing.since(start));
    }
  }

  /**
   * Returns Intercom's id of a contact.
   *
   * @throws NotFoundException if there is none
   * @throws ConflictException if more than one contact has the e-mail address
   */
  public String get(ContactKey key) {
    return find(key).orElseThrow(() -> contacts.missing(key, "create it first"));
  }

  /**
   * Returns the ids of the contacts that have these keys: none, one, or several for an e-mail
   * address. Those that are not remembered are looked up, or found in the list of all contacts if
   * that takes fewer calls. The calls are sent one after the other. The list does not show the
   * external ids of merged contacts: if it lacks many external ids, {@link #find} may find some of
   * them.
   */
  public Map<ContactKey, List<String>> findAll(Collection<ContactKey> keys) {
    Map<ContactKey, List<String>> found = new LinkedHashMap<>();
    Set<ContactKey> unknown = new LinkedHashSet<>();
    for (ContactKey key : keys) {
      List<String> ids = cache.get(key, limits);
      if (ids == null) {
        unknown.add(key);
      } else {
        found.put(key, ids);
      }
    }
    Map<ContactKey, List<String>> asked =
        cache.ask(limits, () -> ask(unknown), Function.identity());
    unknown.forEach(key -> found.put(key, List.copyOf(asked.getOrDefault(key, List.of()))));
    return found;
  }

  /** Forgets the id of a contact, so that the next question for it causes a call. */
  public void forget(ContactKey key) {
    cache.forget(key);
  }

  /** Returns what is known of these keys now: ids, none for a miss; others are absent. */
  private Map<ContactKey, List<String>> ask(Set<ContactKey> keys) {
    Map<ContactKey, List<String>> found = new LinkedHashMap<>();
    long most = callsFor(keys);
    boolean isComplete = false;
    if (most > 1) {
      try {
        ContactList first = contacts.page(null);
        long pages = pages(first);
        isComplete = pages - 1 < most && readAll(first, keys, found);
        most = isComplete ? pages : most;
      } catch (PermissionException e) {
        // A token that may not list contacts may still find them.
      }
    }
    if (!isComplete) {
      // Another contact may have the same address.
      found.keySet().removeIf(ContactDirectory::isEmail);
    }
    List<ContactKey> left = keys.stream().filter(key -> !found.containsKey(key)).toList();
    // A few contacts that the complete list lacks may be new, so they are looked up. Many do not
    // exist.
    if (callsFor(left) <= most) {
      found.putAll(lookUp(left));
    } else {
      // An external id may be that of a merged contact, which only a look-up shows.
      left.stream().filter(ContactDirectory::isEmail).forEach(key -> found.put(key, List.of()));
    }
    return found;
  }

  private static boolean isEmail(ContactKey key) {
    return key.by() == ContactKey.By.EMAIL;
  }

  private static long callsFor(Collection<ContactKey> keys) {
    long emails = keys.stream().filter(ContactDirectory::isEmail).count();
    return keys.size() - emails + (emails + Contacts.MOST_EMAILS - 1) / Contacts.MOST_EMAILS;
  }

  private static long pages(ContactList first) {
    Long total = first.getTotalCount();
    return total == null
        ? Long.MAX_VALUE
        : Math.max(1, (total + Contacts.PAGE_SIZE - 1) / Contacts.PAGE_SIZE);
  }

  /** Reads the list into {@code found}, and returns whether it was read to its end. */
  private boolean readAll(
      ContactList first, Set<ContactKey> keys, Map<ContactKey, List<String>> found) {
    ContactList page = first;
    Set<String> cursors = new HashSet<>();
    while (true) {
      for (Contact contact : page.getData()) {
        for (ContactKey key : ContactKey.allOf(contact)) {
          if (keys.contains(key)) {
            add(found, key, contact.getId());
          }
        }
      }
      String next = Contacts.next(page);
      // A cursor that returns would loop forever, and so would ones that are always new.
      if (next == null || !cursors.add(next) || cursors.size() == 2 * pages(first) + 10) {
        return next == null;
      }
      page = contacts.page(next);
    }
  }

  private static void add(Map<ContactKey, List<String>> found, ContactKey key, String id) {
    List<String> ids = found.computeIfAbsent(key, k -> new ArrayList<>());
    if (!ids.contains(id)) {
      ids.add(id);
    }
  }

  /** Returns the ids of each of these keys, none for a miss. */
  private Map<ContactKey, List<String>> lookUp(List<ContactKey> keys) {
    Map<ContactKey, List<String>> found = new LinkedHashMap<>();
    List<ContactKey> emails = new ArrayList<>();
    for (ContactKey key : keys) {
      found.put(key, new ArrayList<>(1));
      if (isEmail(key)) {
        emails.add(key);
      } else {
        contacts
            .findByExternalId(key.getValue())
            .ifPresent(contact -> add(found, key, contact.getId()));
      }
    }
    for (int i = 0; i < emails.size(); i += Contacts.MOST_EMAILS) {
      List<ContactKey> some = emails.subList(i, Math.min(emails.size(), i + Contacts.MOST_EMAILS));
      contacts
          .search(some)
          .forEach((key, all) -> all.forEach(contact -> add(found, key, contact.getId())));
    }
    return found;
  }

  @Override
  public String toString() {
    return "ContactDirectory";
  }
}
