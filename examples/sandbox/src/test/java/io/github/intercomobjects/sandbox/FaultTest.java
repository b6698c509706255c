package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
  private final SettableClock clock = new SettableClock("2026-09-01T10:00:03.500Z");
  private final Workspace workspace = Shops.shop().rateLimit(60, Duration.ofSeconds(10)).build();

  @AutoClose
  private final Sandbox sandbox = Sandbox.builder().workspace(workspace).clock(clock).start();

  private final Http http = new Http(sandbox);

  @Test
  void aLostAnswerResetsTheConnectionAfterStoringTheOrder() throws Exception {
    Raw.Reply reply = strike(Fault.lostAnswer());
    assertThat(reply.reset()).isTrue();
    assertThat(reply.text()).isEmpty();
    assertThat(isStored()).isTrue();
    RecordedCall call = sandbox.getCalls().get(0);
    assertThat(call).hasToString("POST /custom_object_instances/Order -> 200 (lost_answer)");
    assertThat(call.getAnswer()).contains("\"external_id\":\"ORDER-1\"");
  }

  @Test
  void aResetStoresNothing() throws Exception {
    Raw.Reply reply = strike(Fault.reset());
    assertThat(reply.reset()).isTrue();
    assertThat(reply.text()).isEmpty();
    assertThat(isStored()).isFalse();
    RecordedCall call = sandbox.getCalls().get(0);
    assertThat(call).hasToString("POST /custom_object_instances/Order -> 0 (reset)");
    assertThat(call.getAnswer()).isEmpty();
    assertThat(call.getBody()).isEqualTo(Shops.order("ORDER-1"));
    assertThat(sandbox.getCallsPerWindow()).isEmpty();
  }

  @Test
  void aResetEndsAConnectionThatWasUsedBefore() {
    http.get(Shops.ORDERS).ok();
    sandbox.faults().on("POST", Shops.ORDERS).fail(Fault.reset());
    assertThatThrownBy(() -> http.post(Shops.ORDERS, Shops.order("ORDER-1")))
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(isStored()).isFalse();
    http.get(Shops.ORDERS).ok();
  }

  @Test
  void aCutBodyIsHalfOfWhatTheHeaderPromisesAndTheOrderIsStored() throws Exception {
    Raw.Reply reply = strike(Fault.cutBody());
    assertThat(reply.head()).startsWith("HTTP/1.1 200");
    assertThat(reply.reset()).isFalse();
    String whole = sandbox.getCalls().get(0).getAnswer();
    assertThat(reply.promised()).isEqualTo(whole.length());
    assertThat(reply.body()).isEqualTo(whole.substring(0, whole.length() / 2));
    assertThat(isStored()).isTrue();
  }

  @Test
  void aSlowBodyIsCompleteInTheEnd() throws Exception {
    long start = System.nanoTime();
    Raw.Reply reply = strike(Fault.slowBody(Duration.ofMillis(150)));
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(150_000_000);
    assertThat(reply.head()).startsWith("HTTP/1.1 200");
    assertThat(reply.body())
        .hasSize(reply.promised())
        .isEqualTo(sandbox.getCalls().get(0).getAnswer());
    assertThat(isStored()).isTrue();
  }

  @Test
  void aSlowBodyMayBeShorterThanItsPieces() {
    sandbox.faults().onNext(Fault.slowBody(Duration.ofMillis(1)));
    assertThat(http.get(Shops.ORDERS + "/7").ok().text()).isEqualTo("{\"found\":false}");
  }

  @Test
  void aDelayedResponseIsCompleteAndLate() throws Exception {
    long start = System.nanoTime();
    Raw.Reply reply = strike(Fault.delay(Duration.ofMillis(100)));
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000);
    assertThat(reply.head()).startsWith("HTTP/1.1 200");
    assertThat(reply.body()).contains("ORDER-1");
  }

  @Test
  void aDelayedCallIsAppliedAtOnceAndBlocksNoOther() throws Exception {
    int waiting = 40; // more than the server has threads
    sandbox.faults().on("POST", Shops.ORDERS).fail(Fault.delay(Duration.ofHours(1)));
    ExecutorService pool = Executors.newFixedThreadPool(waiting);
    try {
      Future<?> last = null;
      for (int i = 0; i < waiting; i++) {
        String body = Shops.order("ORDER-" + i);
        last = pool.submit(() -> http.post(Shops.ORDERS, body));
      }
      while (sandbox.getCallCount() < waiting) {
        Thread.onSpinWait();
      }
      http.get("/me").ok();
      assertThat(workspace.getInstances("Order")).hasSize(waiting);
      assertThat(last).isNotNull().isNotDone();
    } finally {
      sandbox.close();
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad_request",
    "401, unauthorized",
    "403, forbidden",
    "404, not_found",
    "408, request_timeout",
    "409, conflict",
    "418, client_error",
    "422, unprocessable_entity",
    "429, rate_limit_exceeded",
    "500, server_error",
    "503, service_unavailable",
    "504, server_error"
  })
  void aStatusHasAnErrorInIntercomsFormatAndStoresNothing(int status, String code) {
    sandbox.faults().onNext(Fault.status(status));
    Reply reply = http.undescribed("POST", Shops.ORDERS, Shops.order("ORDER-1"));
    reply.rejected(status, code, "A fault of the sandbox: status " + status);
    assertThat(reply.headers().map()).doesNotContainKey("x-ratelimit-limit");
    assertThat(isStored()).isFalse();
    assertThat(sandbox.getCalls()).extracting(RecordedCall::getStatus).containsExactly(status);
  }

  @Test
  void anAppliedStatusStoresTheOrder() {
    sandbox.faults().onNext(Fault.status(500).applied());
    Reply reply = http.post(Shops.ORDERS, Shops.order("ORDER-1"));
    reply.rejected(500, "server_error", "A fault of the sandbox: status 500");
    assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo("59");
    assertThat(isStored()).isTrue();
    assertThat(sandbox.getCalls().get(0).getFault()).isEqualTo("status 500, applied");
  }

  @Test
  void rateLimitedHasTheHeadersOfAnExhaustedWindow() {
    sandbox.faults().onNext(Fault.rateLimited());
    Reply reply = http.post(Shops.ORDERS, Shops.order("ORDER-1"));
    reply.rejected(429, "rate_limit_exceeded", "Exceeded rate limit of 60 in 10_seconds");
    assertThat(reply.header("X-RateLimit-Limit")).isEqualTo("60");
    assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(reply.header("X-RateLimit-Reset")).isEqualTo("1788256810");
    assertThat(isStored()).isFalse();
    assertThat(http.get(Shops.ORDERS).ok().header("X-RateLimit-Remaining")).isEqualTo("59");
  }

  @Test
  void rateLimitedCanHaveNoHeaders() {
    sandbox.faults().onNext(Fault.rateLimitedWithoutHeaders());
    Reply reply = http.post(Shops.ORDERS, Shops.order("ORDER-1"));
    reply.rejected(429, "rate_limit_exceeded", "Exceeded rate limit of 60 in 10_seconds");
    assertThat(reply.headers().map())
        .doesNotContainKeys("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset");
    assertThat(isStored()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBadGatewayRespondsWithAPage(boolean applied) {
    sandbox.faults().onNext(applied ? Fault.badGateway().applied() : Fault.badGateway());
    Reply reply = http.undescribed("POST", Shops.ORDERS, Shops.order("ORDER-1"));
    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.header("Content-Type")).isEqualTo("text/html");
    assertThat(reply.text()).startsWith("<html>").contains("502 Bad Gateway");
    assertThat(reply.headers().map()).doesNotContainKey("x-request-id");
    assertThat(isStored()).isEqualTo(applied);
  }

  @Test
  void malformedJsonIsValidHttpAndTheOrderIsStored() throws Exception {
    Raw.Reply reply = strike(Fault.malformedJson());
    assertThat(reply.head()).startsWith("HTTP/1.1 200").contains("application/json");
    assertThat(reply.body()).hasSize(reply.promised()).startsWith("{\"");
    assertThatThrownBy(() -> Json.parse(reply.body().getBytes(StandardCharsets.UTF_8)))
        .hasMessage("Not JSON");
    assertThat(isStored()).isTrue();
  }

  @Test
  void anEmptyBodyIsAnEmpty200AndTheOrderIsStored() throws Exception {
    Raw.Reply reply = strike(Fault.emptyBody());
    assertThat(reply.head()).startsWith("HTTP/1.1 200").contains("Content-Length: 0");
    assertThat(reply.body()).isEmpty();
    assertThat(isStored()).isTrue();
  }

  @Test
  void anAppliedCallCanStillBeRejected() {
    sandbox.faults().onNext(Fault.emptyBody());
    Reply reply =
        http.withAuthorization(null).undescribed("POST", Shops.ORDERS, Shops.order("ORDER-1"));
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.text()).isEmpty();
    assertThat(isStored()).isFalse();
  }

  @Test
  void aDeletionWithALostAnswerIsApplied() throws Exception {
    http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
    sandbox.faults().on("DELETE", Shops.ORDERS).times(1).fail(Fault.lostAnswer());
    String target = Shops.ORDERS + "?external_id=ORDER-1";
    assertThat(Raw.call(sandbox, "DELETE", target, "").reset()).isTrue();
    assertThat(isStored()).isFalse();
    assertThat(http.delete(target).status()).isEqualTo(404);
  }

  @Test
  void anAppliedResetIsALostAnswer() {
    assertThat(Fault.reset().applied()).hasToString("lost_answer");
    assertThat(Fault.cutBody().applied()).hasToString("cut_body");
    assertThat(Fault.badGateway().applied()).hasToString("bad_gateway, applied");
    assertThat(Fault.slowBody(Duration.ofSeconds(1)).applied()).hasToString("slow_body 1000 ms");
  }

  @Test
  void a429IsNeverApplied() {
    assertThatThrownBy(() -> Fault.rateLimited().applied())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "A call with the fault rate_limited is never applied; use applied() with reset, bad_gateway"
                + " or another status");
    assertThatThrownBy(() -> Fault.rateLimitedWithoutHeaders().applied())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Fault.status(429).applied())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "A call with the fault status 429 is never applied; use applied() with reset, bad_gateway"
                + " or another status");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 200, 299, 600})
  void aSuccessStatusIsRejected(int status) {
    assertThatThrownBy(() -> Fault.status(status))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "status must be from 300 to 599: "
                + status
                + "; to disturb a success, use cut_body, malformed_json or empty_body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT0S", "PT0.000999S", "PT1H0.001S"})
  void aDurationOutOfRangeIsRejected(String duration) {
    assertThatThrownBy(() -> Fault.delay(Duration.parse(duration)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The duration of a delay must be from 1 ms to 1 hour: " + Duration.parse(duration));
    assertThatThrownBy(() -> Fault.slowBody(Duration.parse(duration)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The duration of a slow body must be from 1 ms");
  }

  private Raw.Reply strike(Fault fault) throws IOException {
    sandbox.faults().onNext(fault);
    return Raw.call(sandbox, "POST", Shops.ORDERS, Shops.order("ORDER-1"));
  }

  private boolean isStored() {
    return workspace.findInstance("Order", "ORDER-1").isPresent();
  }
}
