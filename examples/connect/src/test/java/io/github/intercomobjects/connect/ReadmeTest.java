package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** Compares the README with the code; with {@code -Dreadme.accept}, writes its tables. */
final class ReadmeTest {
  private static final Path README = Path.of("README.md");

  @Test
  void theTableOfSettingsIsThatOfTheConnector() throws Exception {
    ConfigDef settings = Settings.definition(Map.of(Settings.OBJECTS, "NAME"));
    List<String> rows = new ArrayList<>(List.of("| setting | default | |", "|---|---|---|"));
    for (ConfigDef.ConfigKey key : settings.configKeys().values()) {
      rows.add("| `%s` | %s | %s |".formatted(key.name, fallback(key), documentation(key)));
    }
    compare("settings", rows);
  }

  private static String fallback(ConfigDef.ConfigKey key) {
    if (key.defaultValue == ConfigDef.NO_DEFAULT_VALUE) {
      return "required";
    }
    String value = key.defaultValue == null ? "" : key.defaultValue.toString();
    return value.isEmpty() || value.equals("[]") ? "" : "`" + value + "`";
  }

  private static String documentation(ConfigDef.ConfigKey key) {
    return key.validator instanceof Choice<?> choice
        ? key.documentation + " One of `" + choice.toString().replace(", ", "`, `") + "`."
        : key.documentation;
  }

  @Test
  void theTableOfMetricsIsThatOfTheTask() throws Exception {
    List<String> rows = new ArrayList<>(List.of("| metric | |", "|---|---|"));
    new SinkMetrics(Ticks.SYSTEM)
        .all(new WindowUse())
        .forEach((name, metric) -> rows.add("| `" + name + "` | " + metric.description() + " |"));
    compare("metrics", rows);
  }

  @Test
  void theConfigurationsAreValid() throws Exception {
    List<String> blocks =
        Pattern.compile("(?s)```properties\n(.*?)```")
            .matcher(Files.readString(README))
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(blocks).hasSize(2);
    // The second one is the first with changes.
    Map<String, String> settings = new HashMap<>();
    for (String block : blocks) {
      Properties properties = new Properties();
      properties.load(new StringReader(block));
      properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
      // Connect replaces it before it validates.
      settings.put(Settings.TOKEN, "token");
      assertThat(new IntercomSinkConnector().validate(settings).configValues())
          .flatExtracting(ConfigValue::errorMessages)
          .isEmpty();
    }
  }

  private static void compare(String name, List<String> rows) throws Exception {
    String page = Files.readString(README);
    Pattern section =
        Pattern.compile("(?s)(<!-- " + name + ": written by ReadmeTest -->\n)(.*?)(<!-- end -->)");
    String table = "\n" + String.join("\n", rows) + "\n\n";
    if (System.getProperty("readme.accept") != null) {
      String accepted =
          section
              .matcher(page)
              .replaceFirst(
                  (MatchResult found) ->
                      Matcher.quoteReplacement(found.group(1) + table + found.group(3)));
      Files.writeString(README, accepted);
      page = accepted;
    }
    assertThat(section.matcher(page).results().map(found -> found.group(2)).findFirst())
        .as("the table of %s in README.md, which -Dreadme.accept writes", name)
        .contains(table);
  }
}
