package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Faults;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stored objects after failed calls, beyond {@link FaultTableTest}. */
final class FaultsTest {
  private static final Attributes SHIPPED = Attributes.builder().set("status", "shipped").build();

  private final SandboxIntercom intercom =
      new SandboxIntercom(
          Workspace.builder()
              .objectType(ObjectTypeDefinition.builder("Order").text("status").build()));
  private final CustomObjects<Attributes> orders = intercom.orders();

  @AfterEach
  void close() {
    intercom.close();
  }

  private List<StoredInstance> stored() {
    return intercom.workspace().getInstances("Order");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void anUpsertIsRetriedAfterAServerFailure(int status) {
    intercom.faults().onNext(Fault.status(status));
    intercom.faults().onNext(Fault.status(status).applied());
    assertThat(orders.upsert("ORDER-1", SHIPPED).getId()).isEqualTo("1");
    assertThat(stored())
        .singleElement()
        .satisfies(one -> assertThat(one.getAttributes()).containsEntry("status", "shipped"));
    assertThat(intercom.calls()).hasSize(3);
    assertThat(intercom.timing.sleeps())
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @Test
  void anUpsertWithALostResponseIsRetriedUnchanged() {
    intercom.faults().onNext(Fault.lostAnswer());
    assertThat(orders.upsert("ORDER-1", SHIPPED).getId()).isEqualTo("1");
    assertThat(intercom.bodies("POST"))
        .containsExactly(
            "{\"external_id\":\"ORDER-1\",\"custom_attributes\":{\"status\":\"shipped\"}}",
            "{\"external_id\":\"ORDER-1\",\"custom_attributes\":{\"status\":\"shipped\"}}");
    assertThat(stored()).hasSize(1);
  }

  static Stream<Fault> faultsWithUnknownOutcome() {
    return Stream.of(Fault.reset(), Fault.lostAnswer(), Fault.cutBody());
  }

  @ParameterizedTest
  @MethodSource("faultsWithUnknownOutcome")
  void createIsSentOnceAndItsOutcomeIsUnknown(Fault fault) {
    // On a reused connection, where OkHttp itself would retry failures.
    assertThat(orders.findById("1")).isEmpty();
    intercom.faults().onNext(fault);
    assertThatThrownBy(() -> orders.create(SHIPPED))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(e.getAttempts()).isEqualTo(1);
            })
        .hasMessageStartingWith(
            "no response after 1 attempt (POST"
                + " /custom_object_instances/{custom_object_type_identifier}): ")
        .hasMessageEndingWith("; it is not known whether Intercom applied it");
    assertThat(intercom.calls()).hasSize(2);
    assertThat(stored()).hasSize(fault.toString().equals("reset") ? 0 : 1);
  }

  @ParameterizedTest
  @MethodSource("faultsWithUnknownOutcome")
  void aDeletionWithALostResponseReturnsTrueOnce(Fault fault) {
    orders.upsert("ORDER-1", SHIPPED);
    intercom.faults().onNext(fault);
    assertThat(orders.deleteByExternalId("ORDER-1")).isTrue();
    assertThat(stored()).isEmpty();
    assertThat(orders.deleteByExternalId("ORDER-1")).isFalse();
  }

