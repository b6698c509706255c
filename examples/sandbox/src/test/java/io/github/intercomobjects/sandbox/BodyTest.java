package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of bodies that do not end, arrive concurrently, or are too large. */
class BodyTest {
  @Test
  void unfinishedBodiesDoNotBlockOtherRequests() throws IOException {
    try (Sandbox sandbox = Sandbox.start()) {
      List<Socket> unfinished = begin(sandbox, 100, "{");
      try (Socket other = Raw.connect(sandbox)) {
        write(other, "GET /me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(text(other)).startsWith("HTTP/1.1 401 ");
      }
      new Http(sandbox).post("/contacts", "{\"external_id\":\"customer-8\"}").ok();
      for (Socket one : unfinished) {
        write(one, "\"external_id\":\"customer-7\"}" + " ".repeat(999_973));
        assertThat(new String(one.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
            .isEqualTo("HTTP/1.1 409");
        one.close();
      }
    }
  }

  @Test
  void theTimeOfABodyIsLimitedHoweverOftenPartsOfItArrive() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().bodyTime(Duration.ofMillis(60)).start();
        Socket slow = begin(sandbox, 1, "{").get(0)) {
      long begin = System.nanoTime();
      assertThat(text(slow))
          .startsWith("HTTP/1.1 408 ")
          .contains(
              "\r\nConnection: close\r\n",
              "\"code\":\"request_timeout\",\"message\":\"The body did not end within 60 ms\"");
      assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(8).toNanos());
      assertThat(sandbox.getCalls()).hasToString("[POST /contacts -> 408]");
      new Http(sandbox).get("/me").ok();
    }
  }

  @Test
  void aBodyMustArriveWithinTenSeconds() {
    assertThat(BodyReader.DEADLINE).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void largeBodiesShareABudgetAndSmallOnesNeedNone() {
    try (Sandbox sandbox = Sandbox.builder().bodyBytes(200_000).start()) {
      Http http = new Http(sandbox);
      for (int i = 0; i < 10; i++) {
        http.undescribed("POST", "/contacts", " ".repeat(300_000))
            .rejected(
                503,
                "service_unavailable",
                "Other requests fill the memory that the sandbox has for bodies; retry this"
                    + " one, or start Java with a larger -Xmx");
        String body = "{\"external_id\":\"customer-7\"}" + " ".repeat(150_000);
        http.undescribed("POST", "/contacts", body)
            .rejected(
                409,
                "conflict",
                "Another contact already has the external_id 'customer-7', id="
                    + sandbox.getWorkspace().findContact("customer-7").orElseThrow().getId());
      }
    }
    try (Sandbox none = Sandbox.builder().bodyBytes(0).start()) {
      new Http(none).post("/contacts", "{\"external_id\":\"customer-8\"}").ok();
    }
  }

  @Test
  void reservedMemoryIsNotAvailableToOtherBodies() {
    BodyMemory memory = new BodyMemory(100);
    assertThat(memory.reserve(60)).isTrue();
    assertThat(memory.reserve(41)).isFalse();
    assertThat(memory.reserve(40)).isTrue();
    memory.release(60);
    assertThat(memory.reserve(60)).isTrue();
  }

  @Test
  void aSmallBodyWithALargeTreeIsRejected() {
    try (Sandbox sandbox = Sandbox.start()) {
      Http http = new Http(sandbox);
      for (String bomb : List.of("[],".repeat(1_000_000) + "[]", "[".repeat(200_000))) {
        http.post(
                "/custom_object_instances/Order", "{\"custom_attributes\":{\"x\":[" + bomb + "]}}")
            .rejected(
                400,
                "parameter_invalid",
                "The body has more than 250000 values, or one that is too deep or too long to be"
                    + " read");
      }
      StringBuilder many = new StringBuilder("{\"custom_attributes\":{\"orders\":[\"1\"");
      many.append(",\"1\"".repeat(200_000)).append("]}}");
      String contact = sandbox.getWorkspace().findContact("customer-7").orElseThrow().getId();
      http.put("/contacts/" + contact, many.toString()).ok();
    }
  }

  @Test
  void aValueThatIsNestedTooDeepIsRejected() {
    try (Sandbox sandbox = Sandbox.start()) {
      Http http = new Http(sandbox);
      String contact = sandbox.getWorkspace().findContact("customer-7").orElseThrow().getId();
      String ticket =
          "{\"ticket_type_id\":\"1\",\"contacts\":[{\"id\":\""
              + contact
              + "\"}],\"%s\":{\"x\":%s}}";
      String accepted = "[".repeat(98) + "]".repeat(98);
      String rejected = "[" + accepted + "]";
      String message =
          "The body has more than 250000 values, or one that is too deep or too long to be read";
      http.put("/contacts/" + contact, "{\"custom_attributes\":{\"x\":" + rejected + "}}")
          .rejected(400, "parameter_invalid", message);
      http.post("/tickets", ticket.formatted("ticket_attributes", rejected))
          .rejected(400, "parameter_invalid", message);
      http.put("/contacts/" + contact, "{\"custom_attributes\":{\"x\":" + accepted + "}}").ok();
      http.post("/tickets", ticket.formatted("ticket_attributes", accepted)).ok();
      assertThat(http.get("/contacts").ok().text()).contains(accepted);
    }
  }

  private static List<Socket> begin(Sandbox sandbox, int count, String body) throws IOException {
    List<Socket> begun = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket socket = Raw.connect(sandbox);
      write(
          socket,
          "POST /contacts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n"
              + "Authorization: Bearer sandbox-token\r\n\r\n"
              + body);
      begun.add(socket);
    }
    return begun;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String text(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
