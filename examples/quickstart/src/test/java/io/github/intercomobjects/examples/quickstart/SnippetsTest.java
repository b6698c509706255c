package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that every statement of Java and Kotlin in pages and Javadoc is in code that is run. */
final class SnippetsTest {
  private static final Path FACADE = Pages.ROOT.resolve("facade/src/main");
  private static final Pattern IN_JAVADOC = Pattern.compile("(?s)<pre>\\{@code\n(.*?)\\}</pre>");

  /** The examples of this module and of the card, and users' projects outside the reactor. */
  private static final String JAVA =
      Pages.sources("examples/quickstart/src", ".java")
          + Pages.sources("examples/card/src", ".java")
          + Pages.sources("examples/consumers/projects", ".java");

  private static final String KOTLIN = Pages.sources("examples/kotlin/src", ".kt");

  private static List<String> inJavadoc(Path file) {
    List<String> statements = new ArrayList<>();
    IN_JAVADOC
        .matcher(Pages.read(file))
        .results()
        .map(match -> match.group(1).replaceAll("(?m)^ *\\* ?", ""))
        .forEach(code -> statements.addAll(Pages.statements(code)));
    return statements;
  }

  @Test
  void thePagesShowJavaThatRuns() {
    assertThat(Pages.blocks("java")).hasSizeGreaterThan(10);
    for (Pages.Block block : Pages.blocks("java")) {
      assertThat(Pages.statements(block.code()))
          .as(block.page() + "\n" + block.code())
          .allSatisfy(statement -> assertThat(JAVA).contains(statement));
    }
  }

  @Test
  void thePagesShowKotlinThatRuns() {
    assertThat(Pages.blocks("kotlin")).isNotEmpty();
    for (Pages.Block block : Pages.blocks("kotlin")) {
      assertThat(block.code().lines().map(Pages::withoutSpace).toList())
          .allSatisfy(line -> assertThat(KOTLIN).contains(line));
    }
  }

  @Test
  void theJavadocShowsCodeThatRuns() {
    List<String> shown = new ArrayList<>();
    for (Path sources : List.of(FACADE, Pages.ROOT.resolve("facade/canvas/src/main"))) {
      Pages.files(sources, path -> path.toString().matches(".*\\.(java|html)"))
          .forEach(file -> shown.addAll(inJavadoc(file)));
    }
    assertThat(shown).hasSizeGreaterThan(30);
    assertThat(shown).allSatisfy(statement -> assertThat(JAVA + KOTLIN).contains(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javadoc/overview.html",
        "java/io/github/intercomobjects/Intercom.java",
        "java/io/github/intercomobjects/CustomObjects.java",
        "java/io/github/intercomobjects/Associations.java",
        "java/io/github/intercomobjects/Bulk.java"
      })
  void theFirstTypesOfAUserShowCode(String file) {
    assertThat(inJavadoc(FACADE.resolve(file))).isNotEmpty();
  }
}
