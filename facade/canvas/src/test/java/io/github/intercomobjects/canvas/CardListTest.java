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
import io.github.intercomobjects.canvas.CanvasRequest.Kind;
import io.github.intercomobjects.canvas.Orders.Order;
import io.github.intercomobjects.canvas.model.Canvas;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CardListTest {
  private static final CardList<Order> LIST = CardList.<Order>builder("order").build();

  private static JsonNode item(CardList<Order> list, CustomObject<Order> one) {
    return tree(list.render(List.of(one), open())).findPath("items").path(0);
  }

  @Test
  void anAppShowsAHeadingAndAnItemForEachObject() {
    CardList<Order> list =
        CardList.<Order>builder("order")
            .heading("Orders")
            .title(one -> "Order " + one.getValue().number())
            .subtitle(one -> one.getValue().status())
            .tertiaryText(one -> one.getAttributes().getText("number"))
            .image(one -> "https://shop.example.com/bike.png", 48)
            .pageSize(1)
            .build();
    List<CustomObject<Order>> orders = Orders.of(2, "{'number':'7','status':'shipped'}");
    try (CanvasApp app =
        Requests.app().inboxInitialize(request -> list.render(orders, request)).build()) {
      JsonNode shown = Requests.send(app, Kind.INBOX_INITIALIZE, "{'contact':{'id':'c1'}}");

      assertThat(shown.toString().replace('"', '\''))
          .isEqualTo(
              "{'canvas':{'content':{'components':["
                  + "{'type':'text','text':'Orders','align':'left','style':'header'},"
                  + "{'type':'list','items':[{'type':'item','id':'order:o1','title':'Order 7',"
                  + "'subtitle':'shipped','tertiary_text':'7',"
                  + "'image':'https://shop.example.com/bike.png','image_width':48,"
                  + "'image_height':48,'action':{'type':'submit'}}]},"
                  + "{'type':'button','id':'list:order:more','label':'More','style':'secondary',"
                  + "'action':{'type':'submit'}}]},'stored_data':{'order:page':1}}}");
    }
  }

  @Test
  void aListWithoutObjectsShowsATextOnTheLeft() {
    CardList<Order> list = CardList.<Order>builder("order").empty("No orders yet").build();

    assertThat(json(list.render(List.of(), open())))
        .isEqualTo(
            "{'content':{'components':[{'type':'text','text':'No orders yet','align':'left',"
                + "'style':'muted'}]},'stored_data':{'order:page':1}}");
  }

  @ParameterizedTest(name = "{0} objects on page {1} after {2}: {3}, then page {4}")
  @CsvSource({
    "1, 1, open,                    order:o1,                              1",
    "2, 1, open,                    order:o1 order:o2,                     1",
    "3, 1, open,                    order:o1 order:o2 list:order:more,     1",
    "3, 1, list:order:more,         order:o3 list:order:previous,          2",
    "3, 2, list:order:previous,     order:o1 order:o2 list:order:more,     1",
    "3, 2, list:order:back,         order:o3 list:order:previous,          2",
    "3, 2, order:o3,                order:o3 list:order:previous,          2",
    "3, 2, list:subscription:more,  order:o3 list:order:previous,          2",
    "5, 1, list:order:more, order:o3 order:o4 list:order:more list:order:previous, 2",
    // The list is shorter, or the button was used twice.
    "1, 3, list:order:more,         order:o1,                              1",
    "3, 7, list:order:previous,     order:o3 list:order:previous,          2",
    "3, 2, list:order:more,         order:o3 list:order:previous,          2",
    "3, 1, list:order:previous,     order:o1 order:o2 list:order:more,     1",
    "0, 4, list:order:previous,     '',                                    1",
  })
  void aRequestLeadsToAPage(int objects, int page, String componentId, String shown, int next) {
    CardList<Order> list = CardList.<Order>builder("order").pageSize(2).build();

    Canvas canvas =
        list.render(Orders.of(objects, "{}"), click(componentId, "{'order:page':" + page + "}"));

    assertThat(String.join(" ", tree(canvas).findValuesAsText("id"))).isEqualTo(shown);
    assertThat(canvas.getStoredData()).isEqualTo(Map.of("order:page", next));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                     | 1",
        "null                                   | 1",
        "[2]                                    | 1",
        "{'order:page':null}                    | 1",
        "{'order:page':2.0}                     | 2",
        "{'order:page':'2'}                     | 2",
        "{'order:page':'99999999999999'}        | 1",
        "{'order:page':'two'}                   | 1",
        "{'order:page':0}                       | 1",
        "{'order:page':-3}                      | 1",
        "{'order:page':9223372036854775807}     | 3",
        "{'order:page':-9223372036854775808}    | 1",
        "{'order:page':18446744073709551616}    | 3",
        "{'order:page':1e999999999}             | 1",
        "{'order:page':true}                    | 1",
        "{'order:page':[2]}                     | 1",
        "{'order:page':{'page':2}}              | 1",
        "{'page':2}                             | 1",
      })
  void storedDataOfAnyKindLeadsToAPageThatExists(String storedData, int page) {
    Canvas canvas = LIST.render(Orders.of(11, "{}"), click("list:order:back", storedData));

    assertThat(canvas.getStoredData()).isEqualTo(Map.of("order:page", page));
  }

  @Test
  void listsInOneCanvasHavePagesOfTheirOwn() {
    CardList<Order> orders =
        CardList.<Order>builder("order").heading("Orders").pageSize(1).labels("Next", "Up").build();
    CardList<Order> subscriptions = CardList.<Order>builder("subscription").pageSize(2).build();
    CanvasRequest request =
        click("list:order:more", "{'order:page':1,'subscription:page':2,'key':'0b6f'}");

    Canvas canvas =
        CardList.join(
            orders.render(Orders.of(3, "{}"), request),
            Requests.canvas("Or"),
            subscriptions.render(Orders.of(3, "{}"), request),
            Canvas.builder().storedData(Map.of("key", "4711")).build());

    assertThat(json(canvas))
        .isEqualTo(
            "{'content':{'components':["
                + "{'type':'text','text':'Orders','align':'left','style':'header'},"
                + "{'type':'list','items':[{'type':'item','id':'order:o2','title':'A-2',"
                + "'action':{'type':'submit'}}]},"
                + "{'type':'button','id':'list:order:more','label':'Next','style':'secondary',"
                + "'action':{'type':'submit'}},"
                + "{'type':'button','id':'list:order:previous','label':'Up','style':'link',"
                + "'action':{'type':'submit'}},"
                + "{'type':'text','text':'Or'},"
                + "{'type':'list','items':[{'type':'item','id':'subscription:o3','title':'A-3',"
                + "'action':{'type':'submit'}}]},"
                + "{'type':'button','id':'list:subscription:previous','label':'Back',"
                + "'style':'link','action':{'type':'submit'}}]},"
                + "'stored_data':{'order:page':2,'subscription:page':2,'key':'4711'}}");
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "<b>Zoë</b> & Co,<b>Zoë</b> & Co",
        "**A** [x](https://shop.example.com),**A** [x](https://shop.example.com)",
        "' two\r\n\tlines\u2028and\u0000\u0085more ',two lines and more",
        "99\u00a0€,99\u00a0€",
        "👩‍👩‍👧,👩‍👩‍👧",
      })
  void aTextOfACustomerIsShownAsItIsInOneLine(String text, String shown) {
    CardList<Order> list =
        CardList.<Order>builder("order")
            .title(one -> text)
            .subtitle(one -> text)
            .tertiaryText(one -> text)
            .build();

    JsonNode item = item(list, Orders.one("{}"));

    assertThat(
            List.of(
                item.path("title").asText(),
                item.path("subtitle").asText(),
                item.path("tertiary_text").asText()))
        .containsOnly(shown);
  }

  @Test
  void aLongTextEndsWithAnEllipsisBetweenTwoCharacters() {
    CardList<Order> list =
        CardList.<Order>builder("order")
            .title(one -> "x".repeat(120))
            .subtitle(one -> "x".repeat(121))
            .tertiaryText(one -> "😀".repeat(500_000))
            .build();

    JsonNode item = item(list, Orders.one("{}"));

    assertThat(item.path("title").asText()).isEqualTo("x".repeat(120));
    assertThat(item.path("subtitle").asText()).isEqualTo("x".repeat(119) + "…");
    assertThat(item.path("tertiary_text").asText()).isEqualTo("😀".repeat(119) + "…");
  }

  @Test
  void aPageOfTheLongestTextsIsSmallerThanTheLimit() {
    String text = "😀".repeat(1_000);
    CardList<Order> list =
        CardList.<Order>builder("order")
            .title(one -> text)
            .subtitle(one -> text)
            .tertiaryText(one -> text)
            .image(one -> "https://shop.example.com/" + "x".repeat(975), 48)
            .pageSize(20)
            .build();

    String shown = json(list.render(Orders.of(20, "{}"), open()));

    assertThat(shown.getBytes(StandardCharsets.UTF_8).length).isBetween(50_000, 60_000);
  }

  @ParameterizedTest
  @MethodSource("addressesWithoutAnImage")
  void anImageWithoutAnAddressThatCanBeShownIsLeftOut(@Nullable String url) {
    CardList<Order> list = CardList.<Order>builder("order").image(one -> url, 48).build();

    assertThat(item(list, Orders.one("{}")).path("title").asText()).isEqualTo("A-1");
    assertThat(item(list, Orders.one("{}")).has("image")).isFalse();
  }

  static List<@Nullable String> addressesWithoutAnImage() {
    return Arrays.asList(
        null,
        "",
        "http://shop.example.com/bike.png",
        "/bike.png",
        "https://" + "x".repeat(993),
        "https://" + "ü".repeat(497));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "null"})
  void anItemWithoutATitleHasTheExternalIdOrElseTheId(String title) {
    CardList<Order> list =
        CardList.<Order>builder("order")
            .title(one -> title.equals("null") ? null : title)
            .subtitle(one -> " ")
            .build();
    CustomObject<Order> unnamed =
        Orders.read(List.of("{'id':'o7','external_id':null,'custom_attributes':{}}")).get(0);

    assertThat(item(list, Orders.one("{}")).path("title").asText()).isEqualTo("A-1");
    assertThat(item(list, Orders.one("{}")).has("subtitle")).isFalse();
    assertThat(item(list, unnamed).path("title").asText()).isEqualTo("o7");
  }

  @Test
  void anObjectThatOccursTwiceIsShownOnce() {
    CustomObject<Order> one = Orders.one("{}");

    assertThat(tree(LIST.render(Collections.nCopies(9, one), open())).findValuesAsText("id"))
        .containsExactly("order:o1");
  }

  @Test
  void anObjectThatDoesNotFitItsTypeDoesNotPreventOthersFromBeingShown() {
    CardList<Order> list =
        CardList.<Order>builder("order").subtitle(one -> "EUR " + one.getValue().total()).build();
    List<CustomObject<Order>> orders =
        Orders.read(
            List.of(
                "{'id':'o1','external_id':'A-1','custom_attributes':{'total':'many'}}",
                "{'id':'o2','external_id':'A-2','custom_attributes':{'total':5}}"));

    assertThat(json(list.render(orders, open())))
        .contains("{'type':'item','id':'order:o1','title':'A-1','action':{'type':'submit'}}")
        .contains("'id':'order:o2','title':'A-2','subtitle':'EUR 5'");
  }

  @Test
  void anotherExceptionOfAFunctionIsThrown() {
    IllegalStateException failure = new IllegalStateException("no connection");
    CardList<Order> list =
        CardList.<Order>builder("order")
            .title(
                one -> {
                  throw failure;
                })
            .build();

    assertThatThrownBy(() -> list.render(Orders.of(1, "{}"), open())).isSameAs(failure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "order:", "list", "link", "Bestellung/1", "or der", "{order}"})
  void aPrefixIsANameThatIsNoOther(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CardList.builder(prefix))
        .withMessage(
            "the prefix '%s' cannot begin the ids of components: pass up to 40 letters, digits, _"
                + " and -, such as order, but neither list nor link",
            prefix);
  }

  @Test
  void aSizeThatCannotBeShownIsRejected() {
    CardList.Builder<Order> list = CardList.builder("order");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> list.pageSize(0))
        .withMessage("a page of 0 objects is too small, or too large for a card: pass 1 to 20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list.pageSize(21))
        .withMessage("a page of 21 objects is too small, or too large for a card: pass 1 to 20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list.image(one -> null, 0))
        .withMessage("an image of 0 pixels cannot be shown: pass at least 1");
  }
}
