package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.intercomobjects.IntercomException.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exactly the values that were sent and are provably not stored are reported. */
final class DroppedTest {
  private record Times(
      @ExternalId String number,
      @ExternalCreatedAt @Nullable Instant placedAt,
      @ExternalUpdatedAt @Nullable Long changedAt) {}

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private Upserted<Attributes> upsert(Object value, String returnedAttributes) {
    intercom.enqueue(
        200,
        "{\"id\":\"22\",\"external_id\":\"ORDER-1\",\"custom_attributes\":"
            + returnedAttributes
            + "}");
    Upserted<Attributes> saved =
        intercom.orders().upsert("ORDER-1", Attributes.builder().set("x", value).build());
    intercom.request();
    return saved;
  }

  private static String instances(String more, String... ids) {
    return "{\"x\":{\"type\":\"Item.list\",\"instances\":"
        + List.of(ids).stream().map(id -> "{\"id\":" + id + "}").toList()
        + more
        + "}}";
  }

  static List<Arguments> values() {
    return List.of(
        arguments("shipped", "shipped"),
        arguments(5, 5L),
        arguments(0, 0L),
        arguments(new BigDecimal("99.90"), new BigDecimal("99.90")),
        arguments(true, true),
        arguments(false, false),
        arguments("an option", "an option"),
        arguments(LocalDate.of(2026, 9, 1), "2026-09-01"),
        arguments(Instant.EPOCH, 0L),
        arguments(new UUID(0, 1), "00000000-0000-0000-0000-000000000001"),
        arguments(List.of("a", "b"), List.of("a", "b")),
        arguments(References.one("63a0"), "63a0"),
        arguments(References.many(List.of("7", "8")), List.of("7", "8")));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueReturnedAsNullOrAbsentIsDropped(Object value, Object sent) {
    for (String returned : List.of("{\"x\":null}", "{\"x\":[]}", "{}", "{\"y\":1}", "null")) {
      List<Upserted.Dropped> dropped = upsert(value, returned).getDropped();
      assertThat(dropped).as(returned).hasSize(1);
      assertThat(dropped.get(0).getName()).isEqualTo("x");
      assertThat(dropped.get(0).getSent()).isEqualTo(sent);
      assertThat(dropped.get(0).getMissingIds()).isEmpty();
      assertThat(dropped.get(0)).hasToString("x");
    }
  }

  static List<Arguments> unharmed() {
    String id = "63a0";
    return List.of(
        // A number in another form.
        arguments(5, "5.0"),
        arguments(5, "\"5\""),
        arguments(5, "5E0"),
        arguments(new BigDecimal("99.90"), "99.9"),
        arguments(new BigDecimal("99.999"), "100"),
        arguments(0, "false"),
        arguments(false, "0"),
        arguments(true, "\"true\""),
        // A text that was trimmed, cut, or emptied.
        arguments("  shipped\n", "\"shipped\""),
        arguments("shipped", "\"ship\""),
        arguments("shipped", "\"\""),
        // The label for the id of an option, and the option as an object.
        arguments("2", "\"UPS\""),
        arguments("UPS", "{\"id\":\"2\",\"label\":\"UPS\"}"),
        arguments("UPS", "[\"UPS\"]"),
        arguments("UPS", "{\"type\":\"list\",\"options\":[{\"id\":\"2\"}]}"),
        // A date in seconds, with a time, or as a fraction.
        arguments(LocalDate.of(2026, 9, 1), "1788220800"),
        arguments(LocalDate.of(2026, 9, 1), "\"2026-09-01T00:00:00.000Z\""),
        arguments(Instant.EPOCH, "\"1970-01-01\""),
        arguments(Instant.EPOCH, "0.0"),
        // References: bare, as an object, in a list, in a list by another name, with numbers.
        arguments(References.one(id), "\"63a0\""),
        arguments(References.one(id), "\"another form of id\""),
        arguments(References.one(id), "{\"type\":\"contact\",\"id\":\"63a0\"}"),
        arguments(References.one(id), "{\"type\":\"contact\",\"id\":\"external\"}"),
        arguments(References.one(id), "[\"63a0\"]"),
        arguments(References.one(id), "[{\"id\":\"other\"}]"),
        arguments(
            References.one(id), "{\"type\":\"contact.list\",\"contacts\":[{\"id\":\"other\"}]}"),
        arguments(
            References.one(id), "{\"type\":\"contact.list\",\"instances\":[{\"id\":\"63a0\"}]}"),
        arguments(
            References.one("7"), "{\"type\":\"Item.list\",\"instances\":[{\"id\":7},{\"id\":8}]}"),
        arguments(
            References.many(List.of("7", "8")), "{\"type\":\"Item.list\",\"instances\":[8,\"7\"]}"),
        // Instances without a readable id prove nothing.
        arguments(
            References.many(List.of("7")),
            "{\"type\":\"Item.list\",\"instances\":[{\"external_id\":\"a\"}]}"),
        arguments(
            References.many(List.of("7")),
            "{\"type\":\"Item.list\",\"instances\":[{\"id\":null}]}"));
  }

  @ParameterizedTest
  @MethodSource("unharmed")
  void aValueReturnedInAnotherFormIsNotDropped(Object value, String returned) {
    Upserted<Attributes> saved = upsert(value, "{\"x\":" + returned + "}");
    assertThat(saved.getDropped()).isEmpty();
    assertThat(saved.orThrow()).isSameAs(saved);
  }

  static List<Object> nothings() {
    return List.of("", " ", "\t\r\n", "\u2003", List.of(), References.many(List.of()));
  }

  @ParameterizedTest
  @MethodSource("nothings")
  void anEmptyValueReturnedAsNullIsNotDropped(Object value) {
    assertThat(upsert(value, "{\"x\":null}").getDropped()).isEmpty();
    assertThat(upsert(value, "{}").getDropped()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"x\":null}", "{}", "{\"x\":\"still there\"}", "null"})
  void clearedAttributesAreNotDropped(String returned) {
    intercom.enqueue(200, "{\"id\":\"22\",\"custom_attributes\":" + returned + "}");
    assertThat(
            intercom
                .orders()
                .upsert("ORDER-1", Attributes.builder().clear("x").build())
                .getDropped())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"none\"", "5"})
  void attributesReturnedInAnUnreadableFormAreNotDropped(String returned) {
    assertThat(upsert("shipped", returned).getDropped()).isEmpty();
  }

