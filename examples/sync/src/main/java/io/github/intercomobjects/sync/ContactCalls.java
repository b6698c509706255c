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

/** The calls that find contacts. All of them are reads. Thread-safe. */
final class ContactCalls {
  /** The largest page that Intercom returns. */
  static final int PER_PAGE = 150;

  /** The number of filters that a group may have (API descriptions, all versions). */
  private static final int MAX_FILTERS = 15;

  private final Intercom intercom;
  private final ContactsApi api;

  ContactCalls(Intercom intercom) {
    this.intercom = intercom.newBuilder().followMergedContacts(true).build();
    this.api = this.intercom.api(ContactsApi.class);
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
    ContactList page = orEmpty(intercom.execute(api.searchContacts(search(filter(keys)))));
    Map<ContactKey, List<String>> found = new HashMap<>();
    if (keys.size() > 1 && next(page) != null) {
      // One key has so many contacts that those of other keys may be on another page.
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

  private static ContactList orEmpty(@Nullable ContactList page) {
    return page == null ? ContactList.builder().data(List.of()).build() : page;
  }
}
