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
 * A recipe: erases a person from Intercom. The contact is deleted last, because linked custom
 * objects and conversations are found through it. After an interruption, run it again. Needs
 * version 2.16 or later.
 */
final class ErasePerson {
  private final Intercom intercom;
  private final List<String> types;

  /**
   * Creates the recipe.
   *
   * @param types the custom object types with data about persons
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
      // All ids first: deleting objects while pages are fetched would skip some.
      objects.list(Parent.contact(id)).ids().forEach(objects::deleteById);
    }
    // The search may not find conversations of the last minutes yet: run this again later.
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
