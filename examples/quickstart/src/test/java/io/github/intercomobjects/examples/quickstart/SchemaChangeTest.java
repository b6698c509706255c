package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.BulkException;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.DroppedAttributesException;
import io.github.intercomobjects.ExternalId;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.InvalidRequestException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SchemaChangeTest {
  /** An order of readers that know the new attribute. */
  record Prioritised(@ExternalId String number, @Nullable String priority) {}

  private Sandbox sandbox = Sandbox.start();
  private Intercom intercom = connect();
  private final List<Long> committed = new ArrayList<>();

  private Intercom connect() {
    return Intercom.builder()
        .accessToken(sandbox.getToken())
        .baseUrl(sandbox.getBaseUrl())
        .maxAttempts(1)
        .build();
  }

  @AfterEach
  void close() {
    intercom.close();
    sandbox.close();
  }

  /** Defines the attribute, as a person does in Intercom's settings. */
  private void define(String... priorities) {
    close();
    sandbox =
        Sandbox.start(
            Workspace.builder()
                .objectType(
                    ObjectTypeDefinition.builder("Order")
                        .list("status", "pending", "shipped")
                        .list("priority", priorities)
                        .build())
                .build());
    intercom = connect();
  }

  private CustomObjects<Order> orders() {
    return intercom.customObjects(ObjectType.of("Order", Order.class));
  }

  private int stored() {
    return sandbox.getWorkspace().getInstances("Order").size();
  }

  private static Stream<SchemaChange.Row> rows(int count) {
    return IntStream.range(0, count).mapToObj(i -> new SchemaChange.Row("ORDER-" + i, "high"));
  }

  @Test
  void checkDistinguishesMissingAttributeAndMissingOption() {
    assertThatThrownBy(() -> new SchemaChange(orders()).check("high"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("priority");
    define("low");
    assertThatThrownBy(() -> new SchemaChange(orders()).check("high"))
        .isInstanceOf(DroppedAttributesException.class)
        .hasMessageContaining("priority");
    define("low", "high");
    new SchemaChange(orders()).check("high");
    assertThat(stored()).isZero();
  }

  @Test
  void failedRunIsContinuedAtItsCheckpoint() {
    define("low", "high");
    sandbox
        .faults()
        .on("POST", "/custom_object_instances/Order")
        .every(10)
        .times(1)
        .fail(Fault.status(500));

    assertThatThrownBy(() -> new SchemaChange(orders()).fill(rows(30), 0, committed::add))
        .isInstanceOf(BulkException.class);
    long done = committed.isEmpty() ? 0 : committed.get(committed.size() - 1);
    assertThat(done).isLessThan(30);
    for (long i = 0; i < done; i++) { // no checkpoint has moved past the failure
      assertThat(sandbox.getWorkspace().findInstance("Order", "ORDER-" + i)).isPresent();
    }

    assertThat(new SchemaChange(orders()).fill(rows(30), done, committed::add).isComplete())
        .isTrue();
    assertThat(stored()).isEqualTo(30);
    assertThat(committed).isSorted().last().isEqualTo(30L);
  }

  @Test
  void oldReadersIgnoreTheAttributeAndNewReadersGetNull() {
    define("low", "high");
    new SchemaChange(orders()).fill(rows(1), 0, committed::add);
    assertThat(orders().getByExternalId("ORDER-0").getValue().number()).isEqualTo("ORDER-0");

    CustomObjects<Prioritised> renewed =
        intercom.customObjects(ObjectType.of("Order", Prioritised.class));
    assertThat(renewed.getByExternalId("ORDER-0").getValue().priority()).isEqualTo("high");
    renewed.upsert(new Prioritised("ORDER-1", null));
    assertThat(renewed.getByExternalId("ORDER-1").getValue().priority()).isNull();
  }
}