  @Test
  void aRejectionAfterALostResponseHasAnUnknownOutcome() {
    intercom.faults().onNext(Fault.lostAnswer());
    intercom.faults().onNext(Fault.status(403));
    assertThatThrownBy(() -> orders.upsert("ORDER-1", SHIPPED))
        .isInstanceOfSatisfying(
            PermissionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(e.getAttempts()).isEqualTo(2);
            });
    assertThat(stored()).hasSize(1);
  }

  @Test
  void aRateLimitAfterALostResponseIsWaitedOutAndTheObjectStoredOnce() {
    intercom.faults().onNext(Fault.lostAnswer());
    intercom.faults().onNext(Fault.rateLimitedWithoutHeaders());
    assertThat(orders.upsert("ORDER-1", SHIPPED).getId()).isEqualTo("1");
    assertThat(stored()).hasSize(1);
    intercom.faults().onNext(Fault.lostAnswer());
    intercom.faults().onNext(Fault.rateLimited());
    CustomObjects<Attributes> impatient =
        intercom.orders(intercom.builder().maxWait(Duration.ofSeconds(1)));
    assertThatThrownBy(() -> impatient.upsert("ORDER-2", SHIPPED))
        .isInstanceOfSatisfying(
            RateLimitException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN));
    assertThat(stored()).hasSize(2);
  }

  /** These two wait in real time, because a socket timeout has no other clock. */
  static Stream<Fault> faultsThatTakeTooLong() {
    return Stream.of(Fault.delay(Duration.ofHours(1)), Fault.slowBody(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @MethodSource("faultsThatTakeTooLong")
  void aResponseThatTakesTooLongIsLost(Fault fault) {
    CustomObjects<Attributes> hurried =
        intercom.orders(intercom.builder().requestTimeout(Duration.ofMillis(200)));
    Faults.Rule rule = intercom.faults().on("POST", "/**").times(2).fail(fault);
    assertThat(hurried.upsert("ORDER-1", SHIPPED).getId()).isEqualTo("1");
    assertThat(stored()).hasSize(1);
    assertThat(rule.getStruck()).isEqualTo(2);
    intercom.faults().onNext(fault);
    assertThatThrownBy(() -> hurried.create(SHIPPED))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(e.getAttempts()).isEqualTo(1);
            });
    assertThat(stored()).hasSize(2);
  }

  @Test
  void everyUpsertIsStoredOnceIfEverySecondResponseIsLost() {
    intercom.faults().onAny().every(2).fail(Fault.lostAnswer());
    List<String> ids = new ArrayList<>();
    IntStream.range(0, 20).forEach(i -> ids.add(orders.upsert("ORDER-" + i, SHIPPED).getId()));
    assertThat(stored()).extracting(StoredInstance::getId).containsExactlyElementsOf(ids);
    assertThat(intercom.calls().size()).isBetween(30, 40);
  }

  @Test
  void everyCreateIsStoredOnceIfEverySecondResponseIsLost() {
    intercom.faults().onAny().every(2).fail(Fault.lostAnswer());
    int unknown = 0;
    for (int i = 0; i < 20; i++) {
      try {
        orders.create(SHIPPED);
      } catch (ConnectionException e) {
        assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        unknown++;
      }
    }
    assertThat(unknown).isEqualTo(10);
    assertThat(stored()).hasSize(20);
    assertThat(intercom.calls()).hasSize(20);
  }

  @ParameterizedTest
  @EnumSource(Parent.Kind.class)
  void anAddWithALostResponseRetriesOnlyThePut(Parent.Kind kind) {
    try (Shop shop = new Shop()) {
      shop.intercom.faults().on("PUT", "/**").times(1).fail(Fault.lostAnswer());
      shop.intercom.faults().on("PUT", "/**").times(1).fail(Fault.status(503));
      Associations<Attributes> linked =
          kind == Parent.Kind.CONTACT ? shop.onContact("orders") : shop.onConversation();
      assertThat(linked.add(Shop.SECOND).orThrow().isComplete()).isTrue();
      String put = "{\"custom_attributes\":{\"orders\":[\"1\",\"2\"]}}";
      assertThat(shop.intercom.bodies("PUT")).containsExactly(put, put, put);
      assertThat(shop.intercom.bodies("GET")).hasSize(2);
      assertThat(
              kind == Parent.Kind.CONTACT
                  ? shop.intercom.workspace().getContactLinks(shop.contact, "orders")
                  : shop.intercom.workspace().getConversationLinks(Shop.CONVERSATION, "orders"))
          .containsExactly(Shop.FIRST, Shop.SECOND);
    }
  }
}
