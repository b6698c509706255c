package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.FromJson;
import com.squareup.moshi.Json;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.ToJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option that an enum does not have becomes its fallback, which is only read. */
final class FallbackTest {
  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private enum Priority {
    @Json(name = "very high")
    VERY_HIGH,
    LOW,
    @Fallback
    OTHER
  }

  private record Order(
      @ExternalId String number, @Nullable Priority priority, @Nullable List<Priority> earlier) {}

  /** A class that Moshi maps by its fields. */
  private static final class Ticket {
    @Nullable Priority priority;
  }

  private <T> CustomObjects<T> of(Class<T> type) {
    return intercom.builder().build().customObjects(ObjectType.of("Order", type));
  }

  private static String with(String id, String attributes) {
    return "{\"id\":\"" + id + "\",\"external_id\":\"E\",\"custom_attributes\":" + attributes + "}";
  }

  @ParameterizedTest
  @CsvSource({
    "\"very high\", VERY_HIGH",
    "\"LOW\", LOW",
    "\"urgent\", OTHER",
    "\"low\", OTHER",
    "null,"
  })
  void anOptionIsItsConstantOrTheFallback(String json, @Nullable Priority expected) {
    intercom.enqueue(200, with("22", "{\"priority\":" + json + ",\"earlier\":[\"LOW\",\"new\"]}"));
    Order order = of(Order.class).getById("22").getValue();
    assertThat(order.priority()).isEqualTo(expected);
    assertThat(order.earlier()).containsExactly(Priority.LOW, Priority.OTHER);

    intercom.enqueue(200, with("22", "{\"priority\":" + json + "}"));
    assertThat(of(Ticket.class).getById("22").getValue().priority).isEqualTo(expected);
  }

  @Test
  void anUnknownOptionDoesNotEndAStream() {
    intercom.enqueue(
        200,
        "{\"pages\":{\"total_pages\":1},\"data\":["
            + with("1", "{\"priority\":\"urgent\"}")
            + ","
            + with("2", "{\"priority\":\"LOW\"}")
            + "]}");
    assertThat(of(Order.class).list().stream().map(one -> one.getValue().priority()))
        .containsExactly(Priority.OTHER, Priority.LOW);
  }

  @Test
  void anythingButTextIsStillReported() {
    intercom.enqueue(200, with("22", "{\"priority\":7}"));
    CustomObject<Order> order = of(Order.class).getById("22");
    assertThatThrownBy(order::getValue)
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("attribute priority is a number, which cannot be mapped");
  }

  @Test
  void constantsAreSentByTheirJsonNames() {
    intercom.enqueue(200, with("22", "{\"priority\":\"very high\",\"earlier\":[\"LOW\"]}"));
    of(Order.class).upsert(new Order("E", Priority.VERY_HIGH, List.of(Priority.LOW)));
    assertThat(FakeIntercom.body(intercom.request()))
        .endsWith("{\"priority\":\"very high\",\"earlier\":[\"LOW\"]}}");
    intercom.enqueue(200, with("22", "{\"priority\":\"very high\"}"));
    Ticket ticket = new Ticket();
    ticket.priority = Priority.VERY_HIGH;
    of(Ticket.class).create(ticket);
    assertThat(FakeIntercom.body(intercom.request())).endsWith("{\"priority\":\"very high\"}}");
  }

  private static final String REFUSAL =
      "Priority.OTHER is the @Fallback for options that are not known, and cannot be sent; to keep"
          + " the option, send only the attributes that change as Attributes";

  @Test
  void theFallbackIsRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() -> of(Order.class).upsert(new Order("E", Priority.OTHER, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a value for Order cannot be mapped: $.priority: " + REFUSAL);
    assertThatThrownBy(() -> of(Order.class).upsert(new Order("E", null, List.of(Priority.OTHER))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(REFUSAL);
    Ticket ticket = new Ticket();
    ticket.priority = Priority.OTHER;
    assertThatThrownBy(() -> of(Ticket.class).create(ticket))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(REFUSAL);
    assertThatThrownBy(() -> Attributes.builder().set("priority", Priority.OTHER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(REFUSAL);
    assertThat(intercom.requestCount()).isZero();
  }

  private record Read(
      @Nullable Priority priority,
      List<Priority> earlier,
      References customer,
      Map<String, Object> items,
      @ExternalId @Nullable String number) {}

  /** Values that were read hold what cannot be sent, and a deletion sends nothing of it. */
  @Test
  void aDeletionNeedsOnlyTheExternalIdOfAValue() {
    References customer = References.read(List.of("63a0"));
    Map<String, Object> items = Map.of("type", "Item.list", "instances", List.of("\ud83d"));
    assertDeleted(
        Read.class,
        "ORDER-1",
        new Read(Priority.OTHER, List.of(Priority.OTHER), customer, items, "ORDER-1"));
    for (String none : new String[] {null, "ORDER-\ud83d"}) {
      BulkReport report =
          deletions(Read.class)
              .upsertAll(List.of(new Read(Priority.LOW, List.of(), customer, items, none)));
      assertThat(report.getFailures()).hasToString("{IllegalArgumentException=1}");
    }
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  private <T> Bulk<T> deletions(Class<T> type) {
    return of(type).bulk().executor(Runnable::run).deleteIf(value -> true);
  }

  private <T> void assertDeleted(Class<T> type, String externalId, T value) {
    intercom.enqueue(200, "{\"id\":\"22\",\"object\":\"Order\",\"deleted\":true}");
    BulkReport report =
        deletions(type)
            .onResult(result -> assertThat(result.getFailure()).isNull())
            .upsertAll(List.of(value));
    assertThat(report.getDeleted()).isEqualTo(1);
    intercom.request("DELETE /custom_object_instances/Order?external_id=" + externalId);
  }

  private enum Twice {
    @Fallback
    ONE,
    @Fallback
    OTHER
  }

  private record Doubled(@ExternalId String number, Twice twice) {}

  @Test
  void twoFallbacksAreRefused() {
    assertThatThrownBy(() -> of(Doubled.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it marks both ONE and OTHER with @Fallback; mark only one");
  }

  static final class LowestPriority {
    @ToJson
    String toJson(Priority value) {
      return value.name();
    }

    @FromJson
    Priority fromJson(String text) {
      return text.isEmpty() ? Priority.VERY_HIGH : Priority.LOW;
    }
  }

  @Test
  void theUsersOwnAdapterForTheEnumTakesPrecedence() {
    Moshi own = new Moshi.Builder().add(new LowestPriority()).build();
    intercom.enqueue(200, with("22", "{\"priority\":\"urgent\"}"));
    CustomObject<Order> order =
        intercom
            .builder()
            .moshi(own)
            .build()
            .customObjects(ObjectType.of("Order", Order.class))
            .getById("22");
    assertThat(Objects.requireNonNull(order.getValue().priority())).isEqualTo(Priority.LOW);
  }
}
