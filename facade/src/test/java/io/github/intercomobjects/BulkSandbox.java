package io.github.intercomobjects;

import io.github.intercomobjects.sandbox.Faults;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A workspace with orders, and what its bulks need in a test: a clock that advances only while all
 * threads sleep, including the one that creates this, and executors that take part in it. At its
 * end every request must be valid.
 */
final class BulkSandbox implements AutoCloseable {
  record Order(@ExternalId @Nullable String number, @Nullable String status) {}

  static Stream<Order> open(int count) {
    return open(count, i -> {});
  }

  /** Returns this many open orders, and runs an action before each is taken. */
  static Stream<Order> open(int count, IntConsumer before) {
    return IntStream.range(0, count).peek(before).mapToObj(i -> new Order("ORDER-" + i, "open"));
  }

  static final String UPSERT = "/custom_object_instances/Order";

  final SharedTime time;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Sandbox sandbox;

  BulkSandbox() {
    this(1, 1667);
  }

  /**
   * @param callers the number of threads that start bulks
   */
  BulkSandbox(int callers, int callsPerWindow) {
    time = new SharedTime(callers, Duration.ZERO);
    sandbox =
        Sandbox.builder()
            .workspace(
                Workspace.builder()
                    .objectType(
                        ObjectTypeDefinition.builder("Order")
                            .list("status", "open", "shipped")
                            .referenceToOne("customer", "contact")
                            .build())
                    .rateLimit(callsPerWindow, Duration.ofSeconds(10))
                    .build())
            .clock(time.serverClock())
            .keptCalls(100_000)
            .start();
  }

  /** Returns a client whose calls take that long. */
  Intercom.Builder client(Duration call) {
    return Intercom.builder()
        .accessToken(sandbox.getToken())
        .baseUrl(sandbox.getBaseUrl())
        .timing(time)
        .client(
            new OkHttpClient.Builder()
                .addInterceptor(
                    chain -> {
                      sleep(call.dividedBy(2));
                      try {
                        return chain.proceed(chain.request());
                      } finally {
                        sleep(call.dividedBy(2));
                      }
                    })
                .build());
  }

  void sleep(Duration span) {
    try {
      time.sleep(span, new CountDownLatch(1));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  String baseUrl() {
    return sandbox.getBaseUrl();
  }

  String token() {
    return sandbox.getToken();
  }

  CustomObjects<Order> orders(Intercom.Builder client) {
    return client.build().customObjects(ObjectType.of("Order", Order.class));
  }

  CustomObjects<Order> orders() {
    return orders(client(Duration.ofMillis(100)));
  }

  Bulk<Order> bulk() {
    return orders().bulk().executor(executor());
  }

  /** Returns an executor whose tasks take part in the clock. */
  Executor executor() {
    return task -> {
      time.enter();
      threads.execute(
          () -> {
            try {
              task.run();
            } finally {
              time.leave();
            }
          });
    };
  }

  /** Returns an executor for callers, which takes no part in the clock. */
  ExecutorService threads() {
    return threads;
  }

  Faults faults() {
    return sandbox.faults();
  }

  int stored() {
    return sandbox.getWorkspace().getInstances("Order").size();
  }

  List<RecordedCall> calls() {
    return sandbox.getCalls();
  }

  /** Returns the number of calls in each window. */
  List<Integer> windows() {
    return List.copyOf(sandbox.getCallsPerWindow().values());
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      // There may be thousands of the same form.
      calls().stream().limit(200).forEach(SandboxIntercom::assertAsDescribed);
    } finally {
      sandbox.close();
    }
  }
}
