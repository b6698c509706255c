package io.github.intercomobjects.card;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.canvas.CanvasRequest;
import io.github.intercomobjects.canvas.model.Admin;
import io.github.intercomobjects.canvas.model.Canvas;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The refunds of orders. In this example a refund is the change of four attributes; where money
 * moves, the payment provider gets the key too, since two processes can reach this at a time.
 */
final class Refunds {
  private final ContactObjects<Order> orders;
  private final Views views;
  private final Clock clock;

  /** Locks of orders, chosen by their ids, so that clicks that arrive together are done in turn. */
  private final ReentrantLock[] locks =
      Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

  Refunds(ContactObjects<Order> orders, Views views, Clock clock) {
    this.orders = orders;
    this.views = views;
    this.clock = clock;
  }

  /** Returns the question, with a key of its own. */
  Canvas ask(Click click) {
    CanvasRequest request = click.getRequest();
    CustomObject<Order> order = orders.one(click);
    return order.getValue().isRefundable()
        ? views.refund(order, request, UUID.randomUUID().toString())
        : views.order(order, request);
  }

  /** Refunds the order if nobody has, and returns its details as Intercom then holds them. */
  Canvas confirm(Click click) {
    CanvasRequest request = click.getRequest();
    String id = orders.one(click).getId();
    ReentrantLock lock = locks[Math.floorMod(id.hashCode(), locks.length)];
    lock.lock();
    try {
      // What is kept may be half a minute old.
      CustomObject<Order> stored = orders.in(click).getById(id);
      Order order = stored.getValue();
      String key = key(request);
      if (!order.isRefundable() || (key != null && key.equals(order.refundKey()))) {
        orders.forget(click);
        return views.order(stored, request);
      }
      if (key == null || !views.isAsSeen(order, request)) {
        return views.refund(stored, request, UUID.randomUUID().toString());
      }
      return views.order(refund(order, key, click), request);
    } finally {
      lock.unlock();
    }
  }

  private CustomObject<Order> refund(Order order, String key, Click click) {
    Attributes change =
        Attributes.builder()
            .set("status", Order.REFUNDED)
            .set("refunded_by", teammate(click.getRequest().getAdmin()))
            .set("refunded_at", clock.instant())
            .set("refund_key", key)
            .build();
    try {
      return orders
          .in(click)
          .upsert(Objects.requireNonNull(order.number(), "number"), change)
          .orThrow()
          .getStored();
    } finally {
      orders.forget(click);
    }
  }

  private static @Nullable String key(CanvasRequest request) {
    return request.getStoredData().get(Views.REFUND_KEY) instanceof String key && !key.isBlank()
        ? key
        : null;
  }

  private static String teammate(@Nullable Admin admin) {
    if (admin == null || (admin.getName() == null && admin.getId() == null)) {
      return "an unknown teammate";
    }
    return admin.getName() == null ? "teammate " + admin.getId() : admin.getName();
  }
}
