package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.sandbox.Http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationTest {
  private static final String TOKEN = "dG9rOnMzY3JldA==";

  private final SettableClock clock = new SettableClock("2026-09-01T10:00:03.500Z");
  private final Workspace workspace =
      Shops.shop()
          .token(TOKEN)
          .limitedToken("l1mited", "read_conversations")
          .rateLimit(2, Duration.ofSeconds(10))
          .build();

  @AutoClose
  private final Sandbox sandbox =
      Sandbox.builder().workspace(workspace).clock(clock).keptCalls(3).keptBodyBytes(320).start();

  private final Http http = new Http(sandbox);
  private final Http stranger = http.withAuthorization(null).withVersion(null);

  @Test
  void aCallIsShownWithItsResponse() {
    Reply sent = http.withVersion("2.15").post(Shops.ORDERS, Shops.order("Zoë")).ok();
    RecordedCall call = sandbox.getCalls().get(0);
    assertThat(call.getTime()).isEqualTo(clock.instant());
    assertThat(call.getHeaders())
        .containsEntry("Intercom-Version", "2.15")
        .containsKeys("host", "User-Agent")
        .doesNotContainKey("Authorization");
    assertThat(call.getAnswer()).isEqualTo(sent.text());
    assertThat(call.getFault()).isNull();

    JsonNode shown = show("calls").at("/calls/0");
    assertThat(shown.at("/number").asInt()).isEqualTo(1);
    assertThat(shown.at("/time").asText()).isEqualTo("2026-09-01T10:00:03.500Z");
    assertThat(shown.at("/method").asText()).isEqualTo("POST");
    assertThat(shown.at("/path").asText()).isEqualTo(Shops.ORDERS);
    assertThat(shown.at("/version").asText()).isEqualTo("2.15");
    assertThat(shown.at("/headers/intercom-version").asText()).isEqualTo("2.15");
    assertThat(shown.at("/body").asText()).isEqualTo("{\"external_id\":\"Zoë\"}");
    assertThat(shown.at("/status").asInt()).isEqualTo(200);
    assertThat(shown.at("/answer").asText()).isEqualTo(sent.text());
    assertThat(shown.at("/fault").isNull()).isTrue();
  }

  @Test
  void theNewestCallsAreKeptAndAllAreCounted() {
    for (int i = 1; i <= 5; i++) {
      http.get("/contacts/" + i);
    }
    assertThat(sandbox.getCalls())
        .extracting(RecordedCall::getPath)
        .containsExactly("/contacts/3", "/contacts/4", "/contacts/5");
    assertThat(sandbox.getCallCount()).isEqualTo(5);
    assertThat(show("calls").at("/total_count").asInt()).isEqualTo(5);
    assertThat(numbers("calls")).containsExactly(3, 4, 5);
    assertThat(numbers("calls?limit=2")).containsExactly(4, 5);
    assertThat(numbers("calls?after=0")).containsExactly(3, 4, 5);
    assertThat(numbers("calls?after=3")).containsExactly(4, 5);
    assertThat(numbers("calls?after=3&limit=1")).containsExactly(4);
    assertThat(numbers("calls?after=5")).isEmpty();
    assertThat(numbers("calls?after=99")).isEmpty();
  }

  @Test
  void theListCanLeaveOutBodies() {
    Reply sent = http.get("/contacts/1");
    assertThat(show("calls?bodies=false").at("/calls/0").toString())
        .isEqualTo(
            "{\"number\":1,\"time\":\"2026-09-01T10:00:03.500Z\",\"method\":\"GET\","
                + "\"path\":\"/contacts/1\",\"version\":\"2.16\",\"status\":404,\"fault\":null,"
                + "\"dropped\":{}}");
    assertThat(show("calls/1")).isEqualTo(show("calls").at("/calls/0"));
    assertThat(show("calls/1").at("/answer").asText()).isEqualTo(sent.text());
  }

  @Test
  void aCallThatIsNoLongerKeptIs404() {
    for (int i = 1; i <= 4; i++) {
      http.get("/contacts/" + i);
    }
    for (String number : List.of("1", "5", "x")) {
      stranger
          .undescribed("GET", "/_sandbox/calls/" + number, null)
          .rejected(
              404,
              "not_found",
              "There is no call '" + number + "'; the sandbox keeps the newest 3 of 4 calls");
    }
  }

  @Test
  void failedCallsCanBeListedAlone() {
    http.get("/me");
    sandbox.faults().onNext(Fault.emptyBody());
    http.undescribed("GET", "/me", null);
    http.get("/me");
    assertThat(show("calls").at("/calls").findValuesAsText("status"))
        .containsExactly("200", "200", "429");
    assertThat(numbers("calls?failed=true")).containsExactly(2, 3);
    assertThat(numbers("calls?failed=true&limit=1")).containsExactly(3);
    assertThat(numbers("calls?failed=true&after=1&limit=1")).containsExactly(2);
  }

  @Test
  void theListIsEmptyWithoutCalls() {
    assertThat(show("calls").toString()).isEqualTo("{\"total_count\":0,\"calls\":[]}");
    assertThat(sandbox.getCallCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=-1", "after=x", "limit=0", "limit=1.5"})
  void anInvalidNumberIsRejected(String parameter) {
    Reply reply = stranger.undescribed("GET", "/_sandbox/calls?" + parameter, null);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.at("/errors/0/message").asText()).contains("must be a whole number from ");
  }

  @Test
  void aLongBodyIsCutBetweenCharactersAndShowsItsLength() {
    String body = Shops.order("x".repeat(303) + "ü");
    assertThat(body.substring(0, 319)).endsWith("x");
    http.undescribed("POST", Shops.ORDERS, body);
    RecordedCall call = sandbox.getCalls().get(0);
    assertThat(call.getBody()).isEqualTo(body.substring(0, 319) + "… (323 bytes)");
    assertThat(call.getAnswer()).endsWith(" bytes)").hasSizeBetween(320, 340);
  }

  @Test
  void largeCallsAreKeptUpToTheirMemoryLimit() {
    try (Sandbox small = Sandbox.builder().keptBytes(1_000_000).start()) {
      Http caller = new Http(small);
      for (int i = 1; i <= 30; i++) {
        caller.undescribed("GET", "/contacts/" + i + "?x=" + "y".repeat(5_000), null);
        caller.undescribed("POST", "/contacts", "x".repeat(50_000));
      }
      assertThat(small.getCalls()).hasSizeBetween(10, 20);
      assertThat(small.getCalls().get(small.getCalls().size() - 1).getBody()).hasSize(50_000);
      assertThat(small.getCallCount()).isEqualTo(60);
      small.reset();
      for (int i = 1; i <= 30; i++) {
        caller.undescribed("GET", "/contacts/" + i, null);
      }
      assertThat(small.getCalls()).hasSize(30);
    }
    try (Sandbox none = Sandbox.builder().keptBytes(0).start()) {
      new Http(none).get("/me").ok();
      new Http(none).get("/contacts").ok();
      assertThat(none.getCalls()).hasToString("[GET /contacts -> 200]");
    }
  }

  @Test
  void aTokenAtTheCutIsMaskedCompletely() {
    for (int length = 250; length < 330; length++) {
      String body = "[\"" + TOKEN.repeat(3) + "x".repeat(length - 50) + TOKEN + TOKEN + "\"]";
      http.undescribed("POST", Shops.ORDERS, body);
      String kept = sandbox.getCalls().get(sandbox.getCalls().size() - 1).getBody();
      assertThat(kept).as(body).doesNotContain("dG9r").contains("[token]");
    }
  }

  @Test
  void nothingIsKeptWithLimitsOfZero() {
    try (Sandbox silent = Sandbox.builder().keptCalls(0).keptBodyBytes(0).start()) {
      new Http(silent).get("/me").ok();
      assertThat(silent.getCalls()).isEmpty();
      assertThat(silent.getCallCount()).isEqualTo(1);
    }
  }

  @Test
  void aNegativeLimitIsRejected() {
    Sandbox.Builder builder = Sandbox.builder();
    assertThatThrownBy(() -> builder.keptCalls(-1)).hasMessage("keptCalls must be at least 0: -1");
    assertThatThrownBy(() -> builder.keptBodyBytes(-1))
        .hasMessage("keptBodyBytes must be at least 0: -1");
  }

  @Test
  void tokensAreMaskedEverywhere() {
    http.undescribed("GET", "/contacts/" + TOKEN, null);
    http.undescribed("GET", "/contacts?access_token=dG9rOnMzY3JldA%3D%3D&b=l1mited", null);
    http.withVersion(TOKEN)
        .undescribed("POST", Shops.ORDERS, Shops.order(TOKEN, "{\"status\":\"" + TOKEN + "\"}"));
    String java =
        sandbox.getCalls().stream()
            .map(c -> c + "" + c.getHeaders() + c.getVersion() + c.getBody() + c.getAnswer())
            .toList()
            .toString();
    String shown = show("calls").toString();
    for (String secret : List.of(TOKEN, "dG9rOnMzY3JldA", "l1mited")) {
      assertThat(java).doesNotContain(secret);
      assertThat(shown).doesNotContain(secret);
    }
    assertThat(sandbox.getCalls().get(1).getPath())
        .isEqualTo("/contacts?access_token=[token]&b=[token]");
  }

  @Test
  void partsOfACutTokenAreNotShown() {
    http.undescribed("POST", Shops.ORDERS, " ".repeat(310) + TOKEN + "x".repeat(100));
    assertThat(sandbox.getCalls().get(0).getBody()).doesNotContain("dG9r");
  }

  @Test
  void headersWithCredentialsAreNotKept() {
    http.withAuthorization("Bearer somebody-elses").get("/me");
    assertThat(sandbox.getCalls().get(0).getHeaders().toString()).doesNotContain("somebody");
  }

  @Test
  void aShortTokenIsNotMaskedInsideWords() {
    TokenMask mask = new TokenMask(List.of("t"));
    assertThat(mask.mask("/contacts/t?a=t&to=1")).isEqualTo("/contacts/[token]?a=[token]&to=1");
  }

  @Test
  void theObjectsOfEachTypeAreCounted() {
    workspace.addContact("customer-7", null, null);
    workspace.addConversation();
    http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
    assertThat(show("objects").toString())
        .isEqualTo(
            "{\"types\":[{\"type\":\"Order\",\"count\":1},{\"type\":\"Item\",\"count\":0}],"
                + "\"contacts\":1,\"conversations\":1,\"tickets\":0,\"calls\":1,\"faults\":0}");
  }

  @Test
  void instancesAreShownInPagesTheOldestFirst() {
    for (int i = 1; i <= 5; i++) {
      clock.advance(Duration.ofSeconds(10));
      http.post(Shops.ORDERS, Shops.order("ORDER-" + i, "{\"quantity\":" + i + "}")).ok();
    }
    JsonNode second = show("objects/Order?page=2&per_page=2");
    assertThat(second.at("/type").asText()).isEqualTo("Order");
    assertThat(second.at("/total_count").asInt()).isEqualTo(5);
    assertThat(second.at("/page").asInt()).isEqualTo(2);
    assertThat(second.at("/per_page").asInt()).isEqualTo(2);
    assertThat(second.at("/total_pages").asInt()).isEqualTo(3);
    assertThat(second.at("/instances").findValuesAsText("external_id"))
        .containsExactly("ORDER-3", "ORDER-4");
    assertThat(second.at("/instances/0/custom_attributes/quantity").asInt()).isEqualTo(3);
    assertThat(second.at("/instances/0/created_at").asLong()).isEqualTo(1788256833);
    assertThat(show("objects/Order").at("/instances")).hasSize(5);
    assertThat(show("objects/Order?page=9").at("/instances")).isEmpty();
  }

  @Test
  void anUnknownTypeIs404() {
    stranger
        .undescribed("GET", "/_sandbox/objects/Nope", null)
        .rejected(404, "not_found", "Custom object type `Nope` not found");
  }

  @Test
  void callsAreCountedPerWindow() {
    assertThat(show("windows").toString())
        .isEqualTo("{\"limit\":2,\"milliseconds\":10000,\"windows\":[]}");
    for (int i = 0; i < 5; i++) {
      http.get("/me");
    }
    clock.advance(Duration.ofSeconds(20));
    http.get("/me");
    assertThat(sandbox.getCallsPerWindow())
        .containsExactly(
            Map.entry(Instant.parse("2026-09-01T10:00:00Z"), 5),
            Map.entry(Instant.parse("2026-09-01T10:00:20Z"), 1));
    assertThat(show("windows").at("/windows").toString())
        .isEqualTo(
            "[{\"start\":\"2026-09-01T10:00:00Z\",\"calls\":2,\"refused\":3},"
                + "{\"start\":\"2026-09-01T10:00:20Z\",\"calls\":1,\"refused\":0}]");
    assertThat(show("windows?limit=1").at("/windows").findValuesAsText("start"))
        .containsExactly("2026-09-01T10:00:20Z");
  }

  @Test
  void theNewestWindowsAreKept() {
    RateWindow window = new RateWindow(1, Duration.ofSeconds(1));
    for (int i = 1; i <= 1500; i++) {
      window.take(Instant.ofEpochSecond(i));
    }
    assertThat(window.history()).hasSize(RateWindow.KEPT);
    assertThat(window.history().get(0).start()).isEqualTo(Instant.ofEpochSecond(501));
  }

  @Test
  void controlCallsAreNotCounted() {
    show("calls");
    show("objects");
    show("windows");
    assertThat(sandbox.getCalls()).isEmpty();
    assertThat(sandbox.getCallsPerWindow()).isEmpty();
  }

  private List<Integer> numbers(String address) {
    return show(address).at("/calls").findValuesAsText("number").stream()
        .map(Integer::valueOf)
        .toList();
  }

  private JsonNode show(String address) {
    Reply reply = stranger.undescribed("GET", "/_sandbox/" + address, null).ok();
    assertThat(reply.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    return reply.json();
  }
}
