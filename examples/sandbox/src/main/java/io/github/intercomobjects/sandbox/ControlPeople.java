package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The control calls about contacts and conversations. Runs under the workspace's lock. */
final class ControlPeople {
  private final State state;
  private final ContactView contactView;
  private final ConversationView conversationView;
  private final ControlLinks links;

  ControlPeople(Settings settings, State state, InstanceView view, ControlLinks links) {
    this.state = state;
    CustomAttributesView attributes =
        new CustomAttributesView(state, view, settings.instancesShown());
    this.contactView = new ContactView(attributes);
    this.conversationView = new ConversationView(state, attributes);
    this.links = links;
  }

  ObjectNode contacts(Call call) {
    List<ContactRecord> contacts =
        call.hasParameter("find")
            ? findContacts(call.parameter("find"))
            : List.copyOf(state.contacts().all());
    ObjectNode body = Json.object();
    PageNumber.of(call).put(body, "contacts", contacts, this::summary);
    return body;
  }

  ObjectNode contact(Call call) {
    ContactRecord contact = state.contacts().byId(call.segment(2));
    if (contact == null) {
      throw Refusal.notFound("There is no contact with the id '" + call.segment(2) + "'");
    }
    ObjectNode body = Json.object();
    body.set("contact", contactView.full(contact, call));
    links.put(body, Attribute.CONTACT, contact.id(), contact.attributes(), true);
    return body;
  }

  ObjectNode conversations(Call call) {
    List<ConversationRecord> conversations =
        call.hasParameter("find")
            ? Stream.ofNullable(state.conversation(call.parameter("find"))).toList()
            : List.copyOf(state.conversations());
    ObjectNode body = Json.object();
    PageNumber.of(call).put(body, "conversations", conversations, this::summary);
    return body;
  }

  ObjectNode conversation(Call call) {
    ConversationRecord conversation = state.conversation(call.segment(2));
    if (conversation == null) {
      throw Refusal.notFound("There is no conversation with the id '" + call.segment(2) + "'");
    }
    ObjectNode body = Json.object();
    body.set("conversation", conversationView.full(conversation, call.version()));
    links.put(body, Attribute.CONVERSATION, conversation.id(), conversation.attributes(), true);
    return body;
  }

  private List<ContactRecord> findContacts(String text) {
    ContactTable contacts = state.contacts();
    return Stream.concat(
            Stream.of(contacts.byId(text), contacts.byExternalId(text)).filter(Objects::nonNull),
            contacts.byEmail(text).stream())
        .distinct()
        .toList();
  }

  private ObjectNode summary(ContactRecord contact) {
    ContactProfile profile = contact.profile();
    ObjectNode body = Json.object();
    body.put("id", contact.id());
    body.put("external_id", profile.externalId());
    body.put("name", profile.name());
    body.put("email", profile.email());
    body.put("role", contact.role());
    body.put("archived", contact.archived());
    body.put("created_at", contact.createdAt().getEpochSecond());
    body.put("updated_at", contact.updatedAt().getEpochSecond());
    links.put(body, Attribute.CONTACT, contact.id(), contact.attributes(), false);
    return body;
  }

  private ObjectNode summary(ConversationRecord conversation) {
    ObjectNode body = Json.object();
    body.put("id", conversation.id());
    body.put("title", conversation.details().title());
    body.put("open", !conversation.isArchived());
    body.put("created_at", conversation.createdAt().getEpochSecond());
    body.put("updated_at", conversation.updatedAt().getEpochSecond());
    links.putContacts(body, conversation);
    links.put(body, Attribute.CONVERSATION, conversation.id(), conversation.attributes(), false);
    return body;
  }
}
