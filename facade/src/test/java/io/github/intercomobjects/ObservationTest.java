package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.intercomobjects.CallListener.Attempt;
import io.github.intercomobjects.CallListener.Dropped;
import io.github.intercomobjects.CallListener.End;
import io.github.intercomobjects.CallListener.Result;
import io.github.intercomobjects.CallListener.Wait;
import io.github.intercomobjects.CallListener.Wait.Reason;
import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.api.ContactsApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The events that a listener receives. */
final class ObservationTest {
  private static final String UPSERT = "createOrUpdateCustomObjectInstance";
  private static final String READ = "getCustomObjectInstanceById";
  private static final Attributes NOTHING = Attributes.builder().build();

  private final FakeIntercom intercom = new FakeIntercom();
  private final Recorder recorder = new Recorder();

  @AfterEach
  void close() {
    intercom.close();
  }

  private Intercom.Builder builder() {
    return intercom.builder().listener(recorder);
  }

  private CustomObjects<Attributes> orders() {
    return FakeIntercom.orders(builder());
  }

  @Test
  void everyAttemptWaitAndEndIsReportedInOrder() {
    intercom.enqueue(FakeIntercom.json(503, "{}").addHeader("Retry-After", "3"));
    intercom.loseResponse();
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders().upsert("ORDER-1", NOTHING);
    assertThat(recorder.events)
        .extracting(Object::toString)
        .containsExactly(
            UPSERT + " attempt 1 FAILED in 0 s",
            UPSERT + " waited 3 s because of FAILED",
            UPSERT + " attempt 2 NO_ANSWER in 0 s",
            UPSERT + " waited 0.25 s because of NO_ANSWER",
            UPSERT + " attempt 3 SUCCESS in 0 s",
            UPSERT + " SUCCESS after 3.25 s");
    assertThat(recorder.events).extracting(CallListener.Event::getOperation).containsOnly(UPSERT);
    assertThat(recorder.events)
        .extracting(CallListener.Event::getVersion)
        .containsOnly(ApiVersion.V2_16);
    List<Attempt> attempts = recorder.all(Attempt.class);
    assertThat(attempts).extracting(Attempt::getNumber).containsExactly(1, 2, 3);
    assertThat(attempts).extracting(Attempt::getStatus).containsExactly(503, null, 200);
    assertThat(attempts)
        .extracting(Attempt::getResult)
        .containsExactly(Result.FAILED, Result.NO_ANSWER, Result.SUCCESS);
    End end = recorder.end();
    assertThat(end.getAttempts()).isEqualTo(3);
    assertThat(end.getDuration()).isEqualTo(Duration.ofMillis(3250));
    assertThat(end.getFailure()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "200, SUCCESS",
    "201, SUCCESS",
    "302, REFUSED",
    "400, REFUSED",
    "404, REFUSED",
    "408, FAILED",
    "429, RATE_LIMITED",
    "500, FAILED",
    "599, FAILED"
  })
  void eachStatusHasItsResult(int status, Result result) {
    intercom.enqueue(status, FakeIntercom.ORDER_22);
    Throwable failure =
        catchThrowable(
            () ->
                FakeIntercom.orders(builder().maxAttempts(1).maxWait(Duration.ZERO))
                    .upsert("ORDER-1", NOTHING));
    assertThat(recorder.all(Attempt.class)).extracting(Attempt::getResult).containsExactly(result);
    assertThat(recorder.end().getResult()).isEqualTo(result);
    assertThat(recorder.end().getFailure()).isSameAs(failure);
  }

  @Test
  void anAttemptEndsWhenItsResponseIsRead() {
    intercom.respondBy(
        request -> {
          intercom.timing.advance(Duration.ofSeconds(2));
          return FakeIntercom.json(200, FakeIntercom.ORDER_22);
        });
    orders().findById("22");
    assertThat(recorder.all(Attempt.class))
        .extracting(Attempt::getDuration)
        .containsExactly(Duration.ofSeconds(2));
  }

