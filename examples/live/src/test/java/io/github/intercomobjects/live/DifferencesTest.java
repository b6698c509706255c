package io.github.intercomobjects.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.live.ChangedSandbox.Call;
import io.github.intercomobjects.live.ChangedSandbox.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DifferencesTest {
  private static final Set<String> OLD = Set.of("2.13", "2.14", "2.15");
  private static final Reply FOUND_FALSE = new Reply(200, Json.object().put("found", false));
  private static final Reply EMPTY_LIST = new Reply(200, emptyList());

  private static ObjectNode emptyList() {
    ObjectNode list = Json.object().put("type", "list").put("total_count", 0);
    list.putObject("pages").put("type", "pages").put("page", 1).put("total_pages", 0);
    list.putArray("data");
    return list;
  }

  private static ObjectNode object(Reply reply) {
    return (ObjectNode) reply.body();
  }

  private static Reply missesSayMore(Call call, Reply reply) {
    return reply.body().has("found")
        ? new Reply(200, object(reply).put("type", "custom_object_instance"))
        : reply;
  }

  private static Reply oldMissesAreFoundFalse(Call call, Reply reply) {
    boolean isMiss =
        call.isOfObjects()
            && call.method().equals("GET")
            && reply.status() == 404
            && OLD.contains(call.version());
    return isMiss ? FOUND_FALSE : reply;
  }

  private static Reply deletionsOfNothingSucceed(Call call, Reply reply) {
    return call.method().equals("DELETE") && reply.status() == 404
        ? new Reply(
            200, Json.object().put("id", "1").put("object", Scene.TYPE).put("deleted", false))
        : reply;
  }

  private static Reply fiftyPerPage(Call call, Reply reply) {
    if (reply.body().has("pages") && !call.has("per_page")) {
      ((ObjectNode) reply.body().path("pages")).put("per_page", 50);
    }
    return reply;
  }

  private static Reply optionsHaveIds(Call call, Reply reply) {
    JsonNode attributes = reply.body().path("custom_attributes");
    if (isOfValue(call) && attributes.hasNonNull("state")) {
      ((ObjectNode) attributes).putObject("state").put("id", "1").put("label", "open");
    }
    return reply;
  }

  /** Returns whether a call stores an object of the questions about values. */
  private static boolean isOfValue(Call call) {
    return call.method().equals("POST") && call.body().contains(Scratch.PREFIX + "value");
  }

  private static Reply emptyAssociationsAreNull(Call call, Reply reply) {
    JsonNode attributes = reply.body().path("custom_attributes");
    if (call.isOn("contacts")
        && attributes.path("probes").isObject()
        && attributes.path("probes").path("instances").isEmpty()) {
      ((ObjectNode) attributes).putNull("probes");
    }
    return reply;
  }

  private static Reply unknownContactsAreRejected(Call call, Reply reply) {
    return Session.NO_CONTACT.equals(call.url().queryParameter("references_contact_id"))
        ? new Reply(404, error("not_found"))
        : reply;
  }

  private static Reply bothFiltersAreAllowed(Call call, Reply reply) {
    return call.has("references_conversation_id") ? EMPTY_LIST : reply;
  }

  private static ObjectNode error(String code) {
    ObjectNode error = Json.object().put("type", "error.list").put("request_id", "x");
    error.putArray("errors").addObject().put("code", code).put("message", "m");
    return error;
  }

  @Test
  void elevenChangedAnswersAreExactlyElevenDifferencesAndLeaveNoTrace(@TempDir Path folder)
      throws IOException {
    try (Scene scene = Scene.of(Scene.workspace().instancesShown(20).nestedNulls(true), folder);
        ChangedSandbox changed =
            ChangedSandbox.start(scene.sandbox.getBaseUrl())
                .with(DifferencesTest::missesSayMore)
                .with(DifferencesTest::oldMissesAreFoundFalse)
                .with(DifferencesTest::deletionsOfNothingSucceed)
                .with(DifferencesTest::fiftyPerPage)
                .with(DifferencesTest::optionsHaveIds)
                .with(DifferencesTest::emptyAssociationsAreNull)
                .with(DifferencesTest::unknownContactsAreRejected)
                .with(DifferencesTest::bothFiltersAreAllowed)
                .ignoringCase()) {
      String own = scene.store("zebra-1");
      scene.link(List.of(own));
      scene.environment.put(Options.BASE_URL, changed.baseUrl());
      Scene.Run run = scene.run();
      assertThat(run.different())
          .as(run.output())
          .containsExactly(
              "A missing object since 2.16",
              "A missing object before 2.16",
              "DELETE of a missing object",
              "The list of a type",
              "Values of a list attribute",
              "Upper and lower case of a type",
              "An empty association",
              "Instances that a contact shows",
              "Unset external fields of a nested instance",
              "The list of a contact",
              "The list of a contact and a conversation");
      assertThat(run.output())
          .contains(
              "   asked    the contact with 1, 10, 11 and 60 links",
              "            11 links: PUT shows 11, GET 11",
              "            60 links: PUT shows 20, GET 20",
              "            11 links: PUT shows 10, GET 10",
              "   result   DIFFERENT",
              "   change   instancesShown of the sandbox's Workspace; Associations, which decides",
              "Nothing of this run is left in the workspace; the links are as before.",
              "19 questions: 19 asked, 8 same, 11 different, 0 not asked");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(scene.objects()).containsExactly("zebra-1");
      assertThat(scene.links()).containsExactly(own);
    }
  }

  /** Lists the objects of the check only on pages of the largest size. */
  private static Reply ownAreOnLaterPages(Call call, Reply reply) {
    return call.has("per_page") ? reply : CleanupTest.withoutOwn(call, reply);
  }

  @Test
  void objectsThatAreNotOnTheFirstPageAreNoDifference(@TempDir Path folder) throws IOException {
    try (Scene scene = Scene.of(Scene.workspace(), folder);
        ChangedSandbox changed =
            ChangedSandbox.start(scene.sandbox.getBaseUrl())
                .with(DifferencesTest::ownAreOnLaterPages)) {
      scene.environment.put(Options.BASE_URL, changed.baseUrl());
      Scene.Run run = scene.run();
      assertThat(run.different()).as(run.output()).isEmpty();
    }
  }

  private static Reply totalsLagBehind(Call call, Reply reply) {
    if (reply.body().path("pages") instanceof ObjectNode pages && "2".equals(call.perPage())) {
      pages.put("total_pages", 1).remove("next");
    }
    return reply;
  }

  @Test
  void anOrderOfObjectsThatTheListLacksIsNotKnown(@TempDir Path folder) throws IOException {
    for (ChangedSandbox.Change change :
        List.<ChangedSandbox.Change>of(CleanupTest::withoutOwn, DifferencesTest::totalsLagBehind)) {
      try (Scene scene = Scene.of(Scene.workspace(), folder);
          ChangedSandbox changed = ChangedSandbox.start(scene.sandbox.getBaseUrl()).with(change)) {
        scene.environment.put(Options.BASE_URL, changed.baseUrl());
        Scene.Run run = scene.run();
        assertThat(run.output())
            .contains(
                "4. The list of a type\n",
                "   result   not asked: the list lacks objects that were stored just before; run the"
                    + " command again later\n");
      }
    }
  }

  private static Reply datesAreTexts(Call call, Reply reply) {
    JsonNode attributes = reply.body().path("custom_attributes");
    if (isOfValue(call) && attributes.hasNonNull("due")) {
      ((ObjectNode) attributes).put("due", "2023-11-14");
    }
    return reply;
  }

  private static Reply referencesAreIds(Call call, Reply reply) {
    JsonNode attributes = reply.body().path("custom_attributes");
    if (isOfValue(call) && attributes.hasNonNull("customer")) {
      ((ObjectNode) attributes).set("customer", attributes.at("/customer/instances/0/id"));
    }
    return reply;
  }

  private static Reply wrongAcceptHasARequestId(Call call, Reply reply) {
    return reply.status() == 406 ? new Reply(406, error("media_type_not_acceptable")) : reply;
  }

  private static Reply previewDropsNotes(Call call, Reply reply) {
    JsonNode attributes = reply.body().path("custom_attributes");
    if (call.method().equals("POST") && call.version().equals("Preview")) {
      ((ObjectNode) attributes).putNull("note");
    }
    return reply;
  }

  @Test
  void otherChangesAreDifferencesOfTheirQuestions(@TempDir Path folder) throws IOException {
    try (Scene scene = Scene.of(Scene.workspace(), folder);
        ChangedSandbox changed =
            ChangedSandbox.start(scene.sandbox.getBaseUrl())
                .with(DifferencesTest::datesAreTexts)
                .with(DifferencesTest::referencesAreIds)
                .with(DifferencesTest::wrongAcceptHasARequestId)
                .with(DifferencesTest::previewDropsNotes)) {
      scene.environment.put(Options.BASE_URL, changed.baseUrl());
      Scene.Run run = scene.run();
      assertThat(run.different())
          .as(run.output())
          .containsExactly(
              "Values of a date attribute",
              "Values of a reference attribute",
              "A wrong Accept header",
              "The library in Preview");
      assertThat(run.output())
          .contains("   seen     a contact: the id", "   seen     upsert drops: [note]");
      assertThat(scene.objects()).isEmpty();
    }
  }
}
