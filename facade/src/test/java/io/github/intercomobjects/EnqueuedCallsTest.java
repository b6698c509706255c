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

  private final List<String> ran = new ArrayList<>();

  private void enqueue(String name) {
    calls.execute(() -> ran.add(name), () -> ran.add(name + " refused"));
  }

  @Test
  void aCallThatFailsGivesItsPlaceToTheNext() {
    calls.execute(
        () -> {
          throw new IllegalStateException("a callback's bug");
        },
        () -> ran.add("refused"));
    enqueue("second");
    assertThat(submitted).hasSize(1);
    assertThatThrownBy(submitted.get(0)::run).hasMessage("a callback's bug");
    assertThat(submitted).hasSize(2);
    submitted.get(1).run();
    assertThat(ran).containsExactly("second");
  }

  @Test
  void aCallThatCameWhileAnotherWasRefusedIsToldAsWell() {
    onSubmit =
        () -> {
          onSubmit = EnqueuedCallsTest::refuse;
          enqueue("second");
          onSubmit.run();
        };
    enqueue("first");
    assertThat(ran).containsExactly("first refused", "second refused");
  }

  @Test
  void callsThatWaitWhenTheThreadsAreShutDownAreToldAndNotRun() {
    enqueue("first");
    enqueue("second");
    enqueue("third");
    onSubmit = EnqueuedCallsTest::refuse;
    submitted.get(0).run();
    assertThat(ran).containsExactly("first", "second refused", "third refused");
    onSubmit = () -> {};
    enqueue("fourth");
    submitted.get(1).run();
    assertThat(ran).endsWith("fourth");
  }

  @Test
  void aPlaceIsGivenBackWhereNobodyWaitsForIt() {
    for (int i = 0; i < 3; i++) {
      enqueue("call " + i);
      assertThat(submitted).hasSize(i + 1);
      submitted.get(i).run();
    }
    assertThat(ran).containsExactly("call 0", "call 1", "call 2");
  }
}
