package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.card.HttpServer.Outgoing;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class HttpServerTest {
  @Test
  @Timeout(60)
  void aServerThatStopsRespondsToTheRequestsInFlight() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch stopping = new CountDownLatch(1);
    HttpServer server =
        HttpServer.start(
            "test",
            "127.0.0.1",
            0,
            Duration.ofSeconds(30),
            request -> {
              started.countDown();
              stopping.await(30, TimeUnit.SECONDS);
              return Outgoing.of(200, "text/plain", "done".getBytes(StandardCharsets.UTF_8));
            });
    CompletableFuture<HttpResponse<String>> response =
        HttpClient.newHttpClient()
            .sendAsync(
                HttpRequest.newBuilder(server.getAddress()).build(),
                HttpResponse.BodyHandlers.ofString());
    started.await();
    Thread stop = new Thread(server::close);
    stop.start();
    while (stop.getState() == Thread.State.NEW || stop.getState() == Thread.State.RUNNABLE) {
      Thread.onSpinWait();
    }
    stopping.countDown();
    assertThat(response.get().body()).isEqualTo("done");
    stop.join();
  }
}
