package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class FromQueueTest {
  @AutoClose private final Sandbox sandbox = Sandbox.start();

  @AutoClose
  private final Intercom intercom =
      Intercom.builder()
          .accessToken(sandbox.getToken())
          .baseUrl(sandbox.getBaseUrl())
          .maxAttempts(1)
          .maxWait(Duration.ZERO)
          .build();

  private final FromQueue<Attributes> queue =
      new FromQueue<>(intercom.customObjects(ObjectType.untyped("Order")));
  private final FromQueue<Order> orders =
      new FromQueue<>(intercom.customObjects(ObjectType.of("Order", Order.class)));
  private final List<String> results = new ArrayList<>();

  private final class Message<T> implements FromQueue.Message<T> {
    private final T value;

    Message(T value) {
      this.value = value;
    }

    @Override
    public T value() {
      return value;
    }

    @Override
    public void done() {
      results.add("done");
    }

    @Override
    public void again(Duration after) {
      results.add("again");
    }

    @Override
    public void reject(String reason) {
      results.add("rejected");
    }
  }

  private Message<Order> order(String status) {
    return new Message<>(
        new Order("ORDER-1", Instant.parse("2026-09-01T10:00:00Z"), status, null, null));
  }

  private Message<Attributes> unnumbered() {
    return new Message<>(Attributes.builder().set("status", "shipped").build());
  }

  @Test
  void messageIsDoneRequeuedOrRejected() {
    orders.store(order("shipped"));
    orders.store(order("lost in space"));
    for (Fault fault :
        List.of(Fault.status(422), Fault.status(500), Fault.reset(), Fault.rateLimited())) {
      sandbox.faults().onNext(fault);
      orders.store(order("shipped"));
    }
    assertThat(results).containsExactly("done", "rejected", "rejected", "again", "again", "again");
  }

  @Test
  void possiblyCreatedObjectIsNotCreatedAgain() {
    queue.create(unnumbered());
    for (Fault fault : List.of(Fault.lostAnswer(), Fault.status(500), Fault.rateLimited())) {
      sandbox.faults().onNext(fault);
      queue.create(unnumbered());
    }
    assertThat(results).containsExactly("done", "rejected", "rejected", "again");
  }
}
