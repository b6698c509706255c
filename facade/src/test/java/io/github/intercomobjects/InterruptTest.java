package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.IntercomException.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt ends a call wherever it is, keeps its flag, and leaves the outcome right. */
final class InterruptTest {
  private static final Attributes NOTHING = Attributes.builder().build();
  private static final String CONTACT = "{\"type\":\"contact\",\"id\":\"7\"}";

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    // For the next test, whatever this one came to.
    Thread.interrupted();
    intercom.close();
  }

  private CustomObjects<Attributes> orders(Intercom.Builder builder) {
    return builder.build().customObjects(ObjectType.untyped("Order"));
  }

  /** Runs a call that must fail with the flag of its thread set. */
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
  @CsvSource({"408, UNKNOWN", "429, NOT_APPLIED", "500, UNKNOWN", "503, UNKNOWN"})
  void aWaitAfterAFailureEnds(int status, Outcome outcome) {
    intercom.answers(status, "{}");
    intercom.timing.interruptSleeps();
    ConnectionException e = interrupted(() -> intercom.orders().upsert("ORDER-1", NOTHING));
    assertThat(e.getOutcome()).isEqualTo(outcome);
    assertThat(e.getAttempts()).isEqualTo(1);
    assertThat(e).hasMessageStartingWith("interrupted while waiting PT0.");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aWaitForTheWindowEndsAndNothingIsSent() {
    intercom.answers(
        FakeIntercom.json(200, FakeIntercom.ORDER_22)
            .addHeader("X-RateLimit-Limit", 167)
            .addHeader("X-RateLimit-Remaining", 0)
            .addHeader("X-RateLimit-Reset", FakeTiming.START_SECONDS + 7));
    CustomObjects<Attributes> orders = intercom.orders();
    orders.upsert("ORDER-1", NOTHING);
    intercom.timing.interruptSleeps();
    ConnectionException e = interrupted(() -> orders.upsert("ORDER-1", NOTHING));
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(e.getAttempts()).isZero();
    assertThat(e).hasMessageStartingWith("interrupted while waiting PT7S after the rate limit (");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aWaitForALockEndsAndNothingIsSent() throws Exception {
    intercom.answers(200, CONTACT);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    OkHttpClient holding =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  held.countDown();
                  await(release);
                  return chain.proceed(chain.request());
                })
            .build();
    Associations<Attributes> linked =
        orders(intercom.builder().client(holding)).associations(Parent.contact("7"), "orders");
    Thread holder = new Thread(() -> linked.replace(List.of()));
    holder.start();
    await(held);
    Thread.currentThread().interrupt();
    ConnectionException e = interrupted(() -> linked.replace(List.of("21")));
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(e.getAttempts()).isZero();
    assertThat(e)
        .hasMessage("interrupted while waiting for another update of contact 7; nothing was sent");
    release.countDown();
    holder.join(10_000);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerThatIsNotReadToItsEndLeavesAWriteUnknown(boolean write) throws Exception {
    // The caller is interrupted while it waits for an answer too long to be read at once.
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

  @Test
  void anInterruptBeforeTheCallSendsNothingAgain() {
    Thread.currentThread().interrupt();
    ConnectionException e = interrupted(() -> intercom.orders().create(NOTHING));
    assertThat(e.getAttempts()).isZero();
    assertThat(intercom.timing.sleeps()).isEmpty();
    // Nothing of this thread's interrupt stays behind.
    intercom.answers(200, FakeIntercom.ORDER_22);
    assertThat(intercom.orders().findById("22")).isPresent();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
