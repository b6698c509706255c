package io.github.intercomobjects;

import static io.github.intercomobjects.FakeIntercom.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exception for any odd response has the right type, outcome and number of attempts. */
final class OddResponseTest {
  private static final Attributes NOTHING = Attributes.builder().build();

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private static Class<? extends ApiException> type(int status) {
    return switch (status) {
      case 400, 422 -> InvalidRequestException.class;
      case 401 -> AuthenticationException.class;
      case 403 -> PermissionException.class;
      case 404 -> NotFoundException.class;
      case 409 -> ConflictException.class;
      case 410 -> ContactMergedException.class;
      case 429 -> RateLimitException.class;
      default -> ApiException.class;
    };
  }

  private static final List<String> BODIES_WITHOUT_AN_ERROR =
      List.of(
          "",
          " \r\n",
          "null",
          "true",
          "7",
          "[]",
          "[{}]",
          "{}",
          "{",
          "}",
          "\"text\"",
          "<html><body><h1>502 Bad Gateway</h1></body></html>",
          "upstream connect error or disconnect/reset before headers",
          "{\"type\":\"error.list\"}",
          "{\"type\":\"error.list\",\"errors\":[]}",
          "{\"type\":\"error.list\",\"errors\":null}",
          "{\"type\":\"error.list\",\"errors\":{}}",
          "{\"type\":\"error.list\",\"errors\":\"text\"}",
          "{\"type\":\"error.list\",\"errors\":[1,\"two\",[]]}",
          "{\"type\":\"error.list\",\"errors\":[{\"code\":\"cut",
          "{\"type\":\"error\",\"message\":null}",
          "{\"error_key\":null}");

  static Stream<Arguments> oddFailures() {
    return Stream.of(
            400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415, 418, 422, 429, 451, 499,
            500, 501, 502, 503, 504, 529, 599)
        .flatMap(
            status -> BODIES_WITHOUT_AN_ERROR.stream().map(body -> Arguments.of(status, body)));
  }

