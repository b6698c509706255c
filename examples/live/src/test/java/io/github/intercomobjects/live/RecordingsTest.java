package io.github.intercomobjects.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.live.ChangedSandbox.Call;
import io.github.intercomobjects.live.ChangedSandbox.Reply;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordingsTest {
  /** Adds values of a customer wherever a response of Intercom may have some. */
  private static Reply withMarks(Call call, Reply reply) {
    ObjectNode body = (ObjectNode) reply.body();
    body.put("another", "zebra");
    body.put("new_field", "zebra-new");
    body.put("new_flag", true);
    body.putObject("location").put("city", "zebra-city").put("code", "Zebra Code");
    body.putArray("list").addObject().put("type", "zebra-kind").put("phone", "+44zebra");
    body.withObject("/custom_attributes").put("zebra_attribute", 555_123);
    for (JsonNode error : body.path("errors")) {
      ((ObjectNode) error).put("message", "Contact Zebra Person (zebra@example.com) not found");
    }
    return reply;
  }

  @Test
  void neitherRecordingsNorOutputHaveAValueOfTheWorkspace(@TempDir Path folder) throws IOException {
    ObjectTypeDefinition type =
        ObjectTypeDefinition.builder(Scene.TYPE)
            .list("state", "open", "closed", "zebra option")
            .date("due")
            .text("note")
            .referenceToOne("customer", "contact")
            .text("zebra_secret")
            .build();
    try (Scene scene = Scene.of(Scene.workspace(type), folder);
        ChangedSandbox changed =
            ChangedSandbox.start(scene.sandbox.getBaseUrl()).with(RecordingsTest::withMarks)) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        ids.add(scene.store("zebra-" + i));
      }
      String unused =
          scene.send(
              "PUT",
              "contacts/" + scene.contact.getId(),
              "{\"phone\": \"+44 zebra\", \"custom_attributes\": {\"zebra\": \"zebra\","
                  + " \"probes\": [\""
                  + ids.get(0)
                  + "\"]}}");
      scene.environment.put(Options.BASE_URL, changed.baseUrl());
      Scene.Run run = scene.run();
      StringBuilder all = new StringBuilder(run.output().replace(folder.toString(), ""));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          assertThat(file.getFileName().toString()).startsWith("recorded-");
          all.append(Files.readString(file));
        }
      }
      assertThat(all.toString())
          .doesNotContainIgnoringCase("zebra")
          .doesNotContain("555123", scene.contact.getId(), "Bearer", changed.baseUrl() + "custom")
          .contains(
              "\"live_checks\" : {", "\"type\" : \"LiveCheck.list\"", "\"new_field\" : \"text ");
      assertThat(all).contains("19 questions: ");
      assertThat(scene.links()).containsExactly(ids.get(0));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "{'id': '123'} | {'id': '90001'}",
        "{'id': 123} | {'id': 1}",
        "{'id': '63a07ddf05a32042dffac965'} | {'id': '63a000000000000000000001'}",
        "{'id': '0b1f8a52-6c1d-4f7a-9d3e-2a7d5c1b0e99'}"
            + " | {'id': '00000000-0000-4000-8000-000000000001'}",
        "{'a': 'x', 'b': 'y', 'c': 'x'} | {'a': 'text 1', 'b': 'text 2', 'c': 'text 1'}",
        "{'email': 'zoe@shop.com'} | {'email': 'person1@example.com'}",
        "{'url': 'https://app.intercom.com/a/1'} | {'url': 'https://example.com/1'}",
        "{'at': 1788281000, 'ms': 1788281000123, 'n': 42, 'd': 9.75}"
            + " | {'at': 1700000000, 'ms': 1700000000000, 'n': 1, 'd': 1.5}",
        "{'at': '2026-01-02T03:04:05Z'} | {'at': '2023-11-14T22:13:20Z'}",
        "{'type': 'Shop', 'other': 'shop', 'kind': 'Shop.list'}"
            + " | {'type': 'LiveCheck', 'other': 'livecheck', 'kind': 'LiveCheck.list'}",
        "{'type': 'Secret', 'role': 'user', 'object': 'contact'}"
            + " | {'type': 'other', 'role': 'user', 'object': 'contact'}",
        "{'found': true, 'blocked': true} | {'found': true, 'blocked': false}",
        "{'list': [1, 2, 3, 4, 5]} | {'list': [1, 1, 1]}",
        "{'custom_attributes': {'state': 'open', 'ours': 1, 'shops': ['9']}}"
            + " | {'custom_attributes': {'state': 'open', 'live_checks': ['90001']}}",
        "{'Zoe Doe': 1, 'a': null} | {'a': null}",
        "{'message': 'Custom object type `Shop` not found'}"
            + " | {'message': 'Custom object type x not found'}",
        "{'total_count': 800, 'pages': {'page': 3, 'per_page': 20, 'total_pages': 40,"
            + " 'next': 'https://a/b'}, 'data': [{}, {}]} | {'total_count': 21, 'pages': {'page':"
            + " 1, 'per_page': 20, 'total_pages': 2, 'next': 'https://example.com/1'}, 'data':"
            + " [{}, {}]}",
      })
  void aValueIsReplacedByOneOfItsKind(String body, String replaced) {
    JsonNode anonymous = new Anonymizer("Shop", "shops").anonymous(json(body));
    assertThat(anonymous.toString()).isEqualTo(json(replaced).toString());
  }

  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"'));
  }

  @Test
  void exchangesOfOneShapeAreWrittenOnce(@TempDir Path folder) throws IOException {
    MissingNode none = MissingNode.getInstance();
    Exchange miss =
        new Exchange(
            "2.16", "GET", "/a/{id}", Set.of("external_id"), none, 200, json("{'found': false}"));
    Exchange other =
        new Exchange("2.16", "GET", "/a/{id}", Set.of(), none, 404, json("{'type': 'list'}"));
    List<Path> files = Recordings.write(folder, "Shop", "shops", List.of(miss, miss, other));
    assertThat(files).containsExactly(folder.resolve("recorded-2.16.json"));
    assertThat(Json.parse(Files.readString(files.get(0))))
        .isEqualTo(
            json(
                "{'openapi': '3.0.3', 'info': {'title': 'Recorded exchanges, with all values"
                    + " replaced', 'version': '2.16', 'x-recorded': true}, 'paths': {'/a/{id}':"
                    + " {'get': {'parameters': [{'name': 'external_id', 'in': 'query'}],"
                    + " 'responses': {'200': {'description': 'as recorded', 'content':"
                    + " {'application/json': {'examples': {'exchange 1': {'value': {'found':"
                    + " false}}}}}}, '404': {'description': 'as recorded', 'content':"
                    + " {'application/json': {'examples': {'exchange 2': {'value': {'type':"
                    + " 'list'}}}}}}}}}}}"));
  }
}
