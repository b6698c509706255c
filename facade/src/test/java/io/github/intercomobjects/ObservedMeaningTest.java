package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.CallListener.Result;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of a call has its caller's result, rather than the HTTP status. */
final class ObservedMeaningTest {
  private final FakeIntercom intercom = new FakeIntercom();
  private final Recorder recorder = new Recorder();
  private final CustomObjects<Attributes> orders =
      FakeIntercom.orders(intercom.builder().listener(recorder));

  @AfterEach
  void close() {
    intercom.close();
  }

  private void ended(Result result, @Nullable Class<?> failure) {
    assertThat(recorder.end().getResult()).isEqualTo(result);
    if (failure == null) {
      assertThat(recorder.end().getFailure()).isNull();
    } else {
      assertThat(recorder.end().getFailure()).isInstanceOf(failure);
    }
  }

  @Test
  void aMissWithStatus200IsRejectedIfItIsThrown() {
    intercom.enqueue(200, "{\"found\":false}");
    assertThatThrownBy(() -> orders.getByExternalId("A")).isInstanceOf(NotFoundException.class);
    ended(Result.REFUSED, NotFoundException.class);
  }

  @Test
  void aMissIsASuccessIfItIsAResult() {
    intercom.enqueueError(404, "not_found", "Object not found");
    assertThat(orders.findByExternalId("A")).isEmpty();
    ended(Result.SUCCESS, null);
  }

  @Test
  void aResponseWithoutAMeaningIsUnreadable() {
    intercom.enqueue(200, "{\"hello\":1}");
    assertThatThrownBy(() -> orders.findByExternalId("A")).isInstanceOf(DecodingException.class);
    ended(Result.UNREADABLE, DecodingException.class);
  }

  @Test
  void aWrongPageIsUnreadable() {
    intercom.enqueue(200, "{\"pages\":{\"page\":5,\"total_pages\":9},\"data\":[]}");
    assertThatThrownBy(() -> orders.list().ids()).isInstanceOf(DecodingException.class);
    ended(Result.UNREADABLE, DecodingException.class);
  }

  @Test
  void aDeletionByAnAttemptWithoutAResponseIsASuccess() {
    intercom.loseResponse();
    intercom.enqueueError(404, "not_found", "Object not found");
    assertThat(orders.deleteById("22")).isTrue();
    ended(Result.SUCCESS, null);
  }
}
