package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens between the guard of an attempt and its bytes, such as opening a connection. */
final class LastLookTest {
  private final FakeTicks ticks = new FakeTicks();
  private final Lease lease = new Lease(Duration.ofSeconds(45), ticks);
  private final MockWebServer server = new MockWebServer();
  private Runnable meanwhile = () -> {};

  /** The first interceptor runs after the guard, and before the connection. */
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .addInterceptor(
              chain -> {
                meanwhile.run();
                return chain.proceed(chain.request());
              })
          .addNetworkInterceptor(new LastLook())
          .build();

  @BeforeEach
  void start() throws IOException {
    server.start();
    server.enqueue(new MockResponse.Builder().code(200).build());
  }

  @AfterEach
  void close() {
    server.close();
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }

  private int call() throws IOException {
    try (Response response =
        client.newCall(new Request.Builder().url(server.url("/")).build()).execute()) {
      return response.code();
    }
  }

  @Test
  void anAttemptIsSentInTheEpochOfItsGuard() throws IOException {
    assertThat(LastLook.allows(lease)).isTrue();
    assertThat(call()).isEqualTo(200);
  }

  @Test
  void aProcessThatFreezesAfterTheGuardSendsNothing() {
    meanwhile = () -> ticks.advance(Duration.ofSeconds(75));
    assertThat(LastLook.allows(lease)).isTrue();
    assertThatThrownBy(this::call).hasMessageStartingWith("not sent: the lease has lapsed");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aLeaseThatWasRenewedAfterTheFreezeIsAnother() {
    meanwhile =
        () -> {
          ticks.advance(Duration.ofSeconds(75));
          lease.beginEpoch();
          lease.renew();
        };
    assertThat(LastLook.allows(lease)).isTrue();
    assertThatThrownBy(this::call).isInstanceOf(IOException.class);
    assertThat(server.getRequestCount()).isZero();
  }
}