  @Test
  void idsThatAreNotShownAreDroppedAndNamedOnce() {
    Upserted<Attributes> saved =
        upsert(References.many(List.of("7", "8", "9", "8")), instances("", "\"7\"", "9"));
    assertThat(saved.getDropped()).hasSize(1);
    assertThat(saved.getDropped().get(0).getMissingIds()).containsExactly("8");
    assertThat(saved.getDropped().get(0).getSent()).isEqualTo(List.of("7", "8", "9", "8"));
    assertThat(saved.getDropped().get(0).toString()).isEqualTo("x=[8]");
  }

  @Test
  void allReferencesAreDroppedIfNoneIsShown() {
    Upserted<Attributes> saved = upsert(References.many(List.of("7", "8")), instances(""));
    assertThat(saved.getDropped().get(0).getMissingIds()).containsExactly("7", "8");
  }

  @Test
  void aReferenceToOneThatIsNotShownIsDropped() {
    assertThat(upsert(References.one("7"), instances("")).getDropped())
        .extracting(Object::toString)
        .containsExactly("x=[7]");
    assertThat(upsert(References.one("7"), instances("", "\"6\"")).getDropped())
        .extracting(Object::toString)
        .containsExactly("x=[7]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",\"has_more\":true|0",
        ",\"has_more\":true,\"total_count\":1|0",
        ",\"total_count\":2|0",
        ",\"has_more\":false,\"total_count\":3|0",
        ",\"total_count\":2.0|0",
        ",\"total_count\":\"2\"|0",
        ",\"has_more\":\"true\"|0",
        ",\"total_count\":\"all\"|1",
        ",\"has_more\":false|1",
        ",\"has_more\":null,\"total_count\":null|1",
        ",\"total_count\":1|1",
        ",\"total_count\":0|1"
      })
  void aPartialListProvesNothing(String more, int dropped) {
    assertThat(upsert(References.many(List.of("7", "8")), instances(more, "\"7\"")).getDropped())
        .hasSize(dropped);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"external_created_at\":null,\"external_updated_at\":null|created updated",
        "\"type\":\"Order\"|created updated",
        "\"external_created_at\":5|updated",
        "\"external_updated_at\":5|created",
        "\"external_created_at\":0,\"external_updated_at\":0|",
        "\"external_created_at\":\"1970-01-01\",\"external_updated_at\":1.5|",
        "\"external_created_at\":\"\",\"external_updated_at\":{}|"
      })
  void externalTimesReturnedAsNullOrAbsentAreDropped(String returned, @Nullable String which) {
    CustomObjects<Times> orders =
        intercom.builder().build().customObjects(ObjectType.of("Order", Times.class));
    intercom.enqueue(200, "{\"id\":\"22\"," + returned + "}");
    assertThat(orders.upsert(new Times("ORDER-1", Instant.EPOCH, 1788280000L)).getDropped())
        .extracting(Object::toString)
        .containsExactlyElementsOf(
            which == null
                ? List.of()
                : List.of(which.split(" ")).stream()
                    .map(name -> "external_" + name + "_at")
                    .toList());
    intercom.enqueue(200, "{\"id\":\"22\"," + returned + "}");
    assertThat(orders.upsert(new Times("ORDER-1", null, null)).getDropped()).isEmpty();
  }

  @Test
  void manyMissingIdsAreShortenedInTheMessage() {
    List<String> ids = IntStream.range(1000, 2000).mapToObj(String::valueOf).toList();
    Upserted<Attributes> saved = upsert(References.many(ids), instances(""));
    assertThat(saved.getDropped().get(0).toString()).startsWith("x=[1000, 1001, ").endsWith("…");
    assertThat(saved.getDropped().get(0).toString()).hasSizeLessThanOrEqualTo(501);
    assertThat(saved.getDropped().get(0).getMissingIds()).isEqualTo(ids);
  }

  @Test
  void orThrowNamesDroppedAttributesAndWhatToCheck() {
    Upserted<Attributes> saved = upsert("shiped", "{\"x\":null}");
    assertThatThrownBy(saved::orThrow)
        .isInstanceOfSatisfying(
            DroppedAttributesException.class,
            e -> assertThat(e.getOutcome()).isEqualTo(Outcome.APPLIED))
        .hasMessage(
            "Order 22 (external id ORDER-1) was stored without [x]; check that the type has an"
                + " attribute of this name, that the list option exists in Intercom, that the time"
                + " can be read and that the referenced ids exist");
  }

  @Test
  void orThrowAfterCreateNamesOnlyTheId() {
    intercom.enqueue(200, "{\"id\":\"22\",\"custom_attributes\":" + instances("", "\"7\"") + "}");
    Upserted<Attributes> saved =
        intercom
            .orders()
            .create(
                Attributes.builder()
                    .set("x", References.many(List.of("7", "8")))
                    .set("y", 1)
                    .build());
    assertThatThrownBy(saved::orThrow)
        .isInstanceOf(DroppedAttributesException.class)
        .hasMessageStartingWith("Order 22 was stored without [x=[8], y]; check that ");
  }
}
