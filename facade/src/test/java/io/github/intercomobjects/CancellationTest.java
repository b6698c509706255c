package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.IntercomException.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run of calls ends at once when another thread cancels it, and its thread is usable again. */
@Timeout(60)
final class CancellationTest {
  private static final Attributes NOTHING = Attributes.builder().build();

  private final FakeIntercom intercom = new FakeIntercom();
  private final Cancellation cancellation = new Cancellation();

  @AfterEach
  void close() {
    // Nothing of a run may be left to the next test.
    assertThat(Thread.interrupted()).isFalse();
    intercom.close();
  }

  private ConnectionException canceled(Runnable calls) {
    return catchThrowableOfType(
        ConnectionException.class,
        () ->
            cancellation.run(
                () -> {
                  calls.run();
                  return "not canceled";
                }));
  }

  /** Receives a request on one connection, then cancels, and returns when the client hangs up. */
  private static int receive(ServerSocket silent, Cancellation cancellation) {
    try (Socket accepted = silent.accept()) {
      int first = accepted.getInputStream().read();
      cancellation.cancel();
      try {
        accepted.getInputStream().readAllBytes();
      } catch (SocketException e) {
        // A reset is an end too.
      }
      return first;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCallInFlightIsClosedWithAnyClient(boolean isOwn) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Threads.Running<Integer> server = Threads.start(() -> receive(silent, cancellation));
      Intercom.Builder builder =
          intercom.builder().baseUrl("http://127.0.0.1:" + silent.getLocalPort() + "/");
      if (isOwn) {
        builder.client(new OkHttpClient.Builder().readTimeout(0, TimeUnit.SECONDS).build());
      }
      CustomObjects<Attributes> orders = FakeIntercom.orders(builder);
      ConnectionException e = canceled(() -> orders.upsert("ORDER-1", NOTHING));
      assertThat(server.get()).isEqualTo('P');
      assertThat(e).hasMessageStartingWith("canceled (POST /custom_object_instances/");
      assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
    }
  }

  @Test
  void aWaitForTheWindowEndsAndLaterCallsOfTheRunAreNotSent() {
    intercom.enqueue(FakeIntercom.limited(167, 0, 7));
    CustomObjects<Attributes> orders = intercom.orders();
    orders.upsert("ORDER-1", NOTHING);
    intercom.timing.onSleep(cancellation::cancel);
    ConnectionException e =
        canceled(
            () -> {
              assertThatThrownBy(() -> orders.upsert("ORDER-1", NOTHING))
                  .hasMessageStartingWith("canceled (");
              orders.upsert("ORDER-2", NOTHING);
            });
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aCallIsNotSentIfItIsCanceledWhileItsTokenIsFetchedByAnotherClient() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    CustomObjects<Attributes> vault =
        FakeIntercom.orders(
            intercom
                .builder()
                .client(new OkHttpClient.Builder().addInterceptor(canceling()).build()));
    Supplier<String> tokens =
        () -> {
          assertThatThrownBy(() -> vault.findById("21")).hasMessageStartingWith("canceled (");
          return FakeIntercom.TOKEN; // an older one
        };
    CustomObjects<Attributes> orders = FakeIntercom.orders(intercom.builder().accessToken(tokens));
    ConnectionException e = canceled(() -> orders.upsert("ORDER-1", NOTHING));
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(intercom.requestCount()).isZero();
  }

  private Interceptor canceling() {
    return chain -> {
      cancellation.cancel();
      return chain.proceed(chain.request());
    };
  }

  @Test
  void aRunThatIsCanceledBeforeSendsNothing() {
    cancellation.cancel();
    ConnectionException e = canceled(() -> intercom.orders().upsert("ORDER-1", NOTHING));
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void aBulkRunThatWaitsForItsSourceIsInterrupted() {
    CountDownLatch waits = new CountDownLatch(1);
    Iterator<Attributes> endless =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            waits.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              throw new IllegalStateException("interrupted", e);
            }
            return false;
          }

          @Override
          public Attributes next() {
            throw new AssertionError();
          }
        };
    Threads.Running<BulkReport> run =
        Threads.start(() -> cancellation.run(() -> intercom.orders().bulk().upsertAll(endless)));
    Threads.await(waits);
    cancellation.cancel();
    assertThatThrownBy(run::get)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(BulkException.class)
        .hasRootCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void aWaitForTheLockOfAContactEnds() {
    intercom.enqueue(200, "{}");
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    OkHttpClient holding =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  held.countDown();
                  Threads.await(release);
                  return chain.proceed(chain.request());
                })
            .build();
    Associations<Attributes> linked =
        FakeIntercom.orders(intercom.builder().client(holding))
            .associations(Parent.contact("7"), "orders");
    Threads.Running<Boolean> holder =
        Threads.start(
            () -> {
              try {
                linked.replace(List.of("21"));
              } catch (DecodingException e) {
                // The response names no contact.
              }
              return true;
            });
    Threads.await(held);
    Threads.Running<ConnectionException> waiting =
        Threads.start(() -> canceled(() -> linked.replace(List.of("22"))));
    waiting.awaitWaiting();
    cancellation.cancel();
    assertThat(waiting.get()).hasMessageContaining("waiting for another update of contact 7");
    release.countDown();
    assertThat(holder.get()).isTrue();
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aResultThatIsCompleteIsReturned() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    String id =
        cancellation.run(
            () -> {
              String stored = intercom.orders().upsert("ORDER-1", NOTHING).getId();
              cancellation.cancel();
              cancellation.cancel();
              return stored;
            });
    assertThat(id).isEqualTo("22");
  }

  @Test
  void aHandleIsForOneRunAndAnInnerRunHasItsOwn() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    Cancellation inner = new Cancellation();
    inner.cancel();
    String id =
        cancellation.run(
            () -> {
              assertThatThrownBy(() -> inner.run(() -> intercom.orders().findById("22")))
                  .hasMessageStartingWith("canceled (");
              return intercom.orders().upsert("ORDER-1", NOTHING).getId();
            });
    assertThat(id).isEqualTo("22");
    assertThatThrownBy(() -> cancellation.run(() -> "again"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a Cancellation is for one run: create another one");
  }
}
