package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class VerbProblemsTest {
  private static JsonNode everyVerb() throws IOException {
    return JsonTrees.yaml(Path.of("src/test/resources/io/github/intercomobjects/spec/verbs.yaml"));
  }

  @Test
  void theDescriptionWithEveryVerbHasNoProblem() throws IOException {
    assertThat(VerbProblems.of(everyVerb())).isEmpty();
    assertThat(new Description(everyVerb()).operations())
        .extracting(operation -> Verb.valueOf(operation.substring(0, operation.indexOf(' '))))
        .contains(Verb.values());
  }

  @Test
  void aProblemNamesItsOperation() throws IOException {
    JsonNode root = everyVerb();
    root.withObject("/paths/~1items/trace").put("operationId", "trace");
    ObjectNode item = root.withObject("/paths/~1items~1{id}");
    item.withObject("/get").putObject("requestBody");
    item.withObject("/head/responses").set("200", item.at("/get/responses/200"));
    item.withObject("/put").put("x-retry-safe", "true");
    item.withObject("/post").put("x-retry-safe", "sometimes");
    assertThat(VerbProblems.of(root))
        .containsExactlyInAnyOrder(
            "TRACE /items: Retrofit does not support this verb, only"
                + " [GET, HEAD, OPTIONS, PUT, DELETE, POST, PATCH]",
            "GET /items/{id}: OkHttp does not send a body with GET",
            "HEAD /items/{id}: a response to HEAD has no body",
            "PUT /items/{id}: x-retry-safe \"true\" is the default of PUT",
            "POST /items/{id}: x-retry-safe is not one of [true, false, with-external-id]");
  }
}
