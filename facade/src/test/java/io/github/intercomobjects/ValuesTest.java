package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are equal if their contents are, and {@code toString} shows all contents. */
final class ValuesTest {
  private static void areValues(List<Object> differing, List<Object> again) {
    for (int i = 0; i < differing.size(); i++) {
      Object one = differing.get(i);
      assertThat(one).isEqualTo(again.get(i)).hasSameHashCodeAs(again.get(i));
      assertThat(one).isNotEqualTo("text").isNotEqualTo(null);
      for (int j = 0; j < i; j++) {
        assertThat(one).isNotEqualTo(differing.get(j));
      }
    }
    Set<Integer> hashes =
        differing.stream().map(Object::hashCode).collect(Collectors.toUnmodifiableSet());
    assertThat(hashes).hasSize(differing.size()).doesNotContain(0);
  }

  private static List<Object> versions() {
    return List.of(
        ApiVersion.of("2.13"), ApiVersion.of("13.2"), ApiVersion.of("2.14"), ApiVersion.PREVIEW);
  }

  private static List<Object> parents() {
    return List.of(Parent.contact("7"), Parent.conversation("7"), Parent.contact("8"));
  }

  private static List<Object> references() {
    return List.of(References.one("7"), References.one("8"), References.many(List.of("8", "7")));
  }

  private static List<Object> attributes() {
    return List.of(
        Attributes.builder().set("a", 1).build(),
        Attributes.builder().set("a", 2).build(),
        Attributes.builder().set("a", 1).externalCreatedAt(Instant.EPOCH).build(),
        Attributes.builder().clear("a").build());
  }

  @Test
  void versionsAreValues() {
    areValues(versions(), versions());
  }

  @Test
  void parentsAreValues() {
    areValues(parents(), parents());
  }

  @Test
  void referencesAreValues() {
    areValues(references(), references());
    assertThat(References.many(List.of("8", "7")).getIds()).containsExactly("8", "7");
    assertThat(References.one("7").getIds()).containsExactly("7");
  }

  @Test
  void attributesAreValues() {
    areValues(attributes(), attributes());
    Attributes attributes =
        Attributes.builder()
            .set("whole", 3)
            .set("huge", new BigInteger("123456789012345678901"))
            .set("decimal", new BigDecimal("1.5"))
            .set("no", false)
            .build();
    assertThat(attributes.getNumber("whole")).isEqualTo(new BigDecimal("3"));
    assertThat(attributes.getNumber("huge")).isEqualTo(new BigDecimal("123456789012345678901"));
    assertThat(attributes.getNumber("decimal")).isEqualTo(new BigDecimal("1.5"));
    assertThat(attributes.getBoolean("no")).isFalse();
    assertThat(attributes.getBoolean("whole")).isNull();
  }

  @Test
  void anObjectHasAllReceivedFields() {
    try (FakeIntercom intercom = new FakeIntercom()) {
      String json =
          "{\"id\":\"22\",\"external_id\":\"A\",\"external_created_at\":1,\"external_updated_at\":2,"
              + "\"created_at\":3,\"updated_at\":4,\"custom_attributes\":{\"a\":1.50}}";
      intercom.enqueue(200, json);
      intercom.enqueue(200, json);
      intercom.enqueue(200, json.replace("22", "23"));
      CustomObject<Attributes> one = intercom.orders().getByExternalId("A");
      assertThat(one.getId()).isEqualTo("22");
      assertThat(one.getExternalId()).isEqualTo("A");
      assertThat(one.getExternalCreatedAt()).isEqualTo(Instant.ofEpochSecond(1));
      assertThat(one.getExternalUpdatedAt()).isEqualTo(Instant.ofEpochSecond(2));
      assertThat(one.getCreatedAt()).isEqualTo(Instant.ofEpochSecond(3));
      assertThat(one.getUpdatedAt()).isEqualTo(Instant.ofEpochSecond(4));
      assertThat(one.getValue()).isEqualTo(one.getAttributes());
      assertThat(one.getValue().getNumber("a")).isEqualTo(new BigDecimal("1.50"));
      assertThat(one).isEqualTo(intercom.orders().getByExternalId("A"));
      assertThat(one.hashCode()).isNotZero();
      assertThat(one).isNotEqualTo(intercom.orders().getByExternalId("A")).isNotEqualTo("22");
    }
  }

  private static <T> JsonAdapter<T> adapter(Class<T> type) {
    return StandardAdapters.addTo(new Moshi.Builder().build()).adapter(type);
  }

  @ParameterizedTest
  @ValueSource(bytes = {-128, -1, 0, 127})
  void bytesAreSigned(byte value) throws IOException {
    assertThat(adapter(Byte.class).toJson(value)).isEqualTo("" + value);
    assertThat(adapter(Byte.class).fromJson("" + value)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-129", "128"})
  void aNumberThatIsNotAByteIsRejected(String json) {
    assertThatThrownBy(() -> adapter(Byte.class).fromJson(json))
        .hasMessage("Expected a byte but the value cannot be read as one at path $");
  }

  @Test
  void floatsKeepTheirDigits() throws IOException {
    assertThat(adapter(Float.class).toJson(0.1f)).isEqualTo("0.1");
    assertThat(adapter(Float.class).fromJson("0.1")).isEqualTo(0.1f);
  }

  @Test
  void datesAreReadFromTextAndFromSeconds() throws IOException {
    JsonAdapter<LocalDate> dates = adapter(LocalDate.class);
    assertThat(dates.toJson(LocalDate.of(2026, 1, 31))).isEqualTo("\"2026-01-31\"");
    assertThat(dates.fromJson("\"2026-01-31\"")).isEqualTo(LocalDate.of(2026, 1, 31));
    assertThat(dates.fromJson("1769817600")).isEqualTo(LocalDate.of(2026, 1, 31));
  }

  @Test
  void theSystemsTimeAdvancesAndItsRandomNumbersVary() throws InterruptedException {
    long before = System.currentTimeMillis();
    assertThat(Timing.SYSTEM.epochMillis()).isBetween(before, before + 60_000);
    long start = Timing.SYSTEM.nanoTime();
    Timing.SYSTEM.sleep(Duration.ofNanos(1), new CountDownLatch(1));
    Timing.SYSTEM.sleep(Duration.ofHours(1), new CountDownLatch(0));
    assertThat(Timing.SYSTEM.nanoTime()).isGreaterThan(start);
    assertThat(Stream.generate(Timing.SYSTEM::random).limit(20))
        .allSatisfy(chance -> assertThat(chance).isBetween(0.0, 1.0))
        .doesNotContain(0.0)
        .doesNotHaveDuplicates();
  }
}
