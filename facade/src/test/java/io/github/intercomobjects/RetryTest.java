package io.github.intercomobjects;

import static io.github.intercomobjects.FakeIntercom.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryTest {
  private static final Attributes NOTHING = Attributes.builder().build();

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private static MockResponse.Builder lostResponse() {
    return FakeIntercom.json(200, FakeIntercom.ORDER_22)
        .onResponseStart(new SocketEffect.CloseSocket());
  }

  @Test
  void theWaitsAreRandomBelowALimitThatDoubles() {
    for (int i = 0; i < 4; i++) {
      intercom.enqueue(500, "");
    }
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getStatus()).isEqualTo(500);
              assertThat(e.getAttempts()).isEqualTo(4);
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
            });
    assertThat(intercom.timing.sleeps())
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(1000));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 503})
  void createIsNotRetriedAfterAnAmbiguousFailure(int status) {
    intercom.enqueue(FakeIntercom.json(status, "{}").addHeader("Retry-After", "0"));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThatThrownBy(() -> intercom.orders().create(NOTHING))
        .isInstanceOfSatisfying(
            IntercomException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN));
    intercom.request();
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 503})
  void aDeletionAfterAnAmbiguousFailureIsTrue(int status) {
    intercom.enqueue(FakeIntercom.json(status, "{}").addHeader("Retry-After", "0"));
    intercom.enqueueError(404, "not_found", "Object not found");
    assertThat(intercom.orders().deleteById("22")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 503})
  void everyRequestIsAnAttempt(int status) {
    intercom.enqueue(FakeIntercom.json(status, "{}").addHeader("Retry-After", "0"));
    CustomObjects<Attributes> orders = orders(intercom.builder().maxAttempts(1));
    assertThatThrownBy(() -> orders.findById("22"))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getStatus()).isEqualTo(status);
              assertThat(e.getAttempts()).isEqualTo(1);
            });
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void createIsSentOnceEvenIfAnInterceptorBuffersItsBody() {
    OkHttpClient buffering =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  Buffer body = new Buffer();
                  RequestBody sent = chain.request().body();
                  if (sent == null) {
                    return chain.proceed(chain.request());
                  }
                  sent.writeTo(body);
                  return chain.proceed(
                      chain
                          .request()
                          .newBuilder()
                          .post(RequestBody.create(body.readByteString(), sent.contentType()))
                          .build());
                })
            .build();
    CustomObjects<Attributes> orders = orders(intercom.builder().client(buffering));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders.findById("22");
    intercom.enqueue(lostResponse());
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThatThrownBy(() -> orders.create(NOTHING)).isInstanceOf(ConnectionException.class);
    assertThat(intercom.requestCount()).isEqualTo(2);
    assertThat(orders.create(NOTHING).getId()).isEqualTo("22");
  }

  @Test
  void aMissingTokenForASecondAttemptLeavesTheOutcomeUnknown() {
    Deque<String> tokens = new ArrayDeque<>(List.of("first"));
    intercom.enqueue(lostResponse());
    assertThatThrownBy(
            () -> orders(intercom.builder().accessToken(tokens::pop)).upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(e.getAttempts()).isEqualTo(1);
            })
        .hasMessageStartingWith("no access token for another attempt (POST ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1788260000"})
  void a429WhoseResetIsMissingUnreadableOrPastIsWaitedOutLikeAFailure(String reset) {
    MockResponse.Builder limited = FakeIntercom.json(429, "{}");
    if (!reset.isEmpty()) {
      limited.addHeader("X-RateLimit-Reset", reset);
    }
    intercom.enqueue(limited);
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.orders().findById("22");
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofMillis(750));
  }

  @Test
  void aRefusedConnectionReportsThatNothingArrived() {
    FakeIntercom closed = new FakeIntercom();
    CustomObjects<Attributes> orders = closed.orders();
    closed.close();
    assertThatThrownBy(() -> orders.upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              assertThat(e.getAttempts()).isEqualTo(4);
            })
        .hasMessageContaining("Intercom did not apply it");
  }

  @Test
  void theUsersClientIsUsedForEachAttempt() {
    int[] seen = {0};
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  seen[0]++;
                  return chain.proceed(chain.request());
                })
            .build();
    intercom.enqueue(500, "");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    Intercom client = intercom.builder().client(own).build();
    client.customObjects(ObjectType.untyped("Order")).findById("22");
    assertThat(seen[0]).isEqualTo(2);
    client.close();
    assertThat(own.dispatcher().executorService().isShutdown()).isFalse();
  }
}
