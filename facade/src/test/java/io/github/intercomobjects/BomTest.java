package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The BOM has no parent, so its versions are listed twice. */
final class BomTest {
  private static final Pattern VERSION =
      Pattern.compile(
          "<([a-z-]+\\.version)>([^<]+)</\\1>|<artifactId>intercom-objects-(?:parent|bom)"
              + "</artifactId>\\s*<version>([^<]+)<");

  private static Map<String, String> versions(String pom) throws IOException {
    Map<String, String> versions = new TreeMap<>();
    Matcher matcher = VERSION.matcher(Files.readString(Path.of(pom)));
    while (matcher.find()) {
      versions.put(
          matcher.group(1) == null ? "project" : matcher.group(1),
          matcher.group(1) == null ? matcher.group(3) : matcher.group(2));
    }
    return versions;
  }

  @Test
  void theVersionsOfTheBomMatchTheBuild() throws IOException {
    Map<String, String> bom = versions("bom/pom.xml");
    assertThat(bom).hasSize(5);
    assertThat(versions("../pom.xml")).containsAllEntriesOf(bom);
  }
}
