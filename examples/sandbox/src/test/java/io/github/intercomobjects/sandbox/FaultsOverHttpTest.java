package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Http.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsOverHttpTest {
  private static final String FAULTS = "/_sandbox/faults";
  private static final String KINDS =
      "delay (needs milliseconds), reset, lost_answer, cut_body, slow_body (needs milliseconds),"
          + " status (needs status), rate_limited, rate_limited_without_headers, bad_gateway,"
          + " malformed_json, empty_body";

  @AutoClose private final Sandbox sandbox = Sandbox.start(Shops.shop().build());
  private final Http http = new Http(sandbox);
  private final Http stranger = http.withAuthorization(null).withVersion(null);

  @Test
  void aRuleIsCreatedShownAndRemoved() {
    add(
        "{\"fault\":\"status\",\"status\":503,\"method\":\"POST\","
            + "\"path\":\"/custom_object_instances/*\",\"times\":2,\"every\":2,\"after\":1}");
    for (int i = 0; i < 3; i++) {
      http.undescribed("POST", Shops.ORDERS, Shops.order("ORDER-" + i));
    }
    String rule =
        "{\"fault\":\"status\",\"status\":503,\"applied\":false,\"method\":\"POST\","
            + "\"path\":\"/custom_object_instances/*\",\"times\":2,\"every\":2,\"after\":1,"
            + "\"struck\":1}";
    assertThat(control("GET", null).ok().text()).isEqualTo("{\"faults\":[" + rule + "]}");
    assertThat(control("DELETE", null).ok().text()).isEqualTo("{\"faults\":[]}");
    assertThat(sandbox.faults().getRules()).isEmpty();
    http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
  }

  @Test
  void everyKeyHasAnEffect() {
    add(
        "{\"fault\":\"slow_body\",\"milliseconds\":30,\"applied\":true,\"method\":\"GET\","
            + "\"path\":\"/me\",\"times\":1,\"every\":2,\"after\":1}");
    add("{\"fault\":\"status\",\"status\":503,\"path\":\"/contacts/*\"}");
    assertThat(http.undescribed("GET", "/contacts/1", null).status()).isEqualTo(503);
    http.undescribed("GET", "/me", null).ok();
    http.undescribed("GET", "/me", null).ok();
    long before = System.nanoTime();
    http.undescribed("GET", "/me", null).ok();
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30_000_000);
    assertThat(sandbox.getCalls())
        .extracting(RecordedCall::getFault)
        .containsExactly("status 503", null, null, "slow_body 30 ms");
  }

  @Test
  void aRuleWithoutConditionsAppliesToAllCalls() {
    assertThat(add("{\"fault\":\"delay\",\"milliseconds\":20}").text())
        .isEqualTo(
            "{\"fault\":\"delay\",\"milliseconds\":20,\"applied\":true,\"method\":\"*\","
                + "\"path\":\"/**\",\"every\":1,\"after\":0,\"struck\":0}");
  }

  @ParameterizedTest
  @CsvSource({
    "reset, false, reset",
    "lost_answer, true, lost_answer",
    "cut_body, true, cut_body",
    "rate_limited, false, rate_limited",
    "rate_limited_without_headers, false, rate_limited_without_headers",
    "bad_gateway, false, bad_gateway",
    "malformed_json, true, malformed_json",
    "empty_body, true, empty_body"
  })
  void everyKindCanBeCreated(String kind, boolean applied, String fault) {
    assertThat(add("{\"fault\":\"" + kind + "\"}").at("/applied").asBoolean()).isEqualTo(applied);
    add("{\"fault\":\"" + kind + "\",\"applied\":" + applied + "}");
    assertThat(sandbox.faults().getRules())
        .extracting(rule -> rule.getFault().toString())
        .containsExactly(fault, fault);
  }

  @Test
  void aFaultCanBeApplied() {
    add("{\"fault\":\"status\",\"status\":500,\"applied\":true}");
    add("{\"fault\":\"bad_gateway\",\"applied\":true}");
    add("{\"fault\":\"reset\",\"applied\":true}");
    add("{\"fault\":\"slow_body\",\"milliseconds\":5}");
    assertThat(sandbox.faults().getRules())
        .extracting(rule -> rule.getFault().toString())
        .containsExactly(
            "status 500, applied", "bad_gateway, applied", "lost_answer", "slow_body 5 ms");
  }

  @Test
  void anUnknownKindIsRejectedWithTheKnownOnes() {
    rejected("{\"fault\":\"explosion\"}", "There is no fault \"explosion\"; there are " + KINDS);
    rejected("{\"fault\":7}", "There is no fault 7; there are " + KINDS);
    rejected("{}", "fault is required; there are " + KINDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"fault\":\"reset\",\"times\":-1}|times must be at least 1: -1",
        "{\"fault\":\"reset\",\"times\":0}|times must be at least 1: 0",
        "{\"fault\":\"reset\",\"times\":1.5}|times must be a whole number, was 1.5",
        "{\"fault\":\"reset\",\"times\":null}|times must be a whole number, was null",
        "{\"fault\":\"reset\",\"times\":9999999999}|times must be a whole number, was 9999999999",
        "{\"fault\":\"reset\",\"every\":\"3\"}|every must be a whole number, was \"3\"",
        "{\"fault\":\"reset\",\"after\":-2}|after must be at least 0: -2",
        "{\"fault\":\"reset\",\"method\":\"post\"}|method must be in capitals, or * for any: ''post''",
        "{\"fault\":\"reset\",\"method\":1}|method must be a string, was 1",
        "{\"fault\":\"reset\",\"path\":\"/_sandbox/x\"}|Faults never apply to /_sandbox/: ''/_sandbox/x''",
        "{\"fault\":\"status\"}|status needs status",
        "{\"fault\":\"status\",\"status\":200}|status must be from 300 to 599: 200; to disturb a success, use cut_body, malformed_json or empty_body",
        "{\"fault\":\"reset\",\"status\":500}|status can be used only with status, not with reset",
        "{\"fault\":\"delay\"}|delay needs milliseconds",
        "{\"fault\":\"delay\",\"milliseconds\":-5}|The duration of a delay must be from 1 ms to 1 hour: PT-0.005S",
        "{\"fault\":\"cut_body\",\"milliseconds\":5}|milliseconds can be used only with delay and slow_body, not with cut_body",
        "{\"fault\":\"rate_limited\",\"applied\":true}|A call with the fault rate_limited is never applied; use applied() with reset, bad_gateway or another status",
        "{\"fault\":\"cut_body\",\"applied\":false}|A call with the fault cut_body is always applied; applied can be false with reset, status and bad_gateway",
        "{\"fault\":\"reset\",\"applied\":\"no\"}|applied must be true or false, was \"no\"",
        "{\"fault\":\"reset\",\"time\":3}|A rule has no ''time''; it has fault, status (with the fault status, from 300 to 599), milliseconds (with delay and slow_body), applied, method, path, times, every, after"
      })
  void anInvalidRuleIsRejected(String rule, String message) {
    rejected(rule, message.replace("''", "'"));
    assertThat(sandbox.faults().getRules()).isEmpty();
  }

  @Test
  void aRuleThatIsNotJsonIsRejected() {
    rejected("{", "The body is not valid JSON");
    rejected("[]", "The body must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_sandbox//", "/_sandbox/x/", "/_sandbox/call", "/_sandbox/faults/1"})
  void anUnknownPathIsRejectedWithTheKnownOnes(String path) {
    stranger
        .undescribed("GET", path, null)
        .rejected(
            404,
            "not_found",
            "There is no GET "
                + path
                + "; there are GET /_sandbox/ (a page), GET /_sandbox/calls, GET"
                + " /_sandbox/calls/{number}, GET /_sandbox/windows, GET /_sandbox/objects, GET"
                + " /_sandbox/objects/{type}, GET /_sandbox/objects/{type}/{id}, GET"
                + " /_sandbox/contacts, GET /_sandbox/contacts/{id},"
                + " POST /_sandbox/contacts/merge, GET /_sandbox/conversations,"
                + " GET /_sandbox/conversations/{id}, GET /_sandbox/faults, POST /_sandbox/faults,"
                + " DELETE /_sandbox/faults, POST /_sandbox/reset");
  }

  private Reply add(String rule) {
    return control("POST", rule).ok();
  }

  private void rejected(String rule, String message) {
    Reply reply = control("POST", rule);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.at("/errors/0/message").asText()).isEqualTo(message);
  }

  private Reply control(String method, @Nullable String body) {
    return stranger.undescribed(method, FAULTS, body);
  }
}
