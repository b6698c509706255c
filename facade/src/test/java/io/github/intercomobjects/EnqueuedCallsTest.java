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

/** No call waits forever for a free slot, even if the executor rejects calls. */
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

  private static void reject() {
    throw new RejectedExecutionException("shut down");
  }

  private final List<String> ran = new ArrayList<>();

  private void enqueue(String name) {
    calls.execute(() -> ran.add(name), () -> ran.add(name + " rejected"));
  }

  @Test
  void aFailedCallLetsTheNextOneStart() {
    calls.execute(
        () -> {
          throw new IllegalStateException("a callback's bug");
        },
        () -> ran.add("rejected"));
    enqueue("second");
    assertThat(submitted).hasSize(1);
    assertThatThrownBy(submitted.get(0)::run).hasMessage("a callback's bug");
    assertThat(submitted).hasSize(2);
    submitted.get(1).run();
    assertThat(ran).containsExactly("second");
  }

  @Test
  void aCallEnqueuedDuringARejectionIsRejectedToo() {
    onSubmit =
        () -> {
          onSubmit = EnqueuedCallsTest::reject;
          enqueue("second");
          onSubmit.run();
        };
    enqueue("first");
    assertThat(ran).containsExactly("first rejected", "second rejected");
  }

  @Test
  void waitingCallsAreRejectedWhenTheExecutorIsShutDown() {
    enqueue("first");
    enqueue("second");
    enqueue("third");
    onSubmit = EnqueuedCallsTest::reject;
    submitted.get(0).run();
    assertThat(ran).containsExactly("first", "second rejected", "third rejected");
    onSubmit = () -> {};
    enqueue("fourth");
    submitted.get(1).run();
    assertThat(ran).endsWith("fourth");
  }

  @Test
  void aSlotIsReleasedIfNoCallWaits() {
    for (int i = 0; i < 3; i++) {
      enqueue("call " + i);
      assertThat(submitted).hasSize(i + 1);
      submitted.get(i).run();
    }
    assertThat(ran).containsExactly("call 0", "call 1", "call 2");
  }
}
