package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.intercomobjects.IntercomException.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The look-ups of the contacts that a change names are a part of the change. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("FutureReturnValueIgnored") // Their results are checked otherwise.
final class LookUpsOfChangesTest {
  private static final String CONTACT =
      "{\"type\":\"contact\",\"id\":\"%s\",\"external_id\":\"%s\"}";
  private static final String UPSERT = "POST /custom_object_instances/Order";

  private final FakeIntercom intercom = new FakeIntercom();

  /** The tasks of the writer, which run when they are released. */
  private final List<Runnable> tasks = new ArrayList<>();

  @AfterEach
  void close() {
    intercom.close();
  }

  private ObjectWriter.Builder<Attributes> writer() {
    return intercom.orders().writer().executor(tasks::add);
  }

  private void release() {
    while (!tasks.isEmpty()) {
      tasks.remove(0).run();
    }
  }

  private void enqueueContact(String externalId) {
    intercom.enqueue(200, CONTACT.formatted("id-of-" + externalId, externalId));
  }

  private void enqueueNoContact() {
    intercom.enqueueError(404, "not_found", "User Not Found");
  }

  private static References named(String externalId) {
    return References.contact(ContactKey.externalId(externalId));
  }

  private static Attributes customer(References customer) {
    return Attributes.builder().set("customer", customer).build();
  }

  private static IntercomException failure(CompletableFuture<?> future) {
    assertThat(future).isDone();
    Throwable cause = Objects.requireNonNull(catchThrowable(future::join)).getCause();
    assertThat(cause).isInstanceOf(IntercomException.class);
    return (IntercomException) Objects.requireNonNull(cause);
  }

  @Test
  void aClosedGuardSendsNoLookUpAndCreatesNoContact() {
    ObjectWriter<Attributes> writer = writer().guard(() -> false).build();
    CompletableFuture<?> future = writer.upsert("ORDER-1", customer(named("zoe").orCreated()));
    release();
    assertThat(failure(future))
        .isInstanceOf(GuardedException.class)
        .hasMessageStartingWith("not sent: its guard refused it (GET /contacts/");
    assertThat(failure(future).getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void aGuardThatClosesAfterTheLookUpCreatesNoContact() {
    AtomicInteger asked = new AtomicInteger();
    enqueueNoContact();
    // Twice for each attempt: before it, and before its first byte.
    ObjectWriter<Attributes> writer = writer().guard(() -> asked.incrementAndGet() <= 2).build();
    CompletableFuture<?> future = writer.upsert("ORDER-1", customer(named("zoe").orCreated()));
    release();
    assertThat(failure(future)).isInstanceOf(GuardedException.class);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void theGuardOfAnotherChangeOfAMergedCallIsAskedBeforeItsLookUp() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    ObjectWriter<Attributes> writer = writer().merge(true).build();
    CompletableFuture<?> stored =
        writer.upsert("ORDER-1", Attributes.builder().set("status", "open").build());
    CompletableFuture<?> refused =
        writer.upsert("ORDER-1", customer(named("zoe").orCreated()), () -> false);
    release();
    assertThat(failure(refused)).isInstanceOf(GuardedException.class);
    assertThat(stored).isCompleted();
    intercom.request(UPSERT);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void closeNowCancelsALookUpInFlightAndSendsNoOther() {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    intercom.respondBy(
        request -> {
          arrived.countDown();
          Threads.await(ended);
          return FakeIntercom.json(200, CONTACT.formatted("7", "zoe"));
        });
    ObjectWriter<Attributes> writer =
        FakeIntercom.orders(intercom.builder().timing(Timing.SYSTEM)).writer().build();
    References both =
        References.contacts(List.of(ContactKey.externalId("zoe"), ContactKey.externalId("max")));
    CompletableFuture<?> future = writer.upsert("ORDER-1", customer(both));
    Threads.await(arrived);
    assertThat(writer.closeNow()).containsExactly("ORDER-1");
    ended.countDown();
    assertThat(failure(future)).hasMessageStartingWith("canceled (GET /contacts/");
    assertThat(failure(future).getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void lookUpsAreCountedAsCallsOfTheRun() {
    enqueueContact("zoe");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    BulkReport report = bulk(() -> true);
    assertThat(report.getStored()).isEqualTo(1);
    assertThat(report.getCalls()).isEqualTo(2);
    assertThat(report.getRetries()).isZero();
  }

  private BulkReport bulk(BooleanSupplier guard) {
    return intercom
        .orders()
        .<String>bulk(id -> id, id -> customer(named("zoe")))
        .executor(Runnable::run)
        .guard(guard)
        .upsertAll(List.of("ORDER-1"));
  }

  @Test
  void aLookUpThatFailsLeavesTheObjectUnchangedAndItsRetriesAreCounted() {
    intercom.enqueue(429, "{}");
    for (int i = 0; i < 4; i++) {
      intercom.enqueue(503, "{}");
    }
    BulkReport report = bulk(() -> true);
    assertThat(report.getFailures()).hasToString("{status 503=1}");
    assertThat(report.getCalls()).isEqualTo(5);
    assertThat(report.getRetries()).isEqualTo(4);
    assertThat(report.getRateLimited()).isEqualTo(1);
  }

  @Test
  void aFailedOrMissedLookUpAfterACallThatMayBeAppliedLeavesTheOutcomeUnknown() {
    for (boolean isMiss : new boolean[] {false, true}) {
      AtomicInteger asked = new AtomicInteger();
      // The first call of both changes names the second customer, and its response is lost.
      enqueueContact("max");
      intercom.loseResponse();
      if (isMiss) {
        enqueueNoContact();
      } else {
        intercom.enqueue(400, "{}");
      }
      ObjectWriter<Attributes> writer = writer().merge(true).build();
      CompletableFuture<?> rest = writer.upsert("ORDER-1", customer(named("zoe")));
      CompletableFuture<?> leased =
          writer.upsert("ORDER-1", customer(named("max")), () -> asked.incrementAndGet() <= 4);
      release();
      assertThat(failure(leased)).isInstanceOf(GuardedException.class);
      assertThat(failure(leased).getOutcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(failure(rest))
          .isInstanceOf(isMiss ? NotFoundException.class : InvalidRequestException.class);
      assertThat(failure(rest).getOutcome()).isEqualTo(Outcome.UNKNOWN);
    }
  }

  @Test
  void aContactThatWasCreatedWithAnUnreadableResponseDoesNotMakeTheObjectApplied() {
    enqueueNoContact();
    enqueueNoContact();
    intercom.enqueue(200, "no JSON");
    ObjectWriter<Attributes> writer = writer().build();
    CompletableFuture<?> future = writer.upsert("ORDER-1", customer(named("zoe").orCreated()));
    release();
    assertThat(failure(future))
        .isInstanceOf(DecodingException.class)
        .hasMessageStartingWith("the response to POST /contacts was a success, but cannot be read")
        .hasMessageEndingWith(
            "Intercom has applied the call; the object that names the contact was not sent");
    assertThat(failure(future).getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
  }
}
