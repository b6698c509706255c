package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.intercomobjects.client.model.Contact;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that may be logged contain names and ids, but no values of customers. */
final class PrintedValuesTest {
  private static final String SECRET = "zoe@example.com";

  private static final String STORED =
      "{\"id\":\"22\",\"type\":\"Order\",\"external_id\":\"ORDER-1\",\"external_created_at\":1788280000,"
          + "\"custom_attributes\":{\"email\":\"zoe@example.com\",\"coupon\":null}}";

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private static Attributes attributes() {
    return Attributes.builder()
        .set("email", SECRET)
        .set("coupon", SECRET)
        .clear("tier")
        .externalCreatedAt(Instant.ofEpochSecond(1788280000))
        .build();
  }

  private static String printed(Throwable failure) {
    StringWriter printed = new StringWriter();
    failure.printStackTrace(new PrintWriter(printed));
    return printed.toString();
  }

  @Test
  void attributesShowTheirNames() {
    assertThat(attributes()).hasToString("Attributes[email, coupon, tier, external_created_at]");
    assertThat(attributes().toMap()).containsEntry("email", SECRET);
  }

  @Test
  void storedObjectsShowIdsAndAttributeNames() {
    intercom.enqueue(200, STORED);
    Upserted<Attributes> saved = intercom.orders().upsert("ORDER-1", attributes());
    assertThat(saved.getStored())
        .hasToString("Order 22 (external id ORDER-1) with Attributes[email, coupon]");
    assertThat(saved)
        .hasToString(
            "Order 22 (external id ORDER-1) with Attributes[email, coupon], without [coupon]");
    assertThat(catchThrowableOfType(DroppedAttributesException.class, saved::orThrow))
        .hasMessageStartingWith("Order 22 (external id ORDER-1) was stored without [coupon]; ")
        .hasMessageNotContaining(SECRET);
    assertThat(saved.getDropped().get(0).getSent()).isEqualTo(SECRET);
  }

  @Test
  void resultsReportsAndEventsShowIdsAndAttributeNames() {
    Recorder recorder = new Recorder();
    List<Object> all = new ArrayList<>();
    intercom.enqueue(200, STORED);
    intercom.enqueue(400, "{\"errors\":[{\"code\":\"a\"}]}");
    all.add(
        FakeIntercom.orders(intercom.builder().listener(recorder))
            .bulk(item -> "ORDER-" + item, item -> attributes())
            .onResult(all::add)
            .onCheckpoint(all::add)
            .onProgress(all::add)
            .upsertAll(List.of(SECRET, SECRET)));
    all.addAll(recorder.events);
    assertThat(all).hasSizeGreaterThan(5);
    assertThat(all.toString().replace("ORDER-" + SECRET, "")).doesNotContain(SECRET);
  }

  @Test
  void listsAndModelsShowIdsAndPropertyNames() {
    intercom.enqueue(200, "{\"type\":\"list\",\"data\":[" + STORED + "]}");
    ObjectList.Page<Attributes> page = intercom.orders().list().pages().findFirst().orElseThrow();
    assertThat(page.toString() + page.getObjects()).doesNotContain(SECRET).contains("email");
    intercom.enqueue(200, "{\"type\":\"contact\",\"id\":\"7\",\"email\":\"zoe@example.com\"}");
    Contact contact = intercom.builder().build().contacts().get("7");
    assertThat(contact).hasToString("Contact{type=contact, id=7, email}");
  }

  private enum Tier {
    GOLD
  }

  private record Texts(@Nullable String value) {}

  private record Wholes(@Nullable Integer value) {}

  private record Longs(@Nullable Long value) {}

  private record Doubles(@Nullable Double value) {}

  private record Floats(@Nullable Float value) {}

  private record Bytes(@Nullable Byte value) {}

  private record Booleans(@Nullable Boolean value) {}

  private record Decimals(@Nullable BigDecimal value) {}

  private record Integers(@Nullable BigInteger value) {}

  private record Instants(@Nullable Instant value) {}

  private record Dates(@Nullable LocalDate value) {}

  private record Uuids(@Nullable UUID value) {}

  private record Enums(@Nullable Tier value) {}

  private record Lists(@Nullable List<Integer> value) {}

  private record Maps(@Nullable Map<String, Integer> value) {}

  static Stream<Class<?>> typesOfAttributes() {
    return Stream.of(
        Texts.class,
        Wholes.class,
        Longs.class,
        Doubles.class,
        Floats.class,
        Bytes.class,
        Booleans.class,
        Decimals.class,
        Integers.class,
        Instants.class,
        Dates.class,
        Uuids.class,
        Enums.class,
        Lists.class,
        Maps.class);
  }

  private static final List<Class<?>> NUMBERS =
      List.of(Doubles.class, Floats.class, Decimals.class);

  @ParameterizedTest
  @MethodSource("typesOfAttributes")
  void anUnmappableValueIsReportedOnlyByAttributeAndType(Class<?> type) {
    CustomObjects<?> orders =
        intercom.builder().build().customObjects(ObjectType.of("Order", type));
    for (String value :
        List.of(
            "\"zoe@example.com\"",
            "4155550100.5",
            "[\"zoe@example.com\"]",
            "{\"a\":4155550100.5}")) {
      boolean isText = value.startsWith("\"");
      boolean isNumber = value.startsWith("4");
      if (type == Texts.class ? isText || isNumber : isNumber && NUMBERS.contains(type)) {
        // The value fits the type.
        continue;
      }
      intercom.enqueue(200, "{\"id\":\"22\",\"custom_attributes\":{\"value\":" + value + "}}");
      CustomObject<?> object = orders.getById("22");
      DecodingException failure = catchThrowableOfType(DecodingException.class, object::getValue);
      assertThat(failure)
          .hasMessageStartingWith("Order 22: attribute value is ")
          .hasMessageContaining(", which cannot be mapped: ")
          .hasMessageContaining("$.value");
      assertThat(printed(failure)).doesNotContain(SECRET, "41555501");
    }
  }

  @Test
  void aResponseThatAnAdapterRejectsIsReportedOnlyByPath() {
    intercom.enqueue(200, "{\"number\":\"zoe@example.com\"}");
    Intercom client = intercom.builder().build();
    DecodingException failure =
        catchThrowableOfType(
            DecodingException.class, () -> client.execute(client.api(Numbers.class).show()));
    assertThat(failure).hasMessageContaining("cannot be read: Expected an int at path $.number");
    assertThat(printed(failure)).doesNotContain(SECRET);
  }

  private record Numbered(int number) {}

  private interface Numbers {
    @retrofit2.http.GET("numbers/1")
    retrofit2.Call<Numbered> show();
  }

  /** Writes an object as the JSON that it contains. */
  private static final class AsJson extends JsonAdapter<Object> {
    @Override
    public Object fromJson(JsonReader reader) throws IOException {
      reader.skipValue();
      return "";
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Object value) throws IOException {
      writer.jsonValue(value);
    }
  }

  @Test
  void aValueThatCannotBeSentIsReportedOnlyByType() {
    Intercom client = intercom.builder().build();
    CustomObjects<Object> orders =
        client.customObjects(ObjectType.builder("Order", new AsJson()).build());
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class, () -> orders.create(List.of(SECRET))))
        .hasMessage("a value for Order must become a JSON object, became an array");
  }
}
