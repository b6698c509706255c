package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.References;
import io.github.intercomobjects.card.CardScene.Shown;
import io.github.intercomobjects.sandbox.RecordedCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class CardTest {
  @AutoClose private final CardScene scene = new CardScene();

  @Test
  void theFirstCanvasHasFiveOrdersAndCostsOneCall() {
    assertThat(scene.open("zoe").lines())
        .containsExactly(
            "Orders",
            "A-1015 | shipped | €2,249.00",
            "A-1014 | shipped | €139.00",
            "A-1013 | delivered | €64.90",
            "A-1011 | delivered | €39.00",
            "A-1010 | delivered | €19.90",
            "[More]",
            "[Subscriptions]");
    assertThat(scene.calls()).hasSize(1);
    scene.open("zoe");
    assertThat(scene.calls()).hasSize(1);
  }

  @Test
  void moreLeadsToTheNextOrdersAndPreviousBack() {
    Shown second = scene.open("zoe").click("More");
    assertThat(second.lines())
        .startsWith("Orders", "A-1009 | delivered | €45.00")
        .endsWith("[More]", "[Previous]", "[Subscriptions]");
    Shown third = second.click("More");
    assertThat(third.lines())
        .containsExactly("Orders", "A-1001 | delivered | €12.90", "[Previous]", "[Subscriptions]");
    assertThat(third.click("A-1001").click("Back").lines()).isEqualTo(third.lines());
    assertThat(third.click("Previous").lines()).isEqualTo(second.lines());
    assertThat(scene.calls()).hasSize(1);
  }

  @Test
  void theDetailsOfAnOrderHaveALinkIntoTheShopAndARefund() {
    Shown details = scene.open("zoe").click("A-1015");
    assertThat(details.lines())
        .containsExactly(
            "Order A-1015",
            "Status: shipped",
            "Total: €2,249.00",
            "Items: Gravel bicycle, 54 cm",
            "Placed: Nov 29, 2026 at 1:15AM",
            "[Refund…]",
            "[Open in the shop]",
            "[Back]");
    assertThat(details.labelled("Open in the shop").at("/action/url").asText())
        .isEqualTo("https://shop.example/admin/orders/A-1015");
  }

  @Test
  void anOrderWithoutANumberIsNamedByItsId() {
    String id =
        scene
            .seed
            .customObjects(ObjectType.untyped("Order"))
            .create(
                Attributes.builder()
                    .set("status", "shipped")
                    .set("customer", References.one(scene.id("noor")))
                    .build())
            .getId();
    assertThat(scene.open("noor").click(id).lines())
        .containsExactly(id, "Status: shipped", "[Back]");
  }

  @Test
  void subscriptionsAreOneClickAway() {
    Shown list = scene.open("amara").click("Subscriptions");
    assertThat(list.lines())
        .containsExactly(
            "Subscriptions",
            "Battery rental | paused | €29.00",
            "Theft insurance | active | €9.50",
            "[Orders]");
    assertThat(list.click("Battery rental").lines())
        .containsExactly(
            "Battery rental",
            "Number: S-303",
            "Status: paused",
            "Price: €29.00",
            "Renews: Dec 11, 2026",
            "[Back]");
    assertThat(list.click("Orders").lines()).isEqualTo(scene.open("amara").lines());
  }

  @Test
  void aContactWithoutObjectsIsNoError() {
    Shown orders = scene.open("noor");
    assertThat(orders.lines()).containsExactly("Orders", "No orders yet", "[Subscriptions]");
    assertThat(orders.click("Subscriptions").lines())
        .containsExactly("Subscriptions", "No subscriptions yet", "[Orders]");
    assertThat(scene.failures).isEmpty();
  }

  @Test
  void anUnknownContactIsReported() {
    Shown shown = scene.shown("/inbox/initialize", scene.inbox("0123456789abcdef01234567"));
    assertThat(shown.lines())
        .containsExactly("The workspace of this app does not know this contact.", "[Try again]");
  }

  @Test
  void theOrdersOfAMergedContactAreThoseOfTheOther() {
    scene.shop.workspace().mergeContacts(scene.id("noor"), scene.id("yan"));
    assertThat(scene.open("noor").lines()).isEqualTo(scene.open("yan").lines());
  }

  @Test
  void anUnknownComponentLeadsToTheFirstCanvasAgain() {
    Shown first = scene.open("yan");
    Shown shown = first.submit("nonsense");
    assertThat(shown.lines().get(0))
        .isEqualTo("This is no longer available. Please open the card again.");
    assertThat(shown.submit(shown.canvas().findPath("id").asText()).lines())
        .isEqualTo(first.lines());
    assertThat(scene.failures)
        .singleElement()
        .hasToString(
            "java.lang.IllegalStateException: there is no handler of INBOX_SUBMIT for the component"
                + " 'nonsense': set one in the builder");
  }

  @Test
  void anObjectOfAnotherContactIsNotShown() {
    String id = scene.order("A-1006").getId();
    assertThat(scene.open("zoe").submit("order:" + id).lines())
        .containsExactly("This is no longer among the objects of the contact.", "[Try again]");
  }

  private Shown messenger(String contact) {
    ObjectNode request = CardScene.JSON.createObjectNode().put("workspace_id", "sandbox");
    request.put("workspace_region", "US");
    request.putObject("context").put("location", "home").put("locale", "en");
    Shown first = scene.shown("/messenger/initialize", request);
    assertThat(first.lines())
        .containsExactly(
            "Your orders and subscriptions", "[Show my orders]", "[Show my subscriptions]");
    ObjectNode ofContact = request.deepCopy();
    ofContact.putObject("user").put("type", "contact").put("id", scene.id(contact));
    return new Shown(scene, ofContact, first.canvas());
  }

  @Test
  void aCustomerSeesTheirOwnOrdersWithoutActions() {
    Shown orders = messenger("yan").click("Show my orders");
    assertThat(orders.lines())
        .containsExactly(
            "Orders",
            "A-1012 | shipped | €84.00",
            "A-1008 | delivered | €34.00",
            "A-1003 | delivered | €119.00",
            "[Subscriptions]");
    assertThat(orders.click("A-1012").lines())
        .containsExactly(
            "Order A-1012",
            "Status: shipped",
            "Total: €84.00",
            "Items: Helmet, size M",
            "Placed: Nov 26, 2026 at 4:15PM",
            "[Back]");
  }

  @Test
  void aCustomerCanNeitherSeeAnotherOrderNorRefund() {
    Shown orders = messenger("yan").click("Show my orders");
    assertThat(orders.submit("order:" + scene.order("A-1015").getId()).lines())
        .containsExactly(
            "Your orders cannot be shown at the moment. Please try again later.", "[Try again]");
    String own = scene.order("A-1012").getId();
    for (String action : new String[] {"refund:", "confirm:"}) {
      assertThat(orders.submit(action + own).lines())
          .containsExactly("This is no longer available. Please open the card again.");
    }
    assertThat(scene.changes()).isEmpty();
  }

  @Test
  void twoHundredSwitchesCostAtMostOneCallEach() {
    String[] contacts = {"zoe", "yan", "amara", "noor"};
    for (int i = 0; i < 200; i++) {
      scene.open(contacts[i % contacts.length]);
    }
    // The one without orders costs another call, which finds out whether it exists.
    assertThat(scene.calls()).hasSize(5);
  }

  @Test
  void twoHundredSwitchesToOthersCostOneCallEach() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ids.add(scene.shop.workspace().addContact("c-" + i, null, "Contact " + i).getId());
    }
    scene
        .seed
        .customObjects(ObjectType.untyped("Order"))
        .<String>bulk(
            id -> "B-" + id, id -> Attributes.builder().set("customer", References.one(id)).build())
        .upsertAll(ids);
    long before = scene.sandbox.getCallCount();
    for (String id : ids) {
      assertThat(scene.shown("/inbox/initialize", scene.inbox(id)).lines()).hasSize(3);
    }
    assertThat(scene.sandbox.getCallCount() - before).isEqualTo(200);
    assertThat(scene.calls()).extracting(RecordedCall::getStatus).containsOnly(200);
  }
}
