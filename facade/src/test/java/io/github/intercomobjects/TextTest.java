package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts arrive unchanged or are rejected: as values, as names, as external ids. */
final class TextTest {
  static List<String> texts() {
    return List.of(
        // A family of four, a flag and a keycap.
        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDDE9\uD83C\uDDEA 1\uFE0F\u20E3",
        // Hebrew, Arabic, and marks that reverse the direction.
        "\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 \u202Eabc\u202C",
        // A composed letter, and the same with a combining mark: they stay different.
        "caf\u00E9",
        "cafe\u0301",
        "a\u0000b",
        "a\u0001\u001B\u001F\u007F\u0085\u009Fb",
        "a\b\f\n\r\tb",
        "a\u2028b\u2029c\uFEFFd\uFFFE\uFFFFe",
        "\"'\\/<script>&amp;{}[]%00+?#;,=",
        // The last character of Unicode, and the first beyond 16 bits.
        "a\uDBFF\uDFFFb\uD800\uDC00c");
  }

  private record Order(
      @ExternalId String number, String status, @Json(name = "größe ✓") String e) {}

  private static final JsonAdapter<Map<String, String>> MAPS =
      new Moshi.Builder()
          .build()
          .adapter(Types.newParameterizedType(Map.class, String.class, String.class));

  private static SandboxIntercom workspace(String attribute) {
    return new SandboxIntercom(
        Workspace.builder()
            .objectType(ObjectTypeDefinition.builder("Order").text(attribute).build()));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aValueArrivesUnchanged(String text) {
    try (SandboxIntercom intercom = workspace("status")) {
      Upserted<Attributes> saved =
          intercom.orders().upsert("ORDER-1", Attributes.builder().set("status", text).build());
      assertThat(saved.getDropped()).isEmpty();
      assertThat(saved.getStored().getAttributes().getText("status")).isEqualTo(text);
      assertThat(
              intercom.workspace().findInstance("Order", "ORDER-1").orElseThrow().getAttributes())
          .containsEntry("status", text);
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void anAttributeNameArrivesUnchanged(String text) {
    try (SandboxIntercom intercom = workspace(text)) {
      Upserted<Attributes> saved =
          intercom.orders().upsert("ORDER-1", Attributes.builder().set(text, "x").build());
      assertThat(saved.getDropped()).isEmpty();
      assertThat(saved.getStored().getAttributes().getText(text)).isEqualTo("x");
      assertThat(
              intercom.workspace().findInstance("Order", "ORDER-1").orElseThrow().getAttributes())
          .containsEntry(text, "x");
      intercom.orders().upsert("ORDER-1", Attributes.builder().clear(text).build());
      assertThat(
              intercom.workspace().findInstance("Order", "ORDER-1").orElseThrow().getAttributes())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void anExternalIdArrivesUnchangedAndItsObjectIsFoundAndDeleted(String text) {
    try (SandboxIntercom intercom = workspace("status")) {
      CustomObjects<Attributes> orders = intercom.orders();
      // The text without its first special character.
      orders.upsert(
          text.substring(0, text.offsetByCodePoints(0, 1)) + "?", Attributes.builder().build());
      Upserted<Attributes> saved = orders.upsert(text, Attributes.builder().build());
      assertThat(saved.getExternalId()).isEqualTo(text);
      assertThat(intercom.workspace().findInstance("Order", text).orElseThrow().getId())
          .isEqualTo(saved.getId());
      assertThat(orders.getByExternalId(text).getId()).isEqualTo(saved.getId());
      assertThat(orders.deleteByExternalId(text)).isTrue();
      assertThat(orders.findByExternalId(text)).isEmpty();
      assertThat(intercom.workspace().getInstances("Order")).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aRecordArrivesUnchanged(String text) {
    try (SandboxIntercom intercom =
        new SandboxIntercom(
            Workspace.builder()
                .objectType(
                    ObjectTypeDefinition.builder("Order")
                        .text("status")
                        .text("größe ✓")
                        .build()))) {
      CustomObjects<Order> orders =
          intercom.client().customObjects(ObjectType.of("Order", Order.class));
      Order order = new Order(text, text, text);
      assertThat(orders.upsert(order).getDropped()).isEmpty();
      assertThat(intercom.workspace().findInstance("Order", text)).isPresent();
      assertThat(orders.getByExternalId(text).getValue()).isEqualTo(order);
    }
  }

  /** It would be sent as a question mark, so two external ids could become one. */
  @ParameterizedTest
  @ValueSource(strings = {"a\uD83D", "\uDE00a", "\uDE00\uD83D", "\uD83Da\uDE00", "\uD83D\uD83D"})
  void aTextWithHalfACharacterIsRejectedBeforeAnythingIsSent(String text) {
    try (SandboxIntercom intercom = workspace("status")) {
      Attributes.Builder attributes = Attributes.builder();
      assertThatThrownBy(() -> attributes.set("status", text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "attribute status must not contain half of a surrogate pair (\\ud");
      assertThatThrownBy(() -> attributes.set("tags", List.of("a", text)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("attribute tags must not contain half of a surrogate pair (\\ud");
      assertThatThrownBy(() -> attributes.set(text, "x"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("attribute must not contain half of a surrogate pair (\\ud");
      assertThatThrownBy(() -> attributes.clear(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("attribute must not contain half of a surrogate pair (\\ud");
      CustomObjects<Order> orders =
          intercom.client().customObjects(ObjectType.of("Order", Order.class));
      assertThatThrownBy(() -> orders.upsert(new Order("ORDER-1", "x", text)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "größe ✓ of Order must not contain half of a surrogate pair (\\ud");
      assertThatThrownBy(() -> orders.upsert(new Order(text, "x", "y")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "number of Order must not contain half of a surrogate pair (\\ud");
      CustomObjects<Map<String, String>> maps =
          intercom
              .client()
              .customObjects(
                  ObjectType.builder("Order", MAPS).externalId(map -> map.get("number")).build());
      assertThatThrownBy(() -> maps.upsert(Map.of("number", "1", text, "x")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "the name of an attribute of Order must not contain half of a surrogate pair");
      assertThat(intercom.calls()).isEmpty();
    }
  }
}
