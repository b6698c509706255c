package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class OrderEndpointTest {
  private static final Duration PATIENT = Duration.ofMinutes(1);

  @AutoClose private final Sandbox sandbox = Sandbox.start();

  @AutoClose
  private final Intercom intercom =
      Intercom.builder()
          .accessToken(sandbox.getToken())
          .baseUrl(sandbox.getBaseUrl())
          .maxAttempts(1)
          .build();

  private final CustomObjects<Order> orders =
      intercom.customObjects(ObjectType.of("Order", Order.class));

  /** The tasks of the writer, which run when a test says so. */
  private final List<Runnable> tasks = new ArrayList<>();

  @Test
  void statusOfTheResponseIsThatOfTheStore() {
    try (OrderEndpoint endpoint = new OrderEndpoint(orders.writer(), PATIENT)) {
      assertThat(endpoint.put("ORDER-1", "shipped").join()).isEqualTo(200);
      assertThat(endpoint.put(" ", "shipped").join()).isEqualTo(400);
      assertThat(endpoint.put("ORDER-1", "lost in space").join()).as("no option").isEqualTo(422);
      sandbox.faults().onAny().times(1).fail(Fault.status(400));
      assertThat(endpoint.put("ORDER-1", "pending").join()).isEqualTo(422);
      sandbox.faults().onAny().times(1).fail(Fault.status(500));
      assertThat(endpoint.put("ORDER-1", "pending").join()).isEqualTo(502);
    }
    assertThat(orders.getByExternalId("ORDER-1").getValue().status()).isNull();
  }

  @Test
  void requestIsAcceptedBeforeItsResultAndStoredOnClose() {
    OrderEndpoint endpoint =
        new OrderEndpoint(orders.writer().executor(tasks::add), Duration.ofMillis(1));
    assertThat(endpoint.put("ORDER-1", "shipped").join()).isEqualTo(202);
    tasks.forEach(Runnable::run);
    endpoint.close();
    assertThat(orders.getByExternalId("ORDER-1").getValue().status()).isEqualTo("shipped");
  }

  @Test
  void requestIsRejectedWhenTheBufferIsFull() {
    OrderEndpoint endpoint =
        new OrderEndpoint(orders.writer().executor(tasks::add).bufferSize(1), PATIENT);
    var first = endpoint.put("ORDER-1", "shipped");
    assertThat(endpoint.put("ORDER-2", "shipped").join()).isEqualTo(503);
    tasks.forEach(Runnable::run);
    assertThat(first.join()).isEqualTo(200);
    endpoint.close();
    assertThat(orders.findByExternalId("ORDER-2")).isEmpty();
  }
}
