package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Http.Reply;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  // 1788256800 is a multiple of ten.
  private final SettableClock clock = new SettableClock("2026-09-01T10:00:03.500Z");

  @AutoClose
  private final Sandbox sandbox =
      Sandbox.builder()
          .workspace(Shops.shop().rateLimit(2, Duration.ofSeconds(10)).build())
          .clock(clock)
          .start();

  private final Http http = new Http(sandbox);

  @Test
  void everyResponseShowsTheRemainingCalls() {
    rate(http.get(Shops.ORDERS).ok(), 1, 1788256810);
    rate(http.get("/contacts/nobody"), 0, 1788256810);
  }

  @Test
  void aCallOverTheLimitIs429() {
    http.get(Shops.ORDERS).ok();
    http.get(Shops.ORDERS).ok();
    Reply reply = http.post(Shops.ORDERS, Shops.order("ORDER-1"));
    reply.rejected(429, "rate_limit_exceeded", "Exceeded rate limit of 2 in 10_seconds");
    rate(reply, 0, 1788256810);
    assertThat(sandbox.getWorkspace().getInstances("Order")).isEmpty();
  }

  @Test
  void aWindowStartsAtAMultipleOfItsLength() {
    http.get(Shops.ORDERS).ok();
    http.get(Shops.ORDERS).ok();
    clock.advance(Duration.ofMillis(6499));
    assertThat(http.get(Shops.ORDERS).status()).isEqualTo(429);
    clock.advance(Duration.ofMillis(1));
    rate(http.get(Shops.ORDERS).ok(), 1, 1788256820);
  }

  @Test
  void unauthorizedCallsDoNotCount() {
    for (int i = 0; i < 3; i++) {
      assertThat(http.withAuthorization("Bearer x").get(Shops.ORDERS).status()).isEqualTo(401);
    }
    rate(http.get(Shops.ORDERS).ok(), 1, 1788256810);
  }

  @Test
  void theDateIsThatOfTheClock() {
    assertThat(http.get(Shops.ORDERS).header("Date")).isEqualTo("Tue, 01 Sep 2026 10:00:03 GMT");
  }

  @Test
  void aShortWindowIsDescribedInMilliseconds() {
    RateWindow window = new RateWindow(1, Duration.ofMillis(1500));
    assertThat(window.description()).isEqualTo("1 in 1500_milliseconds");
    assertThat(window.take(Instant.ofEpochSecond(1)).reset()).isEqualTo(2);
  }

  private static void rate(Reply reply, int remaining, long reset) {
    assertThat(reply.header("X-RateLimit-Limit")).isEqualTo("2");
    assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo(Integer.toString(remaining));
    assertThat(reply.header("X-RateLimit-Reset")).isEqualTo(Long.toString(reset));
  }
}
