package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.ApiVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;

/** The questions about objects themselves. */
final class ObjectQuestions {
  private static final String NO_ID = "999999999";
  private static final String MISSING = "missing";
  private static final long TIME = 1_700_000_000L;

  private ObjectQuestions() {}

  static List<Question> all() {
    return List.of(
        new Question(
            "A missing object since 2.16",
            "a look-up by external id and by id, in 2.16 and Preview",
            session -> misses(session, List.of(ApiVersion.V2_16, ApiVersion.PREVIEW)),
            "MissAnswer of the sandbox; CustomObjectInstanceNotFound in the description;"
                + " CustomObjects takes 404 and \"found\": false for a missing object"),
        new Question(
            "A missing object before 2.16",
            "a look-up by external id and by id, in 2.13, 2.14 and 2.15",
            session ->
                misses(session, List.of(ApiVersion.V2_13, ApiVersion.V2_14, ApiVersion.V2_15)),
            "MissAnswer of the sandbox; CustomObjects takes 404 and \"found\": false for a missing"
                + " object"),
        new Question(
            "DELETE of a missing object",
            "a deletion by external id, and by the id of a deleted object, in 2.13 and 2.16",
            ObjectQuestions::deletions,
            "InstanceCalls of the sandbox; the deletions of CustomObjects return false after 404"),
        new Question(
            "The list of a type",
            "the first page without parameters, pages of two objects, and the list after an update",
            ObjectQuestions::list,
            "InstanceListing of the sandbox; Pager, which finds the next page"),
        new Question(
            "Values of a list attribute",
            "an option by its label, and an option that does not exist",
            ObjectQuestions::listValues,
            "InstanceView and AttributeReader of the sandbox; DroppedFinder, which compares options"),
        new Question(
            "Values of a date attribute",
            "unix seconds, a date as text, and a text that is no date",
            ObjectQuestions::dateValues,
            "InstanceView and Times of the sandbox; ValueAdapter, which reads times"),
        new Question(
            "Values of a reference attribute",
            "a reference to the contact, then null",
            ObjectQuestions::referenceValues,
            "InstanceView of the sandbox; ReferenceShape, which reads references"),
        new Question(
            "Upper and lower case of a type",
            "the type's identifier in the other case, and an unknown one",
            ObjectQuestions::caseOfType,
            "InstanceCalls of the sandbox; the documentation of ObjectType"),
        new Question(
            "A wrong Accept header",
            "a look-up with Accept: text/html",
            session ->
                session
                    .shape()
                    .of(session.target().getAsHtml(Scratch.NEWEST, session.byExternalId(MISSING))),
            "Refusal of the sandbox; StatusMeaning, if the status is a surprise"));
  }

  private static String misses(Session session, List<ApiVersion> versions) {
    Lines seen = new Lines();
    for (ApiVersion version : versions) {
      seen.add(
          version + " by external id",
          session.shape().of(session.target().get(version, session.byExternalId(MISSING))));
      seen.add(
          version + " by id",
          session.shape().of(session.target().get(version, session.object(NO_ID))));
    }
    return seen.toString();
  }

  private static String deletions(Session session) {
    // Its own id: a made-up one could belong to an object of the user.
    String deleted = session.store("deleted");
    session.deleteStored();
    Lines seen = new Lines();
    for (ApiVersion version : List.of(ApiVersion.V2_13, ApiVersion.V2_16)) {
      seen.add(
          version + " by external id",
          session.shape().of(session.target().delete(version, session.byExternalId(MISSING))));
      seen.add(
          version + " by id",
          session.shape().of(session.target().delete(version, session.object(deleted))));
    }
    return seen.toString();
  }

