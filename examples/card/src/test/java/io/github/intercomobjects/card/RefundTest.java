package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.card.CardScene.Shown;
import io.github.intercomobjects.sandbox.Fault;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class RefundTest {
  private static final String AUDIT = "Refunded by Hana Okafor on Nov 29, 2026 at 8:15PM";

  @AutoClose private final CardScene scene = new CardScene();

  private Shown question() {
    return scene.open("zoe").click("A-1015").click("Refund…");
  }

  private void change(String number, Attributes attributes) {
    scene.seed.customObjects(ObjectType.untyped("Order")).upsert(number, attributes).orThrow();
  }

  @Test
  void aRefundIsConfirmedStoredAndShown() {
    Shown question = question();
    assertThat(question.lines())
        .containsExactly(
            "Refund this order?",
            "The customer gets €2,249.00 back for order A-1015. This cannot be undone.",
            "[Refund €2,249.00]",
            "[Cancel]");
    assertThat(scene.changes()).isEmpty();
    Shown details = question.click("Refund €2,249.00");
    assertThat(details.lines())
        .containsExactly(
            "Order A-1015",
            "Status: refunded",
            "Total: €2,249.00",
            "Items: Gravel bicycle, 54 cm",
            "Placed: Nov 29, 2026 at 1:15AM",
            "[Open in the shop]",
            "[Back]",
            AUDIT);
    assertThat(details.click("Back").lines()).contains("A-1015 | refunded | €2,249.00");
    String key = question.canvas().at("/stored_data/refund_key").asText();
    assertThat(CardScene.parse(scene.changes().get(0).getBody()))
        .isEqualTo(
            CardScene.parse(
                """
                {"external_id":"A-1015","custom_attributes":{"status":"refunded",
                "refunded_by":"Hana Okafor","refunded_at":1795983300,"refund_key":"%s"}}"""
                    .formatted(key)));
    assertThat(scene.attribute("A-1015", "items")).isEqualTo("Gravel bicycle, 54 cm");
  }

  @Test
  void cancelLeadsBackToTheOrder() {
    Shown details = scene.open("zoe").click("A-1015");
    assertThat(details.click("Refund…").click("Cancel").lines()).isEqualTo(details.lines());
    assertThat(scene.changes()).isEmpty();
  }

  @Test
  void aClickThatArrivesTwiceRefundsOnce() {
    Shown question = question();
    Shown first = question.click("Refund €2,249.00");
    Shown second = question.click("Refund €2,249.00");
    assertThat(second.lines()).isEqualTo(first.lines()).contains(AUDIT);
    assertThat(scene.changes()).hasSize(1);
  }

  @Test
  void aClickIsDoneOnceEvenIfSomebodyResetTheStatus() {
    Shown question = question();
    question.click("Refund €2,249.00");
    change("A-1015", Attributes.builder().set("status", "delivered").build());
    question.click("Refund €2,249.00");
    assertThat(scene.attribute("A-1015", "status")).isEqualTo("delivered");
  }

  @Test
  void clicksThatArriveTogetherRefundOnce() throws Exception {
    Shown question = question();
    Shown another = question();
    int clicks = 8;
    CyclicBarrier start = new CyclicBarrier(clicks);
    ExecutorService threads = Executors.newFixedThreadPool(clicks);
    try {
      for (Future<Shown> click :
          IntStream.range(0, clicks)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.await();
                            return (i % 2 == 0 ? question : another).click("Refund €2,249.00");
                          }))
              .toList()) {
        assertThat(click.get().lines()).contains("Status: refunded", AUDIT);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(scene.changes()).hasSize(1);
  }

  @Test
  void theRefundOfAnotherTeammateIsShownAndNotDoneAgain() {
    Shown question = question();
    Shown other = question();
    ((ObjectNode) other.request().get("admin")).put("name", "Kim").put("id", "128");
    other.click("Refund €2,249.00");
    assertThat(question.click("Refund €2,249.00").lines())
        .contains("Refunded by Kim on Nov 29, 2026 at 8:15PM");
    assertThat(scene.changes()).hasSize(1);
  }

  @Test
  void anAmountThatChangedMeanwhileIsAskedAgain() {
    Shown question = question();
    change("A-1015", Attributes.builder().set("total_amount", new BigDecimal("99.5")).build());
    Shown again = question.click("Refund €2,249.00");
    assertThat(again.lines()).contains("[Refund €99.50]");
    assertThat(scene.attribute("A-1015", "status")).isEqualTo("shipped");
    assertThat(again.click("Refund €99.50").lines()).contains(AUDIT);
  }

  @Test
  void aClickWithoutItsKeyIsAskedAgain() {
    Shown question = question();
    String id = question.canvas().findPath("id").asText();
    for (Map<String, Object> stored :
        Stream.<Map<String, Object>>of(
                Map.of(),
                Map.of("refund_key", 7),
                Map.of("refund_key", " "),
                Map.of("refund_key", "x"))
            .toList()) {
      ObjectNode request = question.requestOf(id);
      ((ObjectNode) request.get("current_canvas"))
          .set("stored_data", CardScene.JSON.valueToTree(stored));
      assertThat(scene.shown("/inbox/submit", request).lines()).startsWith("Refund this order?");
    }
    assertThat(scene.changes()).hasSize(0);
  }

  @Test
  void aLostResponseIsRetriedAndTheOrderIsRefundedOnce() {
    Shown question = question();
    scene.sandbox.faults().on("POST", "/**").times(1).fail(Fault.lostAnswer());
    assertThat(question.click("Refund €2,249.00").lines()).contains(AUDIT);
    assertThat(scene.changes()).hasSize(2);
    assertThat(scene.changes().get(1).getBody()).isEqualTo(scene.changes().get(0).getBody());
  }

  @Test
  void aFailureThatLeavesItOpenSaysSoAndTryingAgainChecksIt() {
    Shown question = question();
    scene.sandbox.faults().on("POST", "/**").fail(Fault.lostAnswer());
    Shown open = question.click("Refund €2,249.00");
    assertThat(open.lines())
        .containsExactly(
            "Intercom's API cannot be reached. The change may have been stored: trying again checks"
                + " that, and does it once.",
            "[Try again]");
    scene.sandbox.faults().clear();
    assertThat(open.click("Try again").lines()).contains(AUDIT);
    assertThat(scene.changes()).hasSize(2);
  }

  @Test
  void aRefundByATeammateWithoutANameIsThatOfTheIdOrOfAnUnknownOne() {
    Shown question = question();
    Shown other = scene.open("zoe").click("A-1014").click("Refund…");
    ((ObjectNode) question.request().get("admin")).remove("name");
    ((ObjectNode) other.request().get("admin")).removeAll().put("type", "admin");
    assertThat(question.click("Refund €2,249.00").lines())
        .contains("Refunded by teammate 127 on Nov 29, 2026 at 8:15PM");
    assertThat(other.click("Refund €139.00").lines())
        .contains("Refunded by an unknown teammate on Nov 29, 2026 at 8:15PM");
  }

  @Test
  void aRefundOfAnotherProgramThatNamesNobodyIsShown() {
    change(
        "A-1015",
        Attributes.builder().set("status", "refunded").set("refunded_at", CardScene.NOW).build());
    assertThat(scene.open("zoe").click("A-1015").lines())
        .contains("Refunded on Nov 29, 2026 at 8:15PM");
  }

  @Test
  void anOrderWithoutAnAmountCannotBeRefunded() {
    change("A-1014", Attributes.builder().set("total_amount", BigDecimal.ZERO).build());
    assertThat(scene.open("zoe").click("A-1014").lines()).doesNotContain("[Refund…]");
  }
}
