package io.github.intercomobjects.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.spec.Description;
import io.github.intercomobjects.spec.Example;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our examples are valid in our description, and the models lose nothing of them. */
final class OwnExamplesTest {
  private static final Description OURS = Description.ours();

  static Set<String> operations() {
    return OURS.operations();
  }

  static Stream<Named<Example>> examples() {
    return OURS.examples();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void anExampleIsValidAndSurvivesARoundTrip(Example example) throws IOException {
    assertThat(example.problems(example.body())).as(example.title()).isEmpty();
    assertThat(OfficialExamples.losses(OURS, example)).as(example.title()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void anOperationHasExamplesOfItsRequestAndOfResponsesOfEachFamily(String operation) {
    Set<Integer> bodies = OURS.bodies(operation).keySet();
    Set<Integer> shown =
        OURS.examples(operation).stream().map(Example::status).collect(Collectors.toSet());
    assertThat(bodies).as(operation).contains(200);
    assertThat(shown).as(operation).contains(200);
    assertThat(families(shown)).as(operation).isEqualTo(families(bodies));
  }

  /** Returns 0 for a request, else the first digit of the status. */
  private static Set<Integer> families(Set<Integer> statuses) {
    return statuses.stream()
        .map(status -> status / 100)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