  @ParameterizedTest
  @MethodSource("oddFailures")
  void aFailureWithoutAReadableErrorHasTheExceptionOfItsStatus(int status, String body) {
    intercom.enqueue(status, body);
    assertThatThrownBy(
            () -> orders(intercom.builder().maxWait(Duration.ZERO)).upsert("ORDER-1", NOTHING))
        .isExactlyInstanceOf(type(status))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getStatus()).isEqualTo(status);
              assertThat(e.getErrors()).isEmpty();
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e.getOutcome())
                  .isEqualTo(
                      status == 408 || status >= 500 ? Outcome.UNKNOWN : Outcome.NOT_APPLIED);
            })
        .hasMessageStartingWith("Intercom returned " + status + " without a readable error");
  }

  static Stream<Arguments> retriedFailures() {
    return Stream.of(408, 500, 502, 503, 504)
        .flatMap(
            status ->
                Stream.of("", "null", "<html>", "{\"errors\":[]}")
                    .map(body -> Arguments.of(status, body)));
  }

  @ParameterizedTest
  @MethodSource("retriedFailures")
  void anOddServerFailureIsRetriedLikeAnyOther(int status, String body) {
    for (int i = 0; i < 8; i++) {
      intercom.enqueue(status, body);
    }
    assertThatThrownBy(() -> intercom.orders().upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(4);
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            });
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(4);
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
            });
  }

  static Stream<Arguments> bodiesWithAnError() {
    return Stream.of(
        Arguments.of("{\"error_key\":\"some_key\"}", " some_key ("),
        Arguments.of("{\"error_key\":\"some_key\",\"message\":\"Text\"}", " some_key: Text ("),
        Arguments.of("{\"type\":\"error\",\"message\":\"Text\"}", " error: Text ("),
        Arguments.of("{\"type\":\"error\",\"message\":\"Text\",\"errors\":[]}", " error: Text ("),
        Arguments.of("{\"errors\":[{\"code\":\"a\"}]}", " a ("),
        Arguments.of("{\"errors\":[{\"message\":\"Text\"}]}", " error: Text ("),
        Arguments.of("{\"errors\":[{}]}", " error ("),
        Arguments.of("{\"errors\":[{\"code\":null,\"message\":null,\"field\":null}]}", " error ("),
        Arguments.of("{\"errors\":[{\"code\":\"a\",\"field\":\"f\"}]}", " a for f ("),
        Arguments.of("{\"errors\":[{\"code\":\"a\",\"message\":{\"no\":1}}]}", " a ("),
        Arguments.of("{\"errors\":[{\"code\":\"a\",\"other\":[1,{}]}],\"more\":{}}", " a ("),
        Arguments.of("{\"request_id\":7,\"errors\":[{\"code\":\"a\"}]}", " a ("),
        Arguments.of("{\"request_id\":{},\"errors\":[{\"code\":\"a\"}]}", " a ("));
  }

  @ParameterizedTest
  @MethodSource("bodiesWithAnError")
  void anErrorOfAnyShapeIsInTheMessage(String body, String expected) {
    for (int status : List.of(400, 404, 429, 500)) {
      intercom.enqueue(status, body);
      assertThatThrownBy(
              () -> orders(intercom.builder().maxWait(Duration.ZERO)).upsert("ORDER-1", NOTHING))
          .isExactlyInstanceOf(type(status))
          .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getErrors()).hasSize(1))
          .hasMessageStartingWith("Intercom returned " + status + expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "text/plain; charset=latin1", "nonsense", "", "a/b/c;;"})
  void theContentTypeDoesNotMatter(String contentType) {
    intercom.enqueue(
        new MockResponse.Builder()
            .code(400)
            .addHeader("Content-Type", contentType)
            .body("{\"errors\":[{\"code\":\"a\"}]}"));
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .hasMessageStartingWith("Intercom returned 400 a (");
    intercom.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", contentType)
            .body(FakeIntercom.ORDER_22));
    assertThat(intercom.orders().findById("22")).isPresent();
  }

  @Test
  void theContentTypeMayBeMissing() {
    intercom.enqueue(new MockResponse.Builder().body(FakeIntercom.ORDER_22));
    assertThat(intercom.orders().findById("22")).isPresent();
    intercom.enqueue(new MockResponse.Builder().code(400).body("{\"error_key\":\"some_key\"}"));
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .hasMessageStartingWith("Intercom returned 400 some_key (");
  }

  private static Buffer gzip(String text) {
    Buffer zipped = new Buffer();
    try (BufferedSink sink = Okio.buffer(new GzipSink(zipped))) {
      sink.writeUtf8(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return zipped;
  }

  private static MockResponse.Builder zipped(int status, String text) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Encoding", "gzip")
        .body(gzip(text));
  }

  @Test
  void aCompressedResponseIsRead() {
    intercom.enqueue(zipped(200, FakeIntercom.ORDER_22));
    assertThat(intercom.orders().findById("22")).isPresent();
    assertThat(intercom.request().getHeaders().get("Accept-Encoding")).isEqualTo("gzip");
    intercom.enqueue(zipped(400, "{\"errors\":[{\"code\":\"a\",\"message\":\"Text\"}]}"));
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .hasMessageStartingWith("Intercom returned 400 a: Text (");
    intercom.enqueue(zipped(200, ""));
    assertThat(intercom.orders().deleteById("22")).isTrue();
  }

  @Test
  void aTruncatedCompressedResponseIsAFailureOfTheAttempt() {
    Buffer complete = gzip(FakeIntercom.ORDER_22);
    Buffer half = new Buffer();
    half.write(complete, complete.size() / 2);
    intercom.enqueue(new MockResponse.Builder().addHeader("Content-Encoding", "gzip").body(half));
    intercom.enqueue(zipped(200, FakeIntercom.ORDER_22));
    assertThat(intercom.orders().findById("22")).isPresent();
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 205})
  void aDeletionWithoutABodyIsASuccess(int status) {
    intercom.enqueue(new MockResponse.Builder().code(status));
    assertThat(intercom.orders().deleteById("22")).isTrue();
    intercom.enqueue(new MockResponse.Builder().code(status));
    assertThat(intercom.orders().deleteByExternalId("ORDER-1")).isTrue();
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  @Test
  void aDeletionWithAnEmptyChunkedBodyIsASuccess() {
    intercom.enqueue(new MockResponse.Builder().chunkedBody("", 8));
    assertThat(intercom.orders().deleteById("22")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 205})
  void anUpsertWithoutABodyIsAppliedAndUnreadable(int status) {
    intercom.enqueue(new MockResponse.Builder().code(status));
    assertThatThrownBy(() -> intercom.orders().upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.APPLIED);
              assertThat(e.getAttempts()).isEqualTo(1);
              assertThat(e)
                  .hasMessageEndingWith(
                      (status < 204 ? "cannot be read: End of input" : "has no body")
                          + "; Intercom has applied the call");
            });
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "true", "[]", "{", "<html>", "{} {}", "{\"id\":\"22\"} x"})
  void anUnreadableReadIsNotAConnectionFailure(String body) {
    intercom.enqueue(200, body);
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              assertThat(e.getAttempts()).isEqualTo(1);
            });
    assertThat(intercom.requestCount()).isEqualTo(1);
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  static Stream<MockResponse.Builder> incompleteResponses() {
    SocketEffect close = new SocketEffect.CloseSocket();
    return Stream.of(
        FakeIntercom.json(200, FakeIntercom.ORDER_22).onResponseStart(close),
        FakeIntercom.json(200, FakeIntercom.ORDER_22).onResponseBody(close),
        FakeIntercom.json(200, FakeIntercom.ORDER_22)
            .removeHeader("Content-Length")
            .addHeader("Content-Length", 10_000)
            .onResponseEnd(close),
        FakeIntercom.json(400, "{\"errors\":[]}").onResponseBody(close));
  }

  @ParameterizedTest
  @MethodSource("incompleteResponses")
  void aTruncatedResponseIsNoResponse(MockResponse.Builder lost) {
    for (int i = 0; i < 4; i++) {
      intercom.enqueue(lost);
    }
    assertThatThrownBy(() -> intercom.orders().upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(e.getAttempts()).isEqualTo(4);
            });
  }

  static Stream<String> deepBodies() {
    int depth = 10_000;
    String lists = "[".repeat(depth) + "]".repeat(depth);
    String objects = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    return Stream.of(lists, objects)
        .flatMap(
            deep ->
                Stream.of(
                    deep,
                    "{\"id\":\"22\",\"type\":\"Order\",\"custom_attributes\":{\"a\":" + deep + "}}",
                    "{\"id\":\"22\",\"type\":\"Order\",\"unknown\":" + deep + "}",
                    "{\"id\":" + deep + "}",
                    "{\"type\":\"error.list\",\"errors\":" + deep + "}",
                    "{\"errors\":[{\"code\":\"a\",\"message\":" + deep + "}]}",
                    "{\"errors\":[{\"code\":\"a\"}],\"unknown\":" + deep + "}",
                    "{\"type\":\"list\",\"data\":[{\"id\":\"1\",\"unknown\":" + deep + "}]}"));
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("deepBodies")
  void endlessNestingIsUnreadable(String body) {
    CustomObjects<Attributes> orders = intercom.orders();
    intercom.enqueue(200, body);
    assertThatThrownBy(() -> orders.upsert("ORDER-1", NOTHING))
        .isInstanceOfSatisfying(
            DecodingException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.APPLIED));
    intercom.enqueue(200, body);
    assertThatThrownBy(() -> orders.findById("22")).isInstanceOf(DecodingException.class);
    intercom.enqueue(200, body);
    assertThatThrownBy(() -> orders.list().ids()).isInstanceOf(DecodingException.class);
    intercom.enqueue(400, body);
    assertThatThrownBy(() -> orders.findById("22"))
        .isExactlyInstanceOf(InvalidRequestException.class);
    intercom.enqueue(404, body);
    assertThatThrownBy(() -> orders.deleteById("22")).isExactlyInstanceOf(NotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", " null\n", "{}"})
  void aDeletionWithAnEmptyResponseIsASuccess(String body) {
    intercom.enqueue(200, body);
    assertThat(intercom.orders().deleteById("22")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "nullnullnullnullnull", "[]"})
  void aDeletionWithAnyOtherResponseIsUnreadable(String body) {
    intercom.enqueue(200, body);
    assertThatThrownBy(() -> intercom.orders().deleteById("22"))
        .isInstanceOf(DecodingException.class);
  }
}
