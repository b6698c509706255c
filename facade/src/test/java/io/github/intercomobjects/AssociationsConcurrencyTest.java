package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Updates of one parent by a client and its derived clients run one after another, others do not.
 */
@Timeout(60)
final class AssociationsConcurrencyTest {
  private static final Parent HELD = Parent.contact("held");
  private static final String ANSWER =
      "{\"id\":\"1\",\"custom_attributes\":{\"order\":{\"instances\":[{\"id\":\"21\"}]}}}";

  private final FakeIntercom intercom = new FakeIntercom();
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final Intercom client =
      intercom
          .builder()
          .client(new OkHttpClient.Builder().addInterceptor(this::holdFirst).build())
          .build();

  @AfterEach
  void close() {
    release.countDown();
    threads.shutdown();
    intercom.close();
  }

  /** Delays the first call for the contact {@code held} until it is released. */
  private Response holdFirst(Interceptor.Chain chain) throws IOException {
    if (chain.request().url().encodedPath().equals("/contacts/held") && held.getCount() > 0) {
      held.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }
    return chain.proceed(chain.request());
  }

  private static Associations<Attributes> linked(Intercom client, Parent parent) {
    return client.customObjects(ObjectType.untyped("Order")).associations(parent, "order");
  }

  /** An update that holds the lock of its parent until it is released. */
  private Future<?> holdLock() throws InterruptedException {
    Future<?> holder = threads.submit(() -> linked(client, HELD).replace(List.of("21")));
    Threads.await(held);
    return holder;
  }

