package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of the description of the API. */
final class LintTest extends LintRules {
  LintTest() throws IOException {
    super(SpecRoot.API);
  }

  @Test
  void everyOperationHasTheVersionHeaderAndTheCommonResponses() {
    for (String operation : description.operations()) {
      assertThat(description.parameters(operation, "header"))
          .as(operation)
          .extracting(parameter -> parameter.path("name").asText())
          .contains("Intercom-Version");
      assertThat(description.node(operation).path("responses").properties())
          .as(operation)
          .extracting(Map.Entry::getKey)
          .contains("200", "401", "429", "default");
    }
  }

  @Test
  void everyVersionIsOneOfTheDescribedVersions() {
    assertThat(description.versions())
        .contains(description.version())
        .isSortedAccordingTo(DriftComparison::compareVersions);
    walk(
        bundled,
        "$",
        (path, node) -> {
          for (String key : List.of("x-since", "x-until")) {
            if (node.has(key)) {
              assertThat(node.get(key).isTextual()).as(path).isTrue();
              assertThat(description.versions()).as(path).contains(node.get(key).asText());
            }
          }
        });
  }

  @Test
  void theVariantsOfAnOperationAgreeWithTheMarksOfItsParameters() {
    for (String operation : description.operations()) {
      JsonNode variants = description.node(operation).path("x-variants");
      if (variants.isMissingNode()) {
        continue;
      }
      for (JsonNode parameter : description.parameters(operation, "query")) {
        String name = parameter.path("name").asText();
        assertThat(parameter.path("x-list-only").asBoolean())
            .as(name)
            .isEqualTo(names(variants.path("lookup").path("forbids")).contains(name));
        assertThat(parameter.path("x-lookup-only").asBoolean())
            .as(name)
            .isEqualTo(names(variants.path("list").path("forbids")).contains(name))
            .isEqualTo(names(variants.path("lookup").path("requires")).contains(name));
      }
    }
  }

  @Test
  void queryParametersOfAnOperationAreAllRequiredOrAllOptional() {
    // The templates generate an overload without the optional ones.
    for (String operation : description.operations()) {
      Set<Boolean> required = new HashSet<>();
      for (JsonNode parameter : description.parameters(operation, "query")) {
        required.add(parameter.path("required").asBoolean());
      }
      assertThat(required).as(operation).hasSizeLessThan(2);
    }
  }

  @Test
  void retrofitSupportsEveryVerbAndBody() {
    assertThat(VerbProblems.of(bundled)).isEmpty();
  }

  private static List<String> names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(item -> names.add(item.asText()));
    return names;
  }
}
