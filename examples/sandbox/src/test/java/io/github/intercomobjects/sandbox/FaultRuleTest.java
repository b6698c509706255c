package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultRuleTest {
  @AutoClose
  private final Sandbox sandbox =
      Sandbox.start(Shops.shop().rateLimit(10_000, Duration.ofHours(1)).build());

  private final Faults faults = sandbox.faults();
  private final Http http = new Http(sandbox);

  @Test
  void theNextCallFailsAndTheOneAfterDoesNot() {
    Faults.Rule rule = faults.onNext(Fault.status(500));
    assertThat(statuses("GET", "/me", 2)).containsExactly(500, 200);
    assertThat(rule.getStruck()).isEqualTo(1);
  }

  @Test
  void consecutiveCallsGetTheFaultsInOrder() {
    faults.onNext(Fault.status(500));
    faults.onNext(Fault.status(408));
    faults.onNext(Fault.rateLimited());
    assertThat(statuses("GET", "/me", 4)).containsExactly(500, 408, 429, 200);
  }

  @Test
  void aRuleForOnePathAppliesToNoOther() {
    Faults.Rule rule = faults.on("POST", Shops.ORDERS).fail(Fault.status(500));
    assertThat(statuses("GET", Shops.ORDERS, 1)).containsExactly(200);
    assertThat(statuses("POST", "/custom_object_instances/Item", 1)).containsExactly(400);
    assertThat(statuses("POST", Shops.ORDERS + "/1", 1)).containsExactly(404);
    assertThat(statuses("POST", "/contacts", 1)).containsExactly(400);
    assertThat(rule.getStruck()).isZero();
    assertThat(statuses("POST", Shops.ORDERS, 1)).containsExactly(500);
    assertThat(rule.getStruck()).isEqualTo(1);
  }

  @Test
  void anUnlimitedRuleAppliesUntilItIsCleared() {
    faults.on("*", "/me").fail(Fault.status(503));
    assertThat(statuses("GET", "/me", 5)).containsOnly(503);
    faults.clear();
    assertThat(statuses("GET", "/me", 1)).containsExactly(200);
    assertThat(faults.getRules()).isEmpty();
  }

  @Test
  void aRuleAppliesAsOftenAsItsLimit() {
    faults.on("GET", "/me").times(3).fail(Fault.status(500));
    assertThat(statuses("GET", "/me", 5)).containsExactly(500, 500, 500, 200, 200);
  }

  @Test
  void everyThirdAppliesToTheThirdAndTheSixthCall() {
    faults.onAny().every(3).fail(Fault.status(500));
    assertThat(statuses("GET", "/me", 7)).containsExactly(200, 200, 500, 200, 200, 500, 200);
  }

  @Test
  void skippedCallsDoNotCount() {
    faults.onAny().after(2).every(2).times(2).fail(Fault.status(500));
    assertThat(statuses("GET", "/me", 9))
        .containsExactly(200, 200, 200, 500, 200, 500, 200, 200, 200);
  }

  @Test
  void aLaterRuleDoesNotCountACallThatAnEarlierOneFailed() {
    faults.onNext(Fault.status(408));
    Faults.Rule second = faults.onAny().every(2).fail(Fault.status(500));
    assertThat(statuses("GET", "/me", 4)).containsExactly(408, 200, 500, 200);
    assertThat(second.getStruck()).isEqualTo(1);
  }

  @Test
  void aConditionCanBeReusedForSeveralRules() {
    Faults.Condition me = faults.on("GET", "/me");
    me.times(1).fail(Fault.status(500));
    me.times(2).fail(Fault.status(503));
    assertThat(statuses("GET", "/me", 4)).containsExactly(500, 503, 503, 200);
    assertThat(faults.getRules())
        .hasToString(
            "[GET /me, times 1 -> status 500, struck 1, GET /me, times 2 -> status 503, struck 2]");
    assertThat(me.every(10).after(3)).hasToString("GET /me, every 10, after 3");
  }

  @ParameterizedTest
  @CsvSource({
    "/contacts/*, /contacts/1",
    "/contacts/*, /contacts/find",
    "/contacts/**, /contacts",
    "/contacts/**, /contacts/1/archive",
    "/*/Order, /custom_object_instances/Order",
    "/a b, /a%20b",
    "/a%20b, /a%20b",
    "/a%2Fb, /a%2Fb",
    "/Größe, /Gr%C3%B6%C3%9Fe",
    "/a+b, /a+b",
    "/**, /"
  })
  void aPatternMatchesAPath(String pattern, String path) {
    faults.on("GET", pattern).fail(Fault.status(500));
    assertThat(statuses("GET", path + "?external_id=1", 1)).containsExactly(500);
  }

  @ParameterizedTest
  @CsvSource({
    "/contacts/*, /contacts",
    "/contacts/*, /contacts/1/archive",
    "/contacts/**, /contact",
    "/contacts, /contacts/",
    "/Contacts, /contacts",
    "/a/b, /a%2Fb"
  })
  void aPatternDoesNotMatchAPath(String pattern, String path) {
    faults.on("GET", pattern).fail(Fault.status(500));
    assertThat(statuses("GET", path, 1)).doesNotContain(500);
  }

  @Test
  void aMalformedPathMatchesARuleForAll() throws Exception {
    faults.onAny().fail(Fault.status(500));
    assertThat(Raw.send(sandbox, "GET /contacts/%u00e9")).startsWith("HTTP/1.1 500");
  }

  @Test
  void rulesNeverApplyToControlCalls() {
    faults.onAny().fail(Fault.reset());
    assertThat(statuses("GET", "/_sandbox/faults", 3)).containsOnly(200);
    assertThat(statuses("POST", "/_sandbox/unknown", 1)).containsOnly(404);
    assertThat(faults.getRules().get(0).getStruck()).isZero();
  }

  @Test
  void theLimitIsExactForConcurrentCalls() throws Exception {
    Faults.Rule some = faults.on("POST", Shops.ORDERS).times(37).fail(Fault.status(503));
    Faults.Rule tenth = faults.on("POST", Shops.ORDERS).every(10).fail(Fault.status(500).applied());
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 337; i++) {
        String body = Shops.order("ORDER-" + i);
        calls.add(pool.submit(() -> http.undescribed("POST", Shops.ORDERS, body).status()));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> call : calls) {
        statuses.add(call.get());
      }
      assertThat(Collections.frequency(statuses, 503)).isEqualTo(37);
      assertThat(Collections.frequency(statuses, 500)).isEqualTo(30);
      assertThat(some.getStruck()).isEqualTo(37);
      assertThat(tenth.getStruck()).isEqualTo(30);
      assertThat(sandbox.getWorkspace().getInstances("Order")).hasSize(300);
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"post", "", "PO ST", "**"})
  void anInvalidMethodIsRejected(String method) {
    assertThatThrownBy(() -> faults.on(method, "/me"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("method must be in capitals, or * for any: '" + method + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|path must start with a slash, as in /contacts/*: ''",
        "me|path must start with a slash, as in /contacts/*: 'me'",
        "/me?a=1|path must not have a query, which rules ignore: '/me?a=1'",
        "/a/**/b|path can have ** only at its end; * matches one segment: '/a/**/b'",
        "/%zz|path has a malformed escape: '/%zz'",
        "/_sandbox/calls|Faults never apply to /_sandbox/: '/_sandbox/calls'",
        "/_sandbox|Faults never apply to /_sandbox/: '/_sandbox'"
      },
      quoteCharacter = '"')
  void anInvalidPathIsRejected(String path, String message) {
    String meant = path.equals("''") ? "" : path;
    assertThatThrownBy(() -> faults.on("GET", meant))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void countsOutOfRangeAreRejected() {
    Faults.Condition any = faults.onAny();
    assertThatThrownBy(() -> any.times(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("times must be at least 1: 0");
    assertThatThrownBy(() -> any.every(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("every must be at least 1: -1");
    assertThatThrownBy(() -> any.after(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("after must be at least 0: -1");
  }

  private List<Integer> statuses(String method, String target, int count) {
    String body = method.equals("GET") ? null : "[]";
    return IntStream.range(0, count)
        .mapToObj(i -> http.undescribed(method, target, body).status())
        .toList();
  }
}
