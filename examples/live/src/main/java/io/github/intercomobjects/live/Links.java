package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The links of the scratch contact: read before the first change, and restored at the end. They are
 * changed only if they are completely known.
 */
final class Links {
  private final Session session;
  private final SavedLinks saved;

  Links(Session session, SavedLinks saved) {
    this.session = session;
    this.saved = saved;
  }

  /**
   * Returns the ids of the objects that the contact is linked to.
   *
   * @throws NotAskedException if they are not completely known
   */
  List<String> read() {
    JsonNode shown = shown();
    if (isValue(shown)) {
      throw new NotAskedException(
          "the attribute in "
              + Options.RELATIONSHIP
              + " is no relationship; create "
              + Scratch.RELATIONSHIP
              + " of People, a reference to many objects of the type");
    }
    Set<String> ids = ids(shown);
    // A contact shows only some of many links, so a set is complete only if the list confirms it.
    if (isPartial(shown) || !session.listedForContact().equals(ids)) {
      throw new NotAskedException(
          "the contact has links that cannot be read completely, so they were not touched; use a"
              + " contact without links");
    }
    return List.copyOf(ids);
  }

  private JsonNode shown() {
    return session.shown(session.contact(Scratch.NEWEST).required());
  }

  private static boolean isValue(JsonNode shown) {
    boolean isEmpty =
        shown.isMissingNode() || shown.isNull() || shown.equals(Json.array(List.of()));
    return !isEmpty && !shown.path("instances").isArray();
  }

  private static boolean isPartial(JsonNode shown) {
    return shown.path("has_more").asBoolean()
        || shown.path("total_count").asInt() > shown.path("instances").size();
  }

  /** Returns the ids of the linked objects, without own ones. */
  private static Set<String> ids(JsonNode shown) {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode instance : shown.path("instances")) {
      if (!Session.isOwn(instance)) {
        ids.add(instance.path("id").asText());
      }
    }
    return ids;
  }

  /**
   * Saves the links and tries to change them.
   *
   * @return the reason why they cannot be changed; empty if they can
   */
  String prepare() throws CannotRunException {
    try {
      List<String> ids = read();
      String probe = session.store("probe-link");
      saved.save(new SavedLinks.Content(ids, probe));
      Exchange linked = session.link(Scratch.NEWEST, List.of(probe)).required();
      return session.shown(linked).path("instances").findValuesAsText("id").contains(probe)
          ? ""
          : "the contact shows no linked object; create "
              + session.relationship()
              + " of People, a reference to many objects of the type";
    } catch (NotAskedException e) {
      return e.reason();
    }
  }

  /**
   * Restores the links that this run or an earlier one saved, if there are any. Own objects must
   * have been deleted before, so that all other links were added by others, and are kept.
   */
  void restore() throws CannotRunException {
    SavedLinks.Content before = saved.find();
    if (before == null) {
      return;
    }
    JsonNode probe = Json.array(List.of(before.probe()));
    JsonNode shown = shown();
    Set<String> links = new LinkedHashSet<>(before.ids());
    links.addAll(ids(shown));
    if (isPartial(shown) || !links.containsAll(session.listedForContact())) {
      throw notRestored();
    }
    if (shown.equals(probe)) {
      // It is no relationship, so the attempt to link was stored as a value.
      session.write(Scratch.NEWEST, NullNode.getInstance()).required();
    } else if (shown.path("instances").isArray() || (!links.isEmpty() && !isValue(shown))) {
      session.link(Scratch.NEWEST, List.copyOf(links)).required();
    }
    JsonNode restored = shown();
    Set<String> now = ids(restored);
    now.addAll(session.listedForContact());
    if (restored.equals(probe) || !now.containsAll(links)) {
      throw notRestored();
    }
    saved.delete();
  }

  private CannotRunException notRestored() {
    return new CannotRunException(
        "the links of the contact could not be restored; add those whose ids are in "
            + saved.file()
            + " to the contact, then delete the file");
  }
}
