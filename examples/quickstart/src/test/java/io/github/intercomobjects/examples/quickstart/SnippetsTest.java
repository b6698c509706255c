package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every statement of Java that the README and the Javadoc show stands in code that is run. */
final class SnippetsTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern IN_README = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern IN_JAVADOC = Pattern.compile("(?s)<pre>\\{@code\n(.*?)\\}</pre>");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)\\)");
  private static final Pattern COMMENT = Pattern.compile("(?m)(?<!:)//.*$");

  private static final Pattern STATEMENT = Pattern.compile("}*([^;{}]+[;{]?)");

  /** Javadoc that shows Kotlin, which its own example compiles. */
  private static final String KOTLIN = ".moshi(Moshi.Builder()";

  private static String withoutSpace(String code) {
    return COMMENT.matcher(code).replaceAll("").replaceAll("\\s+", "");
  }

  private static List<String> javaFiles(Path folder) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }

  private static List<String> statements(String text, Pattern block) {
    List<String> statements = new ArrayList<>();
    Matcher blocks = block.matcher(text);
    while (blocks.find()) {
      String code = blocks.group(1).replaceAll("(?m)^ *\\* ?", "");
      if (!code.contains(KOTLIN)) {
        Matcher statement = STATEMENT.matcher(withoutSpace(code));
        while (statement.find()) {
          statements.add(statement.group(1));
        }
      }
    }
    return statements;
  }

  private static String compiled() throws IOException {
    return withoutSpace(
        String.join("\n", javaFiles(Path.of("src/main/java")))
            + "\n"
            + String.join("\n", javaFiles(Path.of("src/test/java"))));
  }

  @Test
  void theReadmeShowsCodeThatRuns() throws IOException {
    List<String> shown = statements(Files.readString(ROOT.resolve("README.md")), IN_README);
    assertThat(shown).hasSizeGreaterThan(10);
    assertThat(shown).allSatisfy(one -> assertThat(compiled()).contains(one));
  }

  @Test
  void theReadmesLinksLeadSomewhere() throws IOException {
    List<String> targets = new ArrayList<>();
    Matcher links = LINK.matcher(Files.readString(ROOT.resolve("README.md")));
    while (links.find()) {
      targets.add(links.group(1));
    }
    assertThat(targets).hasSizeGreaterThan(20);
    assertThat(targets).allSatisfy(target -> assertThat(ROOT.resolve(target)).exists());
  }

  @Test
  void theJavadocShowsCodeThatRuns() throws IOException {
    List<String> shown = new ArrayList<>();
    for (String file : javaFiles(ROOT.resolve("facade/src/main/java"))) {
      shown.addAll(statements(file, IN_JAVADOC));
    }
    String compiled = compiled();
    assertThat(shown).hasSizeGreaterThan(30);
    assertThat(shown).allSatisfy(one -> assertThat(compiled).contains(one));
  }
}
