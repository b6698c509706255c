package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.Json;
import java.math.BigDecimal;
import java.time.Instant;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UpsertTest {
  private record Order(
      @ExternalId @Nullable String number,
      @ExternalCreatedAt @Nullable Instant placedAt,
      @Nullable String status,
      @Json(name = "total_amount") @Nullable BigDecimal totalAmount,
      @Nullable References customer) {}

  private final FakeIntercom intercom = new FakeIntercom();
  private final CustomObjects<Order> orders =
      intercom.builder().build().customObjects(ObjectType.of("Order", Order.class));

  @AfterEach
  void close() {
    intercom.close();
  }

  @Test
  void aValueIsSentAsExternalIdTimesAndAttributesAndNothingElse() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders.upsert(
        new Order(
            "ORDER-1",
            Instant.ofEpochSecond(1788280000),
            "shipped",
            new BigDecimal("99.99"),
            References.one("63a07ddf05a32042dffac965")));
    RecordedRequest request = intercom.request();
    assertThat(request.getRequestLine()).isEqualTo("POST /custom_object_instances/Order HTTP/1.1");
    assertThat(FakeIntercom.body(request))
        .isEqualTo(
            "{\"external_id\":\"ORDER-1\",\"external_created_at\":1788280000,\"custom_attributes\":"
                + "{\"status\":\"shipped\",\"total_amount\":99.99,"
                + "\"customer\":\"63a07ddf05a32042dffac965\"}}");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + FakeIntercom.TOKEN);
    assertThat(request.getHeaders().get("Intercom-Version")).isEqualTo("2.16");
    assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
  }

  @Test
  void theNullsOfAValueClearAttributes() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders.upsert(new Order("ORDER-1", null, null, null, null));
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo(
            "{\"external_id\":\"ORDER-1\",\"external_created_at\":null,\"custom_attributes\":"
                + "{\"status\":null,\"total_amount\":null,\"customer\":null}}");
  }

  @Test
  void theNullsOfAValueAreOmittedOnRequest() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom
        .builder()
        .build()
        .customObjects(ObjectType.builder("Order", Order.class).nulls(Nulls.OMIT).build())
        .upsert(new Order("ORDER-1", null, "shipped", null, null));
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo("{\"external_id\":\"ORDER-1\",\"custom_attributes\":{\"status\":\"shipped\"}}");
  }

  @Test
  void attributesAreSentUnchangedAndClearingSendsAnExplicitNull() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders.upsert("ORDER-1", Attributes.builder().set("status", "shipped").clear("coupon").build());
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo(
            "{\"external_id\":\"ORDER-1\",\"custom_attributes\":"
                + "{\"status\":\"shipped\",\"coupon\":null}}");
  }

  @Test
  void theResultIsTheStoredObject() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    Upserted<Order> saved = orders.upsert(new Order("ORDER-1", null, "shipped", null, null));
    assertThat(saved.getId()).isEqualTo("22");
    assertThat(saved.getExternalId()).isEqualTo("ORDER-1");
    assertThat(saved.getDropped()).isEmpty();
    assertThat(saved.orThrow()).isSameAs(saved);
    assertThat(saved.getStored().getCreatedAt()).isEqualTo(Instant.ofEpochSecond(1788281000));
    assertThat(saved.getStored().getValue().totalAmount()).isEqualByComparingTo("99.99");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void aBlankExternalIdIsRejectedBeforeAnythingIsSent(String externalId) {
    assertThatThrownBy(() -> orders.upsert(new Order(externalId, null, null, null, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "external id must not be blank, was \"" + externalId.replaceAll("\\s+", " ") + "\"");
    assertThatThrownBy(() -> orders.upsert(externalId, Attributes.builder().build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("external id must not be blank");
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void theReservedExternalIdIsRejectedBeforeAnythingIsSent() {
    assertThatThrownBy(
            () -> orders.upsert(new Order("reference_not_found", null, null, null, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "external id must not be \"reference_not_found\", which Intercom reserves; give the"
                + " record another one");
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void upsertNeedsAnExternalIdAndCreateDoesNot() {
    assertThatThrownBy(() -> orders.upsert(new Order(null, null, "new", null, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "upsert needs an external id, and this value for Order has none: mark the component with"
                + " @ExternalId");
    assertThatThrownBy(() -> orders.create(new Order("ORDER-1", null, "new", null, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "create is for objects without an external id, and this value for Order has"
                + " \"ORDER-1\": use upsert");
    assertThat(intercom.requestCount()).isZero();
  }

  @Test
  void createSendsNoExternalId() {
    intercom.enqueue(200, "{\"id\":\"23\",\"custom_attributes\":{\"status\":\"new\"}}");
    Upserted<Order> saved = orders.create(new Order(null, null, "new", null, null));
    assertThat(saved.getId()).isEqualTo("23");
    assertThat(saved.getExternalId()).isNull();
    assertThat(FakeIntercom.body(intercom.request()))
        .startsWith("{\"external_created_at\":null,\"custom_attributes\":{\"status\":\"new\"");
  }

  @Test
  void attributesReturnedAsNullOrAbsentAreDropped() {
    intercom.enqueue(
        200, "{\"id\":\"22\",\"custom_attributes\":{\"status\":null,\"total_amount\":\"5.0\"}}");
    Upserted<Order> saved =
        orders.upsert(
            new Order(
                "ORDER-1",
                Instant.ofEpochSecond(1788280000),
                "shiped",
                BigDecimal.valueOf(5),
                References.one("63a0")));
    assertThat(saved.getDropped())
        .extracting(Object::toString)
        .containsExactly("external_created_at", "status", "customer");
    assertThatThrownBy(saved::orThrow)
        .isInstanceOfSatisfying(
            DroppedAttributesException.class,
            e -> assertThat(e.getOutcome()).isEqualTo(IntercomException.Outcome.APPLIED))
        .hasMessageStartingWith("Order 22 was stored without [external_created_at, ");
  }

  private record Strict(@ExternalId String number, int quantity, String status) {}

  @Test
  void aNullForANonNullPropertyIsReportedAsDroppedAndFailsOnlyInGetValue() {
    intercom.enqueue(
        200, "{\"id\":\"22\",\"custom_attributes\":{\"quantity\":null,\"status\":\"new\"}}");
    Upserted<Strict> saved =
        intercom
            .builder()
            .build()
            .customObjects(ObjectType.of("Order", Strict.class))
            .upsert(new Strict("ORDER-1", 3, "new"));
    assertThat(saved.getDropped()).extracting(Object::toString).containsExactly("quantity");
    assertThat(saved.getStored().getAttributes().has("quantity")).isTrue();
    assertThatThrownBy(() -> saved.getStored().getValue())
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> assertThat(e.getOutcome()).isEqualTo(IntercomException.Outcome.APPLIED))
        .hasMessageStartingWith(
            "Order 22: attribute quantity is null, as any attribute may be in Intercom (use Boolean"
                + " for boolean, Integer for int), which cannot be mapped: ");
  }
}
