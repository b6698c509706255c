package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that are derived from each other share limits and locks if they call the same workspace:
 * the same base URL with the same token or with tokens of the same supplier.
 */
@Timeout(60)
final class SameWorkspaceTest {
  private static final int THREADS = 8;
  private static final int ADDS = 10;

  private final FakeIntercom intercom = new FakeIntercom();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void close() {
    threads.shutdownNow();
    intercom.close();
  }

  private static CustomObjects<Attributes> orders(Intercom client) {
    return client.customObjects(ObjectType.untyped("Order"));
  }

  /** The ways to derive a client of the same workspace. */
  private enum Given {
    THE_SAME_TEXT,
    AN_EQUAL_TEXT,
    A_SUPPLIER_OF_THE_SAME_TEXT,
    THE_SAME_BASE_URL;

    Intercom derive(Intercom client, String token) {
      Intercom.Builder builder = client.newBuilder();
      return switch (this) {
        case THE_SAME_TEXT -> builder.accessToken(token).build();
        case AN_EQUAL_TEXT -> builder.accessToken(String.valueOf(token.toCharArray())).build();
        case A_SUPPLIER_OF_THE_SAME_TEXT -> builder.accessToken(() -> token).build();
        case THE_SAME_BASE_URL -> builder.baseUrl(client.getBaseUrl()).build();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void addsOfClientsWithTheSameTokenLoseNoLink(Given given) throws Exception {
    try (SandboxIntercom sandbox =
        new SandboxIntercom(
            Workspace.builder()
                .objectType(ObjectTypeDefinition.builder("Order").text("status").build())
                .contactRelationship("orders", "Order", Cardinality.MANY)
                .instancesShown(1000))) {
      String contact = sandbox.workspace().addContact(null, null, "Zoë").getId();
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < THREADS * ADDS; i++) {
        ids.add(sandbox.orders().create(Attributes.builder().build()).getId());
      }
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> adding = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        Intercom client = given.derive(sandbox.client(), sandbox.token());
        List<String> own = ids.subList(thread * ADDS, (thread + 1) * ADDS);
        adding.add(
            threads.submit(
                () -> {
                  start.await();
                  Associations<Attributes> linked =
                      orders(client).associations(Parent.contact(contact), "orders");
                  own.forEach(linked::add);
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> one : adding) {
        one.get();
      }
      assertThat(sandbox.workspace().getContactLinks(contact, "orders"))
          .containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  void aSupplierWhoseTokenIsNewEachTimeHasOneSetOfLocks() throws Exception {
    AtomicInteger count = new AtomicInteger();
    Supplier<String> rotating = () -> "token-" + count.incrementAndGet();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Intercom root = intercom.builder().build();
    Intercom holder =
        root.newBuilder()
            .accessToken(rotating)
            .client(
                new OkHttpClient.Builder()
                    .addInterceptor(
                        chain -> {
                          held.countDown();
                          Threads.await(release);
                          return chain.proceed(chain.request());
                        })
                    .build())
            .build();
    // Not derived from the holder, but with the same supplier.
    Intercom other = root.newBuilder().accessToken(rotating).maxWait(Duration.ZERO).build();
    String linked = "{\"id\":\"7\",\"custom_attributes\":{\"orders\":{\"instances\":[]}}}";
    intercom.enqueue(200, linked);
    Parent contact = Parent.contact("7");
    Future<?> holding =
        threads.submit(() -> orders(holder).associations(contact, "orders").clear());
    Threads.await(held);
    assertThatThrownBy(() -> orders(other).associations(contact, "orders").clear())
        .isInstanceOf(ConnectionException.class)
        .hasMessageStartingWith("another update of contact 7 took longer than maxWait");
    assertThat(intercom.requestCount()).isZero();
    release.countDown();
    holding.get();
    intercom.enqueue(200, linked);
    assertThat(orders(other).associations(contact, "orders").clear().getIds()).isEmpty();
  }

  @Test
  void aSupplierWhoseTokenChangesKeepsItsWindow() {
    AtomicInteger count = new AtomicInteger();
    intercom.enqueue(FakeIntercom.limited(167, 0, 6));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    Intercom client =
        intercom.builder().accessToken(() -> "token-" + count.incrementAndGet()).build();
    orders(client).findById("22");
    orders(client).findById("22");
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(6));
  }

  @Test
  void theSameTokenAtAnotherBaseUrlIsAnotherWorkspace() {
    try (FakeIntercom elsewhere = new FakeIntercom()) {
      intercom.enqueue(FakeIntercom.limited(167, 0, 6));
      elsewhere.enqueue(200, FakeIntercom.ORDER_22);
      Intercom client = intercom.builder().build();
      orders(client).findById("22");
      orders(client.newBuilder().baseUrl(elsewhere.baseUrl()).build()).findById("22");
      assertThat(intercom.timing.sleeps()).isEmpty();
    }
  }

  @Test
  void noneOfManyWorkspacesIsCalledBeyondItsWindow() {
    int workspaces = 300;
    intercom.respondBy(request -> FakeIntercom.limited(167, 0, 6));
    Intercom root = intercom.builder().maxWait(Duration.ZERO).build();
    for (int i = 0; i < workspaces; i++) {
      orders(root.newBuilder().accessToken("token-" + i).build()).findById("22");
    }
    for (int i = 0; i < workspaces; i++) {
      Intercom again = root.newBuilder().accessToken("token-" + i).build();
      assertThatThrownBy(() -> orders(again).findById("22")).isInstanceOf(RateLimitException.class);
    }
    assertThat(intercom.requestCount()).isEqualTo(workspaces);
    intercom.timing.advance(Duration.ofSeconds(6));
    orders(root.newBuilder().accessToken("token-0").build()).findById("22");
  }

  @Test
  void workspacesWithoutCallsAndWindowsAreRemoved() {
    intercom.respondBy(request -> FakeIntercom.json(200, FakeIntercom.ORDER_22));
    Intercom root = intercom.builder().build();
    for (int i = 0; i < 1000; i++) {
      orders(root.newBuilder().accessToken("token-" + i).build()).findById("22");
    }
    assertThat(root.calls().settings().credentials().workspaces.byToken).hasSizeLessThan(250);
  }

  @Test
  void oldTokensOfASupplierAreRemovedWhileItsWorkspaceIsInUse() {
    intercom.respondBy(request -> FakeIntercom.limited(100_000, 99_999, 6));
    AtomicInteger count = new AtomicInteger();
    Intercom client =
        intercom.builder().accessToken(() -> "token-" + count.incrementAndGet()).build();
    for (int i = 0; i < 1000; i++) {
      orders(client).findById("22");
    }
    assertThat(client.calls().settings().credentials().workspaces.byToken).hasSizeLessThan(50);
  }

  @Test
  void aSupplierThatFailsBeforeAnUpdateIsReportedToTheListenerAndNothingIsSent() {
    Recorder recorder = new Recorder();
    IllegalStateException broken = new IllegalStateException("the vault is sealed");
    Intercom client =
        intercom
            .builder()
            .accessToken(
                () -> {
                  throw broken;
                })
            .listener(recorder)
            .build();
    assertThatThrownBy(
            () -> orders(client).associations(Parent.contact("7"), "orders").replace(List.of("1")))
        .isSameAs(broken);
    assertThat(recorder.end().getFailure()).isSameAs(broken);
    assertThat(intercom.requestCount()).isZero();
  }
}
