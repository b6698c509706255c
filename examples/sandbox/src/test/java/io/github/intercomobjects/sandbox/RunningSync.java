package io.github.intercomobjects.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * A background sync that sends orders to a sandbox until it is closed: upserts, some look-ups and
 * links, at about the rate limit by the clock of the sandbox, and with occasional faults.
 */
final class RunningSync implements AutoCloseable {
  private static final List<String> STATUSES = List.of("pending", "shipped", "delivered");

  private final Http http;
  private final SettableClock clock;
  private final List<String> contacts = new ArrayList<>();
  private final Random random = new Random(7);
  private final CompletableFuture<Void> run;
  private volatile boolean ended;

  RunningSync(Sandbox sandbox, SettableClock clock) {
    this.http = new Http(sandbox);
    this.clock = clock;
    for (String name : List.of("Ada", "Björn", "Chloé", "Dmitri", "Emre")) {
      Contact contact =
          sandbox.getWorkspace().addContact("customer-" + name.length() + name, null, name);
      contacts.add(contact.getId());
    }
    sandbox.faults().on("POST", "/custom_object_instances/*").every(9).fail(Fault.status(503));
    this.run =
        CompletableFuture.runAsync(this::bring, action -> new Thread(action, "sync").start());
  }

  /** Returns whether it runs without a failure. */
  boolean isRunning() {
    return !run.isDone();
  }

  private void bring() {
    for (int i = 1; !ended; i++) {
      // The rate varies, and slightly exceeds the limit at its peaks.
      clock.advance(
          Duration.ofMillis((long) (190 + 50 * Math.sin(i / 150.0)) + random.nextInt(20)));
      String externalId = "ORDER-" + (10_000 + i);
      String contact = contacts.get(random.nextInt(contacts.size()));
      http.undescribed("POST", Shops.ORDERS, Shops.order(externalId, order(i, contact)));
      if (i % 5 == 0) {
        http.undescribed("GET", Shops.ORDERS + "?external_id=" + externalId, null);
      }
      if (i % 7 == 0) {
        String links = "{\"custom_attributes\":{\"orders\":[\"" + i / 2 + "\"]}}";
        http.undescribed("PUT", "/contacts/" + contact, links);
      }
    }
  }

  private String order(int i, String contact) {
    return "{\"status\":\"%s\",\"total_amount\":%d.%02d,\"parcels\":%d,\"customer\":\"%s\"}"
        .formatted(
            STATUSES.get(random.nextInt(STATUSES.size())),
            random.nextInt(300),
            random.nextInt(100),
            1 + i % 3,
            contact);
  }

  @Override
  public void close() {
    ended = true;
    run.join();
  }
}
