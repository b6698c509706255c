package io.github.intercomobjects;

import static io.github.intercomobjects.FakeIntercom.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.squareup.moshi.Json;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Contact;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign text is short, printable and without the token in all messages. */
final class ForeignTextTest {
  private static final Attributes NOTHING = Attributes.builder().build();

  /** Text that forges log lines, controls a terminal, or changes the direction of a text. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private static final String FORGED =
      "a\u001b[31m\r\n2026-01-01 ERROR forged\u2028\u2029\u0085\u202e\u2066\ud800b";

  /** The same text in JSON. */
  private static final String FORGED_JSON =
      "a\\u001b[31m\\r\\n2026-01-01 ERROR forged\\u2028\\u2029\\u0085\\u202e\\u2066\\ud800b";

  private static final String HUGE = "x".repeat(1_000_000);

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  /** Returns all messages of a failure, its causes and suppressed exceptions, without frames. */
  private static String messages(Throwable failure) {
    List<Throwable> all = new ArrayList<>(List.of(failure));
    for (int i = 0; i < all.size(); i++) {
      List<Throwable> more = new ArrayList<>(List.of(all.get(i).getSuppressed()));
      more.add(all.get(i).getCause());
      more.stream().filter(one -> one != null && !all.contains(one)).forEach(all::add);
    }
    return all.toString();
  }

  private static void assertSafeToLog(@Nullable Throwable failure) {
    Objects.requireNonNull(failure, "nothing was thrown");
    String messages = messages(failure);
    assertThat(messages).hasSizeLessThan(10_000).doesNotContainPattern(UNPRINTABLE);
    assertHidesTheToken(messages);
    StringWriter printed = new StringWriter();
    failure.printStackTrace(new PrintWriter(printed));
    assertHidesTheToken(printed.toString());
  }

  private static void assertHidesTheToken(String text) {
    assertThat(text.toLowerCase(Locale.ROOT))
        .doesNotContain(FakeIntercom.TOKEN.toLowerCase(Locale.ROOT).replace("==", ""));
  }

  static Stream<String> statusLines() {
    return Stream.of(
        "HTTP/9 " + FORGED.replaceAll("[\r\n\ud800]", ""),
        "Unauthorized " + FakeIntercom.TOKEN,
        "Unauthorized dG9rOjEyMzQ1Njc4OQ%3D%3d",
        "Unauthorized dg9roJeymzq1nJc4oq==",
        "HTTP/1.1 abc " + "y".repeat(200_000));
  }

  @ParameterizedTest
  @MethodSource("statusLines")
  void anInvalidStatusLineIsSafeToLog(String statusLine) {
    for (int i = 0; i < 4; i++) {
      intercom.enqueue(new MockResponse.Builder().status(statusLine));
    }
    Throwable failure = catchThrowable(() -> intercom.orders().upsert("ORDER-1", NOTHING));
    assertSafeToLog(failure);
    assertThat(failure)
        .isInstanceOf(ConnectionException.class)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("java.net.ProtocolException: Unexpected status line: ")
        .hasStackTraceContaining("Http1ExchangeCodec");
  }

