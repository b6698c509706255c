package io.github.intercomobjects.canvas;

import static io.github.intercomobjects.canvas.Orders.click;
import static io.github.intercomobjects.canvas.Orders.json;
import static io.github.intercomobjects.canvas.Orders.open;
import static io.github.intercomobjects.canvas.Orders.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.DecodingException;
import io.github.intercomobjects.canvas.Orders.Order;
import io.github.intercomobjects.canvas.model.Canvas;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CardDetailsTest {
  private static final Formats FORMATS = Formats.of(Locale.US, ZoneOffset.UTC);

  private static String heading(CardDetails<Order> details) {
    return tree(details.render(Orders.one("{}"), open()))
        .findPath("components")
        .path(0)
        .path("text")
        .asText();
  }

  @Test
  void anAppShowsTheTableAndTheButtonsOfAnObject() {
    CardDetails<Order> details =
        CardDetails.<Order>builder("order")
            .heading(one -> "Order " + one.getValue().number())
            .field("Status", one -> one.getValue().status())
            .field("Total", one -> one.getValue().total(), total -> FORMATS.money(total, "USD"))
            .field("Shipped", one -> one.getValue().shipped(), FORMATS::dateTime)
            .action("refund", "Refund")
            .action("cancel", "Cancel", one -> one.getValue().shipped() == null)
            .action("resend", "Send again")
            .link("Open in the shop", one -> "https://shop.example.com/" + one.getExternalId())
            .link("Track", one -> null)
            .back("All orders")
            .build();
    CustomObject<Order> one =
        Orders.one("{'number':'7','status':'shipped','total':9,'shipped':1546952700}");
    try (CanvasApp app =
        Requests.app().inboxSubmit("order:{id}", request -> details.render(one, request)).build()) {
      JsonNode shown = Requests.submit(app, "order:o1");

      assertThat(shown.toString().replace('"', '\''))
          .isEqualTo(
              "{'canvas':{'content':{'components':["
                  + "{'type':'text','text':'Order 7','align':'left','style':'header'},"
                  + "{'type':'data-table','items':["
                  + "{'type':'field-value','field':'Status','value':'shipped'},"
                  + "{'type':'field-value','field':'Total','value':'$9.00'},"
                  + "{'type':'field-value','field':'Shipped','value':'Jan 8, 2019 at 1:05PM'}]},"
                  + "{'type':'button','id':'refund:o1','label':'Refund','style':'primary',"
                  + "'action':{'type':'submit'}},"
                  + "{'type':'button','id':'resend:o1','label':'Send again','style':'secondary',"
                  + "'action':{'type':'submit'}},"
                  + "{'type':'button','id':'link:order:3','label':'Open in the shop',"
                  + "'style':'secondary',"
                  + "'action':{'type':'url','url':'https://shop.example.com/A-1'}},"
                  + "{'type':'button','id':'list:order:back','label':'All orders','style':'link',"
                  + "'action':{'type':'submit'}}]},'stored_data':{}}}");
    }
  }

  @Test
  void detailsWithoutAnythingShowTheExternalId() {
    CardDetails<Order> details = CardDetails.<Order>builder("order").build();

    assertThat(json(details.render(Orders.one("{}"), open())))
        .isEqualTo(
            "{'content':{'components':[{'type':'text','text':'A-1','align':'left',"
                + "'style':'header'}]},'stored_data':{}}");
  }

  @Test
  void absentValuesAreLeftOutOrHaveATextByChoice() {
    CardDetails.Builder<Order> details =
        CardDetails.<Order>builder("order")
            .field("Status", one -> one.getValue().status())
            .field("Total", one -> one.getValue().total(), FORMATS::number);
    CustomObject<Order> one = Orders.one("{'status':' ','total':null}");

    assertThat(json(details.build().render(one, open()))).doesNotContain("data-table");
    assertThat(json(details.absent("–").build().render(one, open())))
        .contains(
            "'items':[{'type':'field-value','field':'Status','value':'–'},"
                + "{'type':'field-value','field':'Total','value':'–'}]");
  }

  @Test
  void theStoredDataKeepsThePagesOfAllListsAndNothingElse() {
    CardDetails<Order> details = CardDetails.<Order>builder("order").build();
    String storedData =
        "{'order:page':2,'subscription:page':'x','key':'0b6f','page':3,'ticket:page':[1]}";

    Canvas canvas = details.render(Orders.one("{}"), click("order:o1", storedData));

    assertThat(canvas.getStoredData())
        .isEqualTo(Map.of("order:page", 2L, "subscription:page", 1L, "ticket:page", 1L));
  }

  @ParameterizedTest
  @CsvSource({
    "Order <b>7</b> & _more_, Order <b>7</b> & _more_",
    "[Pay here](https://evil.example.com), '[Pay here]\u200b(https://evil.example.com)'",
    "[a] [b], '[a]\u200b [b]\u200b'",
    "**VIP** __VIP__ ***, *\u200b*VIP*\u200b* _\u200b_VIP_\u200b_ *\u200b*\u200b*",
    "'a\nb', a b",
  })
  void markdownOfACustomerIsShownAsItIsInTheHeading(String text, String shown) {
    assertThat(heading(CardDetails.<Order>builder("order").heading(one -> text).build()))
        .isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 60})
  void aTableOfTheLongestValuesIsSmallerThanTheLimit(int fields) {
    CardDetails.Builder<Order> details = CardDetails.builder("order");
    for (int i = 0; i < fields; i++) {
      details.field("Field " + i, one -> "😀".repeat(1_001));
    }

    String shown = json(details.build().render(Orders.one("{}"), open()));

    assertThat(shown).contains("😀".repeat(Math.min(1_000, 12_000 / fields) - 1) + "…'");
    assertThat(shown.getBytes(StandardCharsets.UTF_8).length).isLessThan(54_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://shop.example.com", "javascript:alert(1)", "", "/orders/7"})
  void aLinkToAnotherSchemeIsRejected(String url) {
    CardDetails<Order> details =
        CardDetails.<Order>builder("order").link("Open", one -> url).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> details.render(Orders.one("{}"), open()))
        .withMessage("the link 'Open' has the address '%s': return one with https://", url);
  }

  @Test
  void theAddressOfALinkThatIsRejectedIsShortened() {
    CardDetails<Order> details =
        CardDetails.<Order>builder("order").link("Open", one -> "\n" + "x".repeat(1_000)).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> details.render(Orders.one("{}"), open()))
        .withMessage(
            "the link 'Open' has the address ' %s…': return one with https://", "x".repeat(499));
  }

  @Test
  void aLinkWithALongAddressIsLeftOut() {
    CardDetails<Order> details =
        CardDetails.<Order>builder("order")
            .link("Open", one -> "https://" + "x".repeat(993))
            .link("Track", one -> "https://" + "ü".repeat(497))
            .link("Print", one -> "https://" + "ü".repeat(496))
            .build();

    assertThat(json(details.render(Orders.one("{}"), open())))
        .doesNotContain("Open", "Track")
        .contains("'label':'Print','style':'primary'");
  }

  @Test
  void anObjectThatDoesNotFitItsTypeIsReported() {
    CardDetails<Order> details =
        CardDetails.<Order>builder("order")
            .field("Total", one -> one.getValue().total(), FORMATS::number)
            .build();

    assertThatThrownBy(() -> details.render(Orders.one("{'total':'many'}"), open()))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("A-1");
  }

  @Test
  void aPrefixOfAnActionIsANameThatIsNoOther() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CardDetails.<Order>builder("order").action("list", "Refund"))
        .withMessage(
            "the prefix 'list' cannot begin the ids of components: pass up to 40 letters, digits, _"
                + " and -, such as order, but neither list nor link");
  }
}
