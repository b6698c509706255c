package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.IntercomException.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guard is asked before each attempt, and a call that it refuses is not sent. */
@SuppressWarnings("FutureReturnValueIgnored") // Their results are checked otherwise.
final class GuardTest {
  private static final String POST =
      "POST /custom_object_instances/{custom_object_type_identifier}";

  private final FakeIntercom intercom = new FakeIntercom();

  /** The tasks of the writer, which run when they are released. */
  private final List<Runnable> tasks = new ArrayList<>();

  private final AtomicBoolean isOpen = new AtomicBoolean(true);

  @AfterEach
  void close() {
    intercom.close();
  }

  private ObjectWriter<Attributes> writer(boolean merge, BooleanSupplier guard) {
    return intercom.orders().writer().executor(tasks::add).merge(merge).guard(guard).build();
  }

  private ObjectWriter<Attributes> writer(boolean merge) {
    return writer(merge, isOpen::get);
  }

  private void release() {
    while (!tasks.isEmpty()) {
      tasks.remove(0).run();
    }
  }

  private static Attributes status(String status) {
    return Attributes.builder().set("status", status).build();
  }

  private static GuardedException refused(CompletableFuture<?> future) {
    assertThat(future).isDone();
    CompletionException e = catchThrowableOfType(CompletionException.class, future::join);
    assertThat(e).isNotNull().hasCauseInstanceOf(GuardedException.class);
    return (GuardedException) Objects.requireNonNull(e.getCause());
  }

