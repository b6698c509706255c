package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RateLimiterTest {
  private final FakeTiming timing = new FakeTiming();
  private final RateLimiter limiter = new RateLimiter(timing);

  private static RateLimiter.Allowance allowance(double share, int calls) {
    return new RateLimiter.Allowance(share, calls, Duration.ofMinutes(1));
  }

  private static Operation operation(String path) {
    return Operation.of(new Request.Builder().url("http://127.0.0.1" + path).build());
  }

  private static final RateLimiter.Allowance ALL = allowance(1, Integer.MAX_VALUE);
  private static final Operation UPSERT = operation("/upsert");
  private static final Operation LIST = operation("/list");

  private Response response(int limit, int remaining, long resetInSeconds) {
    long now = timing.epochMillis() / 1000;
    return new Response.Builder()
        .request(new Request.Builder().url("http://127.0.0.1/").build())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .header("X-RateLimit-Limit", "" + limit)
        .header("X-RateLimit-Remaining", "" + remaining)
        .header("X-RateLimit-Reset", "" + (now + resetInSeconds))
        .header(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.ofEpochSecond(now).atOffset(ZoneOffset.UTC)))
        .build();
  }

  private Duration reserve(Operation operation) {
    return limiter.reserve(operation, new RateLimiter.Ticket(), ALL);
  }

  private void settle(Operation operation, @Nullable Response response) {
    limiter.settle(operation, new RateLimiter.Ticket(), response);
  }

  private void call(Operation operation, Response response) {
    assertThat(reserve(operation)).isZero();
    settle(operation, response);
  }

  @Test
  void callsAreUnlimitedUntilAResponseNamesTheLimit() {
    for (int i = 0; i < 1000; i++) {
      assertThat(reserve(UPSERT)).isZero();
    }
    assertThat(limiter.settle(UPSERT, new RateLimiter.Ticket(), null)).isZero();
  }

  @Test
  void callsInFlightShareTheRestOfTheWindow() {
    call(UPSERT, response(167, 3, 5));
    assertThat(reserve(UPSERT)).isZero();
    assertThat(reserve(UPSERT)).isZero();
    assertThat(reserve(UPSERT)).isZero();
    assertThat(reserve(UPSERT)).isEqualTo(Duration.ofSeconds(5));
    assertThat(limiter.settle(UPSERT, new RateLimiter.Ticket(), null)).isEqualTo(167);
  }

  @Test
  void theNextWindowAllowsTheLimitMinusCallsInFlight() {
    call(UPSERT, response(4, 1, 5));
    assertThat(reserve(UPSERT)).isZero();
    timing.advance(Duration.ofSeconds(5));
    assertThat(reserve(UPSERT)).isZero();
    assertThat(reserve(UPSERT)).isZero();
    assertThat(reserve(UPSERT)).isZero();
    assertThat(reserve(UPSERT)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 6, 7, 8, 9})
  void onlyAsManyPlacesAreGivenBackAsTheServerHas(int left) {
    call(UPSERT, response(10, 9, 5));
    RateLimiter.Ticket first = new RateLimiter.Ticket();
    RateLimiter.Ticket second = new RateLimiter.Ticket();
    assertThat(limiter.reserve(UPSERT, first, ALL)).isZero();
    assertThat(limiter.reserve(UPSERT, second, ALL)).isZero();
    Response late = response(10, 7, 5);
    timing.advance(Duration.ofSeconds(5));
    // Of ten places, two are kept for the calls in flight, and one is for this call.
    call(UPSERT, response(10, left, 5));
    limiter.settle(UPSERT, first, late);
    limiter.settle(UPSERT, second, late);
    RateLimiter.Allowance impatient =
        new RateLimiter.Allowance(1, Integer.MAX_VALUE, Duration.ZERO);
    for (int i = 0; i < left; i++) {
      assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), impatient)).isZero();
    }
    assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), impatient)).isPositive();
  }

  @Test
  void callsInFlightThatTheLastWindowCountedFreeTheirPlaces() {
    call(UPSERT, response(4, 3, 5));
    RateLimiter.Ticket first = new RateLimiter.Ticket();
    RateLimiter.Ticket second = new RateLimiter.Ticket();
    assertThat(limiter.reserve(UPSERT, first, ALL)).isZero();
    assertThat(limiter.reserve(UPSERT, second, ALL)).isZero();
    Response late = response(4, 1, 5);
    timing.advance(Duration.ofSeconds(5));
    // Two are left, because two are in flight.
    call(UPSERT, response(4, 3, 10));
    assertThat(reserve(UPSERT)).isZero();
    RateLimiter.Ticket third = new RateLimiter.Ticket();
    assertThat(limiter.reserve(UPSERT, third, ALL)).isPositive();
    limiter.settle(UPSERT, second, response(4, 2, 10));
    assertThat(limiter.reserve(UPSERT, third, ALL)).isPositive();
    limiter.settle(UPSERT, first, late);
    assertThat(limiter.reserve(UPSERT, third, ALL)).isZero();
    assertThat(reserve(UPSERT)).isPositive();
  }

  @Test
  void responsesOfOneWindowNarrowDownItsEnd() {
    timing.advance(Duration.ofMillis(900));
    call(UPSERT, response(10, 1, 5));
    // Date has whole seconds, so this end is 0.9 s late.
    assertThat(reserve(UPSERT)).isZero();
    timing.advance(Duration.ofMillis(100));
    settle(UPSERT, response(10, 0, 4));
    assertThat(reserve(UPSERT)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void othersThatUseTheQuotaAreNoticed() {
    call(UPSERT, response(167, 100, 5));
    call(UPSERT, response(167, 1, 5));
    assertThat(reserve(UPSERT)).isZero();
    assertThat(reserve(UPSERT)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void operationsWithAnotherLimitHaveTheirOwnWindow() {
    call(UPSERT, response(167, 0, 5));
    call(LIST, response(83, 80, 5));
    assertThat(reserve(UPSERT)).isPositive();
    assertThat(reserve(LIST)).isZero();
  }

  @Test
  void manyCallsOfOneOperationInFlightDoNotStarveAnotherWithASmallLimit() {
    call(UPSERT, response(167, 160, 5));
    call(LIST, response(4, 3, 5));
    for (int i = 0; i < 20; i++) {
      assertThat(reserve(UPSERT)).isZero();
    }
    timing.advance(Duration.ofSeconds(5));
    assertThat(reserve(LIST)).isZero();
  }

  @Test
  void operationsWithTheSameLimitShareAWindow() {
    call(LIST, response(167, 100, 5));
    call(UPSERT, response(167, 0, 5));
    assertThat(reserve(LIST)).isPositive();
  }

  @Test
  void aShareKeepsTheRestFreeForOthers() {
    call(UPSERT, response(10, 6, 5));
    assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), allowance(0.5, Integer.MAX_VALUE)))
        .isZero();
    assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), allowance(0.5, Integer.MAX_VALUE)))
        .isPositive();
  }

  @Test
  void aResponseOfAPastWindowChangesNothing() {
    Response late = response(10, 0, 5);
    timing.advance(Duration.ofSeconds(5));
    call(UPSERT, response(10, 9, 10));
    call(UPSERT, late);
    assertThat(reserve(UPSERT)).isZero();
  }

  @Test
  void aResetMoreThanAMinuteAwayIsIgnored() {
    call(UPSERT, response(10, 0, 1_000_000_000_000L));
    assertThat(reserve(UPSERT)).isZero();
    settle(UPSERT, response(10, 0, 5));
    assertThat(reserve(UPSERT)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aLateResponseOfTheLastWindowDoesNotEmptyTheNext() {
    call(UPSERT, response(10, 2, 5));
    Response late = response(10, 0, 5);
    timing.advance(Duration.ofSeconds(5));
    assertThat(reserve(UPSERT)).isZero();
    settle(UPSERT, late);
    call(UPSERT, response(10, 8, 10));
    for (int i = 0; i < 8; i++) {
      assertThat(reserve(UPSERT)).isZero();
    }
    assertThat(reserve(UPSERT)).isPositive();
  }

  @Test
  void aCallWithoutAResponseIsNoLongerInFlight() {
    call(UPSERT, response(2, 1, 5));
    assertThat(reserve(UPSERT)).isZero();
    settle(UPSERT, null);
    timing.advance(Duration.ofSeconds(5));
    assertThat(reserve(UPSERT)).isZero();
    assertThat(reserve(UPSERT)).isZero();
    assertThat(reserve(UPSERT)).isPositive();
  }

  @Test
  void waitingCallsAreServedInOrderOverAllFutureWindows() {
    call(UPSERT, response(2, 0, 5));
    RateLimiter.Ticket first = new RateLimiter.Ticket();
    RateLimiter.Ticket second = new RateLimiter.Ticket();
    RateLimiter.Ticket third = new RateLimiter.Ticket();
    assertThat(limiter.reserve(UPSERT, first, ALL)).isEqualTo(Duration.ofSeconds(5));
    assertThat(limiter.reserve(UPSERT, second, ALL)).isEqualTo(Duration.ofSeconds(5));
    assertThat(limiter.reserve(UPSERT, third, ALL)).isEqualTo(Duration.ofSeconds(15));
    timing.advance(Duration.ofSeconds(5));
    assertThat(reserve(UPSERT)).isEqualTo(Duration.ofSeconds(10));
    assertThat(limiter.reserve(UPSERT, third, ALL)).isEqualTo(Duration.ofSeconds(10));
    assertThat(limiter.reserve(UPSERT, second, ALL)).isZero();
    assertThat(limiter.reserve(UPSERT, first, ALL)).isZero();
  }

  @Test
  void aCallThatGivesUpLetsTheNextProceed() {
    call(UPSERT, response(1, 0, 5));
    RateLimiter.Ticket first = new RateLimiter.Ticket();
    RateLimiter.Ticket second = new RateLimiter.Ticket();
    limiter.reserve(UPSERT, first, ALL);
    assertThat(limiter.reserve(UPSERT, second, ALL)).isEqualTo(Duration.ofSeconds(15));
    limiter.leave(first);
    timing.advance(Duration.ofSeconds(5));
    assertThat(limiter.reserve(UPSERT, second, ALL)).isZero();
  }

  @Test
  void aCallLeavesTheQueueOfItsFormerLimit() {
    call(UPSERT, response(1, 0, 5));
    RateLimiter.Ticket moved = new RateLimiter.Ticket();
    assertThat(limiter.reserve(UPSERT, moved, ALL)).isPositive();
    call(LIST, response(1, 0, 5));
    settle(UPSERT, response(9, 8, 5));
    assertThat(limiter.reserve(UPSERT, moved, ALL)).isZero();
    timing.advance(Duration.ofSeconds(5));
    assertThat(reserve(LIST)).isZero();
  }

  @Test
  void callsInFlightCountOnceTheirOperationIsKnownToShareTheWindow() {
    for (int i = 0; i < 3; i++) {
      assertThat(reserve(LIST)).isZero();
    }
    call(UPSERT, response(10, 5, 5));
    settle(LIST, response(10, 4, 5));
    // Four are left, two of which are in flight.
    assertThat(reserve(UPSERT)).isZero();
    assertThat(reserve(LIST)).isZero();
    assertThat(reserve(UPSERT)).isPositive();
    assertThat(reserve(LIST)).isPositive();
  }

  @Test
  void limitsThatDifferInEveryResponseAreRemovedOnceTheirWindowsAreOver() {
    for (int limit = 1000; limit < 41_000; limit++) {
      call(UPSERT, response(limit, limit - 1, 5));
      timing.advance(Duration.ofMillis(100));
    }
    assertThat(limiter.byLimit).hasSizeLessThan(200);
  }

  @Test
  void aRunningWindowIsKeptWhenItsOperationHasAnotherLimit() {
    call(UPSERT, response(1000, 0, 5));
    settle(UPSERT, response(167, 100, 5));
    for (int limit = 2000; limit < 2100; limit++) {
      call(LIST, response(limit, limit - 1, 5));
    }
    settle(UPSERT, response(1000, 900, 5));
    assertThat(reserve(UPSERT)).isPositive();
  }

  @Test
  void aQuotaOfItsOwnHoldsBeforeAResponseNamesTheWindowAndAfterIt() {
    RateLimiter.Allowance three = allowance(1, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), three)).isZero();
    }
    RateLimiter.Ticket fourth = new RateLimiter.Ticket();
    assertThat(limiter.reserve(UPSERT, fourth, three)).isEqualTo(RateLimiter.WINDOW);
    settle(UPSERT, response(167, 150, 5));
    // Another operation may count in the same window.
    assertThat(limiter.reserve(LIST, new RateLimiter.Ticket(), three)).isPositive();
    assertThat(limiter.reserve(UPSERT, fourth, three)).isEqualTo(Duration.ofSeconds(5));
    timing.advance(Duration.ofSeconds(5));
    // Two calls of the last window are in flight and may be counted in this one.
    assertThat(limiter.reserve(UPSERT, fourth, three)).isZero();
    assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), three)).isPositive();
  }

  @Test
  void aCallWithoutAQuotaIsNotSubtractedFromTheCallsWithOne() {
    RateLimiter.Allowance three = allowance(1, 3);
    RateLimiter.Ticket list = new RateLimiter.Ticket();
    assertThat(limiter.reserve(LIST, list, ALL)).isZero();
    for (int i = 0; i < 2; i++) {
      assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), three)).isZero();
    }
    limiter.settle(LIST, list, response(167, 150, 2));
    timing.advance(Duration.ofSeconds(2));
    assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), three)).isZero();
    assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), three)).isPositive();
  }

  @Test
  void aCallWithAQuotaMovesToTheWindowThatItsResponseNames() {
    RateLimiter.Allowance three = allowance(1, 3);
    RateLimiter.Ticket list = new RateLimiter.Ticket();
    assertThat(limiter.reserve(LIST, list, three)).isZero();
    assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), three)).isZero();
    limiter.settle(LIST, list, response(167, 150, 2));
    timing.advance(Duration.ofSeconds(2));
    for (int i = 0; i < 2; i++) {
      assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), three)).isZero();
    }
    assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), three)).isPositive();
  }

  @Test
  void aLimiterIsIdleWhenTheWindowOfItsQuotaIsOver() {
    assertThat(limiter.isIdle()).isTrue();
    RateLimiter.Ticket ticket = new RateLimiter.Ticket();
    limiter.reserve(UPSERT, ticket, allowance(1, 3));
    limiter.settle(UPSERT, ticket, null);
    assertThat(limiter.isIdle()).isFalse();
    timing.advance(RateLimiter.WINDOW);
    assertThat(limiter.isIdle()).isTrue();
  }

  @Test
  void withoutAnyHeadersAQuotaOfItsOwnCountsInWindowsOfItsOwn() {
    RateLimiter.Allowance one = allowance(1, 1);
    RateLimiter.Ticket first = new RateLimiter.Ticket();
    assertThat(limiter.reserve(UPSERT, first, one)).isZero();
    limiter.settle(UPSERT, first, null);
    RateLimiter.Ticket second = new RateLimiter.Ticket();
    assertThat(limiter.reserve(UPSERT, second, one)).isEqualTo(RateLimiter.WINDOW);
    timing.advance(RateLimiter.WINDOW);
    assertThat(limiter.reserve(UPSERT, second, one)).isZero();
  }

  @Test
  void callsOfOthersBoundTheCallsInFlightUnlessACallCannotWait() {
    call(UPSERT, response(100, 99, 9));
    RateLimiter.Ticket slow = new RateLimiter.Ticket();
    assertThat(limiter.reserve(UPSERT, slow, ALL)).isZero();
    timing.advance(Duration.ofSeconds(1));
    limiter.settle(UPSERT, slow, response(100, 20, 8));
    while (reserve(UPSERT).isZero()) {
      timing.advance(Duration.ofMillis(1));
    }
    assertThat(reserve(UPSERT)).isLessThan(Duration.ofSeconds(8));
    RateLimiter.Allowance cannotWait =
        new RateLimiter.Allowance(1, Integer.MAX_VALUE, Duration.ZERO);
    limiter.leave(slow);
    assertThat(limiter.reserve(UPSERT, new RateLimiter.Ticket(), cannotWait)).isZero();
  }
}