  static List<String> keys() {
    return List.of(
        FORGED_JSON,
        FakeIntercom.TOKEN,
        FakeIntercom.TOKEN.replace("=", "\\u003D"),
        FakeIntercom.TOKEN.replace("=", "%3D"),
        "%64" + FakeIntercom.TOKEN.substring(1),
        HUGE);
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("keys")
  void aJsonPathIsSafeToLog(String key) {
    intercom.enqueue(200, "{\"id\":\"22\",\"custom_attributes\":{\"" + key + "\":{\"a\":}}}");
    assertSafeToLog(
        catchThrowableOfType(
            DecodingException.class, () -> intercom.orders().upsert("ORDER-1", NOTHING)));
    intercom.enqueue(200, "{\"type\":\"contact\",\"id\":\"7\",\"" + key + "\":{\"a\":}}");
    ContactsApi api = intercom.builder().build().api(ContactsApi.class);
    Throwable carried = catchThrowable(() -> api.showContact("7").execute());
    assertSafeToLog(carried);
    assertThat(carried).hasCauseInstanceOf(DecodingException.class);
  }

  private record Mapped(@Nullable Map<String, Integer> counts, @Nullable Integer number) {}

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("keys")
  void aMappingFailureIsSafeToLog(String key) {
    CustomObjects<Mapped> orders =
        intercom.builder().build().customObjects(ObjectType.of("Order", Mapped.class));
    for (String attributes :
        List.of(
            "{\"counts\":{\"" + key + "\":{}}}",
            "{\"counts\":{\"a\":\"" + key + "\"}}",
            "{\"number\":\"" + key + "\"}")) {
      intercom.enqueue(
          200,
          "{\"id\":\""
              + key
              + "\",\"external_id\":\""
              + key
              + "\",\"custom_attributes\":"
              + attributes
              + "}");
      CustomObject<Mapped> object = orders.findByExternalId("ORDER-1").orElseThrow();
      assertSafeToLog(catchThrowableOfType(DecodingException.class, object::getValue));
      assertThat(object.toString()).hasSizeLessThan(2000).doesNotContainPattern(UNPRINTABLE);
      assertHidesTheToken(object.toString());
    }
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("keys")
  void droppedValuesAreSafeToLog(String id) {
    intercom.enqueue(
        200, "{\"id\":\"" + id + "\",\"external_id\":\"" + id + "\",\"custom_attributes\":{}}");
    Upserted<Attributes> saved =
        intercom
            .orders()
            .upsert("ORDER-1", Attributes.builder().set(FORGED.replace("\ud800", ""), 1).build());
    assertThat(saved.toString()).hasSizeLessThan(3000).doesNotContainPattern(UNPRINTABLE);
    assertHidesTheToken(saved.toString());
    assertSafeToLog(catchThrowableOfType(DroppedAttributesException.class, saved::orThrow));
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("keys")
  void aRejectionIsSafeToLog(String text) {
    for (int status : new int[] {400, 404, 410, 500}) {
      intercom.enqueue(
          FakeIntercom.json(
              status,
              "{\"request_id\":\""
                  + text
                  + "\",\"errors\":[{\"code\":\""
                  + text
                  + "\",\"field\":\""
                  + text
                  + "\",\"message\":\""
                  + text
                  + "\"}]}"));
      ApiException failure =
          catchThrowableOfType(
              ApiException.class,
              () -> orders(intercom.builder().maxAttempts(1)).upsert("ORDER-1", NOTHING));
      assertSafeToLog(failure);
      assertThat(failure.getErrors().toString()).hasSizeLessThan(50_000);
      assertHidesTheToken(failure.getErrors().toString() + failure.getRequestId());
    }
  }

  @Test
  void theTokenIsNotReadAsTheIdOfAMergedContact() {
    String token = "dG9rOjEyMzQ1Njc4OQ";
    intercom.enqueue(
        FakeIntercom.json(410, "{}")
            .addHeader("Link", "<https://x/contacts/" + token + ">; rel=\"canonical\""));
    ContactMergedException failure =
        catchThrowableOfType(
            ContactMergedException.class,
            () -> intercom.builder().accessToken(token).build().contacts().get("7"));
    assertThat(failure.getMergedIntoId()).isNull();
  }

  /** The pattern for unknown types takes quadratic time: hours for the complete text. */
  @ParameterizedTest
  @ValueSource(ints = {400, 404, 500})
  void onlyTheBeginningOfALongErrorIsRead(int status) {
    String repeated = "object type ".repeat(100_000);
    intercom.enqueue(
        status,
        "{\"request_id\":\"r1\",\"errors\":[{\"code\":\"some_code\",\"message\":\"Text\"},"
            + "{\"code\":\"cut_off\",\"message\":\""
            + repeated
            + "\"}]}");
    ApiException failure =
        catchThrowableOfType(
            ApiException.class, () -> orders(intercom.builder().maxAttempts(1)).findById("22"));
    assertThat(failure)
        .hasMessageStartingWith("Intercom returned " + status + " some_code: Text; cut_off (GET ")
        .hasMessageEndingWith(", request r1)");
    assertThat(failure.getErrors()).hasSize(2);
  }

  @Test
  void causesAndSuppressedExceptionsAreSafeToLogAndKeepTheirType() {
    ProtocolException thrown = new ProtocolException("Bearer " + FakeIntercom.TOKEN);
    thrown.addSuppressed(new IllegalStateException("\u001b[2J" + FakeIntercom.TOKEN));
    thrown.addSuppressed(new IllegalStateException("fine"));
    thrown.initCause(new IllegalArgumentException(HUGE, thrown));
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw thrown;
                })
            .build();
    Throwable failure =
        catchThrowable(() -> orders(intercom.builder().client(own)).create(NOTHING));
    assertSafeToLog(failure);
    Throwable cause = Objects.requireNonNull(failure.getCause());
    assertThat(cause)
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("java.net.ProtocolException: Bearer [token]");
    assertThat(cause.getStackTrace()).isEqualTo(thrown.getStackTrace());
    assertThat(cause.getSuppressed())
        .extracting(Throwable::toString)
        .containsExactly(
            "java.lang.RuntimeException: java.lang.IllegalStateException:  [2J[token]",
            "java.lang.IllegalStateException: fine");
  }

  @Test
  void aCauseThatIsSafeToLogIsKept() {
    ProtocolException thrown = new ProtocolException("fine");
    thrown.addSuppressed(new IllegalStateException("fine too"));
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw thrown;
                })
            .build();
    assertThat(catchThrowable(() -> orders(intercom.builder().client(own)).create(NOTHING)))
        .hasCause(thrown);
  }

  @Test
  void aSupplierThatThrowsTheTokenIsSafeToLog() {
    int[] asked = {0};
    intercom.enqueue(503, "");
    assertSafeToLog(
        catchThrowableOfType(
            ConnectionException.class,
            () ->
                orders(
                        intercom
                            .builder()
                            .accessToken(
                                () -> {
                                  if (asked[0]++ > 0) {
                                    throw new IllegalStateException(
                                        "expired: " + FakeIntercom.TOKEN);
                                  }
                                  return FakeIntercom.TOKEN;
                                }))
                    .findById("22")));
  }

  @Test
  void aFailedBulkCallbackIsSafeToLog() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    IllegalStateException thrown = new IllegalStateException(FORGED + HUGE);
    BulkException failure =
        catchThrowableOfType(
            BulkException.class,
            () ->
                intercom
                    .orders()
                    .bulk()
                    .onResult(
                        result -> {
                          throw thrown;
                        })
                    .deleteAll(List.of("ORDER-1")));
    assertThat(failure.getMessage()).hasSizeLessThan(2000).doesNotContainPattern(UNPRINTABLE);
    assertThat(failure.getCause()).isSameAs(thrown);
  }

  @Test
  void aBulkReportIsSafeToLog() {
    intercom.enqueue(400, "{\"errors\":[{\"code\":\"" + FORGED_JSON + "\"}]}");
    BulkReport report = intercom.orders().bulk().deleteAll(List.of("ORDER-1"));
    assertThat(report.getFailed()).isEqualTo(1);
    assertThat(report.toString()).doesNotContainPattern(UNPRINTABLE);
  }

  static Stream<Arguments> badArguments() {
    String blank = " ".repeat(1_000_000);
    String cut = "\n" + HUGE + "\ud800";
    return Stream.<Callable<?>>of(
            () -> References.one(blank),
            () -> References.one(cut),
            () -> Parent.contact(blank),
            () -> ApiVersion.of(FORGED + HUGE),
            () -> Intercom.builder().baseUrl(FORGED + HUGE),
            () -> Attributes.builder().set(HUGE, "\ud800"),
            () -> Attributes.builder().set(FORGED, "x"),
            () -> Attributes.builder().set("x", References.read(List.of(HUGE, FORGED))))
        .map(Arguments::of);
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("badArguments")
  void anInvalidArgumentIsSafeToLog(Callable<?> call) {
    assertSafeToLog(catchThrowableOfType(IllegalArgumentException.class, call::call));
  }

  @Test
  void aLongIdIsShortenedInTheMessageOfAMissingObject() {
    intercom.enqueue(200, "{\"found\":false}");
    assertSafeToLog(
        catchThrowableOfType(
            NotFoundException.class,
            () -> intercom.orders().getByExternalId("\n" + "7".repeat(50_000))));
  }

  private record Renamed(@Json(name = "a\nb") Integer number) {}

  @Test
  void theNameOfAnAttributeIsSafeToLog() {
    intercom.enqueue(200, "{\"id\":\"22\",\"custom_attributes\":{\"a\\nb\":\"x\"}}");
    assertSafeToLog(
        catchThrowableOfType(
            DecodingException.class,
            () ->
                intercom
                    .builder()
                    .build()
                    .customObjects(ObjectType.of("Order", Renamed.class))
                    .getById("22")
                    .getValue()));
  }

  @Test
  void aFailureOfRetrofitsExecuteOrEnqueueIsSafeToLog() {
    for (int i = 0; i < 4; i++) {
      intercom.enqueue(new MockResponse.Builder().status("Bearer " + FakeIntercom.TOKEN));
    }
    ContactsApi api = intercom.builder().build().api(ContactsApi.class);
    assertSafeToLog(catchThrowable(() -> api.showContact("7").execute()));
    for (int i = 0; i < 4; i++) {
      intercom.enqueue(new MockResponse.Builder().status("Bearer " + FakeIntercom.TOKEN));
    }
    Received<Contact> received = new Received<>();
    api.showContact("7").enqueue(received);
    assertSafeToLog(catchThrowable(received.response::join).getCause());
  }

  @Test
  void theTokenIsRemovedInEveryEncodingAndNothingElseIs() {
    String token = "abc=/+~123456";
    for (String spelling :
        List.of(
            token,
            "ABC=/+~123456",
            "abc%3D%2F%2B%7E123456",
            "abc%3d%2f%2b%7e123456",
            "abc\\u003d\\/\\u002B~123456",
            "%61%62%63%3d%2f%2b%7e%31%32%33%34%35%36")) {
      assertThat(ForeignText.of("a " + spelling + " b", token)).isEqualTo("a [token] b");
      assertThat(ForeignText.withoutToken("a\n" + spelling + spelling, token))
          .isEqualTo("a\n[token][token]");
    }
    for (String other : List.of("abc=/+~12345", "abc%3=/+~123456", "abc\\u00", "%", "\\", "")) {
      assertThat(ForeignText.of(other, token)).isEqualTo(other);
      assertThat(ForeignText.withoutToken(other, token)).isSameAs(other);
    }
    // Shorter ones are those of tests.
    assertThat(ForeignText.of("orders", "order")).isEqualTo("orders");
  }

  @Test
  void shorteningATextDoesNotSplitTheToken() {
    for (int before = 470; before < 510; before++) {
      String text = "x".repeat(before) + FakeIntercom.TOKEN + "y".repeat(600);
      assertThat(ForeignText.of(text, FakeIntercom.TOKEN))
          .matches("x{" + Math.min(before, 500) + "}(\\[token]y*)?…")
          .hasSizeLessThanOrEqualTo(501);
    }
  }
}
