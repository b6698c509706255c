package io.github.intercomobjects;

import static io.github.intercomobjects.FakeIntercom.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Contact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import retrofit2.Call;
import retrofit2.Response;

/** The token is sent to Intercom, and is nowhere else. */
final class TokenTest {
  private static final Attributes NOTHING = Attributes.builder().build();

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  /** Checks the message, causes, suppressed exceptions and fields, which a log may show. */
  private static void assertKeepsTheToken(Throwable failure) throws IOException {
    assertThat(failure).isNotNull();
    StringWriter printed = new StringWriter();
    failure.printStackTrace(new PrintWriter(printed));
    assertThat(printed.toString()).doesNotContain(FakeIntercom.TOKEN);
    ByteArrayOutputStream serialized = new ByteArrayOutputStream();
    new ObjectOutputStream(serialized).writeObject(failure);
    assertThat(serialized.toString(StandardCharsets.ISO_8859_1)).doesNotContain(FakeIntercom.TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 422, 429,
        500, 502, 503, 504
      })
  void anErrorResponseDoesNotShowIt(int status) throws IOException {
    for (int i = 0; i < 4; i++) {
      intercom.enqueueError(status, "some_code", "Some text");
    }
    assertKeepsTheToken(
        catchThrowable(
            () -> orders(intercom.builder().maxWait(Duration.ZERO)).upsert("ORDER-1", NOTHING)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "<html>", "{", "[]", "{}"})
  void anUnreadableResponseDoesNotShowIt(String body) throws IOException {
    intercom.enqueue(200, body);
    assertKeepsTheToken(catchThrowable(() -> intercom.orders().upsert("ORDER-1", NOTHING)));
  }

  static Stream<SocketEffect> waysToLoseAResponse() {
    return Stream.of(
        new SocketEffect.CloseSocket(),
        SocketEffect.ShutdownConnection.INSTANCE,
        new SocketEffect.CloseStream());
  }

  @ParameterizedTest
  @MethodSource("waysToLoseAResponse")
  void aLostResponseDoesNotShowIt(SocketEffect effect) throws IOException {
    intercom.enqueue(FakeIntercom.json(200, FakeIntercom.ORDER_22).onResponseStart(effect));
    assertKeepsTheToken(catchThrowable(() -> intercom.orders().create(NOTHING)));
  }

  @Test
  void aServerWithoutHttpDoesNotShowIt() throws IOException {
    intercom.enqueue(new MockResponse.Builder().status("SMTP ready").code(200));
    intercom.enqueue(new MockResponse.Builder().status("nonsense"));
    assertKeepsTheToken(
        catchThrowable(() -> orders(intercom.builder().maxAttempts(1)).upsert("ORDER-1", NOTHING)));
  }

  @Test
  void aRefusedConnectionDoesNotShowIt() throws IOException {
    CustomObjects<Attributes> orders = intercom.orders();
    intercom.close();
    assertKeepsTheToken(catchThrowable(() -> orders.upsert("ORDER-1", NOTHING)));
  }

  @Test
  void anInterruptedOrCanceledCallDoesNotShowIt() throws IOException {
    Intercom client = intercom.builder().build();
    Call<Contact> call = client.api(ContactsApi.class).showContact("7");
    call.cancel();
    assertKeepsTheToken(catchThrowable(() -> client.execute(call)));
    intercom.enqueue(503, "");
    intercom.timing.interruptSleeps();
    assertKeepsTheToken(catchThrowable(() -> intercom.orders().findById("22")));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aCallThatIsNotSentDoesNotShowIt() throws IOException {
    intercom.enqueue(FakeIntercom.limited(167, 0, 7));
    CustomObjects<Attributes> orders = orders(intercom.builder().maxWait(Duration.ZERO));
    orders.findById("22");
    assertKeepsTheToken(catchThrowable(() -> orders.findById("22")));
    assertKeepsTheToken(catchThrowable(() -> intercom.orders(ApiVersion.V2_13).list()));
    assertKeepsTheToken(catchThrowable(() -> orders.findById("..")));
  }

  @Test
  void anExceptionOfAUsersInterceptorDoesNotShowIt() throws IOException {
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw new IOException("could not send " + chain.request());
                })
            .build();
    assertKeepsTheToken(
        catchThrowable(() -> orders(intercom.builder().client(own)).findById("22")));
  }

