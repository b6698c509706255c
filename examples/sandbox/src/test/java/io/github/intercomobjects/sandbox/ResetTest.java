package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResetTest {
  private final SettableClock clock = new SettableClock("2026-09-01T10:00:03Z");
  private final Workspace workspace = Shops.shop().rateLimit(40, Duration.ofSeconds(10)).build();
  private final Contact zoe = workspace.addContact("customer-7", "zoe@example.com", "Zoë");
  private final Contact leo = workspace.addContact("customer-8", "leo@example.com", "Leo");
  private final Conversation talk = workspace.addConversation(zoe.getId());

  @AutoClose
  private final Sandbox sandbox = Sandbox.builder().workspace(workspace).clock(clock).start();

  private final Http http = new Http(sandbox);

  @BeforeEach
  void changeAll() {
    String order = http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok().at("/id").asText();
    link("/contacts/" + zoe.getId(), order);
    link("/conversations/" + talk.getId(), order);
    http.post(
            "/tickets",
            "{\"ticket_type_id\":\"1\",\"contacts\":[{\"id\":\"" + zoe.getId() + "\"}]}")
        .ok();
    http.post("/contacts", "{\"external_id\":\"customer-9\"}").ok();
    workspace.mergeContacts(leo.getId(), zoe.getId());
    sandbox.faults().on("DELETE", "/**").fail(Fault.reset());
  }

  @Test
  void aResetRestoresTheInitialContent() {
    sandbox.reset();
    assertThat(workspace.getInstances("Order")).isEmpty();
    assertThat(workspace.getContactLinks(zoe.getId(), "orders")).isEmpty();
    assertThat(workspace.getConversationLinks(talk.getId(), "orders")).isEmpty();
    assertThat(http.get("/contacts").ok().at("/total_count").asInt()).isEqualTo(2);
    http.get("/contacts/" + leo.getId()).ok();
    http.get("/contacts/find_by_external_id/customer-8").ok();
    assertThat(http.get("/tickets/601").status()).isEqualTo(404);
    assertThat(http.get("/conversations/" + talk.getId()).ok().at("/linked_objects/total_count"))
        .hasToString("0");
  }

  @Test
  void aRunAfterAResetEqualsTheFirst() {
    List<String> first = responses();
    sandbox.reset();
    changeAll();
    assertThat(responses()).isEqualTo(first);
  }

  @Test
  void aResetRemovesCallsWindowsAndFaults() {
    sandbox.reset();
    assertThat(sandbox.getCalls()).isEmpty();
    assertThat(sandbox.getCallCount()).isZero();
    assertThat(sandbox.getCallsPerWindow()).isEmpty();
    assertThat(sandbox.faults().getRules()).isEmpty();
    assertThat(http.get("/me").ok().header("X-RateLimit-Remaining")).isEqualTo("39");
  }

  @Test
  void aResetByAControlCallIsTheSameAndRepeatable() {
    for (int i = 0; i < 2; i++) {
      assertThat(
              http.withAuthorization(null).undescribed("POST", "/_sandbox/reset", "").ok().text())
          .isEqualTo("{\"reset\":true}");
      assertThat(workspace.getInstances("Order")).isEmpty();
      assertThat(sandbox.getCalls()).isEmpty();
      assertThat(sandbox.faults().getRules()).isEmpty();
      changeAll();
    }
  }

  @Test
  void initialInstancesAndTicketsAreRestored() {
    try (Sandbox second = Sandbox.start(workspace)) {
      Http again = new Http(second);
      again.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"status\":\"changed\"}")).ok();
      again.delete(Shops.ORDERS + "/1").ok();
      again.put("/tickets/601", "{\"is_shared\":false}").ok();
      again.delete("/tickets/601").ok();
      second.reset();
      assertThat(workspace.getInstances("Order")).hasSize(1);
      assertThat(workspace.getInstances("Order").get(0).getAttributes()).isEmpty();
      assertThat(workspace.getContactLinks(zoe.getId(), "orders")).containsExactly("1");
      assertThat(workspace.getInstancesReferencingContact("Order", zoe.getId()))
          .containsExactly("1");
      again.get("/tickets/601").ok();
      assertThat(again.get("/contacts/" + leo.getId()).status()).isEqualTo(410);
    }
  }

  @Test
  void callsDuringAResetGetResponses() throws Exception {
    sandbox.faults().clear();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String body = Shops.order("ORDER-" + i);
        calls.add(pool.submit(() -> http.undescribed("POST", Shops.ORDERS, body).status()));
        if (i % 10 == 0) {
          sandbox.reset();
        }
      }
      for (Future<Integer> call : calls) {
        assertThat(call.get()).isIn(200, 429);
      }
    } finally {
      pool.shutdownNow();
    }
    sandbox.reset();
    assertThat(workspace.getInstances("Order")).isEmpty();
    assertThat(sandbox.getCallCount()).isZero();
  }

  private List<String> responses() {
    return sandbox.getCalls().stream().map(call -> call + call.getAnswer()).toList();
  }

  private void link(String parent, String order) {
    http.put(parent, "{\"custom_attributes\":{\"orders\":[\"" + order + "\"]}}").ok();
  }
}
