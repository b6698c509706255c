package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import java.io.IOException;
import java.util.Arrays;
import mockwebserver3.MockResponse;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers around the limit of what is read, small on the wire. */
final class LargeAnswerTest {
  private static final int LIMIT = 64 << 20;

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  /** A body of so many bytes, blanks before {@code json}. */
  private static MockResponse.Builder blanks(int status, int size, String json) throws IOException {
    byte[] blanks = new byte[1 << 20];
    Arrays.fill(blanks, (byte) ' ');
    Buffer compressed = new Buffer();
    try (BufferedSink body = Okio.buffer(new GzipSink(compressed))) {
      int left = size - json.length();
      for (; left > 0; left -= blanks.length) {
        body.write(blanks, 0, Math.min(left, blanks.length));
      }
      body.writeUtf8(json);
    }
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .addHeader("Content-Encoding", "gzip")
        .body(compressed);
  }

  /** From one large buffer it takes minutes, for what takes a second bit by bit. */
  @Test
  @Timeout(60)
  void anAnswerUpToTheLimitIsRead() throws IOException {
    intercom.answers(blanks(200, LIMIT, FakeIntercom.ORDER_22));
    assertThat(intercom.orders().getById("22").getExternalId()).isEqualTo("ORDER-1");
  }

  @Test
  void aReadWhoseAnswerIsLargerIsRefusedAndNotRepeated() throws IOException {
    intercom.answers(blanks(200, LIMIT + 1, FakeIntercom.ORDER_22));
    assertThatThrownBy(() -> intercom.orders().getById("22"))
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              assertThat(e.getAttempts()).isEqualTo(1);
            })
        .hasMessage(
            "the answer to GET /custom_object_instances/{custom_object_type_identifier}"
                + "/{custom_object_instance_id} was a success, but is larger than 64 MiB");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void aWriteWhoseAnswerIsLargerIsAppliedAndNotRepeated(int status) throws IOException {
    Recorder recorder = new Recorder();
    CustomObjects<Attributes> orders = FakeIntercom.orders(intercom.builder().listener(recorder));
    intercom.answers(blanks(status, LIMIT + 1, FakeIntercom.ORDER_22));
    assertThatThrownBy(() -> orders.upsert("ORDER-1", Attributes.builder().build()))
        .isInstanceOfSatisfying(
            DecodingException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.APPLIED))
        .hasMessageEndingWith("is larger than 64 MiB; Intercom has applied the call");
    assertThat(intercom.requestCount()).isEqualTo(1);
    assertThat(recorder.all(CallListener.Attempt.class))
        .extracting(CallListener.Attempt::getStatus)
        .containsExactly(status);
    assertThat(recorder.end().getResult()).isEqualTo(CallListener.Result.UNREADABLE);
    assertThat(recorder.end().getOutcome()).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void aFailureWithAnAnswerThatIsLargerKeepsItsStatus() throws IOException {
    intercom.answers(blanks(400, LIMIT + 1, "{}"));
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("Intercom answered 400 without an error that can be read (GET ");
  }

  @Test
  void afterAnAnswerThatIsLargerTheClientGoesOn() throws IOException {
    CustomObjects<Attributes> orders = intercom.orders();
    intercom.answers(blanks(503, LIMIT + 1, "{}"));
    intercom.answers(200, FakeIntercom.ORDER_22);
    assertThat(orders.findById("22")).isPresent();
  }
}