  @Test
  void noToStringShowsIt() {
    Intercom client = intercom.builder().build();
    CustomObjects<Attributes> orders = client.customObjects(ObjectType.untyped("Order"));
    Call<Contact> call = client.api(ContactsApi.class).showContact("7");
    for (Object any :
        List.of(
            client,
            client.newBuilder(),
            client.calls().settings(),
            orders,
            orders.list(),
            orders.associations(Parent.contact("7"), "orders"),
            client.api(ContactsApi.class),
            call,
            call.request(),
            call.request().headers())) {
      assertThat(any.toString()).doesNotContain(FakeIntercom.TOKEN);
    }
  }

  @Test
  void theRequestsAndResponsesOfALowLevelCallDoNotShowIt() throws IOException {
    intercom.enqueue(200, "{\"type\":\"contact\",\"id\":\"7\"}");
    Intercom client = intercom.builder().build();
    Response<Contact> response = client.api(ContactsApi.class).showContact("7").execute();
    assertThat(response.raw().request().header("Authorization")).isNull();
    assertThat(response.toString() + response.raw() + response.raw().networkResponse())
        .doesNotContain(FakeIntercom.TOKEN);
  }

  static Stream<Arguments> redirects() {
    return Stream.of(301, 302, 303, 307, 308)
        .flatMap(
            status ->
                Stream.of("GET", "POST", "DELETE").map(method -> Arguments.of(status, method)));
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void aRedirectDoesNotSendItToAnotherHost(int status, String method) {
    try (FakeIntercom elsewhere = new FakeIntercom()) {
      elsewhere.enqueue(200, FakeIntercom.ORDER_22);
      intercom.enqueue(
          new MockResponse.Builder()
              .code(status)
              .addHeader("Location", elsewhere.baseUrl() + "custom_object_instances/Order/22"));
      CustomObjects<Attributes> orders = intercom.orders();
      assertThatThrownBy(
              () -> {
                switch (method) {
                  case "GET" -> orders.findById("22");
                  case "POST" -> orders.upsert("ORDER-1", NOTHING);
                  default -> orders.deleteById("22");
                }
              })
          .isExactlyInstanceOf(ApiException.class)
          .isInstanceOfSatisfying(
              ApiException.class,
              e -> {
                assertThat(e.getStatus()).isEqualTo(status);
                assertThat(e.getAttempts()).isEqualTo(1);
              })
          .hasMessageContaining("redirects are not followed");
      assertThat(elsewhere.requestCount()).isZero();
      assertThat(intercom.requestCount()).isEqualTo(1);
    }
  }

  static Stream<String> impossibleTokens() {
    return Stream.of(
        "secret\r\nX-Other: 1",
        "secret\n",
        "\rsecret",
        "secret\u0000",
        "secret token",
        "secret\t",
        "Bearer secret",
        "sécret",
        "secret\u00a0",
        "secret\u007f",
        "sécret😀",
        "\ufeffsecret");
  }

  @ParameterizedTest
  @MethodSource("impossibleTokens")
  void aTokenThatNoHeaderCanContainIsRejectedImmediately(String token) {
    assertThatThrownBy(() -> Intercom.builder().accessToken(token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("accessToken has character U+")
        .hasMessageNotContaining("cret");
  }

  @ParameterizedTest
  @MethodSource("impossibleTokens")
  void aSuppliedTokenThatNoHeaderCanContainIsRejectedBeforeAnythingIsSent(String token) {
    Intercom client = intercom.builder().accessToken(() -> token).build();
    assertThatThrownBy(
            () -> client.customObjects(ObjectType.untyped("Order")).upsert("ORDER-1", NOTHING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("accessToken has character U+")
        .hasMessageNotContaining("cret");
    Received<Contact> received = new Received<>();
    client.api(ContactsApi.class).showContact("7").enqueue(received);
    assertThat(received.response)
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withMessageNotContaining("cret")
        .withRootCauseInstanceOf(IllegalArgumentException.class);
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void everyAttemptGetsTheTokenFromTheSupplier() {
    Deque<String> tokens = new ArrayDeque<>(List.of("first", "second", "third"));
    intercom.enqueue(503, "");
    intercom.enqueue(429, "{}");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders(intercom.builder().accessToken(tokens::pop)).upsert("ORDER-1", NOTHING);
    assertThat(Stream.generate(() -> intercom.request().getHeaders().get("Authorization")).limit(3))
        .containsExactly("Bearer first", "Bearer second", "Bearer third");
  }

  @Test
  void a401IsRetriedOnceWithANewToken() {
    Deque<String> tokens = new ArrayDeque<>(List.of("old", "new", "new"));
    intercom.enqueueError(401, "token_expired", "expired");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(orders(intercom.builder().accessToken(tokens::poll)).findById("22")).isPresent();
    assertThat(intercom.request().getHeaders().get("Authorization")).isEqualTo("Bearer old");
    assertThat(intercom.request().getHeaders().get("Authorization")).isEqualTo("Bearer new");
  }

  @Test
  void a401StaysA401IfTheSupplierThrows() {
    Deque<String> tokens = new ArrayDeque<>(List.of("only"));
    intercom.enqueueError(401, "token_expired", "expired");
    assertThatThrownBy(() -> orders(intercom.builder().accessToken(tokens::pop)).findById("22"))
        .isInstanceOf(AuthenticationException.class);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void a401WithTheSameTokenIsNotRetried() {
    intercom.enqueueError(401, "unauthorized", "Access Token Invalid");
    assertThatThrownBy(() -> intercom.orders().findById("22"))
        .isInstanceOf(AuthenticationException.class)
        .hasMessageNotContaining(FakeIntercom.TOKEN);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void aSecond401EndsTheCallEvenIfTheTokenChangesEachTime() {
    int[] count = {0};
    intercom.enqueueError(401, "unauthorized", "no");
    intercom.enqueueError(401, "unauthorized", "no");
    assertThatThrownBy(
            () -> orders(intercom.builder().accessToken(() -> "t" + count[0]++)).findById("22"))
        .isInstanceOf(AuthenticationException.class);
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  @Test
  void aRotatedTokenIsAlsoRetriedForACreate() {
    Deque<String> tokens = new ArrayDeque<>(List.of("old", "new", "new"));
    intercom.enqueueError(401, "token_expired", "expired");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(orders(intercom.builder().accessToken(tokens::pop)).create(NOTHING).getId())
        .isEqualTo("22");
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @Test
  void aRotatedTokenThatIsRejectedEndsTheCallAfterTwoAttempts() {
    Deque<String> tokens = new ArrayDeque<>(List.of("old", "new", "new", "newer", "newest"));
    intercom.enqueueError(401, "token_expired", "expired");
    intercom.enqueueError(401, "token_revoked", "revoked");
    assertThatThrownBy(() -> orders(intercom.builder().accessToken(tokens::pop)).findById("22"))
        .isInstanceOfSatisfying(
            AuthenticationException.class,
            e -> {
              assertThat(e.getAttempts()).isEqualTo(2);
              assertThat(e.getErrors().get(0).getCode()).isEqualTo("token_revoked");
            });
  }

  @Test
  void aBaseUrlWithAPasswordIsRejected() {
    assertThatThrownBy(() -> Intercom.builder().baseUrl("https://:secret@api.intercom.io/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("baseUrl must have no user, query or fragment, was ")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> Intercom.builder().baseUrl("https://user:secret@api.intercom.io/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }
}
