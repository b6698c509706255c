package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.CallListener.Result;
import io.github.intercomobjects.IntercomException.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call's end is told as its caller sees it, and not as HTTP does. */
final class ObservedMeaningTest {
  private final FakeIntercom intercom = new FakeIntercom();
  private final List<CallListener.End> ends = new ArrayList<>();
  private final Intercom client =
      intercom
          .builder()
          .listener(
              new CallListener() {
                @Override
                public void onEnd(End end) {
                  ends.add(end);
                }
              })
          .build();
  private final CustomObjects<Attributes> orders =
      client.customObjects(ObjectType.untyped("Order"));

  @AfterEach
  void close() {
    intercom.close();
  }

  private void ended(Result result, @Nullable Class<?> failure) {
    assertThat(ends).hasSize(1);
    assertThat(ends.get(0).getResult()).isEqualTo(result);
    if (failure == null) {
      assertThat(ends.get(0).getFailure()).isNull();
    } else {
      assertThat(ends.get(0).getFailure()).isInstanceOf(failure);
    }
  }

  @Test
  void aMissWithStatus200IsARefusalWhereItIsThrown() {
    intercom.answers(200, "{\"found\":false}");
    assertThatThrownBy(() -> orders.getByExternalId("A")).isInstanceOf(NotFoundException.class);
    ended(Result.REFUSED, NotFoundException.class);
  }

  @Test
  void aMissIsASuccessWhereItIsAnAnswer() {
    intercom.refuses(404, "not_found", "Object not found");
    assertThat(orders.findByExternalId("A")).isEmpty();
    ended(Result.SUCCESS, null);
  }

  @Test
  void anAnswerThatMeansNothingIsUnreadable() {
    intercom.answers(200, "{\"hello\":1}");
    assertThatThrownBy(() -> orders.findByExternalId("A")).isInstanceOf(DecodingException.class);
    ended(Result.UNREADABLE, DecodingException.class);
  }

  @Test
  void aWrongPageIsUnreadable() {
    intercom.answers(200, "{\"pages\":{\"page\":5,\"total_pages\":9},\"data\":[]}");
    assertThatThrownBy(() -> orders.list().ids()).isInstanceOf(DecodingException.class);
    ended(Result.UNREADABLE, DecodingException.class);
  }

  @Test
  void aDeletionThatWasDoneByALostAttemptIsASuccess() {
    intercom.losesTheAnswer();
    intercom.refuses(404, "not_found", "Object not found");
    assertThat(orders.deleteById("22")).isTrue();
    ended(Result.SUCCESS, null);
  }

  @Test
  void anInterruptedThreadSendsNothingAndSaysSo() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> orders.create(Attributes.builder().build()))
          .isInstanceOfSatisfying(
              ConnectionException.class,
              e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED))
          .hasMessageStartingWith("interrupted before it was sent (POST ");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(intercom.requestCount()).isZero();
    ended(Result.NO_ANSWER, ConnectionException.class);
  }

  @Test
  void withoutAnyWaitAllowedAnotherUpdateOfTheSameParentIsNotWaitedFor() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      other.execute(
          () ->
              client
                  .calls()
                  .settings()
                  .locks()
                  .locked(
                      Parent.contact("7"),
                      client.calls().newDeadline(),
                      Duration.ofMinutes(1),
                      span -> {},
                      () -> {
                        held.countDown();
                        try {
                          return release.await(10, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                          throw new AssertionError(e);
                        }
                      }));
      assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
      Intercom impatient = client.newBuilder().maxWait(Duration.ZERO).build();
      assertThatThrownBy(
              () ->
                  impatient
                      .contacts()
                      .updateAttributes("7", Attributes.builder().set("a", 1).build()))
          .isInstanceOf(ConnectionException.class)
          .hasMessage(
              "another update of contact 7 took longer than maxWait or totalTimeout allow; nothing"
                  + " was sent");
      assertThat(intercom.requestCount()).isZero();
    } finally {
      release.countDown();
      other.shutdown();
    }
  }

  @Test
  void clientsThatShareAWindowKeepToSharesOfTheirOwn() {
    Intercom half = client.newBuilder().rateLimitShare(0.5).maxWait(Duration.ZERO).build();
    intercom.answers(
        FakeIntercom.json(200, FakeIntercom.ORDER_22)
            .addHeader("X-RateLimit-Limit", 10)
            .addHeader("X-RateLimit-Remaining", 5)
            .addHeader("X-RateLimit-Reset", FakeTiming.START_SECONDS + 6));
    intercom.answers(200, FakeIntercom.ORDER_22);
    orders.findById("22");
    assertThatThrownBy(() -> half.customObjects(ObjectType.untyped("Order")).findById("22"))
        .isInstanceOf(RateLimitException.class)
        .hasMessageStartingWith("not sent: the 10 calls of this window are used up");
    assertThat(orders.findById("22")).isPresent();
  }

  @Test
  void anEmptyListBackForReferencesIsALoss() {
    intercom.answers(200, "{\"id\":\"22\",\"custom_attributes\":{\"items\":[]}}");
    assertThat(
            orders
                .upsert(
                    "A",
                    Attributes.builder().set("items", References.many(List.of("7", "8"))).build())
                .getDropped())
        .hasToString("[items=[7, 8]]");
  }
}
