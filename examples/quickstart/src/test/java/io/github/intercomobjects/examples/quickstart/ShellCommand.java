package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command on a page. Its files, options and goals are checked, but it is not run, because that
 * takes too long.
 */
final class ShellCommand {
  private static final Set<String> FLAGS = Set.of("-q", "-am", "-N");
  private static final Set<String> GOALS =
      Set.of("clean", "compile", "test-compile", "test", "package", "verify", "install", "deploy");

  /** The properties of Maven's own plugins. */
  private static final Set<String> PROPERTIES =
      Set.of("skipTests", "test", "surefire.failIfNoSpecifiedTests");

  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|(?:[^\\s\"]|\"[^\"]*\")+");
  private static final Pattern JAR = Pattern.compile("(.+)/target/([\\w-]+)-(\\d.*)-cli\\.jar");

  private final String command;
  private final Iterator<String> words;

  private ShellCommand(String command) {
    this.command = command;
    this.words = WORD.matcher(command).results().map(match -> match.group()).iterator();
  }

  /** Checks each line, joined with the next if it ends in a backslash. */
  static void check(String commands) {
    Arrays.stream(commands.replaceAll("\\\\\n", " ").split("\n"))
        .filter(line -> !line.isBlank())
        .forEach(line -> new ShellCommand(line).check());
  }

  private void check() {
    String program = words.next();
    assertThat(program).as(command).isIn("mvn", "java");
    if (program.equals("mvn")) {
      words.forEachRemaining(this::checkMaven);
    } else {
      assertThat(words.next()).as(command).isEqualTo("-jar");
      checkJar(words.next());
    }
  }

  private void checkMaven(String word) {
    if (word.startsWith("-P")) {
      assertThat(poms()).as(command).contains("<id>" + word.substring(2) + "</id>");
    } else if (word.startsWith("-D")) {
      String name = word.substring(2).replaceAll("=.*", "");
      if (!PROPERTIES.contains(name) && !name.startsWith("exec.")) {
        assertThat(poms() + texts(".java"))
            .as(command)
            .containsAnyOf("${" + name + "}", '"' + name + '"');
      }
    } else if (word.equals("-pl")) {
      for (String module : words.next().split(",", -1)) {
        assertThat(Pages.ROOT.resolve(module).resolve("pom.xml")).as(command).exists();
      }
    } else if (word.equals("-f")) {
      assertThat(Pages.ROOT.resolve(words.next())).as(command).exists();
    } else if (word.contains(":")) {
      String plugin = word.replaceAll(":.*", "") + "-maven-plugin";
      assertThat(poms()).as(command).contains("<artifactId>" + plugin + "</artifactId>");
    } else {
      assertThat(FLAGS.contains(word) || GOALS.contains(word)).as(command + ": " + word).isTrue();
    }
  }

  private void checkJar(String path) {
    Matcher jar = JAR.matcher(path);
    assertThat(jar.matches()).as(command).isTrue();
    Path module = Pages.ROOT.resolve(jar.group(1));
    String pom = Pages.read(module.resolve("pom.xml"));
    assertThat(pom).as(command).contains("<artifactId>" + jar.group(2) + "</artifactId>");
    assertThat(pom).as(command).contains("<version>" + jar.group(3) + "</version>");
    String sources = Pages.sources(jar.group(1) + "/src/main/java", ".java");
    words.forEachRemaining(
        word -> {
          if (word.contains("/")) {
            assertThat(Files.exists(Pages.ROOT.resolve(word))).as(command + ": " + word).isTrue();
          } else if (!word.matches("\\d+")) { // an option or a subcommand
            assertThat(sources).as(command).contains('"' + word + '"');
          }
        });
  }

  private static String poms() {
    return texts("pom.xml");
  }

  private static String texts(String ending) {
    return Pages.files(Pages.ROOT, path -> path.toString().endsWith(ending)).stream()
        .map(Pages::read)
        .collect(Collectors.joining());
  }
}
