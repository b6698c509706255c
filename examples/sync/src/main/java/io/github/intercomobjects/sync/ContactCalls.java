package io.github.intercomobjects.sync;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.ContactList;
import io.github.intercomobjects.client.model.CursorPages;
import io.github.intercomobjects.client.model.SearchContactsRequest;
import io.github.intercomobjects.client.model.SearchFilter;
import io.github.intercomobjects.client.model.SearchPagination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls by which contacts are found; they only read. Thread-safe. */
final class ContactCalls {
  /** The most that Intercom gives. */
  static final int PER_PAGE = 150;

  /** How many filters a group may have (API descriptions, all versions). */
  private static final int FILTERS = 15;

  private final Intercom intercom;
  private final ContactsApi api;

  ContactCalls(Intercom intercom) {
    this.intercom = intercom.newBuilder().followMergedContacts(true).build();
    this.api = this.intercom.api(ContactsApi.class);
  }

  /** How many contacts one call finds. */
  static int atATime(ContactKey.By by) {
    return by == ContactKey.By.EMAIL ? FILTERS : 1;
  }

  /** How many calls find so many contacts. */
  static long lookUps(ContactKey.By by, long contacts) {
    int atATime = atATime(by);
    return (contacts + atATime - 1) / atATime;
  }

  /** How many pages a list has; as good as endless where that is not said. */
  static long pages(ContactList first) {
    Long total = first.getTotalCount();
    return total == null ? Long.MAX_VALUE : Math.max(1, (total + PER_PAGE - 1) / PER_PAGE);
  }

  /** What leads to the page after this one; null at the end. */
  static @Nullable String next(ContactList page) {
    CursorPages pages = page.getPages();
    return pages == null || pages.getNext() == null ? null : pages.getNext().getStartingAfter();
  }

  /**
   * A page of the list of all contacts.
   *
   * @param after the end of the page before; null for the first page
   */
  ContactList page(@Nullable String after) {
    return answer(intercom.execute(api.listContacts(null, PER_PAGE, after)));
  }

  /**
   * Finds contacts of one kind of key, at most {@link #atATime}; by what they are found, with the
   * ids of all that have it.
   */
  Map<ContactKey, List<String>> find(List<ContactKey> keys) {
    ContactKey first = keys.get(0);
    return switch (first.by()) {
      case EXTERNAL_ID ->
          intercom
              .contacts()
              .findByExternalId(first.value())
              .map(contact -> Map.of(first, List.of(contact.getId())))
              .orElse(Map.of());
      case ID -> Map.of(first, List.of(intercom.contacts().get(first.value()).getId()));
      case EMAIL -> search(keys);
    };
  }

  private Map<ContactKey, List<String>> search(List<ContactKey> keys) {
    ContactList page = answer(intercom.execute(api.searchContacts(search(filter(keys)))));
    Map<ContactKey, List<String>> found = new HashMap<>();
    if (keys.size() > 1 && next(page) != null) {
      // One of them has so many contacts that those of others may be on another page.
      keys.forEach(key -> found.putAll(search(List.of(key))));
      return found;
    }
    for (Contact contact : page.getData()) {
      String email = contact.getEmail();
      if (email != null) {
        found
            .computeIfAbsent(ContactKey.of(ContactKey.By.EMAIL, email), key -> new ArrayList<>())
            .add(contact.getId());
      }
    }
    return found;
  }

  private static SearchContactsRequest search(SearchFilter filter) {
    return SearchContactsRequest.builder()
        .query(filter)
        .pagination(SearchPagination.builder().perPage((long) PER_PAGE).build())
        .build();
  }

  private static SearchFilter filter(List<ContactKey> keys) {
    List<Map<String, String>> filters = new ArrayList<>();
    for (ContactKey key : keys) {
      filters.add(Map.of("field", "email", "operator", "=", "value", key.value()));
    }
    return SearchFilter.builder().operator("OR").value(filters).build();
  }

  private static ContactList answer(@Nullable ContactList page) {
    return page == null ? ContactList.builder().data(List.of()).build() : page;
  }
}
