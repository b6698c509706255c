package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The links of objects in both directions, as control calls show them: their number and the oldest
 * of them. Runs under the workspace's lock.
 */
final class ControlLinks {
  /** The number of objects to show of each kind of link, of which there may be 100,000. */
  static final int SHOWN = 100;

  private final Settings settings;
  private final State state;

  ControlLinks(Settings settings, State state) {
    this.settings = settings;
    this.state = state;
  }

  /** Adds the instances that a contact or conversation links to, and those that refer to it. */
  void put(ObjectNode body, String kind, String id, ParentAttributes attributes, boolean objects) {
    ArrayNode links = body.putArray("links");
    for (Reference relationship : attributes.relationships().values()) {
      putLink(links, relationship, attributes.links(relationship.name()), objects);
    }
    putReferring(body.putArray("linked_by"), kind, id, objects);
  }

  /** Adds the objects that an instance refers to, and those that link or refer to it. */
  void put(ObjectNode body, InstanceTable table, StoredInstance instance) {
    ArrayNode links = body.putArray("links");
    for (Attribute attribute : table.type().attributes().values()) {
      if (attribute instanceof Reference reference) {
        putLink(links, reference, instance.references(reference), true);
      }
    }
    ArrayNode linkedBy = body.putArray("linked_by");
    String type = table.type().getName();
    String id = instance.getId();
    // Searched without an index, which would slow down every write for the sake of this call.
    putHolders(
        linkedBy,
        Attribute.CONTACT,
        to(type, settings.contactRelationships().values()),
        id,
        state.contacts().all(),
        ContactRecord::id,
        ContactRecord::attributes);
    putHolders(
        linkedBy,
        Attribute.CONVERSATION,
        to(type, settings.conversationRelationships().values()),
        id,
        state.conversations(),
        ConversationRecord::id,
        ConversationRecord::attributes);
    putReferring(linkedBy, type, id, true);
  }

  /** Adds the contacts of a conversation. */
  void putContacts(ObjectNode body, ConversationRecord conversation) {
    ArrayNode contacts = body.putArray("contacts");
    state.current(conversation.contactIds()).stream()
        .limit(SHOWN)
        .forEach(contact -> contacts.add(object(Attribute.CONTACT, contact.id())));
  }

  private void putLink(ArrayNode links, Reference reference, List<String> held, boolean objects) {
    List<String> ids = state.existing(reference.target(), held);
    ObjectNode link = links.addObject();
    link.put("attribute", reference.name());
    link.put("type", reference.target());
    link.put("total_count", ids.size());
    if (objects) {
      ArrayNode shown = link.putArray("objects");
      ids.stream().limit(SHOWN).forEach(id -> shown.add(object(reference.target(), id)));
    }
  }

  /** Adds the instances that refer to an object by their own attributes. */
  private void putReferring(ArrayNode linkedBy, String target, String id, boolean objects) {
    for (ObjectTypeDefinition type : settings.types().values()) {
      InstanceTable table = InstanceCalls.table(state, type.getName());
      List<Reference> references = to(target, type.attributes().values());
      if (!references.isEmpty()) {
        Collection<String> referring = table.referring(target, id);
        ObjectNode link = linkedBy.addObject();
        link.put("type", type.getName());
        link.put("total_count", referring.size());
        if (objects) {
          ArrayNode shown = link.putArray("objects");
          for (String from : oldest(referring)) {
            StoredInstance instance = table.byId(from);
            shown.add(
                by(
                    object(type.getName(), from),
                    references,
                    reference -> instance != null && instance.references(reference).contains(id)));
          }
        }
      }
    }
  }

  /** Adds the contacts or conversations that link to an instance by one of the relationships. */
  private <T> void putHolders(
      ArrayNode linkedBy,
      String kind,
      List<Reference> relationships,
      String id,
      Collection<T> parents,
      Function<T, String> idOf,
      Function<T, ParentAttributes> attributesOf) {
    if (relationships.isEmpty()) {
      return;
    }
    ObjectNode link = linkedBy.addObject();
    link.put("type", kind);
    int total = 0;
    ArrayNode shown = link.putArray("objects");
    for (T parent : parents) {
      ParentAttributes attributes = attributesOf.apply(parent);
      if (relationships.stream().anyMatch(r -> attributes.links(r.name()).contains(id))) {
        total++;
        if (shown.size() < SHOWN) {
          shown.add(
              by(
                  object(kind, idOf.apply(parent)),
                  relationships,
                  relationship -> attributes.links(relationship.name()).contains(id)));
        }
      }
    }
    link.put("total_count", total);
  }

  private static ObjectNode by(
      ObjectNode object, List<Reference> references, Predicate<Reference> holds) {
    ArrayNode attributes = object.putArray("attributes");
    references.stream().filter(holds).map(Reference::name).forEach(attributes::add);
    return object;
  }

  /** Returns a summary of an object: its ids and its name. */
  private ObjectNode object(String type, String id) {
    if (type.equals(Attribute.CONTACT)) {
      ContactRecord contact = state.contacts().byId(id);
      return contact == null
          ? object(id, null, null)
          : object(id, contact.profile().externalId(), nameOf(contact.profile()));
    }
    if (type.equals(Attribute.CONVERSATION)) {
      ConversationRecord conversation = state.conversation(id);
      return object(id, null, conversation == null ? null : conversation.details().title());
    }
    StoredInstance instance = InstanceCalls.table(state, type).byId(id);
    return object(id, instance == null ? null : instance.getExternalId(), null);
  }

  private static ObjectNode object(String id, @Nullable String externalId, @Nullable String name) {
    return Json.object().put("id", id).put("external_id", externalId).put("name", name);
  }

  private static @Nullable String nameOf(ContactProfile profile) {
    return profile.name() == null ? profile.email() : profile.name();
  }

  private static List<Reference> to(String target, Collection<? extends Attribute> attributes) {
    List<Reference> references = new ArrayList<>();
    for (Attribute attribute : attributes) {
      if (attribute instanceof Reference reference && reference.target().equals(target)) {
        references.add(reference);
      }
    }
    return references;
  }

  /** Returns the lowest ids; they are sorted as numbers, since there may be 100,000. */
  private static List<String> oldest(Collection<String> ids) {
    return ids.stream()
        .mapToLong(Long::parseLong)
        .sorted()
        .limit(SHOWN)
        .mapToObj(Long::toString)
        .toList();
  }
}
