package io.github.intercomobjects.sync;

import io.github.intercomobjects.ConflictException;
import io.github.intercomobjects.ContactDirectory;
import io.github.intercomobjects.Contacts;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.ContactList;
import io.github.intercomobjects.client.model.CreateContactRequest;
import io.github.intercomobjects.client.model.CursorPages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls that find and create contacts. Single contacts are looked up by the library's
 * directory; the list is read here, because what it finds is stored in a file. Thread-safe.
 */
final class ContactCalls {
  /** The largest page that Intercom returns. */
  static final int PER_PAGE = 150;

  /** The number of filters that a group may have (API descriptions, all versions). */
  private static final int MAX_FILTERS = 15;

  private final Intercom intercom;
  private final ContactsApi api;
  private final Contacts contacts;
  private final ContactDirectory directory;

  ContactCalls(Intercom intercom) {
    this.intercom = intercom.newBuilder().followMergedContacts(true).build();
    this.api = this.intercom.api(ContactsApi.class);
    this.contacts = this.intercom.contacts();
    this.directory = contacts.directory();
  }

  /** Returns the number of contacts that one call can find. */
  static int maxPerCall(ContactKey.By by) {
    return by == ContactKey.By.EMAIL ? MAX_FILTERS : 1;
  }

  /** Returns the number of calls that find the given number of contacts. */
  static long callsFor(ContactKey.By by, long contacts) {
    int perCall = maxPerCall(by);
    return (contacts + perCall - 1) / perCall;
  }

  /** Returns the number of pages of the list; {@code Long.MAX_VALUE} if it is not reported. */
  static long pages(ContactList first) {
    Long total = first.getTotalCount();
    return total == null ? Long.MAX_VALUE : Math.max(1, (total + PER_PAGE - 1) / PER_PAGE);
  }

  /** Returns the cursor of the next page; null after the last page. */
  static @Nullable String next(ContactList page) {
    CursorPages pages = page.getPages();
    return pages == null || pages.getNext() == null ? null : pages.getNext().getStartingAfter();
  }

  /**
   * Returns a page of the list of all contacts.
   *
   * @param after the cursor from {@link #next}; null for the first page
   */
  ContactList page(@Nullable String after) {
    return orEmpty(intercom.execute(api.listContacts(null, PER_PAGE, after)));
  }

  /**
   * Finds contacts by keys of one kind, at most {@link #maxPerCall}.
   *
   * @return the ids of the contacts that have each key; a key that no contact has may be absent
   */
  Map<ContactKey, List<String>> find(List<ContactKey> keys) {
    ContactKey first = keys.get(0);
    if (first.by() == ContactKey.By.ID) {
      return Map.of(first, List.of(contacts.get(first.value()).getId()));
    }
    List<io.github.intercomobjects.ContactKey> asked =
        keys.stream().map(ContactCalls::inDirectory).toList();
    // When to look up a contact again is for the memory of the sync to decide.
    asked.forEach(directory::forget);
    Map<io.github.intercomobjects.ContactKey, List<String>> found = directory.findAll(asked);
    return keys.stream()
        .distinct()
        .collect(
            Collectors.toMap(key -> key, key -> found.getOrDefault(inDirectory(key), List.of())));
  }

  private static io.github.intercomobjects.ContactKey inDirectory(ContactKey key) {
    return key.by() == ContactKey.By.EMAIL
        ? io.github.intercomobjects.ContactKey.email(key.value())
        : io.github.intercomobjects.ContactKey.externalId(key.value());
  }

  /**
   * A contact that was created or found.
   *
   * @param isNew whether this call created it
   */
  record Created(String id, boolean isNew) {}

  /** Creates a contact with nothing but its key, unless there is one by now. */
  Created create(ContactKey key) {
    // The list of contacts does not show that a contact was merged into another.
    Optional<String> known = directory.find(inDirectory(key));
    if (known.isPresent()) {
      return new Created(known.get(), false);
    }
    CreateContactRequest.Builder builder = CreateContactRequest.builder();
    CreateContactRequest request =
        (key.by() == ContactKey.By.EMAIL
                ? builder.email(key.value())
                : builder.externalId(key.value()))
            .build();
    try {
      return new Created(contacts.create(request).getId(), true);
    } catch (ConflictException e) {
      // Another process created it, or a search does not find it yet.
      return new Created(contacts.findOrCreate(request).getId(), false);
    }
  }

  private static ContactList orEmpty(@Nullable ContactList page) {
    return page == null ? ContactList.builder().data(List.of()).build() : page;
  }
}
