package io.github.intercomobjects.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.live.ChangedSandbox.Reply;
import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuestionsTest {
  private static final Pattern CLASS = Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\\b");

  @Test
  void theClassesThatWouldHaveToChangeExist() throws IOException {
    Set<String> named =
        Interview.questions(true).stream()
            .flatMap(question -> CLASS.matcher(question.change()).results())
            .map(MatchResult::group)
            .collect(Collectors.toCollection(HashSet::new));
    String description = Files.readString(Path.of("../../spec/custom-objects.yaml"));
    named.removeIf(name -> description.contains("\n    " + name + ":\n"));
    assertThat(named).hasSizeGreaterThan(10).isSubsetOf(classes());
  }

  private static Set<String> classes() throws IOException {
    Set<String> names = new HashSet<>();
    for (String sources : List.of("../../facade/src/main/java", "../sandbox/src/main/java")) {
      try (Stream<Path> files = Files.walk(Path.of(sources))) {
        files.forEach(file -> names.add(file.getFileName().toString().replace(".java", "")));
      }
    }
    return names;
  }

  @Test
  void aRateLimitIsUsedUpOnlyOnRequest() {
    assertThat(Interview.questions(false))
        .extracting(Question::title)
        .doesNotContain(RateLimitQuestion.get().title());
    assertThat(Interview.questions(true)).hasSize(20).last().isEqualTo(RateLimitQuestion.get());
  }

  private static Session session(Scene scene, Target target) {
    return new Session(
        target, Scene.TYPE, scene.contact.getId(), "probes", new Capabilities(Set.of(), "", true));
  }

  @Test
  void enoughCallsAreInFlightToReachTheRateLimit(@TempDir Path folder) throws IOException {
    // 1,667 calls in 10 s, each with 300 ms.
    CountDownLatch inFlight = new CountDownLatch(50);
    try (Scene scene = Scene.of(Scene.workspace(), folder);
        ChangedSandbox slow =
            ChangedSandbox.start(scene.sandbox.getBaseUrl())
                .with(
                    (call, reply) -> {
                      inFlight.countDown();
                      boolean unused = awaited(inFlight);
                      return new Reply(429, Json.object());
                    });
        Target target =
            new Target(new OkHttpClient(), slow.baseUrl(), Scene.TOKEN, 1, () -> false)) {
      assertThat(RateLimitQuestion.get().ask().apply(session(scene, target))).contains("429");
      assertThat(inFlight.getCount()).isZero();
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void aStopEndsTheCallsUpToTheRateLimit(@TempDir Path folder) {
    try (Scene scene = Scene.of(Scene.workspace(), folder);
        Target target =
            new Target(
                new OkHttpClient(),
                scene.sandbox.getBaseUrl(),
                Scene.TOKEN,
                1,
                () -> scene.sandbox.getCallCount() > 10)) {
      Session session = session(scene, target);
      assertThatThrownBy(() -> RateLimitQuestion.get().ask().apply(session))
          .isInstanceOf(StoppedException.class);
      assertThat(scene.sandbox.getCallCount()).isLessThan(200);
    }
  }

  @Test
  void onlyObjectsOfTheCheckAreDeletedByTheirIds(@TempDir Path folder) {
    try (Scene scene = Scene.of(Scene.workspace(), folder)) {
      Scene.Run run = scene.run();
      List<RecordedCall> calls = scene.sandbox.getCalls();
      Set<String> created =
          calls.stream()
              .filter(call -> call.getMethod().equals("POST"))
              .map(call -> "/" + Json.parse(call.getAnswer()).path("id").asText())
              .collect(Collectors.toSet());
      assertThat(calls)
          .filteredOn(call -> call.getMethod().equals("DELETE"))
          .extracting(RecordedCall::getPath)
          .filteredOn(path -> !path.contains("?"))
          .as(run.output())
          .isNotEmpty()
          .allMatch(path -> created.contains(path.substring(path.lastIndexOf('/'))));
    }
  }

  @Test
  void theResponseOverTheRateLimitIsDescribed(@TempDir Path folder) {
    Workspace.Builder workspace = Scene.workspace().rateLimit(40, Duration.ofHours(1));
    try (Scene scene = Scene.of(workspace, folder);
        Target target =
            new Target(
                new OkHttpClient(), scene.sandbox.getBaseUrl(), Scene.TOKEN, 1, () -> false)) {
      Session session = session(scene, target);
      target.recorder().keep(true);
      assertThat(RateLimitQuestion.get().ask().apply(session))
          .isEqualTo(
              "status and body: 429 {errors: [{code: rate_limit_exceeded, message: text}],"
                  + " request_id: text, type: error.list}\n"
                  + "Retry-After: absent\n"
                  + "X-RateLimit-Limit: present\n"
                  + "X-RateLimit-Remaining: present\n"
                  + "X-RateLimit-Reset: present");
      assertThat(target.recorder().kept())
          .extracting(Exchange::status, Exchange::path)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(429, "/me"));
    }
  }
}
