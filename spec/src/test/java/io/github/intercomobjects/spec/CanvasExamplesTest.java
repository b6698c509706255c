package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The description of canvases accepts its examples, and rejects what Intercom would not show. */
final class CanvasExamplesTest {
  private static final Description OURS = Description.ours(SpecRoot.CANVAS);
  private static final SpecValidator VALIDATOR = SpecValidator.get(SpecRoot.CANVAS);

  static Set<String> operations() {
    return OURS.operations();
  }

  static Stream<Named<Example>> examples() {
    return OURS.examples();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void anExampleIsValid(Example example) {
    assertThat(example.problems(SpecRoot.CANVAS, example.body())).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void anOperationHasExamplesOfAllItsBodies(String operation) {
    assertThat(OURS.examples(operation).stream().map(Example::status).collect(Collectors.toSet()))
        .isEqualTo(OURS.bodies(operation).keySet());
  }

  private static List<String> problemsOfCanvas(String canvas) {
    return VALIDATOR.validateResponse(
        "POST", "/inbox/initialize", 200, "{\"canvas\":" + canvas + "}");
  }

  private static List<String> problemsOfComponent(String component) {
    return problemsOfCanvas("{\"content\":{\"components\":[" + component + "]}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'text':'No type'}",
        "{'type':'spinner'}",
        "{'type':'text'}",
        "{'type':'text','text':'x','style':'heading'}",
        "{'type':'text','text':'x','bottom_margin':false}",
        "{'type':'image','url':'https://shop.example.com/a.png'}",
        "{'type':'image','url':'https://shop.example.com/a.png','width':'12','height':8}",
        "{'type':'image','url':'http://shop.example.com/a.png','width':12,'height':8}",
        "{'type':'image','url':'https://shop.example.com/a.png','width':12,'height':8,"
            + "'action':{'type':'submit'}}",
        "{'type':'spacer','size':'xxl'}",
        "{'type':'data-table','items':[{'type':'field-value','field':'Status'}]}",
        "{'type':'list','items':[{'type':'item','title':'No id'}]}",
        "{'type':'list','items':[{'type':'item','id':'a','title':'A',"
            + "'image':'https://shop.example.com/a.png','image_width':48}]}",
        "{'type':'button','id':'a','label':'No action'}",
        "{'type':'button','id':'a','label':'A','action':{'type':'url'}}",
        "{'type':'button','id':'a','label':'A','action':{'type':'call'}}",
        "{'type':'input','label':'No id'}",
        "{'type':'dropdown','id':'a','options':[{'type':'option','id':'b','text':'B'}]}",
        "{'type':'checkbox','id':'a','label':'A','option':[{'type':'option','id':'b','text':'B'}]}",
        "{'type':'checkbox','id':'a','label':'A','options':[]}",
      })
  void aComponentThatIntercomWouldNotShowIsRejected(String component) {
    assertThat(problemsOfComponent(component.replace('\'', '"'))).isNotEmpty();
  }

  @Test
  void aSelectHasTwoToTenOptions() {
    for (int count : List.of(1, 2, 10, 11)) {
      String options =
          Stream.iterate(1, i -> i + 1)
              .limit(count)
              .map(i -> "{\"type\":\"option\",\"id\":\"" + i + "\",\"text\":\"x\"}")
              .collect(Collectors.joining(","));
      assertThat(
              problemsOfComponent(
                      "{\"type\":\"single-select\",\"id\":\"a\",\"options\":[" + options + "]}")
                  .isEmpty())
          .as("%s options", count)
          .isEqualTo(count >= 2 && count <= 10);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'content':{}}",
        "{'stored_data':{}}",
        "{'content':{'components':[]},'content_url':'https://app.example.com/live'}",
        "{'content_url':'http://app.example.com/live'}",
        "{'content':{'components':[]},'stored_data':'text'}",
      })
  void aCanvasHasEitherContentOrTheAddressOfIt(String canvas) {
    assertThat(problemsOfCanvas(canvas.replace('\'', '"'))).isNotEmpty();
  }

  @Test
  void aConfigurationEndsWithResultsOrContinuesWithACanvas() {
    String canvas = "\"canvas\":{\"content\":{\"components\":[]}}";
    String results = "\"results\":{}";
    String target = "/messenger/configure";
    assertThat(VALIDATOR.validateResponse("POST", target, 200, "{" + canvas + "}")).isEmpty();
    assertThat(VALIDATOR.validateResponse("POST", target, 200, "{" + results + "}")).isEmpty();
    assertThat(VALIDATOR.validateResponse("POST", target, 200, "{}")).isNotEmpty();
    assertThat(VALIDATOR.validateResponse("POST", target, 200, "{" + canvas + "," + results + "}"))
        .isNotEmpty();
  }

  @Test
  void anEventOtherThanCompletedIsRejected() {
    assertThat(
            VALIDATOR.validateResponse(
                "POST",
                "/messenger/submit",
                200,
                "{\"canvas\":{\"content\":{\"components\":[]}},\"event\":{\"type\":\"done\"}}"))
        .isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void aRequestWithoutAnyPropertyIsAccepted(String operation) {
    assertThat(VALIDATOR.validateRequest("POST", OURS.path(operation), "{}")).isEmpty();
  }
}
