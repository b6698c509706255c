package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.BulkSandbox.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The threads and connections that bulk runs and writers of a client share. */
@SuppressWarnings("FutureReturnValueIgnored") // Their results are checked otherwise.
final class ClientThreadsTest {
  private final BulkSandbox intercom = new BulkSandbox(1, 1_000_000);
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() {
    intercom.close();
  }

  private Intercom client(@Nullable OkHttpClient own) {
    Intercom.Builder builder =
        Intercom.builder().accessToken(intercom.token()).baseUrl(intercom.baseUrl());
    return (own == null ? builder : builder.client(own)).build();
  }

  private void runOne(Intercom client) {
    client
        .customObjects(ObjectType.of("Order", Order.class))
        .bulk()
        .onResult(result -> workers.add(Thread.currentThread()))
        .upsertAll(List.of(new Order("ORDER-1", "open")));
  }

  @Test
  void runsOfAClientAndOfThoseDerivedFromItUseTheSameThreads() {
    try (Intercom client = client(null)) {
      for (int i = 0; i < 20; i++) {
        runOne(i % 2 == 0 ? client : client.withVersion(ApiVersion.V2_15));
      }
      // A run may begin before the thread of the last one is idle again.
      assertThat(workers).hasSizeLessThan(10);
      assertThat(workers).allMatch(Thread::isDaemon);
    }
  }

  @Test
  void closingTheClientEndsItsIdleThreads() throws Exception {
    // The threads are the library's even if the HTTP client is the user's.
    for (OkHttpClient own : new OkHttpClient[] {null, new OkHttpClient()}) {
      workers.clear();
      Intercom client = client(own);
      runOne(client);
      client.withVersion(ApiVersion.V2_15).close();
      assertThat(workers).allMatch(Thread::isAlive);
      client.close();
      for (Thread worker : workers) {
        worker.join(4000);
        assertThat(worker.isAlive()).isFalse();
      }
      // The client can still be used, and keeps no threads then.
      workers.clear();
      runOne(client);
      for (Thread worker : workers) {
        worker.join(4000);
        assertThat(worker.isAlive()).isFalse();
      }
    }
  }

  @Test
  void theConnectionsOfManyCallsInFlightAreKept() {
    int parallel = 60;
    CountDownLatch arrived = new CountDownLatch(parallel);
    try (FakeIntercom server = new FakeIntercom();
        Intercom client = server.builder().build()) {
      server.respondBy(
          request -> {
            arrived.countDown();
            Threads.await(arrived);
            return FakeIntercom.json(200, FakeIntercom.ORDER_22);
          });
      CustomObjects<Attributes> orders = client.customObjects(ObjectType.untyped("Order"));
      List<Threads.Running<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < parallel; i++) {
        String externalId = "ORDER-" + i;
        calls.add(Threads.start(() -> orders.deleteByExternalId(externalId)));
      }
      calls.forEach(Threads.Running::get);
      assertThat(client.calls().settings().client().connectionPool().idleConnectionCount())
          .isEqualTo(parallel);
    }
  }

  private static long stored(Intercom client, Executor threads) {
    return client
        .customObjects(ObjectType.of("Order", Order.class))
        .bulk()
        .executor(threads)
        .upsertAll(BulkSandbox.open(100))
        .getStored();
  }

  @Test
  void ifTheSystemHasNoMoreThreadsThoseThatRunTakeTheRest() {
    AtomicInteger started = new AtomicInteger();
    AtomicInteger most = new AtomicInteger(3);
    ClientThreads threads =
        new ClientThreads(
            task -> {
              if (started.incrementAndGet() > most.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return new Thread(task);
            });
    try (Intercom client = client(null)) {
      assertThat(stored(client, threads.executor())).isEqualTo(100);
      // It is not tried again for every call of a run, but for the next run.
      assertThat(started).hasValue(4);
      most.set(Integer.MAX_VALUE);
      assertThat(stored(client, threads.executor())).isEqualTo(100);
      assertThat(started).hasValueGreaterThan(4);
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtualThreadsThatAreHandedInRunTheCalls() throws Exception {
    ExecutorService virtual =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    try (Intercom client = client(null);
        ObjectWriter<Order> writer =
            client
                .customObjects(ObjectType.of("Order", Order.class))
                .writer()
                .executor(virtual)
                .onResult(result -> workers.add(Thread.currentThread()))
                .build()) {
      for (int i = 0; i < 300; i++) {
        writer.upsert(new Order("ORDER-" + i, "open"));
      }
      writer.flush();
      assertThat(intercom.stored()).isEqualTo(300);
      assertThat(workers)
          .allMatch(worker -> worker.getClass().getSimpleName().equals("VirtualThread"));
    } finally {
      virtual.shutdown();
    }
  }
}
