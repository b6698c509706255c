package io.github.intercomobjects.canvas;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.spec.Description;
import io.github.intercomobjects.spec.Example;
import io.github.intercomobjects.spec.SpecRoot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CanvasChecksTest {
  private static final JsonAdapter<Canvas> CANVASES =
      new Moshi.Builder().build().adapter(Canvas.class);

  /** Reads components in which apostrophes are quotation marks. */
  private static Canvas canvas(String components) throws IOException {
    return CANVASES.fromJson(
        "{'content':{'components':[%s]}}".formatted(components).replace('\'', '"'));
  }

  private static String options(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj("{'type':'option','id':'o%s','text':'x'}"::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static void assertProblem(Canvas canvas, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CanvasChecks.check(canvas))
        .withMessage(message);
  }

  private static void assertProblem(String components, String message) throws IOException {
    assertProblem(canvas(components), message);
  }

  static Stream<Named<Example>> canvases() {
    return Description.ours(SpecRoot.CANVAS)
        .examples()
        .filter(one -> one.getPayload().status() == 200 && one.getPayload().body().has("canvas"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("canvases")
  void theExamplesHaveNoProblem(Example example) throws IOException {
    Canvas canvas = CANVASES.fromJson(example.body().path("canvas").toString());
    assertThatCode(() -> CanvasChecks.check(canvas)).doesNotThrowAnyException();
  }

  @Test
  void theContentHasAtMost64Kilobytes() throws IOException {
    String around = "{'components':[{'type':'text','text':''}]}";
    // The letter has two bytes.
    String text = "é" + "x".repeat(CanvasChecks.MAX_BYTES - around.length() - 2);
    Canvas full = canvas("{'type':'text','text':'" + text + "'}");
    assertThatCode(() -> CanvasChecks.check(full)).doesNotThrowAnyException();
    assertProblem(
        "{'type':'text','text':'x" + text + "'}",
        "the content of the canvas has 65537 bytes, more than 65536:"
            + " show fewer components, and a button for the others");
  }

  @Test
  void theStoredDataHaveAtMost64Kilobytes() throws IOException {
    String key = "k".repeat(CanvasChecks.MAX_BYTES - "{'':1}".length());
    Canvas canvas = canvas("{'type':'divider'}");
    CanvasChecks.check(canvas.toBuilder().storedData(Map.of(key, 1)).build());
    assertProblem(
        canvas.toBuilder().storedData(Map.of(key, 10)).build(),
        "the stored_data of the canvas has 65537 bytes, more than 65536:"
            + " store a key, and keep the data on the server");
  }

  @Test
  void idsAndAddressesAreShortenedInMessages() throws IOException {
    String large = "x".repeat(1_000);
    assertProblem(
        "{'type':'image','id':'%s','url':'\\u001b%s','width':1,'height':1}".formatted(large, large),
        "the image '%s…' has the url ' %s…': set an address with https://"
            .formatted("x".repeat(500), "x".repeat(499)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      textBlock =
          """
          {'type':'text','text':'x','id':'a'}; the text 'a'
          {'type':'button','id':'a'}; the button 'a'
          {'type':'list','items':[{'type':'item','id':'a'}]}; the item 'a' of the list at position 1
          """)
  void idsAreUniqueAmongComponentsAndItems(String first, String name) throws IOException {
    assertProblem(
        first + ",{'type':'input','id':'a'}",
        "the input 'a' has the id of %s: give each component and list item of a canvas an id of its own"
            .formatted(name));
    assertProblem(
        "{'type':'input','id':'a'}," + first,
        name.replace("position 1", "position 2")
            + " has the id of the input 'a': give each component and list item of a canvas an id of"
            + " its own");
  }

  @Test
  void idsOfOptionsAreUniqueWithinTheirComponent() throws IOException {
    CanvasChecks.check(
        canvas(
            "{'type':'dropdown','id':'o1','options':%1$s},".formatted(options(2))
                + choice("checkbox", options(2))));
    assertProblem(
        choice("checkbox", "[{'id':'a'},{'id':'b'},{'id':'a'}]"),
        "the option 'a' of the checkbox 'c' has the id of the option 'a' of the checkbox 'c':"
            + " give each option of a component an id of its own");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dropdown", "single-select"})
  void aChoiceHas2To10Options(String type) throws IOException {
    for (int count : List.of(2, 10)) {
      CanvasChecks.check(canvas(choice(type, options(count))));
    }
    assertProblem(
        choice(type, options(11)),
        "the " + type + " 'c' has 11 options: show at most 10 options, or an input");
    assertProblem(
        choice(type, options(1)),
        "the " + type + " 'c' has 1 option: add options until there are 2, or show a text");
    assertProblem(
        choice(type, "null"),
        "the " + type + " 'c' has 0 options: add options until there are 2, or show a text");
  }

  private static String choice(String type, String options) {
    return "{'type':'%s','id':'c','label':'C','options':%s}".formatted(type, options);
  }

  @Test
  void aCheckboxHasAnOption() throws IOException {
    CanvasChecks.check(canvas(choice("checkbox", options(1))));
    CanvasChecks.check(canvas(choice("checkbox", options(11))));
    assertProblem(
        choice("checkbox", options(0)), "the checkbox 'c' has no option: add at least one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      textBlock =
          """
          'width':80;               width 80 and the height null
          'height':80;              width null and the height 80
          'width':0,'height':80;    width 0 and the height 80
          'width':80,'height':-1;   width 80 and the height -1
          """)
  void anImageHasASize(String size, String problem) throws IOException {
    assertProblem(
        "{'type':'image','url':'https://a.example'," + size + "}",
        "the image at position 1 has an image with the " + problem + ": set both, in pixels");
    assertProblem(
        "{'type':'list','items':[{'id':'i','image':'https://a.example',"
            + size.replace("width", "image_width").replace("height", "image_height")
            + "}]}",
        "the item 'i' of the list at position 1 has an image with the "
            + problem.replace("width", "image_width").replace("height", "image_height")
            + ": set both, in pixels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a.example", "//a.example", "javascript:alert(1)", ""})
  void addressesBeginWithHttps(String url) throws IOException {
    String problem = " '" + url + "': set an address with https://";
    assertProblem(
        "{'type':'divider'},{'type':'image','width':1,'height':1,'url':'" + url + "'}",
        "the image at position 2 has the url" + problem);
    assertProblem(
        "{'type':'list','items':[{'image_width':1,'image_height':1,'image':'" + url + "'}]}",
        "the item without an id of the list at position 1 has the image" + problem);
    assertProblem(
        "{'type':'button','id':'b','action':{'type':'sheet','url':'" + url + "'}}",
        "the button 'b' has the url" + problem);
    assertProblem(
        Canvas.builder().contentUrl(url).build(), "the canvas has the content_url" + problem);
  }

  @Test
  void aCanvasHasOneKindOfContent() throws IOException {
    assertProblem(
        Canvas.builder().storedData(Map.of()).build(),
        "the canvas has no content: set content(..), or in the Messenger contentUrl(..)");
    assertProblem(
        canvas("").toBuilder().contentUrl("https://a.example").build(),
        "the canvas has a content and a content_url: set one of them");
  }

  @Test
  void sheetsAndLiveContentAreForTheMessenger() throws IOException {
    Canvas sheet =
        canvas("{'type':'button','id':'b','action':{'type':'sheet','url':'https://a.example'}}");
    CanvasChecks.check(sheet, CanvasRequest.Kind.MESSENGER_SUBMIT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CanvasChecks.check(sheet, CanvasRequest.Kind.INBOX_SUBMIT))
        .withMessage(
            "the button 'b' opens a sheet, which only the Messenger supports:"
                + " use a submit or a url action");
    Canvas item =
        canvas(
            "{'type':'list','items':[{'id':'i','action':{'type':'sheet',"
                + "'url':'https://a.example'}}]}");
    CanvasChecks.check(item);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CanvasChecks.check(item, CanvasRequest.Kind.INBOX_INITIALIZE))
        .withMessage(
            "the item 'i' of the list at position 1 opens a sheet, which only the Messenger"
                + " supports: use a submit or a url action");
    Canvas live = Canvas.builder().contentUrl("https://a.example").build();
    CanvasChecks.check(live, CanvasRequest.Kind.MESSENGER_INITIALIZE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CanvasChecks.check(live, CanvasRequest.Kind.INBOX_INITIALIZE))
        .withMessage(
            "the canvas has a content_url, which only the Messenger supports: set content(..)");
  }

  @Test
  void unknownComponentsPass() throws IOException {
    CanvasChecks.check(canvas("{'type':'spinner','id':'s','options':[]},{'id':7},{},{'type':5}"));
  }
}
