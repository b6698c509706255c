package io.github.intercomobjects.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KillTest {
  /** Stands for the end of the process: nothing catches it, and no further call is sent. */
  private static final class KilledError extends Error {
    private static final long serialVersionUID = 1;
  }

  private static OkHttpClient client(AtomicInteger calls, int killedAfter) {
    return new OkHttpClient.Builder()
        .addInterceptor(
            chain -> {
              if (calls.incrementAndGet() > killedAfter) {
                throw new KilledError();
              }
              return chain.proceed(chain.request());
            })
        .build();
  }

  private static int callsOfARun(Scene scene) {
    AtomicInteger calls = new AtomicInteger();
    Scene.Run run = scene.run(client(calls, Integer.MAX_VALUE), () -> false);
    assertThat(run.exitCode()).as(run.output()).isZero();
    return calls.get();
  }

  /** Kills a run after it has changed the links, or the value that is in their place. */
  static void killAfterFirstPut(Scene scene) {
    AtomicBoolean changed = new AtomicBoolean();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  if (changed.get()) {
                    throw new KilledError();
                  }
                  changed.set(chain.request().method().equals("PUT"));
                  return chain.proceed(chain.request());
                })
            .build();
    assertThatThrownBy(() -> scene.run(client, () -> false)).isInstanceOf(KilledError.class);
  }

  /** Does what a run does first. */
  static void startNextRun(Scene scene) throws CannotRunException {
    Options options = Options.read(scene.environment);
    try (Target target =
        new Target(new OkHttpClient(), options.baseUrl(), Scene.TOKEN, 1, () -> false)) {
      Preparation next = new Preparation(target, options);
      next.check();
      Session unused =
          next.prepare(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
      assertThat(next.cleanUp(System.out)).isTrue();
    }
  }

  @Test
  void afterAKillAtAnyPointTheNextRunLeavesNothingAndRestoresTheLinks(@TempDir Path folder)
      throws CannotRunException {
    try (Scene scene = Scene.of(Scene.workspace(), folder)) {
      String own = scene.store("own-1");
      scene.link(List.of(own));
      int all = callsOfARun(scene);
      assertThat(all).isGreaterThan(200);
      // The first and last calls one by one, the others in steps.
      for (int point = 0; point < all; point += point < 14 || point > all - 5 ? 1 : 31) {
        int killedAfter = point;
        try {
          Scene.Run run = scene.run(client(new AtomicInteger(), killedAfter), () -> false);
          throw new AssertionError("not killed after " + killedAfter + ": " + run.output());
        } catch (KilledError e) {
          startNextRun(scene);
        }
        assertThat(scene.objects()).as("killed after " + point).containsExactly("own-1");
        assertThat(scene.links()).as("killed after " + point).containsExactly(own);
        assertThat(folder.resolve("links-to-restore.json")).doesNotExist();
      }
    }
  }

  @Test
  void aStopAtAnyPointCleansUpInTheSameRun(@TempDir Path folder) {
    try (Scene scene = Scene.of(Scene.workspace(), folder)) {
      String own = scene.store("own-1");
      scene.link(List.of(own));
      int all = callsOfARun(scene);
      for (int point = 0; point < all - 10; point += 61) {
        AtomicInteger calls = new AtomicInteger();
        int stoppedAfter = point;
        Scene.Run run =
            scene.run(client(calls, Integer.MAX_VALUE), () -> calls.get() > stoppedAfter);
        assertThat(run.output()).contains("\nStopped.\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(scene.objects()).as("stopped after " + point).isEqualTo(Set.of("own-1"));
        assertThat(scene.links()).as("stopped after " + point).containsExactly(own);
      }
    }
  }

  @Test
  void theLinksOfAnotherContactAreNotOverwritten(@TempDir Path folder) throws Exception {
    try (Scene scene = Scene.of(Scene.workspace(), folder)) {
      new SavedLinks(Options.read(scene.environment))
          .save(new SavedLinks.Content(List.of("7"), "8"));
      scene.environment.put(
          Options.CONTACT,
          scene.sandbox.getWorkspace().addContact(null, "b@example.com", null).getId());
      Scene.Run run = scene.run();
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output())
          .contains(
              "Could not run: "
                  + folder.resolve("links-to-restore.json")
                  + " holds the links of another contact, which an earlier run did not restore; run"
                  + " once with that contact, or use another folder\n");
      assertThat(scene.objects()).isEmpty();
    }
  }
}
