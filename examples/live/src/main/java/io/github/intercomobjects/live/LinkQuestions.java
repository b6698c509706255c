package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.ApiVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;

/** The questions about the links between objects and contacts. */
final class LinkQuestions {
  private static final String BY_CONTACT = "references_contact_id";
  private static final String BY_CONVERSATION = "references_conversation_id";
  private static final String NO_CONVERSATION = "1";
  private static final List<Integer> COUNTS = List.of(1, 10, 11, 60);
  private static final List<String> NESTED =
      List.of(
          "external_id", "external_created_at", "external_updated_at", "created_at", "updated_at");

  private LinkQuestions() {}

  static List<Question> all() {
    return List.of(
        new Question(
            "An empty association",
            "the contact after a PUT with an empty list, in 2.13 and 2.16",
            LinkQuestions::empty,
            "CustomAttributesView of the sandbox; Relationship, which reads an empty set"),
        new Question(
            "Instances that a contact shows",
            "the contact with 1, 10, 11 and 60 links",
            LinkQuestions::shown,
            "instancesShown of the sandbox's Workspace; Associations, which decides whether a set is"
                + " complete"),
        new Question(
            "Unset external fields of a nested instance",
            "the contact with a link to an object that has only an external id",
            LinkQuestions::nested,
            "nestedNulls of the sandbox's Workspace; none in the library, which accepts both"),
        new Question(
            "The list of a contact",
            "references_contact_id with the contact's id, its external id, and an unknown id",
            LinkQuestions::ofContact,
            "InstanceListing of the sandbox; ObjectList, which checks the contact after an empty list"),
        new Question(
            "The list of a contact and a conversation",
            "references_contact_id and references_conversation_id in one call",
            LinkQuestions::ofBoth,
            "InstanceListing of the sandbox; none in the library, which never sends both"));
  }

  private static String empty(Session session) {
    session.capabilities().requireLinks();
    Lines seen = new Lines();
    for (ApiVersion version : List.of(ApiVersion.V2_13, ApiVersion.V2_16)) {
      Exchange put = session.link(version, List.of()).required();
      seen.add(version + " PUT", association(session, put));
      seen.add(version + " GET", association(session, session.contact(version).required()));
    }
    return seen.toString();
  }

  private static String association(Session session, Exchange contact) {
    JsonNode shown = session.shown(contact);
    return shown.isMissingNode() ? "absent" : session.shape().of(shown);
  }

  private static String shown(Session session) {
    session.capabilities().requireLinks();
    List<String> ids = new ArrayList<>();
    Lines seen = new Lines();
    for (int count : COUNTS) {
      while (ids.size() < count) {
        ids.add(session.store("link-" + ids.size()));
      }
      JsonNode put = session.shown(session.link(Scratch.NEWEST, ids).required());
      JsonNode get = session.shown(session.contact(Scratch.NEWEST).required());
      seen.add(
          count + (count == 1 ? " link" : " links"),
          "PUT shows %d, GET %d".formatted(size(put), size(get)));
    }
    JsonNode last = session.shown(session.contact(Scratch.NEWEST).required());
    List<String> fields = new ArrayList<>();
    last.fieldNames().forEachRemaining(fields::add);
    fields.removeIf(field -> !Shape.isCode(field));
    fields.sort(null);
    return seen.add("fields of the association", fields.toString()).toString();
  }

  private static int size(JsonNode association) {
    return association.path("instances").size();
  }

  private static String nested(Session session) {
    session.capabilities().requireLinks();
    String id = session.store("nested");
    JsonNode shown = session.shown(session.link(Scratch.NEWEST, List.of(id)).required());
    JsonNode instance = shown.path("instances").path(0);
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : NESTED) {
      JsonNode value = instance.path(field);
      fields.put(
          field, value.isMissingNode() ? "absent" : value.isNull() ? "null" : "with a value");
    }
    Lines seen = new Lines();
    fields.forEach(seen::add);
    return seen.toString();
  }

  private static String ofContact(Session session) {
    Lines seen = new Lines();
    if (session.capabilities().attributes().contains(Scratch.CUSTOMER)) {
      String id =
          session
              .store(
                  Scratch.NEWEST,
                  "listed-1",
                  Json.object().put(Scratch.CUSTOMER, session.contactId()))
              .required()
              .id();
      seen.add("linked by the object's reference", listed(session, session.contactId(), id));
    } else {
      seen.add("linked by the object's reference", "not asked, the type has no reference");
    }
    if (session.capabilities().noLinks().isEmpty()) {
      String id = session.store("listed-2");
      Exchange unused = session.link(Scratch.NEWEST, List.of(id)).required();
      seen.add("linked by the contact's relationship", listed(session, session.contactId(), id));
    } else {
      seen.add("linked by the contact's relationship", "not asked, the links are not changed");
    }
    String externalId =
        session.contact(Scratch.NEWEST).required().response().path("external_id").asText();
    seen.add(
        "by the contact's external id",
        session.capabilities().hasExternalId()
            ? result(session, list(session, externalId))
            : "not asked, the contact has none");
    return seen.add("by an unknown id", result(session, list(session, Session.NO_CONTACT)))
        .toString();
  }

  private static Exchange list(Session session, String contact) {
    return session.target().get(Scratch.NEWEST, ofContact(session, contact));
  }

  private static HttpUrl.Builder ofContact(Session session, String contact) {
    return session.objects().addQueryParameter(BY_CONTACT, contact);
  }

  private static String listed(Session session, String contact, String id) {
    Exchange list = list(session, contact);
    if (!list.isSuccess()) {
      return session.shape().of(list);
    }
    // The object may be on a later page.
    return session.listedIds(ofContact(session, contact)).contains(id) ? "listed" : "not listed";
  }

  private static String result(Session session, Exchange list) {
    return list.isSuccess() && list.response().path("data").isArray()
        ? list.response().path("data").isEmpty() ? "an empty list" : "a list with objects"
        : session.shape().of(list);
  }

  private static String ofBoth(Session session) {
    HttpUrl.Builder url =
        session
            .objects()
            .addQueryParameter(BY_CONTACT, session.contactId())
            .addQueryParameter(BY_CONVERSATION, NO_CONVERSATION);
    return result(session, session.target().get(Scratch.NEWEST, url));
  }
}
