package io.github.intercomobjects.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.intercomobjects.live.ChangedSandbox.Call;
import io.github.intercomobjects.live.ChangedSandbox.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CleanupTest {
  private static final String CLEAN =
      "\nNothing of this run is left in the workspace; the links are as before.\n";

  /** Removes the objects of the check from a list. */
  static Reply withoutOwn(Call call, Reply reply) {
    Iterator<JsonNode> objects = reply.body().path("data").elements();
    while (objects.hasNext()) {
      if (objects.next().path("external_id").asText().startsWith(Scratch.PREFIX)) {
        objects.remove();
      }
    }
    return reply;
  }

  /** Adds an object that was deleted to the list of the type. */
  private static Reply withADeletedObject(Call call, Reply reply) {
    if (reply.body().path("data") instanceof ArrayNode objects
        && !call.has("references_contact_id")) {
      objects.addObject().put("id", "9").put("external_id", Scratch.PREFIX + "gone");
    }
    return reply;
  }

  @Test
  void objectsThatTheListDoesNotShowYetAreDeletedByTheirNames(@TempDir Path folder)
      throws IOException {
    try (Scene scene = Scene.of(Scene.workspace(), folder);
        ChangedSandbox changed =
            ChangedSandbox.start(scene.sandbox.getBaseUrl()).with(CleanupTest::withoutOwn)) {
      scene.environment.put(Options.BASE_URL, changed.baseUrl());
      Scene.Run run =
          scene.run(
              new OkHttpClient(), () -> scene.objects().contains(Scratch.PREFIX + "library-2.13"));
      assertThat(run.output()).contains("\nStopped.\n", CLEAN);
      assertThat(scene.objects()).isEmpty();
    }
  }

  @Test
  void objectsThatTheListStillShowsAreNotReported(@TempDir Path folder) throws IOException {
    try (Scene scene = Scene.of(Scene.workspace(), folder);
        ChangedSandbox changed =
            ChangedSandbox.start(scene.sandbox.getBaseUrl())
                .with(CleanupTest::withADeletedObject)) {
      scene.environment.put(Options.BASE_URL, changed.baseUrl());
      assertThat(scene.run().output()).contains(CLEAN);
    }
  }

  @Test
  void aRejectedDeletionIsReportedAfterAllOthersWereDone(@TempDir Path folder) {
    Set<String> kept = Set.of(Scratch.PREFIX + "link-3", Scratch.PREFIX + "link-50");
    OkHttpClient client =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  Request request = chain.request();
                  boolean rejected =
                      request.method().equals("DELETE")
                          && kept.contains(
                              String.valueOf(request.url().queryParameter("external_id")));
                  return chain.proceed(
                      rejected
                          ? request.newBuilder().header("Authorization", "Bearer x").build()
                          : request);
                })
            .build();
    try (Scene scene = Scene.of(Scene.workspace(), folder)) {
      Scene.Run run = scene.run(client, () -> false);
      assertThat(scene.objects()).isEqualTo(kept);
      assertThat(run.output())
          .contains(
              """
              LEFT in the workspace; run the command again to remove it:
                 objects: DELETE /custom_object_instances/{custom_object_type_identifier} was\
               rejected with status 401 unauthorized
              """);
      assertThat(run.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void anObjectThatWasNotDeletedAlthoughItsDeletionWasAcceptedIsReported(@TempDir Path folder)
      throws IOException {
    try (Scene scene = Scene.of(Scene.workspace(), folder);
        ChangedSandbox changed =
            ChangedSandbox.start(scene.sandbox.getBaseUrl())
                .with(CleanupTest::withADeletedObject)
                .with(
                    (call, reply) ->
                        (Scratch.PREFIX + "gone").equals(call.url().queryParameter("external_id"))
                            ? new Reply(200, Json.object().put("id", "9"))
                            : reply)) {
      scene.environment.put(Options.BASE_URL, changed.baseUrl());
      Scene.Run run = scene.run();
      assertThat(run.output()).contains("   objects, although their deletion was accepted\n");
      assertThat(run.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aSuccessWithoutABodyDoesNotEndTheRun(@TempDir Path folder) throws IOException {
    try (Scene scene = Scene.of(Scene.workspace(), folder);
        ChangedSandbox changed =
            ChangedSandbox.start(scene.sandbox.getBaseUrl())
                .with(
                    (call, reply) ->
                        Set.of("PUT", "DELETE").contains(call.method()) && reply.status() == 200
                            ? new Reply(204, Json.parse(""))
                            : reply)) {
      String own = scene.store("own-1");
      scene.link(List.of(own));
      scene.environment.put(Options.BASE_URL, changed.baseUrl());
      assertThat(scene.run().output())
          .contains("not asked: the contact shows no linked object", "19 questions: ", CLEAN);
      assertThat(scene.links()).containsExactly(own);
      assertThat(scene.objects()).containsExactly("own-1");
    }
  }
}
