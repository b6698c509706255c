package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls to a workspace with five calls per window, and the objects that they store. */
final class WindowTest {
  private static final Attributes NOTHING = Attributes.builder().build();

  private final SandboxIntercom intercom =
      new SandboxIntercom(
          Workspace.builder()
              .objectType(ObjectTypeDefinition.builder("Order").text("status").build())
              .rateLimit(5, Duration.ofSeconds(10)));
  private final CustomObjects<Attributes> orders = intercom.orders();

  @AfterEach
  void close() {
    intercom.close();
  }

  private int stored() {
    return intercom.workspace().getInstances("Order").size();
  }

  private static void upsert(CustomObjects<Attributes> orders, int from, int to) {
    IntStream.range(from, to).forEach(i -> orders.upsert("ORDER-" + i, NOTHING));
  }

  @Test
  void aCallThatWouldExceedTheWindowWaitsForTheNext() {
    intercom.timing.advance(Duration.ofSeconds(4));
    upsert(orders, 0, 12);
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(6), tenSeconds());
    assertThat(intercom.callsPerWindow()).containsExactly(5, 5, 2);
    assertThat(stored()).isEqualTo(12);
  }

  private static Duration tenSeconds() {
    return Duration.ofSeconds(10);
  }

  @Test
  void aCreateAlsoWaitsForAWindowThatOthersUsedUp() {
    upsert(orders, 0, 1);
    upsert(intercom.orders(intercom.builder()), 1, 5);
    intercom.timing.advance(Duration.ofSeconds(3));
    assertThat(orders.create(NOTHING).getId()).isEqualTo("6");
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(7));
    // The rejected call counts as an attempt, and stored nothing.
    assertThat(intercom.callsPerWindow()).containsExactly(6, 1);
    assertThat(stored()).isEqualTo(6);
  }

  @Test
  void a429IsRetriedAfterItsResetOrWithoutHeadersAfterAWait() {
    intercom.timing.advance(Duration.ofSeconds(3));
    intercom.faults().onNext(Fault.rateLimited());
    intercom.faults().onNext(Fault.rateLimitedWithoutHeaders());
    assertThat(orders.create(NOTHING).getId()).isEqualTo("1");
    assertThat(intercom.timing.sleeps())
        .containsExactly(Duration.ofSeconds(7), Duration.ofMillis(750));
    assertThat(intercom.calls()).hasSize(3);
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void aMaxWaitOfZeroFailsImmediatelyInsteadOfWaiting() {
    CustomObjects<Attributes> impatient =
        intercom.orders(intercom.builder().maxWait(Duration.ZERO));
    upsert(impatient, 0, 4);
    upsert(orders, 4, 5);
    intercom.timing.advance(Duration.ofSeconds(3));
    assertThatThrownBy(() -> upsert(impatient, 5, 6))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            e -> {
              assertThat(e.getRateLimit().getLimit()).isEqualTo(5);
              assertThat(e.getRateLimit().getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              assertThat(e.getAttempts()).isEqualTo(1);
            })
        .hasMessageStartingWith(
            "Intercom returned 429 rate_limit_exceeded: Exceeded rate limit of 5 in 10_seconds (");
    // The window is known to be used up, so the next call is not sent.
    assertThatThrownBy(() -> upsert(impatient, 5, 6))
        .isInstanceOfSatisfying(RateLimitException.class, e -> assertThat(e.getAttempts()).isZero())
        .hasMessageStartingWith("not sent: the 5 calls of this window are used up");
    assertThat(intercom.callsPerWindow()).containsExactly(6);
    assertThat(intercom.timing.sleeps()).isEmpty();
    assertThat(stored()).isEqualTo(5);
  }

  @Test
  void aQuotaOfItsOwnLeavesTheRestOfEveryWindow() {
    CustomObjects<Attributes> three = intercom.orders(intercom.builder().callsPerWindow(3));
    upsert(three, 0, 7);
    assertThat(intercom.timing.sleeps()).containsExactly(tenSeconds(), tenSeconds());
    assertThat(intercom.callsPerWindow()).containsExactly(3, 3, 1);
    assertThat(stored()).isEqualTo(7);
  }

  @Test
  void quotasThatMakeUpTheLimitAreBothUsedAndNoCallIsRejected() {
    CustomObjects<Attributes> three = intercom.orders(intercom.builder().callsPerWindow(3));
    CustomObjects<Attributes> two = intercom.orders(intercom.builder().callsPerWindow(2));
    upsert(three, 0, 3);
    upsert(two, 3, 5);
    assertThat(intercom.timing.sleeps()).isEmpty();
    assertThat(intercom.callsPerWindow()).containsExactly(5);
    assertThat(intercom.calls()).noneMatch(call -> call.contains("429"));
  }

  @Test
  void aCallBeyondTheQuotaThatCannotWaitFailsAndNamesTheQuota() {
    CustomObjects<Attributes> two =
        intercom.orders(intercom.builder().callsPerWindow(2).maxWait(Duration.ZERO));
    upsert(two, 0, 2);
    assertThatThrownBy(() -> upsert(two, 2, 3))
        .isInstanceOfSatisfying(
            RateLimitException.class, e -> assertThat(e.getRateLimit().getLimit()).isEqualTo(2))
        .hasMessageStartingWith(
            "not sent: the 2 calls that callsPerWindow allows are used up; the next call is possible in"
                + " 10 s, which is longer than maxWait or totalTimeout allows (");
    assertThat(intercom.callsPerWindow()).containsExactly(2);
  }

  @Test
  void aCallBeyondTheShareThatCannotWaitFailsAndNamesTheShare() {
    CustomObjects<Attributes> part =
        intercom.orders(intercom.builder().rateLimitShare(0.4).maxWait(Duration.ZERO));
    upsert(part, 0, 2);
    assertThatThrownBy(() -> upsert(part, 2, 3))
        .isInstanceOfSatisfying(
            RateLimitException.class, e -> assertThat(e.getRateLimit().getLimit()).isEqualTo(2))
        .hasMessageStartingWith(
            "not sent: the 2 calls of this window that rateLimitShare allows are used up; the next"
                + " call is possible in 10 s, which is longer than maxWait or totalTimeout allows (");
  }

  @Test
  void aCallWithinTheQuotaOfAWindowThatOthersUsedUpNamesTheWindow() {
    CustomObjects<Attributes> three =
        intercom.orders(intercom.builder().callsPerWindow(3).maxWait(Duration.ZERO));
    upsert(orders, 0, 4);
    upsert(three, 4, 5);
    assertThatThrownBy(() -> upsert(three, 5, 6))
        .isInstanceOfSatisfying(
            RateLimitException.class, e -> assertThat(e.getRateLimit().getLimit()).isEqualTo(5))
        .hasMessageStartingWith("not sent: the 5 calls of this window are used up; the next call");
  }

  @Test
  void ofManyCallersThatCannotWaitOnlyTheSuccessfulOnesAreStored() {
    CustomObjects<Attributes> impatient =
        intercom.orders(intercom.builder().maxWait(Duration.ZERO));
    CountDownLatch start = new CountDownLatch(1);
    List<Threads.Running<Boolean>> callers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      callers.add(
          Threads.start(
              () -> {
                Threads.await(start);
                try {
                  return !impatient.create(NOTHING).getId().isEmpty();
                } catch (RateLimitException e) {
                  assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
                  return false;
                }
              }));
    }
    start.countDown();
    long successes = callers.stream().filter(Threads.Running::get).count();
    assertThat(successes).isEqualTo(5);
    assertThat(stored()).isEqualTo(5);
  }
}
