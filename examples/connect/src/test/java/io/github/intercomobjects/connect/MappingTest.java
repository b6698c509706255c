package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.Attributes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MappingTest {
  private static final Instant TIME = Instant.parse("2026-01-31T09:30:15Z");

  private static final Schema VARIABLE_SCALE =
      SchemaBuilder.struct()
          .name("io.debezium.data.VariableScaleDecimal")
          .field("scale", Schema.INT32_SCHEMA)
          .field("value", Schema.BYTES_SCHEMA)
          .build();

  private static RecordMapper mapper(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("intercom.access.token", "token");
    settings.put("objects", "orders");
    settings.put("objects.orders.topic", "orders");
    settings.put("objects.orders.type", "Order");
    for (int i = 0; i < more.length; i += 2) {
      settings.put("objects.orders." + more[i], more[i + 1]);
    }
    ObjectConfig orders = new SinkConfig(settings).objects().get("orders");
    return new RecordMapper(Objects.requireNonNull(orders));
  }

  private static Change map(
      RecordMapper mapper,
      @Nullable Schema keySchema,
      @Nullable Object key,
      @Nullable Schema schema,
      @Nullable Object value) {
    Assignment.Entry entry = new Assignment(new TopicPartition("orders", 0)).take(0, null);
    return Objects.requireNonNull(
        mapper.map(new SinkRecord("orders", 0, keySchema, key, schema, value, 0), entry));
  }

  private static Attributes attributes(RecordMapper mapper, @Nullable Object value) {
    Schema schema = value instanceof Struct struct ? struct.schema() : null;
    return Objects.requireNonNull(
        map(mapper, Schema.STRING_SCHEMA, "ORDER-1", schema, value).attributes());
  }

  /** Returns what becomes of one field of a struct. */
  private static @Nullable Object converted(Schema schema, @Nullable Object value) {
    Schema row = SchemaBuilder.struct().field("field", schema).build();
    return attributes(mapper(), new Struct(row).put("field", value)).get("field");
  }

  private static Schema debezium(SchemaBuilder builder, String name) {
    return builder.name("io.debezium.time." + name).build();
  }

  @Test
  void valuesWithSchemasKeepTheirMeaning() {
    assertThat(converted(Schema.STRING_SCHEMA, "web")).isEqualTo("web");
    assertThat(converted(Schema.INT8_SCHEMA, (byte) 3)).isEqualTo(3L);
    assertThat(converted(Schema.INT64_SCHEMA, 1L << 60)).isEqualTo(1L << 60);
    assertThat(converted(Schema.FLOAT64_SCHEMA, 12.5)).isEqualTo(new BigDecimal("12.5"));
    assertThat(converted(Schema.BOOLEAN_SCHEMA, true)).isEqualTo(true);
    assertThat(converted(Decimal.schema(2), new BigDecimal("12.50")))
        .isEqualTo(new BigDecimal("12.50"));
    assertThat(converted(org.apache.kafka.connect.data.Date.SCHEMA, Date.from(Instant.EPOCH)))
        .isEqualTo("1970-01-01");
    assertThat(converted(Timestamp.SCHEMA, Date.from(TIME))).isEqualTo(TIME.getEpochSecond());
    assertThat(converted(Time.SCHEMA, Date.from(Instant.ofEpochMilli(34_200_000))))
        .isEqualTo("09:30");
  }

  @Test
  void valuesOfDebeziumKeepTheirMeaning() {
    long seconds = TIME.getEpochSecond();
    assertThat(converted(debezium(SchemaBuilder.int32(), "Date"), 20_484))
        .isEqualTo(LocalDate.ofEpochDay(20_484).toString());
    assertThat(converted(debezium(SchemaBuilder.int64(), "Timestamp"), seconds * 1000))
        .isEqualTo(seconds);
    assertThat(converted(debezium(SchemaBuilder.int64(), "MicroTimestamp"), seconds * 1_000_000))
        .isEqualTo(seconds);
    assertThat(converted(debezium(SchemaBuilder.int64(), "NanoTimestamp"), seconds * 1_000_000_000))
        .isEqualTo(seconds);
    assertThat(
            converted(
                debezium(SchemaBuilder.string(), "ZonedTimestamp"), "2026-01-31T10:30:15+01:00"))
        .isEqualTo(seconds);
    assertThat(converted(debezium(SchemaBuilder.int32(), "Time"), 34_200_000)).isEqualTo("09:30");
    assertThat(converted(debezium(SchemaBuilder.int64(), "MicroTime"), 34_200_000_000L))
        .isEqualTo("09:30");
    assertThat(
            converted(
                VARIABLE_SCALE,
                new Struct(VARIABLE_SCALE)
                    .put("scale", 2)
                    .put("value", BigInteger.valueOf(1250).toByteArray())))
        .isEqualTo(new BigDecimal("12.50"));
    assertThat(converted(SchemaBuilder.string().name("io.debezium.data.Uuid").build(), "a-b"))
        .isEqualTo("a-b");
  }

  @Test
  void whatNoAttributeCanHoldIsRejectedWithTheNameOfItsField() {
    Schema inner = SchemaBuilder.struct().field("city", Schema.STRING_SCHEMA).build();
    assertThatThrownBy(() -> converted(Schema.BYTES_SCHEMA, ByteBuffer.allocate(1)))
        .isExactlyInstanceOf(DataException.class)
        .hasMessage(
            "field field is bytes, which no attribute can hold; exclude it, or convert it with a"
                + " transform such as Flatten or Cast");
    assertThatThrownBy(
            () -> converted(SchemaBuilder.array(Schema.STRING_SCHEMA).build(), List.of("x")))
        .hasMessageStartingWith("field field is an array, which");
    assertThatThrownBy(() -> converted(inner, new Struct(inner).put("city", "Riga")))
        .hasMessageStartingWith("field field is a struct, which");
    assertThatThrownBy(() -> attributes(mapper(), Map.of("note", Map.of("x", 1))))
        .hasMessageStartingWith("field note is a map, which");
    assertThatThrownBy(() -> converted(Schema.FLOAT64_SCHEMA, Double.NaN))
        .hasMessage("field field is not a finite number; JSON has no such value");
    assertThatThrownBy(
            () -> converted(debezium(SchemaBuilder.int64(), "MicroTime"), 86_400_000_000L))
        .hasMessageContaining("time out of range");
    assertThatThrownBy(() -> attributes(mapper(), "text"))
        .hasMessageStartingWith("the value of the record is a String, but must be a struct");
  }

  @Test
  void nullsClearTheirAttributesAndAbsentFieldsChangeNothing() {
    Map<String, @Nullable Object> value = new HashMap<>();
    value.put("status", null);
    Attributes attributes = attributes(mapper(), value);
    assertThat(attributes.has("status")).isTrue();
    assertThat(attributes.get("status")).isNull();
    assertThat(attributes.has("note")).isFalse();
  }

  @Test
  void aColumnThatIsNullIsNotItsDefault() {
    assertThat(converted(SchemaBuilder.string().optional().defaultValue("web").build(), null))
        .isNull();
    Schema required =
        SchemaBuilder.struct()
            .field("field", SchemaBuilder.string().defaultValue("web").build())
            .build();
    assertThat(attributes(mapper(), new Struct(required)).get("field")).isEqualTo("web");
  }

  @Test
  void theColumnOfTheKeyIsNoAttributeUnlessTheSettingsNameIt() {
    Schema keySchema = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    Struct key = new Struct(keySchema).put("id", 7L);
    Map<String, Object> row = Map.of("id", 7L, "status", "pending");

    Change change = map(mapper(), keySchema, key, null, row);
    assertThat(change.externalId()).isEqualTo("7");
    assertThat(change.names()).containsExactly("status");
    assertThat(map(mapper("key", "key.id"), keySchema, key, null, row).names())
        .containsExactly("status");
    assertThat(map(mapper("key", "value.id"), null, null, null, row).names())
        .containsExactly("status");
    assertThat(map(mapper("attributes", "id,status"), keySchema, key, null, row).names())
        .containsExactlyInAnyOrder("id", "status");
  }

  @Test
  void keysAreTextsAndIntegers() {
    assertThat(map(mapper(), null, "A-1", null, Map.of()).externalId()).isEqualTo("A-1");
    assertThat(map(mapper(), Schema.INT32_SCHEMA, 12, null, Map.of()).externalId()).isEqualTo("12");
    assertThat(map(mapper(), Decimal.schema(0), new BigDecimal("12"), null, Map.of()).externalId())
        .isEqualTo("12");
    assertThat(map(mapper(), null, Map.of("id", "B-2"), null, Map.of()).externalId())
        .isEqualTo("B-2");
    assertThat(
            map(mapper("key", "value.number"), null, "x", null, Map.of("number", "C-3"))
                .externalId())
        .isEqualTo("C-3");
  }

  @Test
  void recordsWithoutAUsableKeyAreRejected() {
    assertThatThrownBy(() -> map(mapper(), null, null, null, Map.of()))
        .hasMessageStartingWith("the record has no key, so its external id is unknown");
    assertThatThrownBy(() -> map(mapper(), null, Map.of("a", 1, "b", 2), null, Map.of()))
        .hasMessageStartingWith("the key of the record has the fields ")
        .hasMessageEndingWith("name the field that is the external id, such as key.id");
    assertThatThrownBy(() -> map(mapper("key", "value.number"), null, "x", null, Map.of()))
        .hasMessage(
            "the value of the record has no field number, which is the external id"
                + " (objects.orders.key)");
    assertThatThrownBy(() -> map(mapper(), null, 1.5, null, Map.of()))
        .hasMessageContaining("which is no id; an id is a text or an integer");
    assertThatThrownBy(() -> map(mapper(), null, new byte[] {1}, null, Map.of()))
        .isInstanceOf(DataException.class);
  }

  @Test
  void excludedFieldsAndThoseThatDebeziumAddsAreNotSent() {
    Map<String, Object> row =
        Map.of("status", "x", "internal", "y", "__op", "u", "__deleted", "false");
    assertThat(attributes(mapper("exclude", "internal"), row).toMap()).containsOnlyKeys("status");
    assertThat(attributes(mapper("attributes", "status,__op"), row).toMap())
        .containsOnlyKeys("status", "__op");
  }

  @ParameterizedTest
  @CsvSource({
    "millis, 1769851815000",
    "seconds, 1769851815",
    "micros, 1769851815000000",
    "millis, 2026-01-31T10:30:15+01:00",
    "millis, 2026-01-31 09:30:15Z"
  })
  void plainTimesAreRecognizedByTheirSettings(String unit, String value) {
    Object time = value.matches("[0-9]+") ? (Object) Long.valueOf(value) : value;
    Attributes attributes =
        attributes(
            mapper("times", "shipped_at", "time.unit", unit, "created.at", "placed_at"),
            Map.of("shipped_at", time, "placed_at", time));
    assertThat(attributes)
        .isEqualTo(Attributes.builder().set("shipped_at", TIME).externalCreatedAt(TIME).build());
  }

  @Test
  void aTimeThatIsNoneIsRejectedWithoutItsValue() {
    assertThatThrownBy(
            () -> attributes(mapper("times", "shipped_at"), Map.of("shipped_at", "tomorrow")))
        .isExactlyInstanceOf(DataException.class)
        .hasNoCause()
        .hasMessageStartingWith("field shipped_at is not a time; texts must be in ISO 8601")
        .hasMessageNotContaining("tomorrow");
  }

  @Test
  void aTombstoneNeedsTheKeyInTheKey() {
    assertThatThrownBy(
            () -> map(mapper("key", "value.id", "null.values", "delete"), null, "x", null, null))
        .hasMessage(
            "the record has no value, so its external id is unknown; set objects.orders.key to key"
                + " or key.FIELD");
  }

  @Test
  void aColumnThatDebeziumDoesNotKnowIsAbsent() {
    String unknown = "__debezium_unavailable_value";
    assertThat(attributes(mapper(), Map.of("status", "x", "note", unknown)).toMap())
        .containsOnlyKeys("status");
    Schema row =
        SchemaBuilder.struct()
            .field("status", Schema.STRING_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("shipped_at", Schema.STRING_SCHEMA)
            .build();
    Struct value =
        new Struct(row).put("status", "x").put("note", unknown).put("shipped_at", unknown);
    RecordMapper times = mapper("times", "shipped_at", "created.at", "shipped_at");
    assertThat(attributes(times, value)).isEqualTo(Attributes.builder().set("status", "x").build());
    RecordMapper linked = mapper("contact", "note", "contact.attribute", "customer");
    assertThat(attributes(linked, value).has("customer")).isFalse();
  }

  @Test
  void messagesNameTheFieldOnce() {
    assertThatThrownBy(() -> map(mapper(), null, new byte[] {1}, null, Map.of()))
        .hasMessage(
            "the key of the record is bytes, which is no id; an id is a text or an integer");
    assertThatThrownBy(
            () -> map(mapper("key", "value.id"), null, "x", null, Map.of("id", List.of(1))))
        .hasMessage("value field id is an array, which is no id; an id is a text or an integer");
    assertThatThrownBy(
            () ->
                attributes(
                    mapper("contact", "buyer", "contact.attribute", "customer"),
                    Map.of("buyer", Double.NaN)))
        .hasMessage("field buyer is not a finite number; JSON has no such value");
  }
}
