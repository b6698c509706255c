package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.References;
import io.github.intercomobjects.card.CardScene.Shown;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each canvas is compared with the description by {@link CardScene#shown}. */
final class OddInputTest {
  @AutoClose private final CardScene scene = new CardScene();

  static String[] texts() {
    return new String[] {
      "👩‍🚀🚲",
      "<script>document.title = 'x'</script>",
      "[click](https://evil.example) **bold**",
      "a\nb\tc\u0000",
      "\u202Eesrever",
      "x".repeat(10_000),
      "🚲".repeat(10_000)
    };
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aTextOfAnyKindIsShownRefundedAndReported(String text) {
    String number = text.length() > 200 ? "long" : text.replace("\u0000", "");
    scene
        .seed
        .customObjects(ObjectType.untyped("Order"))
        .upsert(
            number,
            Attributes.builder()
                .set("items", text)
                .set("currency", text)
                .set("total_amount", 1)
                .set("customer", References.one(scene.id("noor")))
                .build());
    Shown list = scene.open("noor");
    assertThat(list.canvas().at("/content/components")).hasSize(3);
    String id = list.canvas().at("/content/components/1/items/0/id").asText();
    Shown question = list.submit(id).click("Refund…");
    assertThat(question.lines().get(1)).doesNotContain("](", "**");
    Shown done = question.submit(question.canvas().at("/content/components/2/id").asText());
    assertThat(done.lines()).contains("Status: refunded");
    assertThat(scene.failures).isEmpty();
  }
}
