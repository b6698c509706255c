package io.github.intercomobjects;

import static io.github.intercomobjects.FakeIntercom.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The waits before a retry, and their limits. */
final class WaitTest {
  private static final Attributes NOTHING = Attributes.builder().build();
  private static final List<Integer> FAILURES = List.of(408, 500, 502, 503, 504);

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private static String httpDate(long epochSeconds) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.ofEpochSecond(epochSeconds).atOffset(ZoneOffset.UTC));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.25, 0.999_999_999})
  void aWaitIsAnyPartOfALimitThatDoublesUpToTwentySeconds(double random) {
    intercom.timing.random(random);
    for (int i = 0; i < 10; i++) {
      intercom.enqueue(500, "");
    }
    CustomObjects<Attributes> orders = orders(intercom.builder().maxAttempts(10));
    assertThatThrownBy(() -> orders.findById("22"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getAttempts()).isEqualTo(10));
    assertThat(intercom.timing.sleeps())
        .isEqualTo(
            Stream.of(500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000, 20_000)
                .map(bound -> Duration.ofNanos((long) (bound * 1_000_000L * random)))
                .toList());
  }

  @Test
  void everyCallBeginsWithTheShortestLimit() {
    CustomObjects<Attributes> orders = intercom.orders();
    for (int call = 0; call < 3; call++) {
      intercom.enqueue(500, "");
      intercom.enqueue(200, FakeIntercom.ORDER_22);
      orders.findById("22");
    }
    assertThat(intercom.timing.sleeps()).containsOnly(Duration.ofMillis(250)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.999_999_999})
  void a429WithoutATimeIsNeverRetriedImmediately(double random) {
    intercom.timing.random(random);
    intercom.enqueue(429, "{}");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.orders().findById("22");
    assertThat(intercom.timing.sleeps())
        .containsExactly(Duration.ofNanos(500_000_000 + (long) (500_000_000 * random)));
  }

  static Stream<Arguments> failuresWithAWait() {
    return Stream.of(408, 429, 500, 502, 503, 504)
        .flatMap(
            status ->
                Stream.of(-12, -3, 0, 3, 12).map(skewHours -> Arguments.of(status, skewHours)));
  }

  @ParameterizedTest
  @MethodSource("failuresWithAWait")
  void retryAfterAsADateIsRelativeToTheServersDate(int status, int skewHours) {
    long serverTime = FakeTiming.START_SECONDS + skewHours * 3600L;
    intercom.enqueue(
        FakeIntercom.json(status, "{}")
            .addHeader("Date", httpDate(serverTime))
            .addHeader("Retry-After", httpDate(serverTime + 7)));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.orders().findById("22");
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @MethodSource("failuresWithAWait")
  void retryAfterInSecondsIsTheWait(int status, int skewHours) {
    intercom.enqueue(
        FakeIntercom.json(status, "{}")
            .addHeader("Date", httpDate(FakeTiming.START_SECONDS + skewHours * 3600L))
            .addHeader("Retry-After", 7));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.orders().findById("22");
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(7));
  }

  static Stream<Arguments> failuresWithoutAWait() {
    return FAILURES.stream()
        .flatMap(
            status ->
                Stream.of(
                        "0",
                        "00",
                        "-0",
                        "-5",
                        "",
                        "soon",
                        "3.5",
                        "1e1",
                        "0x10",
                        "99999999999999999999",
                        "-99999999999999999999",
                        "Tue, 01 Sep 2026 11:59:59 GMT",
                        "Thu, 01 Jan 1970 00:00:00 GMT")
                    .map(retryAfter -> Arguments.of(status, retryAfter)));
  }

  @ParameterizedTest
  @MethodSource("failuresWithoutAWait")
  void aRetryAfterWithoutAWaitIsIgnored(int status, String retryAfter) {
    intercom.enqueue(FakeIntercom.json(status, "{}").addHeader("Retry-After", retryAfter));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.orders().findById("22");
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofMillis(250));
  }

  @ParameterizedTest
  @MethodSource("failuresWithoutAWait")
  void a429WithARetryAfterWithoutAWaitIsRetriedLikeAFailure(int failure, String retryAfter) {
    MockResponse.Builder limited =
        FakeIntercom.json(429, "{}").addHeader("Retry-After", retryAfter);
    // Half of them have a reset in the past, which is as useless.
    if (failure % 2 == 0) {
      limited.addHeader("X-RateLimit-Reset", FakeTiming.START_SECONDS - 1);
    }
    intercom.enqueue(limited);
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.orders().findById("22");
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofMillis(750));
  }

  @ParameterizedTest
  @CsvSource({
    "408, 61",
    "500, 61",
    "503, 61",
    "503, 2147483647",
    "503, 2147483648",
    "500, 9999999999",
    "408, 9999999999",
    "503, 9223372036854775807"
  })
  void aWaitLongerThanMaxWaitIsNotWaited(int status, String retryAfter) {
    intercom.enqueue(FakeIntercom.json(status, "{}").addHeader("Retry-After", retryAfter));
    assertThatThrownBy(() -> intercom.orders().upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getStatus()).isEqualTo(status);
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            });
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"61", "2147483648", "9223372036854775807"})
  void a429WithATooLongWaitReportsTheWait(String retryAfter) {
    intercom.enqueue(FakeIntercom.json(429, "{}").addHeader("Retry-After", retryAfter));
    assertThatThrownBy(() -> intercom.orders().upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            e -> {
              assertThat(e.getRateLimit().getLimit()).isNull();
              assertThat(e.getRateLimit().getRetryAfter())
                  .isBetween(Duration.ofSeconds(61), Duration.ofHours(1));
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
            });
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @Test
  void theResetOfTheWindowTakesPrecedenceOverRetryAfter() {
    intercom.enqueue(
        FakeIntercom.json(429, "{}")
            .addHeader("X-RateLimit-Reset", FakeTiming.START_SECONDS + 4)
            .addHeader("Retry-After", 9));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.orders().findById("22");
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "", "soon", "1788263999", "1788264000"})
  void retryAfterAppliesIfTheResetIsUnusable(String reset) {
    intercom.enqueue(
        FakeIntercom.json(429, "{}")
            .addHeader("X-RateLimit-Reset", reset)
            .addHeader("Retry-After", 9));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.orders().findById("22");
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(9));
  }

  @ParameterizedTest
  @ValueSource(ints = {-12, -3, 3, 12})
  void theResetIsRelativeToTheServersDate(int skewHours) {
    long serverTime = FakeTiming.START_SECONDS + skewHours * 3600L;
    intercom.enqueue(
        FakeIntercom.json(429, "{}")
            .addHeader("Date", httpDate(serverTime))
            .addHeader("X-RateLimit-Limit", 167)
            .addHeader("X-RateLimit-Remaining", 0)
            .addHeader("X-RateLimit-Reset", serverTime + 7));
    intercom.enqueue(
        FakeIntercom.json(200, FakeIntercom.ORDER_22)
            .addHeader("Date", httpDate(serverTime + 7))
            .addHeader("X-RateLimit-Limit", 167)
            .addHeader("X-RateLimit-Remaining", 0)
            .addHeader("X-RateLimit-Reset", serverTime + 17));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    CustomObjects<Attributes> orders = intercom.orders();
    orders.findById("22");
    orders.findById("22");
    assertThat(intercom.timing.sleeps())
        .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void aMaxWaitOfZeroRetriesNoFailure(int status) {
    intercom.enqueue(status, "");
    assertThatThrownBy(
            () -> orders(intercom.builder().maxWait(Duration.ZERO)).upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getStatus()).isEqualTo(status);
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            });
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @Test
  void aMaxWaitOfZeroRetriesNoLostResponse() {
    intercom.enqueue(
        FakeIntercom.json(200, FakeIntercom.ORDER_22)
            .onResponseStart(new SocketEffect.CloseSocket()));
    assertThatThrownBy(
            () -> orders(intercom.builder().maxWait(Duration.ZERO)).upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            });
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @Test
  void aMaxWaitOfZeroRetriesNo429WithoutATime() {
    intercom.enqueue(429, "{}");
    assertThatThrownBy(
            () -> orders(intercom.builder().maxWait(Duration.ZERO)).upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              assertThat(e.getRateLimit().getRetryAfter()).isEqualTo(Duration.ofSeconds(10));
            });
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @Test
  void aWaitOfExactlyMaxWaitIsWaited() {
    intercom.enqueue(FakeIntercom.json(503, "{}").addHeader("Retry-After", 5));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders(intercom.builder().maxWait(Duration.ofSeconds(5))).findById("22");
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.7, 0.999_999_999})
  void aBackoffIsShortenedToMaxWait(double random) {
    intercom.timing.random(random);
    intercom.loseResponse();
    intercom.enqueue(503, "");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders(intercom.builder().maxWait(Duration.ofMillis(100))).upsert("ORDER-1", NOTHING);
    Duration wait = Duration.ofNanos((long) (100_000_000 * random));
    assertThat(intercom.timing.sleeps()).containsExactly(wait, wait);
  }

  @Test
  void aBackoffLeavesHalfOfTheTimeToTheNextAttempt() {
    intercom.timing.random(0.999_999_999);
    for (int i = 0; i < 3; i++) {
      intercom.enqueue(503, "");
    }
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders(intercom.builder().totalTimeout(Duration.ofMillis(400))).upsert("ORDER-1", NOTHING);
    assertThat(intercom.timing.sleeps())
        .extracting(wait -> Math.round(wait.toNanos() / 1e6))
        .containsExactly(200L, 100L, 50L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.999_999_999})
  void theWaitAfterA429WithoutATimeIsShortenedButNeverBelowHalfASecond(double random) {
    intercom.timing.random(random);
    intercom.enqueue(429, "{}");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders(intercom.builder().maxWait(Duration.ofMillis(600))).upsert("ORDER-1", NOTHING);
    assertThat(intercom.timing.sleeps())
        .containsExactly(Duration.ofNanos(500_000_000 + (long) (100_000_000 * random)));
    intercom.enqueue(429, "{}");
    CustomObjects<Attributes> hurried = orders(intercom.builder().maxWait(Duration.ofMillis(499)));
    assertThatThrownBy(() -> hurried.upsert("ORDER-1", NOTHING))
        .isInstanceOf(RateLimitException.class);
  }
}
