package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.client.api.ConversationsApi;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.Conversation;
import io.github.intercomobjects.client.model.ConversationList;
import io.github.intercomobjects.client.model.CursorPages;
import io.github.intercomobjects.client.model.NextPage;
import io.github.intercomobjects.client.model.SearchConversationsRequest;
import io.github.intercomobjects.client.model.SearchFilter;
import io.github.intercomobjects.client.model.SearchPagination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Erases a person from Intercom: the custom objects linked to them, their conversations, and the
 * contact last, by which the rest is found. A run that was cut short is just run again. Needs
 * version 2.16 or later.
 */
final class ErasePerson {
  private final Intercom intercom;
  private final List<String> types;

  /**
   * @param types the custom object types whose objects are about persons
   */
  ErasePerson(Intercom intercom, List<String> types) {
    this.intercom = intercom;
    this.types = types;
  }

  /** Returns false if there is no such person, perhaps because an earlier run erased them. */
  boolean erase(String externalId) {
    Optional<Contact> person = intercom.contacts().findByExternalId(externalId);
    if (person.isEmpty()) {
      return false;
    }
    String id = person.get().getId();
    for (String type : types) {
      CustomObjects<Attributes> objects = intercom.customObjects(ObjectType.untyped(type));
      // All ids first: deleting while pages are fetched would skip some.
      objects.list(Parent.contact(id)).ids().forEach(objects::deleteById);
    }
    // A conversation of the last minutes may not be found yet: run this again later if that
    // matters.
    conversations(id).forEach(intercom.conversations()::delete);
    return intercom.contacts().delete(id);
  }

  private List<String> conversations(String contactId) {
    ConversationsApi api = intercom.api(ConversationsApi.class);
    SearchFilter filter =
        SearchFilter.builder().field("contact_ids").operator("=").value(contactId).build();
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      SearchPagination page =
          SearchPagination.builder().perPage(150L).startingAfter(cursor).build();
      ConversationList found =
          intercom.execute(
              api.searchConversations(
                  SearchConversationsRequest.builder().query(filter).pagination(page).build()));
      found.getConversations().stream().map(Conversation::getId).forEach(ids::add);
      cursor = next(found.getPages());
    } while (cursor != null);
    return ids;
  }

  private static @Nullable String next(@Nullable CursorPages pages) {
    NextPage next = pages == null ? null : pages.getNext();
    return next == null ? null : next.getStartingAfter();
  }
}
