package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.FromJson;
import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.ToJson;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.UpdateContactRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MappingTest {
  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private <T> CustomObjects<T> of(Class<T> type) {
    return intercom.builder().build().customObjects(ObjectType.of("Order", type));
  }

  private <T> String sent(CustomObjects<T> objects, T value) {
    intercom.enqueue(200, "{\"id\":\"1\"}");
    objects.upsert(value);
    return String.valueOf(FakeIntercom.body(intercom.request()));
  }

  private <T> T read(CustomObjects<T> objects, String attributes) {
    intercom.enqueue(
        200,
        "{\"id\":\"22\",\"external_id\":\"E\",\"external_created_at\":1788280000,"
            + "\"custom_attributes\":"
            + attributes
            + "}");
    return objects.getByExternalId("E").getValue();
  }

  private enum Status {
    @Json(name = "in transit")
    IN_TRANSIT,
    DELIVERED
  }

  private record Everything(
      @ExternalId UUID id,
      @ExternalCreatedAt Long createdAt,
      @ExternalUpdatedAt @Nullable Instant updatedAt,
      String text,
      int number,
      long big,
      double ratio,
      boolean paid,
      BigDecimal amount,
      BigInteger huge,
      Instant at,
      LocalDate day,
      Status status,
      References items,
      List<String> tags) {}

  private static final UUID ID = UUID.fromString("8a4b9c1e-0000-4000-8000-000000000001");

  private static final Everything EVERYTHING =
      new Everything(
          ID,
          1788280000L,
          null,
          "Zoë 🚲",
          3,
          9007199254740993L,
          0.1,
          true,
          new BigDecimal("99.990"),
          new BigInteger("123456789012345678901234567890"),
          Instant.ofEpochSecond(1788281000),
          LocalDate.of(2026, 1, 31),
          Status.IN_TRANSIT,
          References.many(List.of("7", "8")),
          List.of("a", "b"));

  private static final String ATTRIBUTES =
      "{\"text\":\"Zoë 🚲\",\"number\":3,\"big\":9007199254740993,\"ratio\":0.1,\"paid\":true,"
          + "\"amount\":99.990,\"huge\":123456789012345678901234567890,\"at\":1788281000,"
          + "\"day\":\"2026-01-31\",\"status\":\"in transit\",\"items\":[\"7\",\"8\"],"
          + "\"tags\":[\"a\",\"b\"]}";

  @Test
  void aRecordIsSentWithEveryNumberExact() {
    assertThat(sent(of(Everything.class), EVERYTHING))
        .isEqualTo(
            "{\"external_id\":\""
                + ID
                + "\",\"external_created_at\":1788280000,\"external_updated_at\":null,"
                + "\"custom_attributes\":"
                + ATTRIBUTES
                + "}");
  }

  @Test
  void aRecordIsReadAsItWasSent() {
    intercom.enqueue(
        200,
        "{\"id\":\"22\",\"external_id\":\""
            + ID
            + "\",\"external_created_at\":1788280000,\"custom_attributes\":"
            + ATTRIBUTES
            + "}");
    assertThat(of(Everything.class).getById("22").getValue()).isEqualTo(EVERYTHING);
  }

  private record Dated(LocalDate day, Instant at, References one) {}

  @Test
  void otherFormsOfTimesAndReferencesAreReadToo() {
    Dated read =
        read(
            of(Dated.class),
            "{\"day\":1769817600,\"at\":\"2026-09-01T00:00:00Z\",\"one\":"
                + "{\"type\":\"contact.list\",\"instances\":[{\"id\":\"63a0\"}]}}");
    assertThat(read.day()).isEqualTo(LocalDate.of(2026, 1, 31));
    assertThat(read.at()).isEqualTo(Instant.parse("2026-09-01T00:00:00Z"));
    assertThat(read.one()).isEqualTo(References.one("63a0"));
  }

  @Test
  void aDateWithATimeIsReadAsItsDay() {
    assertThat(read(of(Dated.class), "{\"day\":\"2026-01-31T09:30:00Z\"}").day())
        .isEqualTo(LocalDate.of(2026, 1, 31));
  }

  private record Numbered(@ExternalId long number, @Nullable String status) {}

  @Test
  void aNumberCanBeTheExternalId() {
    assertThat(sent(of(Numbered.class), new Numbered(42, "new")))
        .startsWith("{\"external_id\":\"42\",");
    intercom.enqueue(200, "{\"id\":\"1\",\"external_id\":\"42\",\"custom_attributes\":{}}");
    assertThat(of(Numbered.class).getById("1").getValue()).isEqualTo(new Numbered(42, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"number\":11.5} | number is a number",
        "{\"number\":\"x\"} | number is a string",
        "{\"number\":null} | number is null",
        "{} | number is absent",
        "{\"number\":{}} | number is an object",
        "{\"number\":3,\"status\":\"LOST\"} | status is a string",
        "{\"number\":3,\"amount\":\"99,90\"} | amount is a string",
        "{\"number\":3,\"amount\":true} | amount is a boolean",
        "{\"number\":3,\"amount\":[]} | amount is an array",
      })
  void anUnmappableValueIsReportedWithTypeIdAttributeAndJsonType(String attributes, String what) {
    record Picky(int number, @Nullable Status status, @Nullable BigDecimal amount) {}
    assertThatThrownBy(() -> read(of(Picky.class), attributes))
        .isInstanceOf(DecodingException.class)
        .hasMessageStartingWith("Order 22 (external id E): attribute " + what + ", ")
        .hasMessageContaining("which cannot be mapped: ")
        .hasMessageEndingWith("; getAttributes() returns the attributes as received");
  }

  @Test
  void anUnmappableObjectDoesNotAffectOthers() {
    record Picky(int number) {}
    intercom.enqueue(
        200,
        "{\"data\":[{\"id\":\"1\",\"custom_attributes\":{\"number\":\"x\"}},"
            + "{\"id\":\"2\",\"custom_attributes\":{\"number\":2}}],\"pages\":{\"total_pages\":1}}");
    List<CustomObject<Picky>> all = of(Picky.class).list().stream().toList();
    assertThat(all).hasSize(2);
    assertThat(all.get(1).getValue()).isEqualTo(new Picky(2));
  }

  record Checked(String status) {
    Checked {
      if (status.isEmpty()) {
        throw new IllegalArgumentException("status is empty");
      }
    }
  }

  @Test
  void aConstructorThatThrowsIsADecodingException() {
    assertThatThrownBy(() -> read(of(Checked.class), "{\"status\":\"\"}"))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("status is empty");
  }

  @Test
  void anUnmappableAttributeTypeIsReportedWithTheRemedy() {
    record Late(@Json(name = "at_time") ZonedDateTime at) {}
    assertThatThrownBy(() -> of(Late.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attribute at_time of ")
        .hasMessageContaining("(java.time.ZonedDateTime) cannot be mapped: ")
        .hasMessageContaining("give Intercom.Builder.moshi(..) an adapter for it");
    assertThatThrownBy(() -> of(Thread.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("java.lang.Thread cannot be mapped: ");
  }

  @Test
  void twoExternalIdsInOneTypeAreRejected() {
    record Twice(@ExternalId String a, @ExternalId String b) {}
    assertThatThrownBy(() -> ObjectType.of("Order", Twice.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("annotates both a and b with @ExternalId; annotate only one");
  }

  @ParameterizedTest
  @CsvSource({"' '", "..", "."})
  void anInvalidTypeNameIsRejected(String name) {
    assertThatThrownBy(() -> ObjectType.untyped(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("custom object type must not be");
  }

  private record Renamed(@ExternalId String number) {}

  static final class Renaming {
    @ToJson
    Map<String, String> toJson(Renamed value) {
      return Map.of("order_number", value.number());
    }

    @FromJson
    Renamed fromJson(Map<String, String> json) {
      return new Renamed(json.getOrDefault("order_number", ""));
    }
  }

  @Test
  void anExternalIdThatAnAdapterRenamesIsReportedWithTheRemedy() {
    CustomObjects<Renamed> objects =
        intercom
            .builder()
            .moshi(new Moshi.Builder().add(new Renaming()).build())
            .build()
            .customObjects(ObjectType.of("Order", Renamed.class));
    assertThatThrownBy(() -> objects.upsert(new Renamed("E")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a value for Order has no \"number\" in its JSON, though it has an annotation of this library;"
                + " if it has another JSON name, add @Json(name = ..) to the field, in Kotlin"
                + " @field:Json(name = ..)");
    assertThat(intercom.requestCount()).isZero();
  }

  static final class IsoInstants {
    @ToJson
    String toJson(Instant instant) {
      return instant.toString();
    }

    @FromJson
    Instant fromJson(String text) {
      return Instant.parse(text);
    }
  }

  private record Timed(@ExternalId String id, @ExternalCreatedAt Instant created, Instant at) {}

  @Test
  void theUsersAdaptersTakePrecedenceAndExternalTimesStaySeconds() {
    CustomObjects<Timed> objects =
        intercom
            .builder()
            .moshi(new Moshi.Builder().add(new IsoInstants()).build())
            .build()
            .customObjects(ObjectType.of("Order", Timed.class));
    Instant time = Instant.parse("2026-09-01T00:00:00Z");
    assertThat(sent(objects, new Timed("E", time, time)))
        .isEqualTo(
            "{\"external_id\":\"E\",\"external_created_at\":1788220800,\"custom_attributes\":"
                + "{\"at\":\"2026-09-01T00:00:00Z\"}}");
    assertThat(read(objects, "{\"at\":\"2026-09-01T00:00:00Z\"}"))
        .isEqualTo(new Timed("E", Instant.ofEpochSecond(1788280000), time));
  }

  static final class MillisInstants {
    @ToJson
    long toJson(Instant instant) {
      return instant.toEpochMilli();
    }

    @FromJson
    Instant fromJson(long millis) {
      return Instant.ofEpochMilli(millis);
    }
  }

  @Test
  void anAdapterInMillisecondsLeavesExternalTimesInSeconds() {
    CustomObjects<Timed> objects =
        intercom
            .builder()
            .moshi(new Moshi.Builder().add(new MillisInstants()).build())
            .build()
            .customObjects(ObjectType.of("Order", Timed.class));
    Instant time = Instant.ofEpochSecond(1788280000);
    assertThat(sent(objects, new Timed("E", time, time)))
        .isEqualTo(
            "{\"external_id\":\"E\",\"external_created_at\":1788280000,\"custom_attributes\":"
                + "{\"at\":1788280000000}}");
    assertThat(read(objects, "{\"at\":1788280000000}")).isEqualTo(new Timed("E", time, time));
  }

  private record Loose(@ExternalId BigInteger number, Object any, byte small, float ratio) {}

  @Test
  void allNumberTypesAreSentExactly() {
    String attributes = "{\"any\":9007199254740993,\"small\":-1,\"ratio\":1.1}";
    assertThat(sent(of(Loose.class), new Loose(BigInteger.TEN, 9007199254740993L, (byte) -1, 1.1f)))
        .isEqualTo("{\"external_id\":\"10\",\"custom_attributes\":" + attributes + "}");
    intercom.enqueue(
        200, "{\"id\":\"1\",\"external_id\":\"10\",\"custom_attributes\":" + attributes + "}");
    CustomObjects<Loose> objects = of(Loose.class);
    assertThat(objects.getById("1").getValue().any()).isEqualTo(9007199254740993L);
  }

  @Test
  void unmappableRecordsAreRejected() {
    record Generic<A>(@ExternalId String id, A first) {}
    record Hidden(@ExternalId String id, @Json(ignore = true) String secret) {}
    record Doubled(@ExternalId String id, @ExternalCreatedAt @ExternalUpdatedAt Instant at) {}
    assertThatThrownBy(() -> of(Generic.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it is a generic record; use one with fixed types");
    assertThatThrownBy(() -> of(Hidden.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Hidden.secret cannot be mapped: a component of a record cannot be");
    assertThatThrownBy(() -> of(Doubled.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("annotates at twice");
  }

  @Test
  void referencesThatWereReadAreNotSentInAGuessedForm() {
    record Linked(@ExternalId String id, @Nullable References customer) {}
    CustomObjects<Linked> objects = of(Linked.class);
    Linked read =
        read(
            objects,
            "{\"customer\":{\"type\":\"contact.list\",\"instances\":[{\"id\":\"63a0\"}]}}");
    assertThatThrownBy(() -> objects.upsert(read))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a value for Order cannot be mapped: $.customer: references that were read, [63a0], do"
                + " not show whether the attribute takes one or many; send References.one(..) or"
                + " References.many(..) with these ids, or only the attributes that change");
    intercom.enqueue(
        200,
        "{\"id\":\"22\",\"external_id\":\"E\",\"custom_attributes\":"
            + "{\"customer\":{\"type\":\"contact.list\",\"instances\":[]}}}");
    Attributes attributes = objects.getByExternalId("E").getAttributes();
    assertThatThrownBy(() -> objects.upsert("E", attributes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "attribute customer holds a list of objects as a response shows it");
    assertThat(intercom.requestCount()).isEqualTo(2);
  }

  @Test
  void annotatedComponentsOfOtherTypesAreRejected() {
    record TimeAsId(@ExternalId Instant id) {}
    record DateAsTime(@ExternalId String id, @ExternalCreatedAt LocalDate at) {}
    assertThatThrownBy(() -> ObjectType.of("Order", TimeAsId.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("must be text, a whole number or a UUID, was java.time.Instant");
    assertThatThrownBy(() -> ObjectType.of("Order", DateAsTime.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("to be an external time, was java.time.LocalDate");
  }

  @Test
  void anAttributeNameWithASpaceIsReportedCompletely() {
    record Spaced(@Json(name = "Total amount") int total) {}
    assertThatThrownBy(() -> read(of(Spaced.class), "{\"Total\":1,\"Total amount\":\"x\"}"))
        .hasMessageContaining("attribute Total amount is a string");
  }

  @Test
  void timesOutOfRangeAreNullAndFailOnlyInGetValue() {
    intercom.enqueue(
        200,
        "{\"id\":\"22\",\"external_created_at\":99999999999999999,\"custom_attributes\":"
            + "{\"at\":99999999999999999}}");
    CustomObject<Timed> object = of(Timed.class).getById("22");
    assertThat(object.getExternalCreatedAt()).isNull();
    assertThat(object.getAttributes().getTime("at")).isNull();
    assertThatThrownBy(object::getValue).isInstanceOf(DecodingException.class);
  }

  private static final class AsIs extends JsonAdapter<Map<String, Object>> {
    @Override
    public Map<String, Object> fromJson(JsonReader reader) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Map<String, Object> value) throws IOException {
      writer.jsonValue(value);
    }
  }

  @Test
  void aValueThatContainsItselfIsRejectedAndNotSent() {
    record Holder(@ExternalId String id, Object any) {}
    Map<String, Object> cyclic = new HashMap<>();
    cyclic.put("again", List.of(cyclic));
    Intercom client = intercom.builder().build();
    CustomObjects<Map<String, Object>> mapped =
        client.customObjects(
            ObjectType.builder("Order", new AsIs()).externalId(value -> "E").build());
    assertThatThrownBy(() -> mapped.upsert(cyclic))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "a value for Order cannot be mapped: Nesting too deep at $.again[0]");
    assertThatThrownBy(() -> of(Holder.class).upsert(new Holder("E", cyclic)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a value for Order cannot be mapped: Nesting too deep at $.any");
    assertThatThrownBy(
            () ->
                client.execute(
                    client
                        .api(ContactsApi.class)
                        .updateContact(
                            "1", UpdateContactRequest.builder().customAttributes(cyclic).build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "nested more than 255 levels deep, at path $.custom_attributes.again");
    assertThat(intercom.requestCount()).isZero();
  }

  private static final class Money {
    private final String text;

    private Money(String text) {
      this.text = text;
    }
  }

  private static final class MoneyAdapter extends JsonAdapter<Money> {
    @Override
    public Money fromJson(JsonReader reader) throws IOException {
      reader.beginObject();
      String text = "";
      while (reader.hasNext()) {
        if (reader.nextName().equals("text")) {
          text = reader.nextString();
        } else {
          reader.skipValue();
        }
      }
      reader.endObject();
      return new Money(text);
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Money value) throws IOException {
      writer.beginObject().name("text").value(value == null ? null : value.text).endObject();
    }
  }

  @Test
  void anAdapterMapsAnyTypeAndAFunctionReturnsItsExternalId() {
    CustomObjects<Money> objects =
        intercom
            .builder()
            .build()
            .customObjects(
                ObjectType.builder("Money", new MoneyAdapter())
                    .externalId(money -> "M-" + money.text)
                    .build());
    assertThat(sent(objects, new Money("5 EUR")))
        .isEqualTo("{\"external_id\":\"M-5 EUR\",\"custom_attributes\":{\"text\":\"5 EUR\"}}");
    assertThat(read(objects, "{\"text\":\"6 EUR\"}").text).isEqualTo("6 EUR");
  }
}
