package io.github.intercomobjects.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.spec.Description;
import io.github.intercomobjects.spec.Example;
import io.github.intercomobjects.spec.JsonLosses;
import io.github.intercomobjects.spec.JsonTrees;
import io.github.intercomobjects.spec.SpecRoot;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models lose nothing of the examples, and change only the names that have aliases. */
final class ExamplesTest {
  private static final Moshi MOSHI = new Moshi.Builder().build();
  private static final Description OURS = Description.ours(SpecRoot.CANVAS);
  private static final Map<String, String> ALIASES =
      Map.of(
          "app_id", "workspace_id",
          "customer", "contact",
          "user_id", "external_id",
          "messenger_action_colour", "messenger_action_color",
          "messenger_background_colour", "messenger_background_color");

  static Stream<Named<Example>> examples() {
    return OURS.examples();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void anExampleSurvivesReadingAndWriting(Example example) throws Exception {
    JsonAdapter<Object> adapter = adapter(OURS.schema(example.operation(), example.status()));
    Object read = adapter.fromJson(example.body().toString());
    JsonNode written = JsonTrees.parse(adapter.toJson(read));
    assertThat(JsonLosses.of(withoutAliases(example.body()), written)).isEmpty();
    assertThat(adapter.fromJson(written.toString())).isEqualTo(read);
    assertThat(example.problems(SpecRoot.CANVAS, written)).isEmpty();
  }

  @SuppressWarnings("unchecked")
  private static JsonAdapter<Object> adapter(String model) throws ClassNotFoundException {
    return (JsonAdapter<Object>)
        MOSHI.adapter(Class.forName("io.github.intercomobjects.canvas.model." + model));
  }

  private static JsonNode withoutAliases(JsonNode json) throws IOException {
    JsonNode copy = json.deepCopy();
    rename(copy);
    return copy;
  }

  private static void rename(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ALIASES.forEach(
          (alias, name) -> {
            // The id of the workspace of a notification has only the name app_id.
            if (object.has(alias) && !object.has("topic")) {
              object.set(name, object.remove(alias));
            }
          });
      JsonNode wrapped = object.path("current_canvas").path("current_canvas");
      if (!wrapped.isMissingNode()) {
        object.set("current_canvas", wrapped);
      }
    }
    node.forEach(ExamplesTest::rename);
  }
}
