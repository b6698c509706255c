package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import org.junit.jupiter.api.Test;

/** Whatever becomes of the threads, no call waits for a place that nobody gives up. */
final class EnqueuedCallsTest {
  private final List<Runnable> submitted = new ArrayList<>();
  private Runnable onSubmit = () -> {};
  private final EnqueuedCalls calls = new EnqueuedCalls(dispatcher());

  private Dispatcher dispatcher() {
    Dispatcher dispatcher =
        new Dispatcher(
            new AbstractExecutorService() {
              @Override
              public void execute(Runnable call) {
                onSubmit.run();
                submitted.add(call);
              }

              @Override
              public void shutdown() {}

              @Override
              public List<Runnable> shutdownNow() {
                return List.of();
              }

              @Override
              public boolean isShutdown() {
                return false;
              }

              @Override
              public boolean isTerminated() {
                return false;
              }

              @Override
              public boolean awaitTermination(long timeout, TimeUnit unit) {
                return true;
              }
            });
    dispatcher.setMaxRequestsPerHost(1);
    return dispatcher;
  }

  private static void refuse() {
    throw new RejectedExecutionException("shut down");
  }

  @Test
  void aCallThatFailsGivesItsPlaceToTheNext() {
    List<String> ran = new ArrayList<>();
    calls.execute(
        () -> {
          throw new IllegalStateException("a callback's bug");
        });
    calls.execute(() -> ran.add("second"));
    assertThat(submitted).hasSize(1);
    assertThatThrownBy(submitted.get(0)::run).hasMessage("a callback's bug");
    assertThat(submitted).hasSize(2);
    submitted.get(1).run();
    assertThat(ran).containsExactly("second");
  }

  @Test
  void aCallThatCameWhileAnotherWasRefusedIsRun() {
    List<String> ran = new ArrayList<>();
    onSubmit =
        () -> {
          onSubmit = EnqueuedCallsTest::refuse;
          calls.execute(() -> ran.add("second"));
          onSubmit.run();
        };
    assertThatThrownBy(() -> calls.execute(() -> ran.add("first")))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(ran).containsExactly("second");
  }

  @Test
  void callsThatAreRunBecauseTheThreadsAreShutDownDoNotTakeEachOtherAlong() {
    List<String> ran = new ArrayList<>();
    calls.execute(() -> ran.add("first"));
    calls.execute(
        () -> {
          ran.add("second");
          throw new IllegalStateException("a callback's bug");
        });
    calls.execute(() -> ran.add("third"));
    onSubmit = EnqueuedCallsTest::refuse;
    assertThatThrownBy(submitted.get(0)::run).hasMessage("a callback's bug");
    assertThat(ran).containsExactly("first", "second", "third");
    onSubmit = () -> {};
    calls.execute(() -> ran.add("fourth"));
    submitted.get(1).run();
    assertThat(ran).endsWith("fourth");
  }
}
