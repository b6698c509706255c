package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  @Test
  void oneLineStartsTheDefaultWorkspace() {
    try (Sandbox sandbox = Sandbox.start()) {
      assertThat(sandbox.getBaseUrl()).matches("http://127\\.0\\.0\\.1:[0-9]+/");
      assertThat(sandbox.getToken()).isEqualTo("sandbox-token");
      Http http = new Http(sandbox);
      String zoe = sandbox.getWorkspace().findContact("customer-7").orElseThrow().getId();
      http.post(
              Shops.ORDERS,
              Shops.order(
                  "ORDER-1",
                  "{\"status\":\"shipped\",\"total_amount\":9.99,\"placed_at\":1788256803,"
                      + "\"coupon\":\"SPRING\",\"customer\":\""
                      + zoe
                      + "\"}"))
          .ok();
      http.put("/contacts/" + zoe, "{\"custom_attributes\":{\"orders\":[\"1\"]}}").ok();
      assertThat(sandbox.getWorkspace().getContactLinks(zoe, "orders")).containsExactly("1");
    }
  }

  @Test
  void itListensOnlyOnItsOwnAddress() throws IOException {
    List<InetAddress> others = new ArrayList<>();
    others.add(InetAddress.getByName("127.0.0.2"));
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.getHostAddress().equals(SandboxServer.HOST))
        .forEach(others::add);
    try (Sandbox sandbox = Sandbox.start()) {
      int port = URI.create(sandbox.getBaseUrl()).getPort();
      for (InetAddress other : others) {
        assertThatThrownBy(() -> connect(new InetSocketAddress(other, port)))
            .as(other.toString())
            .isInstanceOf(IOException.class);
      }
    }
  }

  private static void connect(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      // A listener on this machine would accept the connection at once.
      socket.connect(address, 1_000);
    }
  }

  @Test
  void aResetKeepsTheInitialContent() {
    Workspace workspace =
        Shops.shop()
            .contact("customer-7", "zoe@example.com", "Zoë")
            .conversation("customer-7")
            .ticket("1", "customer-7", "Where is it?")
            .rateLimit(5, Duration.ofHours(1))
            .build();
    SettableClock clock = new SettableClock("2026-09-01T10:00:00Z");
    try (Sandbox sandbox = Sandbox.builder().workspace(workspace).clock(clock).start()) {
      Http http = new Http(sandbox);
      String zoe = workspace.findContact("customer-7").orElseThrow().getId();
      String first = http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok().text();
      http.delete("/contacts/" + zoe).ok();
      http.delete("/conversations/64619700000001").ok();
      http.delete("/tickets/601").ok();
      workspace.addContact("customer-8", null, null);
      workspace.addConversation();

      sandbox.reset();

      assertThat(sandbox.getCalls()).isEmpty();
      assertThat(workspace.getInstances("Order")).isEmpty();
      assertThat(workspace.findContact("customer-8")).isEmpty();
      assertThat(http.get("/contacts/" + zoe).ok().header("X-RateLimit-Remaining")).isEqualTo("4");
      assertThat(http.get("/conversations/64619700000001").ok().text()).contains(zoe);
      assertThat(http.get("/conversations/64619700000002").status()).isEqualTo(404);
      assertThat(http.get("/tickets/601").ok().text()).contains("Where is it?", zoe);
      assertThat(http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok().text()).isEqualTo(first);
    }
  }

  @Test
  void aPortInUseIsReportedWithAFix() {
    try (Sandbox first = Sandbox.start()) {
      int port = URI.create(first.getBaseUrl()).getPort();
      Sandbox.Builder second = Sandbox.builder().port(port);
      assertThatThrownBy(second::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Port " + port + " of 127.0.0.1 is in use or not allowed; port 0 takes a free one");
    }
  }

  @Test
  void theChosenPortIsFreeAgainAfterClose() {
    int port;
    try (Sandbox first = Sandbox.start()) {
      port = URI.create(first.getBaseUrl()).getPort();
    }
    try (Sandbox second = Sandbox.builder().port(port).start()) {
      assertThat(second.getBaseUrl()).isEqualTo("http://127.0.0.1:" + port + "/");
      assertThat(new Http(second).get("/contacts/1").status()).isEqualTo(404);
    }
  }

  @Test
  void closeIsIdempotentAndTheWorkspaceStaysReadable() {
    Workspace workspace = Shops.shop().build();
    Sandbox sandbox = Sandbox.start(workspace);
    new Http(sandbox).post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
    sandbox.close();
    sandbox.close();
    assertThat(workspace.getInstances("Order")).hasSize(1);
    assertThat(sandbox.getCalls()).hasSize(1);
  }

  @Test
  void allThreadsAreDaemons() {
    try (Sandbox sandbox = Sandbox.start()) {
      new Http(sandbox).get("/contacts/1");
      List<Thread> threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("intercom-sandbox"))
              .toList();
      assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);
    }
  }

  @Test
  void concurrentCallsLoseNothing() throws Exception {
    Workspace workspace = Shops.shop().rateLimit(10_000, Duration.ofHours(1)).build();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try (Sandbox sandbox = Sandbox.start(workspace)) {
      Http http = new Http(sandbox);
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String body = Shops.order("ORDER-" + i % 100, "{\"quantity\":" + i + "}");
        calls.add(pool.submit(() -> http.undescribed("POST", Shops.ORDERS, body).ok()));
      }
      for (Future<?> call : calls) {
        call.get();
      }
      assertThat(workspace.getInstances("Order")).hasSize(100);
      assertThat(sandbox.getCalls()).hasSize(400);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aContactCreatedConcurrentlyExistsOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try (Sandbox sandbox = Sandbox.start(Workspace.builder().build())) {
      Http http = new Http(sandbox);
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String body = "{\"external_id\":\"customer-" + i % 10 + "\"}";
        calls.add(pool.submit(() -> http.undescribed("POST", "/contacts", body).status()));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> call : calls) {
        statuses.add(call.get());
      }
      assertThat(statuses).containsOnly(200, 409);
      assertThat(statuses.stream().filter(status -> status == 200)).hasSize(10);
      assertThat(http.get("/contacts").ok().at("/total_count").asInt()).isEqualTo(10);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aPortOutOfRangeIsRejected() {
    Sandbox.Builder builder = Sandbox.builder();
    assertThatThrownBy(() -> builder.port(65_536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port must be from 0 to 65535: 65536");
  }
}
