package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.FromJson;
import com.squareup.moshi.Json;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.ToJson;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A type can name all attributes of a record in snake case. */
final class NamingTest {
  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  @ParameterizedTest
  @CsvSource({
    "status, status",
    "totalAmount, total_amount",
    "total_amount, total_amount",
    "trackingURL, tracking_url",
    "URL, url",
    "HTTPStatus, http_status",
    "aB, a_b",
    "eMail, e_mail",
    "line2, line2",
    "line2Text, line2_text",
    "iso3166Code, iso3166_code",
    "v2API, v2_api",
    "straßeNr, straße_nr",
    "größeÄndern, größe_ändern"
  })
  void wordsAreSeparatedByUnderscores(String component, String attribute) {
    assertThat(ObjectType.Naming.SNAKE_CASE.attribute(component)).isEqualTo(attribute);
    assertThat(ObjectType.Naming.AS_DECLARED.attribute(component)).isEqualTo(component);
  }

  private record Order(
      @ExternalId String orderNumber,
      @ExternalCreatedAt @Nullable Instant placedAt,
      @Nullable Integer totalAmount,
      @Nullable String trackingURL,
      @Nullable String line2Text,
      @Json(name = "giftNote") @Nullable String giftNote) {}

  private static final ObjectType<Order> TYPE =
      ObjectType.builder("Order", Order.class).naming(ObjectType.Naming.SNAKE_CASE).build();

  private static final String ATTRIBUTES =
      "{\"total_amount\":3,\"tracking_url\":\"u\",\"line2_text\":\"t\",\"giftNote\":\"n\"}";

  @Test
  void attributesAreSentAndReadByTheirNamesInSnakeCase() {
    Order order = new Order("E", Instant.ofEpochSecond(1788280000), 3, "u", "t", "n");
    String json =
        "\"external_id\":\"E\",\"external_created_at\":1788280000,\"custom_attributes\":"
            + ATTRIBUTES;
    intercom.enqueue(200, "{\"id\":\"22\"," + json + "}");
    Upserted<Order> saved = intercom.builder().build().customObjects(TYPE).upsert(order);
    assertThat(FakeIntercom.body(intercom.request())).isEqualTo("{" + json + "}");
    assertThat(saved.getDropped()).isEmpty();
    assertThat(saved.getStored().getValue()).isEqualTo(order);
  }

  @Test
  void namesThatCollideAreRefusedWithBoth() {
    record Same(String trackingUrl, String trackingURL) {}
    record Given(String totalAmount, @Json(name = "total_amount") String total) {}
    record Twice(@Json(name = "a") String one, @Json(name = "a") String other) {}
    assertThatThrownBy(
            () -> ObjectType.builder("Order", Same.class).naming(ObjectType.Naming.SNAKE_CASE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("trackingUrl and trackingURL of ")
        .hasMessageEndingWith(
            " are both named tracking_url in Intercom; give one another name with @Json(name ="
                + " ..)");
    assertThatThrownBy(
            () -> ObjectType.builder("Order", Given.class).naming(ObjectType.Naming.SNAKE_CASE))
        .hasMessageStartingWith("totalAmount and total of ");
    assertThatThrownBy(
            () -> intercom.builder().build().customObjects(ObjectType.of("Order", Twice.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one and other of ");
  }

  private static final class Ticket {
    @Nullable String status;
  }

  @Test
  void onlyARecordCanBeNamed() {
    assertThatThrownBy(
            () -> ObjectType.builder("Order", Ticket.class).naming(ObjectType.Naming.SNAKE_CASE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "naming(SNAKE_CASE) is for records, and "
                + Ticket.class.getName()
                + " is none: name its attributes with @Json(name = ..)");
    assertThat(new Ticket().status).isNull();
  }

  private record Own(@ExternalId String number) {}

  static final class OwnAdapter {
    @ToJson
    Map<String, String> toJson(Own value) {
      return Map.of("number", value.number());
    }

    @FromJson
    Own fromJson(Map<String, String> json) {
      return new Own(json.getOrDefault("number", ""));
    }
  }

  @Test
  void aRecordWithAnAdapterOfItsOwnCannotBeNamed() {
    ObjectType<Own> type =
        ObjectType.builder("Order", Own.class).naming(ObjectType.Naming.SNAKE_CASE).build();
    Intercom client =
        intercom.builder().moshi(new Moshi.Builder().add(new OwnAdapter()).build()).build();
    assertThatThrownBy(() -> client.customObjects(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "has an adapter of its own in Intercom.Builder.moshi(..), which names its attributes:"
                + " remove naming(SNAKE_CASE)");
  }
}
