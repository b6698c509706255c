package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.ApiVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import okhttp3.HttpUrl;

/** The calls of the questions, to one workspace with a scratch type and a scratch contact. */
final class Session {
  /** An id that no contact has. */
  static final String NO_CONTACT = "000000000000000000000000";

  private static final String OBJECTS = "custom_object_instances";
  private static final int LARGEST_PAGE = 150;

  private final Target target;
  private final String type;
  private final String contactId;
  private final String relationship;
  private final Capabilities capabilities;
  private final Set<String> stored;

  Session(
      Target target,
      String type,
      String contactId,
      String relationship,
      Capabilities capabilities) {
    this(target, type, contactId, relationship, capabilities, new LinkedHashSet<>());
  }

  private Session(
      Target target,
      String type,
      String contactId,
      String relationship,
      Capabilities capabilities,
      Set<String> stored) {
    this.target = target;
    this.type = type;
    this.contactId = contactId;
    this.relationship = relationship;
    this.capabilities = capabilities;
    this.stored = stored;
  }

  /** Returns a session with other capabilities; each of the two deletes what the other stored. */
  Session with(Capabilities found) {
    return new Session(target, type, contactId, relationship, found, stored);
  }

  Target target() {
    return target;
  }

  String type() {
    return type;
  }

  String contactId() {
    return contactId;
  }

  String relationship() {
    return relationship;
  }

  Capabilities capabilities() {
    return capabilities;
  }

  Shape shape() {
    Set<String> shown = new LinkedHashSet<>(Scratch.ATTRIBUTES.keySet());
    shown.add(relationship);
    return new Shape(type, shown);
  }

  /** Returns the address of the objects of the type. */
  HttpUrl.Builder objects() {
    return target.url(OBJECTS, type);
  }

  HttpUrl.Builder object(String id) {
    return target.url(OBJECTS, type, id);
  }

  HttpUrl.Builder byExternalId(String name) {
    return objects().addQueryParameter("external_id", Scratch.PREFIX + name);
  }

  /** Stores an object, whose external id begins with the prefix. */
  Exchange store(ApiVersion version, String name, ObjectNode attributes) {
    stored.add(name);
    ObjectNode body = Json.object().put("external_id", Scratch.PREFIX + name);
    if (!attributes.isEmpty()) {
      body.set("custom_attributes", attributes);
    }
    return target.post(version, objects(), body);
  }

  /** Stores an object without attributes, and returns its id. */
  String store(String name) {
    return store(Scratch.NEWEST, name, Json.object()).required().id();
  }

  /** Returns the external id of an object that is deleted with the others, for the library. */
  String externalId(String name) {
    stored.add(name);
    return Scratch.PREFIX + name;
  }

  /**
   * Deletes the objects that were stored since the last call.
   *
   * @throws NotAskedException if a deletion was rejected; the others were done nevertheless
   */
  void deleteStored() {
    List<Exchange> rejected = new ArrayList<>();
    for (String name : List.copyOf(stored)) {
      Exchange deleted = target.delete(Scratch.NEWEST, byExternalId(name));
      if (deleted.isSuccess() || deleted.status() == 404) {
        stored.remove(name);
      } else {
        rejected.add(deleted);
      }
    }
    if (!rejected.isEmpty()) {
      Exchange unused = rejected.get(0).required();
    }
  }

  /** Finds the listed objects with the prefix, also those of earlier runs. */
  List<String> findOwn() {
    return list(objects()).stream()
        .filter(Session::isOwn)
        .map(object -> object.path("external_id").asText().substring(Scratch.PREFIX.length()))
        .toList();
  }

  static boolean isOwn(JsonNode object) {
    return object.path("external_id").asText().startsWith(Scratch.PREFIX);
  }

  /** Returns whether an object is not known to be deleted; the list may be older. */
  boolean mayExist(String name) {
    Exchange found = target.get(Scratch.NEWEST, byExternalId(name));
    return found.status() != 404 && found.response().path("found").asBoolean(true);
  }

  /**
   * Deletes the objects with the prefix, and returns how many were listed. Objects of this run are
   * deleted even if the list does not show them yet.
   */
  int deleteOwn() {
    try {
      List<String> found = findOwn();
      stored.addAll(found);
      return found.size();
    } finally {
      deleteStored();
    }
  }

  /** Returns the objects on all pages of a list. */
  private List<JsonNode> list(HttpUrl.Builder url) {
    List<JsonNode> objects = new ArrayList<>();
    int pages = 1;
    for (int page = 1; page <= pages; page++) {
      url.setQueryParameter("page", "" + page).setQueryParameter("per_page", "" + LARGEST_PAGE);
      JsonNode response = target.get(Scratch.NEWEST, url).required().response();
      response.path("data").forEach(objects::add);
      pages = response.path("pages").path("total_pages").asInt();
    }
    return objects;
  }

  /** Returns the ids of the objects on all pages of a list. */
  List<String> listedIds(HttpUrl.Builder url) {
    List<String> ids = new ArrayList<>();
    list(url).forEach(object -> ids.add(object.path("id").asText()));
    return ids;
  }

  /** Returns the ids of the objects, without own ones, that are listed for the contact. */
  Set<String> listedForContact() {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode object : list(objects().addQueryParameter("references_contact_id", contactId))) {
      if (!isOwn(object)) {
        ids.add(object.path("id").asText());
      }
    }
    return ids;
  }

  Exchange contact(ApiVersion version) {
    return target.get(version, target.url("contacts", contactId));
  }

  /** Returns what a response with the contact shows under the relationship. */
  JsonNode shown(Exchange contact) {
    return contact.response().path("custom_attributes").path(relationship);
  }

  /** Links the contact to exactly these objects. */
  Exchange link(ApiVersion version, List<String> ids) {
    return write(version, Json.array(ids));
  }

  Exchange write(ApiVersion version, JsonNode value) {
    ObjectNode body = Json.object();
    body.putObject("custom_attributes").set(relationship, value);
    return target.put(version, target.url("contacts", contactId), body);
  }
}
