package io.github.intercomobjects;

import static io.github.intercomobjects.FakeIntercom.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Contact;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retrofit2.Call;

/** One deadline covers the lock, the window, the attempts and the waits between them. */
final class DeadlineTest {
  private static final String CONTACT =
      "{\"type\":\"contact\",\"id\":\"7\",\"custom_attributes\":{}}";

  private final FakeIntercom intercom = new FakeIntercom();
  private final List<Duration> attemptTimeouts = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    intercom.close();
  }

  /** Returns a client whose attempts take this long, and which records the timeout of each. */
  private OkHttpClient.Builder taking(Duration span) {
    return new OkHttpClient.Builder()
        .addInterceptor(
            chain -> {
              attemptTimeouts.add(Duration.ofNanos(chain.call().timeout().timeoutNanos()));
              intercom.timing.advance(span);
              return chain.proceed(chain.request());
            });
  }

  @Test
  void anAttemptIsLimitedToTheTimeLeft() {
    for (int i = 0; i < 4; i++) {
      intercom.enqueue(FakeIntercom.json(503, "{}").addHeader("Retry-After", 2));
    }
    CustomObjects<Attributes> orders =
        orders(
            intercom
                .builder()
                .client(taking(Duration.ofSeconds(3)).build())
                .totalTimeout(Duration.ofSeconds(12))
                .maxAttempts(10));
    assertThatThrownBy(() -> orders.findById("22"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getAttempts()).isEqualTo(3));
    // 12 s, less 3 s for an attempt and 2 s for a wait each time.
    assertThat(attemptTimeouts)
        .containsExactly(Duration.ofSeconds(12), Duration.ofSeconds(7), Duration.ofSeconds(2));
  }

  @Test
  void theCallTimeoutOfTheUsersClientLimitsEachAttempt() {
    for (int i = 0; i < 3; i++) {
      intercom.enqueue(FakeIntercom.json(503, "{}").addHeader("Retry-After", 2));
    }
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    OkHttpClient own = taking(Duration.ofSeconds(3)).callTimeout(Duration.ofSeconds(4)).build();
    orders(intercom.builder().client(own).totalTimeout(Duration.ofSeconds(18))).findById("22");
    assertThat(attemptTimeouts)
        .containsExactly(
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofSeconds(3));
  }

  @Test
  void aRequestTimeoutPrecedesTheCallTimeoutOfTheUsersClient() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    OkHttpClient own = taking(Duration.ZERO).callTimeout(Duration.ofSeconds(4)).build();
    orders(intercom.builder().client(own).requestTimeout(Duration.ofSeconds(5))).findById("22");
    assertThat(attemptTimeouts).containsExactly(Duration.ofSeconds(5));
  }

  /** Returns a client that sends nothing, and records the timeout of each attempt. */
  private OkHttpClient sendingNothing() {
    return new OkHttpClient.Builder()
        .addInterceptor(
            chain -> {
              attemptTimeouts.add(Duration.ofNanos(chain.call().timeout().timeoutNanos()));
              throw new IOException("not sent");
            })
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.000000001S, PT0.001S",
    "PT0.0009S, PT0.001S",
    "PT0.0015S, PT0.0015S",
    "P365D, PT2M"
  })
  void veryShortAndVeryLongRequestTimeoutsApply(Duration timeout, Duration counted) {
    CustomObjects<Attributes> orders =
        orders(
            intercom
                .builder()
                .client(sendingNothing())
                .requestTimeout(timeout)
                .totalTimeout(Duration.ofMinutes(2))
                .maxAttempts(1));
    assertThatThrownBy(() -> orders.findById("22")).isInstanceOf(ConnectionException.class);
    assertThat(attemptTimeouts).containsExactly(counted);
  }

  @ParameterizedTest
  @CsvSource({"1, PT0.001S", "1500000, PT0.0015S", "9223372036854775807, PT2M"})
  void theCallersTimeoutMayBeAnyNumberOfNanoseconds(long nanos, Duration counted) {
    Intercom client =
        intercom
            .builder()
            .client(sendingNothing())
            .totalTimeout(Duration.ofMinutes(2))
            .maxAttempts(1)
            .build();
    Call<Contact> call = client.api(ContactsApi.class).showContact("7");
    call.timeout().timeout(nanos, TimeUnit.NANOSECONDS);
    assertThatThrownBy(() -> client.execute(call)).isInstanceOf(ConnectionException.class);
    assertThat(attemptTimeouts).containsExactly(counted);
  }

  @Test
  void theWaitForTheWindowCounts() {
    intercom.enqueue(FakeIntercom.limited(167, 0, 6));
    intercom.enqueue(FakeIntercom.json(503, "{}").addHeader("Retry-After", 4));
    CustomObjects<Attributes> orders =
        orders(intercom.builder().totalTimeout(Duration.ofSeconds(10)));
    orders.findById("22");
    assertThatThrownBy(() -> orders.findById("22"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getAttempts()).isEqualTo(1));
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(6));
  }

  @Test
  void aCallDoesNotWaitForAWindowAfterTheDeadline() {
    intercom.enqueue(FakeIntercom.limited(167, 0, 6));
    CustomObjects<Attributes> orders =
        orders(intercom.builder().totalTimeout(Duration.ofSeconds(6)));
    orders.upsert("ORDER-1", Attributes.builder().build());
    assertThatThrownBy(() -> orders.upsert("ORDER-1", Attributes.builder().build()))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            e -> {
              assertThat(e.getAttempts()).isZero();
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              assertThat(e.getRateLimit().getRetryAfter()).isEqualTo(Duration.ofSeconds(6));
            });
    assertThat(intercom.requestCount()).isEqualTo(1);
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @Test
  void rateLimitsAreWaitedOutUntilTheDeadline() {
    for (int i = 0; i < 12; i++) {
      intercom.enqueue(FakeIntercom.json(429, "{}").addHeader("Retry-After", 10));
    }
    assertThatThrownBy(() -> intercom.orders().upsert("ORDER-1", Attributes.builder().build()))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(12);
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
            });
    assertThat(intercom.timing.sleeps()).hasSize(11);
  }

  @Test
  void theCallersTimeoutCountsOverAllAttempts() {
    for (int i = 0; i < 3; i++) {
      intercom.enqueue(FakeIntercom.json(503, "{}").addHeader("Retry-After", 2));
    }
    Intercom client =
        intercom.builder().client(taking(Duration.ZERO).build()).maxAttempts(10).build();
    Call<Contact> call = client.api(ContactsApi.class).showContact("7");
    call.timeout().timeout(5, TimeUnit.SECONDS);
    assertThatThrownBy(() -> client.execute(call))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getAttempts()).isEqualTo(3));
    assertThat(attemptTimeouts)
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(1));
  }

  @Test
  void theReadAndTheWriteOfAnAssociationShareOneDeadline() {
    intercom.enqueue(200, CONTACT);
    intercom.enqueue(
        200,
        "{\"type\":\"list\",\"pages\":{\"type\":\"pages\",\"page\":1,\"per_page\":150,"
            + "\"total_pages\":0},\"total_count\":0,\"data\":[]}");
    intercom.enqueue(FakeIntercom.json(503, "{}").addHeader("Retry-After", 1));
    CustomObjects<Attributes> orders =
        orders(
            intercom
                .builder()
                .client(taking(Duration.ofSeconds(3)).build())
                .totalTimeout(Duration.ofSeconds(10)));
    assertThatThrownBy(() -> orders.associations(Parent.contact("7"), "orders").add("21"))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getAttempts()).isEqualTo(1));
    assertThat(attemptTimeouts)
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(7), Duration.ofSeconds(4));
  }

  @Test
  void theLookUpsOfTheContactsOfAnUpsertAndItsCallShareOneDeadline() {
    List<ContactKey> keys = new ArrayList<>();
    for (String key : List.of("a", "b", "c")) {
      intercom.enqueue(200, CONTACT);
      keys.add(ContactKey.externalId(key));
    }
    CustomObjects<Attributes> orders =
        orders(
            intercom
                .builder()
                .client(taking(Duration.ofSeconds(3)).build())
                .totalTimeout(Duration.ofSeconds(10)));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders.upsert(
        "ORDER-1", Attributes.builder().set("customers", References.contacts(keys)).build());
    assertThat(attemptTimeouts).containsExactly(seconds(10), seconds(7), seconds(4), seconds(1));
  }

  @Test
  void aContactThatAnUpsertCreatesHasItsDeadline() {
    for (int i = 0; i < 2; i++) {
      intercom.enqueueError(404, "not_found", "User Not Found");
    }
    intercom.enqueue(200, CONTACT);
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    CustomObjects<Attributes> orders =
        orders(
            intercom
                .builder()
                .client(taking(Duration.ofSeconds(3)).build())
                .totalTimeout(Duration.ofSeconds(10)));
    References named = References.contact(ContactKey.externalId("a")).orCreated();
    orders.upsert("ORDER-1", Attributes.builder().set("customer", named).build());
    assertThat(attemptTimeouts).containsExactly(seconds(10), seconds(7), seconds(4), seconds(1));
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  /** Looks up a contact, and runs {@code meanwhile} before the response to that. */
  private void whileAContactIsLookedUp(Intercom client, ContactKey key, Runnable meanwhile) {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    intercom.respondBy(
        request -> {
          if (isFirst.getAndSet(false)) {
            meanwhile.run();
          }
          return FakeIntercom.json(
              200, request.getMethod().equals("GET") ? CONTACT : FakeIntercom.ORDER_22);
        });
    assertThat(client.contacts().directory().get(key)).isEqualTo("7");
  }

  @Test
  void aLookUpDoesNotWaitForAnotherOneOfTheContactLongerThanMaxWait() {
    ContactKey key = ContactKey.externalId("a");
    for (Duration longest : List.of(Duration.ZERO, seconds(5))) {
      Intercom client = intercom.builder().build();
      ContactDirectory other = client.newBuilder().maxWait(longest).build().contacts().directory();
      intercom.timing.sleeps().clear();
      whileAContactIsLookedUp(client, key, () -> assertThat(other.find(key)).contains("7"));
      assertThat(intercom.timing.sleeps()).containsExactly(longest);
    }
  }

  @Test
  void theWaitForAnotherLookUpOfTheContactCounts() {
    ContactKey key = ContactKey.externalId("a");
    Intercom client = intercom.builder().build();
    ContactDirectory other =
        client.newBuilder().totalTimeout(seconds(5)).build().contacts().directory();
    intercom.timing.onSleep(() -> intercom.timing.advance(seconds(1)));
    whileAContactIsLookedUp(
        client,
        key,
        () ->
            assertThatThrownBy(() -> other.find(key))
                .isInstanceOf(ConnectionException.class)
                .hasMessageStartingWith("not sent within the totalTimeout of 5 s"));
    assertThat(intercom.timing.sleeps()).containsExactly(seconds(5));
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  /** The other one may wait for the window, a wait which does not count in a bulk. */
  @Test
  void theWaitOfABulkForAnotherLookUpDoesNotCount() {
    ContactKey key = ContactKey.externalId("a");
    Intercom client = intercom.builder().build();
    CustomObjects<Attributes> orders =
        orders(
            client
                .newBuilder()
                .client(taking(Duration.ZERO).build())
                .requestTimeout(Duration.ofHours(1)));
    Attributes customer = Attributes.builder().set("customer", References.contact(key)).build();
    whileAContactIsLookedUp(
        client,
        key,
        () ->
            assertThat(
                    orders
                        .<String>bulk(id -> id, id -> customer)
                        .executor(Runnable::run)
                        .upsertAll(List.of("ORDER-1"))
                        .getStored())
                .isEqualTo(1));
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofMinutes(1));
    assertThat(attemptTimeouts).containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(10));
  }

  /** Starts an update of contact 7 that holds its lock until {@code release}, then succeeds. */
  private CompletableFuture<Void> holdTheLock(
      Intercom client, CountDownLatch held, CountDownLatch release) {
    intercom.enqueue(200, CONTACT);
    OkHttpClient holding =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  held.countDown();
                  Threads.await(release);
                  return chain.proceed(chain.request());
                })
            .build();
    Intercom other = client.newBuilder().client(holding).build();
    return CompletableFuture.runAsync(
        () ->
            other
                .customObjects(ObjectType.untyped("Order"))
                .associations(Parent.contact("7"), "orders")
                .replace(List.of()));
  }

  @Test
  void theWaitForTheLockCounts() throws Exception {
    Intercom client =
        intercom
            .builder()
            .client(taking(Duration.ZERO).build())
            .totalTimeout(Duration.ofSeconds(10))
            .build();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Void> holder = holdTheLock(client, held, release);
    Threads.await(held);
    CountDownLatch begun = new CountDownLatch(2);
    Timing watched =
        new ForwardingTiming(intercom.timing) {
          @Override
          public long nanoTime() {
            long now = super.nanoTime();
            begun.countDown();
            return now;
          }
        };
    // A second client of the same workspace, whose clock shows when its deadline has started.
    CustomObjects<Attributes> orders =
        client.newBuilder().timing(watched).build().customObjects(ObjectType.untyped("Order"));
    CompletableFuture<Void> waiter =
        CompletableFuture.runAsync(
            () -> orders.associations(Parent.contact("7"), "orders").replace(List.of()));
    Threads.await(begun);
    intercom.enqueue(200, CONTACT);
    intercom.timing.advance(Duration.ofSeconds(8));
    release.countDown();
    holder.get(10, TimeUnit.SECONDS);
    waiter.get(10, TimeUnit.SECONDS);
    assertThat(attemptTimeouts).containsExactly(Duration.ofSeconds(2));
  }
}
