package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.Json;
import com.squareup.moshi.Moshi;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AttributesTest {
  @Test
  void valuesAreHeldInTheFormThatIsSent() {
    Attributes attributes =
        Attributes.builder()
            .set("text", "x")
            .set("int", 3)
            .set("double", 0.1)
            .set("amount", new BigDecimal("99.90"))
            .set("paid", true)
            .set("at", Instant.ofEpochSecond(1788280000))
            .set("day", LocalDate.of(2026, 1, 31))
            .set("customer", References.one("63a0"))
            .set("items", References.many(List.of("7", "8")))
            .set("tags", List.of("a", 1))
            .clear("coupon")
            .build();
    assertThat(attributes.toMap())
        .hasToString(
            "{text=x, int=3, double=0.1, amount=99.90, paid=true, at=1788280000, day=2026-01-31,"
                + " customer=63a0, items=[7, 8], tags=[a, 1], coupon=null}");
    assertThat(attributes.has("coupon")).isTrue();
    assertThat(attributes.has("other")).isFalse();
    assertThat(attributes.getNumber("int")).isEqualByComparingTo("3");
    assertThat(attributes.getTime("at")).isEqualTo(Instant.ofEpochSecond(1788280000));
    assertThat(attributes.getReferences("items")).isEqualTo(References.many(List.of("7", "8")));
    assertThat(attributes.getText("int")).isNull();
    assertThat(attributes.getBoolean("paid")).isTrue();
    assertThat(attributes.toBuilder().build()).isEqualTo(attributes);
  }

  @Test
  void unsupportedValuesAreNamedWithTheFix() {
    assertThatThrownBy(() -> Attributes.builder().set("ratio", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("attribute ratio cannot hold NaN (java.lang.Double); use text,");
    assertThatThrownBy(() -> Attributes.builder().set("nested", Map.of()))
        .hasMessageStartingWith(
            "attribute nested cannot hold " + Map.of().getClass().getName() + " of 0; use text,");
    for (Object inner : List.of(List.of(), References.many(List.of("7", "8")))) {
      assertThatThrownBy(() -> Attributes.builder().set("tags", List.of(inner)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "attribute tags cannot hold a collection of collections; put the items into one"
                  + " collection, the ids of several References into one References.many(..)");
    }
    assertThat(
            Attributes.builder()
                .set("items", List.of(References.one("7"), References.one("8")))
                .build()
                .get("items"))
        .isEqualTo(List.of("7", "8"));
    assertThatThrownBy(() -> Attributes.builder().set(" ", "x"))
        .hasMessage("attribute must not be blank, was \" \"");
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullIsRejectedWithAHintToClear() {
    assertThatThrownBy(() -> Attributes.builder().set("coupon", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("and clear(\"coupon\") for null");
  }

  @Test
  void nullInACollectionIsRejected() {
    assertThatThrownBy(() -> Attributes.builder().set("tags", Arrays.asList("a", null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attribute tags cannot hold a collection with null in it; leave it out");
  }

  private enum Status {
    NEW,
    @Json(name = "in transit")
    IN_TRANSIT {
      @Override
      public String toString() {
        return "on its way";
      }
    }
  }

  private record Order(@ExternalId String number, Status status, List<Status> history) {}

  @Test
  void enumsAreSentAsInRecords() {
    for (Status status : Status.values()) {
      Draft ofRecord =
          ObjectType.of("Order", Order.class)
              .mapping(StandardAdapters.addTo(new Moshi.Builder().build()))
              .toDraft(new Order("ORDER-1", status, List.of(status)));
      Attributes attributes =
          Attributes.builder().set("status", status).set("history", List.of(status)).build();
      assertThat(attributes.toMap()).isEqualTo(ofRecord.attributes());
    }
    assertThat(Attributes.builder().set("status", Status.IN_TRANSIT).build().getText("status"))
        .isEqualTo("in transit");
  }

  private static Object deep(int levels) {
    Object value = Map.of();
    for (int i = 0; i < levels; i++) {
      value = Map.of("in", value);
    }
    return value;
  }

  static Stream<Object> endlessValues() {
    List<Object> first = new ArrayList<>();
    List<Object> second = new ArrayList<>(List.of(first));
    first.add(second);
    Map<String, Object> map = new HashMap<>();
    map.put("again", List.of(map));
    return Stream.of(
        first,
        List.of("a", first),
        map,
        List.of(map),
        deep(100_000),
        List.of(deep(100_000)),
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no text");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("endlessValues")
  @SuppressWarnings("JUnitParameterType")
  void aValueWithAFailingOrEndlessToStringIsNamedByItsClass(Object value) {
    assertThatThrownBy(() -> Attributes.builder().set("x", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("attribute x cannot hold ")
        .hasMessageMatching("[^{\\[]{0,300}");
  }

  @Test
  void aBlankReferenceIsRejected() {
    assertThatThrownBy(() -> References.one(""))
        .hasMessage("referenced id must not be blank, was \"\"");
    assertThatThrownBy(() -> References.many(List.of("1", " ")))
        .hasMessage("referenced id must not be blank, was \" \"");
  }

  private static final Instant CREATED = Instant.parse("2026-09-01T12:00:00.999Z");

  @Test
  void externalTimesAreInSecondsAndNoAttributes() {
    Attributes attributes =
        Attributes.builder()
            .set("status", "new")
            .externalCreatedAt(CREATED)
            .externalUpdatedAt(null)
            .build();
    assertThat(attributes.toMap()).containsOnlyKeys("status");
    assertThat(attributes.has("external_created_at")).isFalse();
    assertThat(attributes)
        .hasToString("Attributes[status, external_created_at, external_updated_at]");
  }

  @Test
  void externalTimesCountForEqualityAndAreCopied() {
    Attributes none = Attributes.builder().set("status", "new").build();
    Attributes cleared = none.toBuilder().externalCreatedAt(null).build();
    Attributes created = none.toBuilder().externalCreatedAt(CREATED).build();
    Attributes updated = none.toBuilder().externalUpdatedAt(CREATED).build();
    assertThat(List.of(none, cleared, created, updated)).doesNotHaveDuplicates();
    assertThat(created.toBuilder().build()).isEqualTo(created).hasSameHashCodeAs(created);
    assertThat(cleared.toBuilder().build()).isEqualTo(cleared).hasSameHashCodeAs(cleared);
    assertThat(created.toBuilder().externalCreatedAt(null).build()).isEqualTo(cleared);
    assertThat(none).hasToString("Attributes[status]");
  }

  @Test
  void usingABuilderAgainDoesNotChangeWhatItBuilt() {
    Attributes.Builder builder = Attributes.builder().externalCreatedAt(CREATED);
    Attributes built = builder.build();
    builder.externalCreatedAt(null).externalUpdatedAt(CREATED).set("status", "new");
    assertThat(built).isEqualTo(Attributes.builder().externalCreatedAt(CREATED).build());
  }
}
