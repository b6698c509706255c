package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Java code of the README is that of this module, which is compiled and run. */
final class ReadmeTest {
  private static final Path SOURCES =
      Path.of("src/main/java/io/github/intercomobjects/examples/quickstart");
  private static final Path TESTS =
      Path.of("src/test/java/io/github/intercomobjects/examples/quickstart");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

  private static List<String> code(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("//") && !line.equals("}"))
        .toList();
  }

  @Test
  void everyLineOfJavaInTheReadmeStandsInTheQuickstart() throws IOException {
    Set<String> compiled = new HashSet<>();
    for (Path file :
        List.of(
            SOURCES.resolve("Order.java"),
            SOURCES.resolve("Quickstart.java"),
            TESTS.resolve("QuickstartTest.java"))) {
      compiled.addAll(code(Files.readString(file)));
    }
    List<String> shown = new ArrayList<>();
    Matcher block = JAVA.matcher(Files.readString(Path.of("../../README.md")));
    while (block.find()) {
      shown.addAll(code(block.group(1)));
    }
    assertThat(shown).hasSizeGreaterThan(15);
    assertThat(compiled).containsAll(shown);
  }
}
