package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.Fakes;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.RateLimitException;
import io.github.intercomobjects.Upserted;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An example of a user's unit test, with results and exceptions that it constructs. */
final class OrderHandlerTest {
  private static final ObjectType<Order> TYPE = ObjectType.of("Order", Order.class);

  private final Order order =
      new Order("ORDER-1", Instant.parse("2026-09-01T10:00:00Z"), "shipped", null, null);

  @Test
  void anOrderThatWaitsTooLongIsTriedAgainLater() {
    RateLimitException limited =
        Fakes.failure(RateLimitException.class).retryAfter(Duration.ofSeconds(7)).build();
    OrderHandler handler =
        new OrderHandler(
            one -> {
              throw limited;
            });
    assertThat(handler.store(order)).isEqualTo("try again in 7 s");
  }

  @Test
  void whatIntercomDidNotStoreIsNamed() {
    CustomObject<Order> stored = Fakes.customObject(TYPE, "22", order);
    Upserted<Order> saved = Fakes.upserted(stored, Fakes.dropped("status", "lost in space"));
    assertThat(new OrderHandler(one -> saved).store(order)).isEqualTo("not stored: [status]");
  }

  @Test
  void aCompleteOrderIsStored() {
    Upserted<Order> saved = Fakes.upserted(Fakes.customObject(TYPE, "22", order));
    assertThat(new OrderHandler(one -> saved).store(order)).isEqualTo("stored");
  }
}
