package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
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
    JsonNode shown = session.shown(session.contact(Scratch.NEWEST).required());
    if (shown.isMissingNode() || shown.isNull() || (shown.isArray() && shown.isEmpty())) {
      return List.of();
    }
    if (!shown.path("instances").isArray()) {
      throw new NotAskedException(
          "the attribute in "
              + Options.RELATIONSHIP
              + " is no relationship; create "
              + Scratch.RELATIONSHIP
              + " of People, a reference to many objects of the type");
    }
    List<String> ids = new ArrayList<>();
    shown.path("instances").forEach(one -> ids.add(one.path("id").asText()));
    boolean isPartial =
        shown.path("has_more").asBoolean() || shown.path("total_count").asInt() > ids.size();
    // A contact shows only some of many links, so a set is complete only if the list confirms it.
    if (isPartial || (!ids.isEmpty() && !session.listedForContact().equals(Set.copyOf(ids)))) {
      throw new NotAskedException(
          "the contact has links that cannot be read completely, so they were not touched; use a"
              + " contact without links");
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
      saved.save(read());
      String id = session.store("probe-link");
      Exchange linked = session.link(Scratch.NEWEST, List.of(id)).required();
      boolean shown = session.shown(linked).path("instances").findValuesAsText("id").contains(id);
      return shown
          ? ""
          : "the contact shows no linked object; create "
              + session.relationship()
              + " of People, a reference to many objects of the type";
    } catch (NotAskedException e) {
      return e.reason();
    }
  }

  /** Restores the links that this run or an earlier one saved, if there are any. */
  void restore() throws CannotRunException {
    List<String> ids = saved.find();
    if (ids == null) {
      return;
    }
    JsonNode shown = session.shown(session.contact(Scratch.NEWEST).required());
    if (!ids.isEmpty() || shown.path("instances").isArray()) {
      session.link(Scratch.NEWEST, ids).required();
    } else if (!shown.isMissingNode() && !shown.isNull()) {
      // It is no relationship, so the attempt to link was stored as a value.
      session.write(Scratch.NEWEST, NullNode.getInstance()).required();
    }
    if (!Set.copyOf(read()).equals(Set.copyOf(ids))) {
      throw new CannotRunException(
          "the links of the contact are not as before; the ids to restore are in the folder of"
              + " the recordings");
    }
    saved.delete();
  }
}
