package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading any text in a response takes time linear in its length. */
@Timeout(60)
final class LongTextTest {
  private static final int LONG = 1_000_000;

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  static Stream<String> longValues() {
    String digits = "9".repeat(LONG);
    return Stream.of(
        digits,
        "-" + digits,
        "0." + digits,
        "1e" + digits,
        "1e1000000000",
        "-1e-1000000000",
        "\"" + digits + "\"",
        "\"-" + digits + "\"",
        "\"0." + digits + "\"",
        "\"1e1000000000\"",
        "\"1e-1000000000\"",
        "\"2026-01-31T00:00:00." + digits + "Z\"",
        "\"+" + digits + "-01-31\"",
        "\"8a4b9c1e-0000-4000-8000-" + digits + "\"");
  }

  @ParameterizedTest
  @MethodSource("longValues")
  void anAttributeOfAnyLengthDoesNotPreventReading(String value) {
    intercom.enqueue(200, "{\"id\":\"22\",\"custom_attributes\":{\"x\":" + value + "}}");
    Attributes attributes = intercom.orders().getById("22").getAttributes();
    assertThat(attributes.getText("x")).isEqualTo(value.replace("\"", ""));
    assertThat(attributes.getNumber("x")).isNull();
    assertThat(attributes.getTime("x")).isNull();
  }

  private record Everything(
      @Nullable Long big,
      @Nullable Integer number,
      @Nullable Short small,
      @Nullable Byte tiny,
      @Nullable Double ratio,
      @Nullable Float factor,
      @Nullable BigDecimal amount,
      @Nullable BigInteger huge,
      @Nullable Instant at,
      @Nullable LocalDate day,
      @Nullable UUID key) {}

  @ParameterizedTest
  @MethodSource("longValues")
  void eachTypeReadsOrRejectsItQuickly(String value) throws IOException {
    Moshi moshi = StandardAdapters.addTo(new Moshi.Builder().build());
    for (RecordComponent component : Everything.class.getRecordComponents()) {
      // In the form of the mapping.
      String json = "\"" + value.replace("\"", "") + "\"";
      try {
        assertThat(moshi.adapter(component.getType()).fromJson(json))
            .isNotInstanceOfAny(BigDecimal.class, BigInteger.class, Long.class);
      } catch (JsonDataException | JsonEncodingException e) {
        assertThat(e).hasMessageContaining("$");
      }
    }
  }

  @Test
  void timesCountsAndPagesOfAnyLengthAreReadQuickly() {
    String digits = "9".repeat(LONG);
    intercom.enqueue(
        200,
        "{\"type\":\"list\",\"total_count\":"
            + digits
            + ",\"pages\":{\"page\":1,\"total_pages\":1},\"data\":[{\"id\":"
            + digits
            + ",\"created_at\":1e1000000000,\"external_created_at\":"
            + digits
            + "}]}");
    ObjectList.Page<Attributes> page = intercom.orders().list().pages().findFirst().orElseThrow();
    assertThat(page.getTotalCount()).isNull();
    CustomObject<Attributes> object = page.getObjects().get(0);
    assertThat(object.getId()).isEqualTo(digits);
    assertThat(object.getCreatedAt()).isNull();
    assertThat(object.getExternalCreatedAt()).isNull();
  }

  @Test
  void anAssociationCountOfAnyLengthIsReadQuickly() {
    for (String count :
        new String[] {"9".repeat(LONG), "1e1000000000", "\"" + "9".repeat(LONG) + "\""}) {
      intercom.enqueue(
          200,
          "{\"id\":\"63a0\",\"custom_attributes\":{\"orders\":{\"type\":\"Order.list\",\"total_count\":"
              + count
              + ",\"instances\":[{\"id\":\"21\"}]}}}");
      assertThat(
              intercom.orders().associations(Parent.contact("63a0"), "orders").read().isComplete())
          .isFalse();
    }
  }

  @Test
  void missingIdsAmongManyReferencesAreFoundQuickly() {
    int count = 100_000;
    String shown =
        String.join(",", IntStream.range(0, count).mapToObj(i -> "\"" + (i + 1) + "\"").toList());
    intercom.enqueue(
        200,
        "{\"id\":\"22\",\"custom_attributes\":{\"items\":{\"type\":\"Item.list\",\"instances\":["
            + shown
            + "]}}}");
    assertThat(
            intercom
                .orders()
                .upsert(
                    "E",
                    Attributes.builder()
                        .set(
                            "items",
                            References.many(
                                IntStream.range(0, count).mapToObj(i -> "" + i).toList()))
                        .build())
                .getDropped()
                .get(0)
                .getMissingIds())
        .containsExactly("0");
  }

  @Test
  void theMessageOfAFailureIsBuiltQuicklyForManyAttributes() {
    record Picky(int number) {}
    StringBuilder attributes = new StringBuilder("{\"number\":\"" + "$.x".repeat(LONG) + "\"");
    IntStream.range(0, 50_000).forEach(i -> attributes.append(",\"y" + i + "\":1"));
    intercom.enqueue(200, "{\"id\":\"22\",\"custom_attributes\":" + attributes + "}}");
    CustomObject<Picky> object =
        intercom.builder().build().customObjects(ObjectType.of("Order", Picky.class)).getById("22");
    assertThatThrownBy(object::getValue)
        .isInstanceOf(DecodingException.class)
        .hasMessageStartingWith("Order 22: attribute number is a string, ");
  }

  static Stream<String> longHeaders() {
    int most = 200_000;
    return Stream.of(
        "9".repeat(most),
        " ".repeat(most) + "x",
        "Sun, " + "0".repeat(most) + " Nov 1994 08:49:37 GMT",
        "<".repeat(most),
        "<" + "/contacts/a".repeat(most / 11),
        "</contacts/a>" + " ".repeat(most),
        "</contacts/a>" + ";".repeat(most),
        "</contacts/a>" + "; rel".repeat(most / 5),
        "</contacts/a>;".repeat(most / 14),
        "a/" + "b".repeat(most),
        "a/b" + ";".repeat(most),
        "a/b" + "; ".repeat(most / 2),
        "a/b" + ";c=\"".repeat(most / 4),
        "a/b;" + "c".repeat(most));
  }

  @ParameterizedTest
  @MethodSource("longHeaders")
  @Timeout(30)
  void aHeaderOfAnyLengthIsReadQuickly(String value) {
    Response response =
        new Response.Builder()
            .request(new Request.Builder().url("http://localhost/").build())
            .protocol(Protocol.HTTP_1_1)
            .code(410)
            .message("Gone")
            .header("Date", value)
            .header("Retry-After", value)
            .header("X-RateLimit-Reset", value)
            .header("Content-Type", value)
            .header("Link", value)
            .build();
    assertThat(Backoff.untilReset(response, Timing.SYSTEM)).isNull();
    assertThat(Headers.untilServerTime(response, 0, Timing.SYSTEM)).isZero();
    Headers.contentType(response);
    assertThat(Failures.mergedInto(response, "")).isNull();
  }
}
