package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The files that the build has written for the templates of the client. */
final class GeneratorInputTest {
  private static final Path FOLDER = Path.of("target", "generator");

  private static JsonNode verbs() throws IOException {
    return JsonTrees.yaml(FOLDER.resolve("verbs.yaml"));
  }

  @Test
  void codeInDescriptionsIsJavadocCode() throws IOException {
    assertThat(verbs().at("/paths/~1items~1{id}/get/description").asText())
        .isEqualTo("The item has a {@code name}.");
    for (String name : SpecFiles.names()) {
      assertThat(Files.readString(FOLDER.resolve(name)).replaceAll("message: .*", ""))
          .as(name)
          .doesNotContain("`");
    }
  }

  @Test
  void aPhraseContinuesASentence() throws IOException {
    assertThat(verbs().at("/components/schemas/VerbItem/properties/name/x-phrase").asText())
        .isEqualTo("the name of the item, such as {@code first}.");
    assertThat(
            JsonTrees.yaml(FOLDER.resolve("tickets.yaml"))
                .at("/components/schemas/Ticket/properties/id/x-phrase")
                .asText())
        .startsWith("Intercom's id of the ticket");
  }

  @Test
  void aBodyThatTheAnnotationOfItsVerbDoesNotExpectIsMarked() throws IOException {
    JsonNode paths = verbs().path("paths");
    assertThat(paths.at("/~1items/delete/x-body").asBoolean()).isTrue();
    assertThat(paths.at("/~1items/options/x-body").asBoolean()).isTrue();
    assertThat(paths.at("/~1items~1{id}/delete").has("x-body")).isFalse();
    assertThat(paths.at("/~1items~1{id}/patch").has("x-body")).isFalse();
  }

  private static JsonNode canvas(String schema) throws IOException {
    return JsonTrees.yaml(FOLDER.resolve("canvas.yaml")).at("/components/schemas/" + schema);
  }

  @Test
  void aUnionWithADiscriminatorListsItsModels() throws IOException {
    assertThat(canvas("Action").has("discriminator")).isFalse();
    assertThat(canvas("Action").get("x-dispatch"))
        .isEqualTo(
            JsonTrees.yaml(
                """
                property: type
                alternatives:
                  - {value: submit, model: SubmitAction}
                  - {value: url, model: UrlAction}
                  - {value: sheet, model: SheetAction}
                """));
  }

  @Test
  void theOnlyTextOfAPropertyIsItsConstant() throws IOException {
    assertThat(canvas("Option").at("/properties/type/x-constant").asText()).isEqualTo("option");
    assertThat(canvas("Option").at("/properties/id").has("x-constant")).isFalse();
  }

  @Test
  void anEnumThatIsReadOpenlyHasConstantsAndAcceptsOtherValues() throws IOException {
    JsonNode align = canvas("TextComponent").at("/properties/align");
    assertThat(align.has("enum")).isFalse();
    assertThat(align.path("x-extensible-enum")).isEqualTo(JsonTrees.yaml("[left, center, right]"));
  }

  @Test
  void anObjectWithAliasesIsMarked() throws IOException {
    assertThat(canvas("CheckboxComponent").path("x-has-aliases").asBoolean()).isTrue();
    assertThat(canvas("DropdownComponent").has("x-has-aliases")).isFalse();
  }

  @Test
  void theGeneratorSeesNoConditions() throws IOException {
    assertThat(canvas("Canvas").has("properties")).isTrue();
    assertThat(canvas("Canvas").has("not")).isFalse();
    assertThat(canvas("ListItem").has("not")).isFalse();
  }

  @Test
  void examplesKeepTheirTexts() throws IOException {
    assertThat(
            JsonTrees.yaml(FOLDER.resolve("custom-objects.yaml"))
                .at("/components/responses/TypeNotFound/content/application~1json/example"))
        .isEqualTo(
            JsonTrees.yaml(Path.of("custom-objects.yaml"))
                .at("/components/responses/TypeNotFound/content/application~1json/example"));
  }
}
