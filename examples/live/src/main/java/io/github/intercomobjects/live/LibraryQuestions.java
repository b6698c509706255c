package io.github.intercomobjects.live;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Associations;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.DecodingException;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.Upserted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A smoke test: what the library itself does in each version. */
final class LibraryQuestions {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);

  private LibraryQuestions() {}

  static List<Question> all() {
    List<Question> questions = new ArrayList<>();
    for (ApiVersion version : Scratch.VERSIONS) {
      questions.add(
          new Question(
              "The library in " + version,
              "upsert, find, get, list, link, read the links, clear, delete",
              session -> run(session, version),
              "the class of the facade that failed; what was dropped is the work of DroppedFinder"));
    }
    return questions;
  }

  private static String run(Session session, ApiVersion version) {
    String externalId = session.externalId("library-" + version);
    Lines seen = new Lines();
    CustomObjects<Attributes> objects = objects(session, version);
    String id;
    try {
      Upserted<Attributes> upserted = objects.upsert(externalId, attributes(session));
      id = upserted.getId();
      seen.add("upsert drops", names(upserted));
    } catch (DecodingException e) {
      return seen.add("upsert", e.getClass().getSimpleName()).toString();
    }
    seen.add(
        "upsert of an unknown option, and null, drops",
        of(() -> names(objects(session, version).upsert(externalId, changes(session)))));
    seen.add(
        "find",
        of(
            () ->
                objects(session, version)
                    .findByExternalId(externalId)
                    .map(found -> found.getId().equals(id) ? "the object" : "another object")
                    .orElse("nothing")));
    seen.add(
        "get by id",
        of(
            () ->
                externalId.equals(objects(session, version).getById(id).getExternalId())
                    ? "the object"
                    : "another object"));
    if (version.compareTo(ApiVersion.V2_16) >= 0) {
      seen.add(
          "list",
          of(() -> objects(session, version).list().ids().contains(id) ? "has it" : "lacks it"));
    }
    if (session.capabilities().noLinks().isEmpty()) {
      link(session, version, id, seen);
    }
    seen.add("delete", of(() -> "" + objects(session, version).deleteByExternalId(externalId)));
    seen.add(
        "delete again", of(() -> "" + objects(session, version).deleteByExternalId(externalId)));
    seen.add(
        "find after that",
        of(
            () ->
                objects(session, version).findByExternalId(externalId).isPresent()
                    ? "the object"
                    : "nothing"));
    return seen.toString();
  }

  private static void link(Session session, ApiVersion version, String id, Lines seen) {
    Supplier<Associations<Attributes>> links =
        () ->
            objects(session, version)
                .associations(Parent.contact(session.contactId()), session.relationship());
    seen.add("link", of(() -> linked(links.get().replace(List.of(id)), id)));
    seen.add("read the links", of(() -> linked(links.get().read(), id)));
    seen.add("clear", of(() -> linked(links.get().clear(), id)));
  }

  private static String linked(Associations.Linked linked, String id) {
    return "%s, %scomplete, missing %d, extra %d"
        .formatted(
            linked.getIds().contains(id) ? "linked" : "not linked",
            linked.isComplete() ? "" : "not known to be ",
            linked.getMissingIds().size(),
            linked.getExtraIds().size());
  }

  private static CustomObjects<Attributes> objects(Session session, ApiVersion version) {
    return session.target().library(version).customObjects(ObjectType.untyped(session.type()));
  }

  private static Attributes attributes(Session session) {
    Attributes.Builder attributes = Attributes.builder().externalCreatedAt(TIME);
    for (String name : session.capabilities().attributes()) {
      switch (name) {
        case Scratch.STATE -> attributes.set(name, "open");
        case Scratch.DUE -> attributes.set(name, TIME);
        case Scratch.NOTE -> attributes.set(name, "a note");
        default -> attributes.set(name, session.contactId());
      }
    }
    return attributes.build();
  }

  /** Returns a change after which the object shows no contact, so that it can be nested in one. */
  private static Attributes changes(Session session) {
    Set<String> existing = session.capabilities().attributes();
    Attributes.Builder attributes = Attributes.builder();
    if (existing.contains(Scratch.STATE)) {
      attributes.set(Scratch.STATE, "no such option");
    }
    if (existing.contains(Scratch.CUSTOMER)) {
      attributes.clear(Scratch.CUSTOMER);
    }
    return attributes.build();
  }

  private static String names(Upserted<Attributes> upserted) {
    return upserted.getDropped().stream()
        .map(Upserted.Dropped::getName)
        .sorted()
        .toList()
        .toString();
  }

  /** Returns a result, or the name of the exception: its message may have values. */
  private static String of(Supplier<String> action) {
    try {
      return action.get();
    } catch (ApiException e) {
      return e.getClass().getSimpleName() + ", status " + e.getStatus();
    } catch (IntercomException e) {
      return e.getClass().getSimpleName();
    }
  }
}