  private static String list(Session session) {
    List<String> created = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      created.add(session.store("list-" + i));
    }
    JsonNode first = page(session, session.objects());
    JsonNode two = page(session, session.objects().addQueryParameter("per_page", "2"));
    int pages = two.path("pages").path("total_pages").asInt();
    if (pages < 2 && two.path("data").size() <= 2) {
      throw lacksObjects();
    }
    JsonNode last =
        page(
            session,
            session
                .objects()
                .addQueryParameter("per_page", "2")
                .addQueryParameter("page", "" + pages));
    List<String> before = own(session, created);
    Shape shape = session.shape();
    Lines seen =
        new Lines()
            .add("per_page by default", first.path("pages").path("per_page").asText("absent"))
            .add("order", order(before, created))
            .add("pages", shape.of(without(two.path("pages"), "next")))
            .add("next on the first of several pages", of(session, two.path("pages").path("next")))
            .add("next on the last page", of(session, last.path("pages").path("next")))
            .add("total_count", shape.of(two.path("total_count")));
    session.store("list-1");
    return seen.add(
            "order after an update of the oldest",
            before.equals(own(session, created)) ? "as before" : "another one")
        .toString();
  }

  /** Returns the ids that were created, in the order of the complete list. */
  private static List<String> own(Session session, List<String> created) {
    List<String> listed = session.listedIds(session.objects());
    listed.retainAll(created);
    if (!listed.containsAll(created)) {
      throw lacksObjects();
    }
    return listed;
  }

  private static NotAskedException lacksObjects() {
    return new NotAskedException(
        "the list lacks objects that were stored just before; run the command again later");
  }

  private static JsonNode page(Session session, HttpUrl.Builder url) {
    return session.target().get(Scratch.NEWEST, url).required().response();
  }

  private static JsonNode without(JsonNode pages, String field) {
    return pages instanceof ObjectNode object ? object.deepCopy().without(field) : pages;
  }

  private static String order(List<String> shown, List<String> oldestFirst) {
    List<String> newestFirst = new ArrayList<>(oldestFirst);
    Collections.reverse(newestFirst);
    if (shown.equals(newestFirst)) {
      return "newest first";
    }
    if (shown.equals(oldestFirst)) {
      return "oldest first";
    }
    return "neither newest nor oldest first";
  }

  private static String listValues(Session session) {
    session.capabilities().requireAttribute(Scratch.STATE);
    JsonNode known = stored(session, Scratch.STATE, "open");
    JsonNode unknown = stored(session, Scratch.STATE, "no such option");
    return new Lines()
        .add(
            "the label of an option",
            known.asText().equals("open") ? "the label" : of(session, known))
        .add("an unknown option", of(session, unknown))
        .toString();
  }

  private static String dateValues(Session session) {
    session.capabilities().requireAttribute(Scratch.DUE);
    Exchange seconds = session.store(Scratch.NEWEST, "value", Json.object().put(Scratch.DUE, TIME));
    JsonNode shown = value(seconds, Scratch.DUE);
    return new Lines()
        .add(
            "unix seconds",
            shown.isNumber() && shown.asLong() == TIME ? "the same number" : of(session, shown))
        .add("a date as text", of(session, stored(session, Scratch.DUE, "2023-11-14")))
        .add("a text that is no date", of(session, stored(session, Scratch.DUE, "no date")))
        .toString();
  }

  private static String referenceValues(Session session) {
    session.capabilities().requireAttribute(Scratch.CUSTOMER);
    JsonNode shown = stored(session, Scratch.CUSTOMER, session.contactId());
    Exchange cleared =
        session.store(Scratch.NEWEST, "value", Json.object().putNull(Scratch.CUSTOMER));
    return new Lines()
        .add(
            "a contact",
            shown.isTextual() && shown.asText().equals(session.contactId())
                ? "the id"
                : of(session, shown))
        .add("after null", of(session, value(cleared, Scratch.CUSTOMER)))
        .toString();
  }

  private static JsonNode stored(Session session, String attribute, String text) {
    Exchange exchange = session.store(Scratch.NEWEST, "value", Json.object().put(attribute, text));
    return exchange.isSuccess() ? value(exchange, attribute) : exchange.response();
  }

  private static JsonNode value(Exchange exchange, String attribute) {
    return exchange.response().path("custom_attributes").path(attribute);
  }

  private static String of(Session session, JsonNode value) {
    return value.isMissingNode() ? "absent" : session.shape().of(value);
  }

  private static String caseOfType(Session session) {
    session.store("case");
    String lower = session.type().toLowerCase(Locale.ROOT);
    String other = session.type().equals(lower) ? session.type().toUpperCase(Locale.ROOT) : lower;
    Exchange otherCase = lookUp(session, other);
    Exchange unknown = lookUp(session, "no_such_type_" + NO_ID);
    return new Lines()
        .add("in the other case", session.shape().of(otherCase))
        .add("an unknown type", session.shape().of(unknown))
        .toString();
  }

  private static Exchange lookUp(Session session, String type) {
    HttpUrl.Builder url = session.byExternalId("case");
    int position = url.build().pathSize() - 1;
    return session.target().get(Scratch.NEWEST, url.setPathSegment(position, type));
  }
}