  @ParameterizedTest
  @EnumSource(Parent.Kind.class)
  void concurrentUpdatesOfDerivedClientsLoseNothing(Parent.Kind kind) throws Exception {
    try (SandboxIntercom sandbox =
        new SandboxIntercom(
            Workspace.builder()
                .objectType(ObjectTypeDefinition.builder("Order").text("status").build())
                .contactRelationship("order", "Order", Cardinality.MANY)
                .conversationRelationship("order", "Order", Cardinality.MANY)
                .instancesShown(100))) {
      Intercom client = sandbox.client();
      List<Intercom> clients =
          List.of(
              client,
              client.withVersion(ApiVersion.PREVIEW),
              client.newBuilder().maxAttempts(2).build(),
              client
                  .newBuilder()
                  .apiVersion(ApiVersion.V2_16)
                  .build()
                  .withVersion(ApiVersion.V2_16));
      Parent parent =
          kind == Parent.Kind.CONTACT
              ? Parent.contact(sandbox.workspace().addContact(null, null, "Zoë").getId())
              : Parent.conversation(sandbox.workspace().addConversation().getId());
      List<String> removed = new ArrayList<>();
      List<String> added = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        (i % 2 == 0 ? removed : added)
            .add(sandbox.orders().create(Attributes.builder().build()).getId());
      }
      linked(client, parent).replace(removed);
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> updates = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String add = added.get(i);
        String remove = removed.get(i);
        Associations<Attributes> linked = linked(clients.get(i % 4), parent);
        updates.add(
            threads.submit(
                () -> {
                  start.await();
                  linked.add(add).orThrow();
                  return linked.remove(remove).orThrow();
                }));
      }
      start.countDown();
      for (Future<?> update : updates) {
        update.get();
      }
      assertThat(
              kind == Parent.Kind.CONTACT
                  ? sandbox.workspace().getContactLinks(parent.getId(), "order")
                  : sandbox.workspace().getConversationLinks(parent.getId(), "order"))
          .containsExactlyInAnyOrderElementsOf(added);
    }
  }

  @Test
  void otherParentsDoNotWait() throws Exception {
    Future<?> holder = holdLock();
    for (Parent other : List.of(Parent.contact("other"), Parent.conversation("646"))) {
      intercom.enqueue(200, ANSWER);
      assertThat(linked(client, other).replace(List.of("21")).getIds()).containsExactly("21");
    }
    // A conversation with the same id is another parent.
    intercom.enqueue(200, ANSWER);
    linked(client, Parent.conversation("held")).replace(List.of("21"));
    assertThat(holder.isDone()).isFalse();
    intercom.enqueue(200, ANSWER);
    release.countDown();
    holder.get();
    assertThat(List.of(target(), target(), target(), target()))
        .containsExactly(
            "/contacts/other", "/conversations/646", "/conversations/held", "/contacts/held");
  }

  private String target() {
    return intercom.request().getTarget();
  }

  @Test
  void readsDoNotWait() throws Exception {
    Future<?> holder = holdLock();
    intercom.enqueue(200, ANSWER);
    assertThat(linked(client, HELD).assumeComplete().read().getIds()).containsExactly("21");
    assertThat(intercom.request().getMethod()).isEqualTo("GET");
    assertThat(holder.isDone()).isFalse();
    intercom.enqueue(200, ANSWER);
    release.countDown();
    holder.get();
  }

  @Test
  void anUpdateInterruptedWhileWaitingSendsNothingAndKeepsTheFlag() throws Exception {
    Future<?> holder = holdLock();
    Threads.Running<ConnectionException> waiting =
        Threads.start(
            () -> {
              ConnectionException e =
                  catchThrowableOfType(
                      ConnectionException.class, () -> linked(client, HELD).add("22"));
              assertThat(Thread.currentThread().isInterrupted()).isTrue();
              return e;
            });
    waiting.awaitWaiting();
    waiting.thread().interrupt();
    ConnectionException e = waiting.get();
    assertThat(e)
        .hasMessage(
            "interrupted while waiting for another update of contact held; nothing was sent")
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(e.getAttempts()).isZero();
    assertThat(intercom.requestCount()).isZero();
    intercom.enqueue(200, ANSWER);
    release.countDown();
    holder.get();
    assertNextUpdateRuns();
  }

  private void assertNextUpdateRuns() {
    intercom.enqueue(200, ANSWER);
    assertThat(linked(client, HELD).replace(List.of("21")).getIds()).containsExactly("21");
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"PT0.001S, PT1M", "PT1M, PT0S"})
  void theWaitForAnotherUpdateEndsWithTotalTimeoutOrMaxWait(Duration totalTimeout, Duration maxWait)
      throws Exception {
    Future<?> holder = holdLock();
    // The wait for a lock uses the real clock.
    Intercom hurried = client.newBuilder().totalTimeout(totalTimeout).maxWait(maxWait).build();
    assertThatThrownBy(() -> linked(hurried, HELD).replace(List.of("22")))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              assertThat(e.getAttempts()).isZero();
            })
        .hasMessage(
            "another update of contact held took longer than maxWait or totalTimeout allow; nothing was"
                + " sent");
    assertThat(intercom.requestCount()).isZero();
    intercom.enqueue(200, ANSWER);
    release.countDown();
    holder.get();
    assertNextUpdateRuns();
  }

  @Test
  void aFailedUpdateReleasesTheLock() throws Exception {
    Future<?> holder = holdLock();
    Future<Associations.Linked> next =
        threads.submit(() -> linked(client, HELD).replace(List.of("21")));
    intercom.enqueueError(404, "not_found", "User Not Found");
    intercom.enqueue(200, ANSWER);
    release.countDown();
    assertThatThrownBy(holder::get).hasCauseInstanceOf(NotFoundException.class);
    assertThat(next.get().getIds()).containsExactly("21");
  }

  @Test
  void anotherWorkspaceHasItsOwnLocks() throws Exception {
    Future<?> holder = holdLock();
    Intercom other = client.newBuilder().accessToken("another").build();
    intercom.enqueue(200, ANSWER);
    assertThat(linked(other, HELD).replace(List.of("21")).getIds()).containsExactly("21");
    assertThat(holder.isDone()).isFalse();
    intercom.enqueue(200, ANSWER);
    release.countDown();
    holder.get();
  }
}