  @Test
  void aClosedGuardSendsNothing() {
    ObjectWriter<Attributes> writer = writer(false);
    CompletableFuture<@Nullable Upserted<Attributes>> future =
        writer.upsert("ORDER-1", status("open"));
    isOpen.set(false);
    release();
    GuardedException e = refused(future);
    assertThat(e)
        .hasMessage("not sent: its guard refused it (" + POST + "); Intercom did not apply it");
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(e.getAttempts()).isZero();
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void aGuardThatClosesWhileTheCallIsPreparedSendsNothing() {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  isOpen.set(false);
                  return chain.proceed(chain.request());
                })
            .build();
    CompletableFuture<?> future =
        FakeIntercom.orders(intercom.builder().client(client))
            .writer()
            .executor(Runnable::run)
            .guard(isOpen::get)
            .build()
            .upsert("ORDER-1", status("open"));
    GuardedException e = refused(future);
    assertThat(e)
        .hasMessage("not sent: its guard refused it (" + POST + "); Intercom did not apply it");
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(e.getAttempts()).isZero();
    assertThat(intercom.requestCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 0})
  void aGuardIsAskedBeforeEachRetryAndTheOutcomeIsUnknown(int status) {
    AtomicInteger asked = new AtomicInteger();
    ObjectWriter<Attributes> writer = writer(false, () -> asked.incrementAndGet() <= 4);
    for (int i = 0; i < 2; i++) {
      if (status == 0) {
        intercom.loseResponse();
      } else {
        intercom.enqueue(status, "");
      }
    }
    CompletableFuture<@Nullable Upserted<Attributes>> future =
        writer.upsert("ORDER-1", status("open"));
    release();
    GuardedException e = refused(future);
    assertThat(e)
        .hasMessage(
            "not sent again: its guard refused it ("
                + POST
                + "); it is not known whether Intercom applied it");
    assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.getAttempts()).isEqualTo(2);
    // Twice for each attempt that was sent.
    assertThat(asked).hasValue(5);
  }

  @Test
  void aGuardThatClosesAfterA429LeavesTheChangeUnapplied() {
    AtomicInteger asked = new AtomicInteger();
    ObjectWriter<Attributes> writer = writer(false, () -> asked.incrementAndGet() <= 2);
    intercom.enqueue(429, "{}");
    CompletableFuture<Boolean> future = writer.delete("ORDER-1");
    release();
    assertThat(refused(future).getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(refused(future).getAttempts()).isEqualTo(1);
  }

  @Test
  void aGuardThatClosesDuringTheWaitForTheWindowUsesUpNoPlaceInIt() {
    intercom.enqueue(FakeIntercom.limited(2, 0, 5));
    ObjectWriter<Attributes> writer = writer(false);
    CompletableFuture<@Nullable Upserted<Attributes>> first =
        writer.upsert("ORDER-1", status("open"));
    release();
    assertThat(first).isCompleted();
    intercom.timing.onSleep(() -> isOpen.set(false));
    List<CompletableFuture<?>> refused = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      refused.add(writer.upsert("ORDER-" + i, status("open")));
    }
    release();
    refused.forEach(future -> assertThat(refused(future).getAttempts()).isZero());
    isOpen.set(true);
    for (int i = 0; i < 2; i++) {
      intercom.enqueue(200, FakeIntercom.ORDER_22);
      writer.upsert("ORDER-" + i, status("open"));
      release();
    }
    assertThat(intercom.requestCount()).isEqualTo(3);
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void aGuardThatThrowsRefusesWithItsExceptionAsTheCause() {
    ObjectWriter<Attributes> writer =
        writer(
            false,
            () -> {
              throw new IllegalStateException("no lease");
            });
    CompletableFuture<Boolean> future = writer.delete("ORDER-1");
    release();
    assertThat(refused(future))
        .hasMessageStartingWith(
            "not sent: its guard failed: java.lang.IllegalStateException: no lease (DELETE ")
        .hasMessageEndingWith("; Intercom did not apply it");
    assertThat(refused(future)).cause().hasMessageContaining("no lease");
  }

  /** Throws an exception without its declaration, as Kotlin can. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> boolean sneaky(Exception e) throws E {
    throw (E) e;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aGuardMayThrowAnythingAtEitherQuestion(int question) {
    AtomicInteger asked = new AtomicInteger();
    ObjectWriter<Attributes> writer =
        writer(
            false,
            () ->
                asked.incrementAndGet() < question
                    || GuardTest.<RuntimeException>sneaky(new IOException("no lease")));
    CompletableFuture<?> future = writer.upsert("ORDER-1", status("open"));
    release();
    assertThat(refused(future))
        .hasMessageStartingWith("not sent: its guard failed: java.io.IOException: no lease (POST ");
    assertThat(refused(future).getAttempts()).isZero();
    assertThat(refused(future).getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void aGuardThatClosesBeforeAnAuthenticatorSendsAgainLeavesTheChangeUnapplied() {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .authenticator(
                (route, response) -> {
                  isOpen.set(false);
                  return response.request();
                })
            .build();
    intercom.enqueue(401, "{}");
    CompletableFuture<?> future =
        FakeIntercom.orders(intercom.builder().client(client))
            .writer()
            .executor(Runnable::run)
            .guard(isOpen::get)
            .build()
            .delete("ORDER-1");
    assertThat(refused(future).getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aChangeThatIsRefusedJustBeforeTheFirstByteIsTakenOutOfAMergedCall() {
    AtomicInteger asked = new AtomicInteger();
    ObjectWriter<Attributes> writer = writer(true);
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    CompletableFuture<@Nullable Upserted<Attributes>> stored =
        writer.upsert("ORDER-1", Attributes.builder().set("a", 1).build());
    CompletableFuture<?> refused =
        writer.upsert(
            "ORDER-1",
            Attributes.builder().set("b", 2).build(),
            () -> asked.incrementAndGet() == 1);
    release();
    assertThat(refused(refused).getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(stored.join()).isNotNull();
    assertThat(FakeIntercom.body(intercom.request("POST /custom_object_instances/Order")))
        .contains("\"custom_attributes\":{\"a\":1}");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aListenerHearsOfNoAttemptThatWasRefused() {
    List<Object> attempts = new ArrayList<>();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  isOpen.set(false);
                  return chain.proceed(chain.request());
                })
            .build();
    CallListener listener =
        new CallListener() {
          @Override
          public void onAttempt(Attempt attempt) {
            attempts.add(attempt);
          }
        };
    CompletableFuture<?> future =
        FakeIntercom.orders(intercom.builder().client(client).listener(listener))
            .writer()
            .executor(Runnable::run)
            .guard(isOpen::get)
            .build()
            .delete("ORDER-1");
    assertThat(refused(future).getAttempts()).isZero();
    assertThat(attempts).isEmpty();
  }

  @Test
  void aChangeHasItsOwnGuardBesideThatOfTheWriter() {
    ObjectWriter<Attributes> writer = writer(false);
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    CompletableFuture<?> refused = writer.upsert("ORDER-1", status("open"), () -> false);
    CompletableFuture<?> gone = writer.delete("ORDER-1", () -> false);
    CompletableFuture<?> stored = writer.upsert("ORDER-1", status("open"), () -> true);
    release();
    refused(refused);
    refused(gone);
    assertThat(stored).isCompleted();
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aRefusedChangeIsTakenOutOfAMergedCall() {
    ObjectWriter<Attributes> writer = writer(true);
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    CompletableFuture<@Nullable Upserted<Attributes>> first =
        writer.upsert("ORDER-1", Attributes.builder().set("a", 1).set("b", 1).build());
    CompletableFuture<?> second =
        writer.upsert("ORDER-1", Attributes.builder().set("b", 2).set("c", 2).build(), () -> false);
    CompletableFuture<@Nullable Upserted<Attributes>> third =
        writer.upsert("ORDER-1", Attributes.builder().set("d", 3).build(), () -> true);
    release();
    assertThat(refused(second).getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(third.join()).isSameAs(first.join());
    RecordedRequest request = intercom.request("POST /custom_object_instances/Order");
    assertThat(FakeIntercom.body(request))
        .contains("\"custom_attributes\":{\"a\":1,\"b\":1,\"d\":3}");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aRefusedDeletionLeavesTheChangesBeforeItToBeSent() {
    ObjectWriter<Attributes> writer = writer(true);
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    CompletableFuture<@Nullable Upserted<Attributes>> stored =
        writer.upsert("ORDER-1", status("open"));
    CompletableFuture<Boolean> deletion = writer.delete("ORDER-1", () -> false);
    release();
    refused(deletion);
    assertThat(stored.join()).isNotNull();
    intercom.request("POST /custom_object_instances/Order");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aChangeThatIsRefusedAfterALostResponseMakesTheOutcomeOfTheRestUnknown() {
    AtomicInteger asked = new AtomicInteger();
    ObjectWriter<Attributes> writer = writer(true);
    intercom.loseResponse();
    intercom.enqueue(400, "{}");
    CompletableFuture<?> rest = writer.upsert("ORDER-1", status("open"));
    CompletableFuture<?> leased =
        writer.upsert("ORDER-1", status("shipped"), () -> asked.incrementAndGet() <= 2);
    release();
    assertThat(refused(leased).getOutcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(refused(leased).getAttempts()).isEqualTo(1);
    assertThatThrownBy(rest::join)
        .cause()
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN));
    intercom.request("POST /custom_object_instances/Order");
    assertThat(FakeIntercom.body(intercom.request("POST /custom_object_instances/Order")))
        .contains("open");
  }

  @Test
  void aBulkHasAGuardToo() {
    BulkReport report =
        intercom
            .orders()
            .bulk()
            .executor(Runnable::run)
            .guard(() -> false)
            .deleteAll(List.of("ORDER-1", "ORDER-2"));
    assertThat(report.getFailures()).hasToString("{GuardedException=2}");
    assertThat(report.getCalls()).isZero();
  }
}
