package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.ExternalId;
import io.github.intercomobjects.Fallback;
import io.github.intercomobjects.ObjectType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A recipe: attributes in snake case, and options that this code does not know yet. */
final class Priorities {
  enum Priority {
    LOW,
    HIGH,
    @Fallback
    OTHER
  }

  record Rated(
      @ExternalId String number,
      @Nullable BigDecimal totalAmount, // total_amount in Intercom
      @Nullable Priority priority) {}

  static final ObjectType<Rated> RATED =
      ObjectType.builder("Order", Rated.class).naming(ObjectType.Naming.SNAKE_CASE).build();

  private Priorities() {}
}
