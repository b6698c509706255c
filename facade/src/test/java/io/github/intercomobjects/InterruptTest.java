package io.github.intercomobjects;

import static io.github.intercomobjects.FakeIntercom.orders;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.IntercomException.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt ends a call at any point, keeps the flag, and reports the right outcome. */
final class InterruptTest {
  private static final Attributes NOTHING = Attributes.builder().build();

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    // The next test must not inherit an interrupt.
    Thread.interrupted();
    intercom.close();
  }

  /** Runs a call that must fail and leave the interrupt flag set. */
  private static ConnectionException interrupted(Runnable call) {
    try {
      call.run();
    } catch (ConnectionException e) {
      assertThat(Thread.interrupted()).isTrue();
      return e;
    }
    throw new AssertionError("the call did not fail");
  }

  @ParameterizedTest
  @CsvSource({
    "408, UNKNOWN, status 408",
    "429, NOT_APPLIED, the rate limit",
    "500, UNKNOWN, status 500",
    "503, UNKNOWN, status 503"
  })
  void aWaitAfterAFailureEnds(int status, Outcome outcome, String cause) {
    intercom.enqueue(status, "{}");
    intercom.timing.interruptSleeps();
    ConnectionException e = interrupted(() -> intercom.orders().upsert("ORDER-1", NOTHING));
    assertThat(e.getOutcome()).isEqualTo(outcome);
    assertThat(e.getAttempts()).isEqualTo(1);
    assertThat(e)
        .hasMessageMatching(
            "interrupted during a wait of 0\\.\\d+ s because of " + cause + " \\(POST .*");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aWaitForTheWindowEndsAndNothingIsSent() {
    intercom.enqueue(FakeIntercom.limited(167, 0, 7));
    CustomObjects<Attributes> orders = intercom.orders();
    orders.upsert("ORDER-1", NOTHING);
    intercom.timing.interruptSleeps();
    ConnectionException e = interrupted(() -> orders.upsert("ORDER-1", NOTHING));
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(e.getAttempts()).isZero();
    assertThat(e)
        .hasMessageStartingWith("interrupted during a wait of 7 s because of the rate limit (");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWriteIsUnknownIfItsResponseIsNotReadCompletely(boolean write) throws Exception {
    // The caller is interrupted while it waits for the rest of a long response.
    AtomicReference<@Nullable Thread> caller = new AtomicReference<>(Thread.currentThread());
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              Thread thread = caller.get();
              if (thread != null) {
                thread.interrupt();
              }
              return FakeIntercom.json(200, FakeIntercom.ORDER_22 + " ".repeat(1_000_000)).build();
            }
          });
      server.start();
      CustomObjects<Attributes> orders =
          orders(intercom.builder().baseUrl("http://127.0.0.1:" + server.getPort() + "/"));
      ConnectionException e =
          interrupted(
              () -> {
                if (write) {
                  orders.upsert("ORDER-1", NOTHING);
                } else {
                  orders.findById("22");
                }
              });
      assertThat(e.getOutcome()).isEqualTo(write ? Outcome.UNKNOWN : Outcome.NOT_APPLIED);
      assertThat(e.getAttempts()).isEqualTo(1);
      assertThat(server.getRequestCount()).isEqualTo(1);
    }
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  private static boolean isReadingASocket(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    // A channel's socket waits in the read itself, others in a poll before it.
    return stack.length > 0
        && stack[0].isNativeMethod()
        && List.of("poll", "read0").contains(stack[0].getMethodName());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Timeout(20)
  void aCallThatReadsItsResponseEndsAtOnce(boolean write) throws Exception {
    Thread caller = Thread.currentThread();
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Threads.Running<Integer> server =
          Threads.start(
              () -> {
                try (Socket accepted = silent.accept()) {
                  int first = accepted.getInputStream().read();
                  // By now the caller waits for a response that is never sent.
                  while (!isReadingASocket(caller)) {
                    Thread.onSpinWait();
                  }
                  caller.interrupt();
                  accepted.getInputStream().readAllBytes();
                  return first;
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      CustomObjects<Attributes> orders =
          orders(intercom.builder().baseUrl("http://127.0.0.1:" + silent.getLocalPort() + "/"));
      ConnectionException e =
          interrupted(
              () -> {
                if (write) {
                  orders.upsert("ORDER-1", NOTHING);
                } else {
                  orders.findById("22");
                }
              });
      assertThat(e.getOutcome()).isEqualTo(write ? Outcome.UNKNOWN : Outcome.NOT_APPLIED);
      assertThat(server.get()).isEqualTo((int) (write ? 'P' : 'G'));
    }
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @Test
  void anInterruptBeforeTheCallSendsNothing() {
    Thread.currentThread().interrupt();
    ConnectionException e = interrupted(() -> intercom.orders().create(NOTHING));
    assertThat(e).hasMessageStartingWith("interrupted before it was sent (POST ");
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(e.getAttempts()).isZero();
    assertThat(intercom.requestCount()).isZero();
    assertThat(intercom.timing.sleeps()).isEmpty();
    // The interrupt does not affect later calls of this thread.
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(intercom.orders().findById("22")).isPresent();
  }
}