  @Test
  void aWaitForTheWindowIsReported() {
    intercom.enqueue(FakeIntercom.limited(167, 0, 6));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    CustomObjects<Attributes> orders = orders();
    orders.findById("22");
    orders.findById("22");
    assertThat(recorder.waited().getReason()).isEqualTo(Reason.WINDOW);
    assertThat(recorder.waited().getDuration()).isEqualTo(Duration.ofSeconds(6));
    assertThat(recorder.waited().getOperation()).isEqualTo(READ);
  }

  @Test
  void aWaitAfterA429IsReported() {
    intercom.enqueue(
        FakeIntercom.json(429, "{}").addHeader("X-RateLimit-Reset", FakeTiming.START_SECONDS + 7));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders().findById("22");
    assertThat(recorder.waited().getReason()).isEqualTo(Reason.RATE_LIMITED);
    assertThat(recorder.waited().getDuration()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void anInterruptedWaitIsReported() {
    intercom.enqueue(500, "");
    intercom.timing.interruptSleeps();
    assertThatThrownBy(() -> orders().findById("22")).isInstanceOf(ConnectionException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(recorder.waited().getReason()).isEqualTo(Reason.FAILED);
    assertThat(recorder.end().getResult()).isEqualTo(Result.NO_ANSWER);
  }

  @Test
  void aWaitForAnotherUpdateOfTheSameContactIsReported() {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch mayRespond = new CountDownLatch(1);
    intercom.respondBy(
        request -> {
          first.countDown();
          Threads.await(mayRespond);
          return FakeIntercom.json(200, "{\"id\":\"7\"}");
        });
    Contacts contacts = builder().build().contacts();
    Threads.Running<?> one = Threads.start(() -> contacts.updateAttributes("7", NOTHING));
    Threads.await(first);
    Threads.Running<?> other = Threads.start(() -> contacts.updateAttributes("7", NOTHING));
    other.awaitWaiting();
    intercom.timing.advance(Duration.ofSeconds(3));
    mayRespond.countDown();
    one.get();
    other.get();
    assertThat(recorder.waited().getReason()).isEqualTo(Reason.LOCK);
    assertThat(recorder.waited().getDuration()).isEqualTo(Duration.ofSeconds(3));
    assertThat(recorder.waited().getOperation()).isEqualTo("updateContact");
  }

  @Test
  void aCallThatDoesNotGetTheLockEndsWithoutAnAttempt() {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch mayRespond = new CountDownLatch(1);
    intercom.respondBy(
        request -> {
          first.countDown();
          Threads.await(mayRespond);
          return FakeIntercom.json(200, "{\"id\":\"7\"}");
        });
    Intercom quiet = intercom.builder().build();
    Threads.Running<?> one = Threads.start(() -> quiet.contacts().updateAttributes("7", NOTHING));
    Threads.await(first);
    Contacts contacts = quiet.newBuilder().listener(recorder).build().contacts();
    Threads.Running<?> other = Threads.start(() -> contacts.updateAttributes("7", NOTHING));
    other.awaitWaiting();
    other.thread().interrupt();
    assertThatThrownBy(other::get)
        .hasCauseInstanceOf(ConnectionException.class)
        .hasMessageContaining("interrupted while waiting for another update of contact 7; nothing");
    mayRespond.countDown();
    one.get();
    assertThat(intercom.requestCount()).isEqualTo(1);
    assertThat(recorder.waited().getReason()).isEqualTo(Reason.LOCK);
    assertThat(recorder.end().getResult()).isEqualTo(Result.NO_ANSWER);
    assertThat(recorder.end().getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(recorder.end().getAttempts()).isZero();
    assertThat(recorder.end().getOperation()).isEqualTo("updateContact");
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        end(i -> i.enqueue(200, FakeIntercom.ORDER_22), Result.SUCCESS, Outcome.APPLIED, 1),
        end(
            i -> i.enqueueError(400, "parameter_invalid", "no"),
            Result.REFUSED,
            Outcome.NOT_APPLIED,
            1),
        end(i -> i.enqueue(429, "{}"), Result.RATE_LIMITED, Outcome.NOT_APPLIED, 1),
        end(i -> i.enqueue(500, ""), Result.FAILED, Outcome.UNKNOWN, 1),
        end(FakeIntercom::loseResponse, Result.NO_ANSWER, Outcome.UNKNOWN, 1),
        end(i -> i.enqueue(200, "{"), Result.UNREADABLE, Outcome.APPLIED, 1),
        end(i -> i.enqueue(200, ""), Result.UNREADABLE, Outcome.APPLIED, 1));
  }

  private static Arguments end(
      Consumer<FakeIntercom> script, Result result, Outcome outcome, int attempts) {
    return Arguments.of(script, result, outcome, attempts);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void theEndHasTheCallersResult(
      Consumer<FakeIntercom> script, Result result, Outcome outcome, int attempts) {
    script.accept(intercom);
    Throwable failure =
        catchThrowable(() -> FakeIntercom.orders(builder().maxWait(Duration.ZERO)).create(NOTHING));
    End end = recorder.end();
    assertThat(end.getResult()).isEqualTo(result);
    assertThat(end.getOutcome()).isEqualTo(outcome);
    assertThat(end.getAttempts()).isEqualTo(attempts);
    assertThat(end.getFailure()).isSameAs(failure);
    assertThat(end.getOperation()).isEqualTo(UPSERT);
  }

  @Test
  void aCallThatOnlyReadsAppliesNothing() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders().findById("22");
    assertThat(recorder.end().getResult()).isEqualTo(Result.SUCCESS);
    assertThat(recorder.end().getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
  }

  @Test
  void aCallThatTheVersionDoesNotHaveIsRejectedWithoutAnAttempt() {
    assertThatThrownBy(
            () -> builder().apiVersion(ApiVersion.V2_13).build().conversations().delete("64", true))
        .isInstanceOf(UnsupportedVersionException.class);
    assertThat(recorder.events).hasSize(1);
    assertThat(recorder.end().getResult()).isEqualTo(Result.REFUSED);
    assertThat(recorder.end().getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(recorder.end().getAttempts()).isZero();
    assertThat(recorder.end().getVersion()).isEqualTo(ApiVersion.V2_13);
  }

  @Test
  void aSupplierOfTokensThatThrowsEndsTheCallWithoutAnAttempt() {
    IllegalStateException failure = new IllegalStateException("no vault");
    CustomObjects<Attributes> orders =
        FakeIntercom.orders(
            builder()
                .accessToken(
                    () -> {
                      throw failure;
                    }));
    assertThatThrownBy(() -> orders.upsert("ORDER-1", NOTHING)).isSameAs(failure);
    End end = recorder.end();
    assertThat(end.getFailure()).isSameAs(failure);
    assertThat(end.getResult()).isEqualTo(Result.NO_ANSWER);
    assertThat(end.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    assertThat(end.getAttempts()).isZero();
  }

  @Test
  void aUsersInterceptorThatThrowsLeavesTheOutcomeUnknown() {
    for (int i = 0; i < 4; i++) {
      intercom.enqueue(200, FakeIntercom.ORDER_22);
    }
    OkHttpClient throwing =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  chain.proceed(chain.request()).close();
                  throw new IllegalStateException("broken");
                })
            .build();
    assertThatThrownBy(
            () -> FakeIntercom.orders(builder().client(throwing)).upsert("ORDER-1", NOTHING))
        .isInstanceOf(ConnectionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(recorder.end().getOutcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(recorder.end().getResult()).isEqualTo(Result.NO_ANSWER);
  }

  @Test
  void attributesThatAnUpsertDroppedAreReported() {
    intercom.enqueue(200, "{\"id\":\"22\",\"custom_attributes\":{\"status\":null}}");
    orders().upsert("ORDER-1", Attributes.builder().set("status", "shiped").set("n", 1).build());
    List<Dropped> dropped = recorder.all(Dropped.class);
    assertThat(dropped).hasSize(1);
    assertThat(dropped.get(0).getNames()).containsExactly("status", "n");
    assertThat(dropped.get(0).getOperation()).isEqualTo(UPSERT);
    assertThat(dropped.get(0)).hasToString(UPSERT + " dropped [status, n]");
  }

  @Test
  void storedAttributesAreNotReportedAsDropped() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders().upsert("ORDER-1", Attributes.builder().set("status", "shipped").build());
    assertThat(recorder.all(Dropped.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"CONTACT, updateContact", "CONVERSATION, updateConversation"})
  void linksThatAssociationsDroppedAreReported(Parent.Kind kind, String operation) {
    intercom.enqueue(200, "{\"id\":\"7\",\"custom_attributes\":{\"orders\":null}}");
    intercom.enqueue(200, "{\"data\":[]}");
    orders()
        .associations(
            kind == Parent.Kind.CONTACT ? Parent.contact("7") : Parent.conversation("7"), "orders")
        .replace(List.of("21"));
    List<Dropped> dropped = recorder.all(Dropped.class);
    assertThat(dropped).hasSize(1);
    assertThat(dropped.get(0).getNames()).containsExactly("orders");
    assertThat(dropped.get(0).getOperation()).isEqualTo(operation);
  }

  @Test
  void derivedClientsAndCopiesKeepTheListener() {
    intercom.enqueue(200, "{\"id\":\"7\"}");
    intercom.enqueue(200, "{\"id\":\"7\"}");
    Intercom client = builder().build();
    client.withVersion(ApiVersion.PREVIEW).contacts().get("7");
    client.newBuilder().withoutApiVersion().build().contacts().get("7");
    assertThat(recorder.all(End.class))
        .<@Nullable ApiVersion>extracting(CallListener.Event::getVersion)
        .containsExactly(ApiVersion.PREVIEW, null);
  }

  @Test
  void operationsAreMethodNamesWithoutIds() {
    intercom.respondBy(request -> FakeIntercom.json(200, "{\"id\":\"secret-7\",\"data\":[]}"));
    Intercom client = builder().build();
    client.contacts().findByExternalId("secret-7");
    client.contacts().archive("secret-7");
    client.conversations().delete("secret-7", true);
    client.tickets().get("secret-7");
    client.execute(client.api(ContactsApi.class).listContacts());
    FakeIntercom.orders(builder()).list(Parent.conversation("secret-7")).ids();
    assertThat(recorder.all(End.class))
        .extracting(CallListener.Event::getOperation)
        .containsExactly(
            "showContactByExternalId",
            "archiveContact",
            "deleteConversation",
            "retrieveTicket",
            "listContacts",
            "listCustomObjectInstances");
    assertThat(recorder.events.toString()).doesNotContain("secret");
  }

  @Test
  void aCallWithoutAnInterfaceIsUnnamed() throws IOException {
    intercom.enqueue(200, "{}");
    Settings settings = builder().build().calls().settings();
    Request request = new Request.Builder().url(intercom.baseUrl() + "contacts/secret-7").build();
    new ApiCallFactory(settings).newCall(request).execute().close();
    assertThat(recorder.all(Attempt.class))
        .extracting(CallListener.Event::getOperation)
        .containsExactly("unnamed");
  }

  @Test
  void aRejectedTokenIsAnAttemptWithoutAWait() {
    Deque<String> tokens = new ArrayDeque<>(List.of("old", "new", "new"));
    intercom.enqueueError(401, "token_expired", "expired");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    FakeIntercom.orders(builder().accessToken(tokens::poll)).findById("22");
    assertThat(recorder.all(Attempt.class))
        .extracting(Attempt::getResult)
        .containsExactly(Result.REFUSED, Result.SUCCESS);
    assertThat(recorder.all(Wait.class)).isEmpty();
  }
}
