package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.examples.quickstart.Pages.Block;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Tests of the pages: JSON and XML blocks, commands, links and versions. */
final class PagesTest {
  /** The languages of blocks; {@link SnippetsTest} checks Java and Kotlin. */
  private static final Set<String> LANGUAGES =
      Set.of("java", "kotlin", "json", "xml", "sh", "text");

  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]*)#?([^)]*)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Path README = Pages.ROOT.resolve("README.md");

  @Test
  void everyBlockHasAKnownLanguage() {
    assertThat(Pages.all()).contains(README);
    for (Path page : Pages.all()) {
      assertThat(Pages.blocks(page))
          .allSatisfy(block -> assertThat(block.language()).isIn(LANGUAGES));
    }
  }

  @Test
  void jsonBlocksAreWorkspaces(@TempDir Path folder) throws Exception {
    for (Block block : Pages.blocks("json")) {
      Workspace.load(Files.writeString(folder.resolve("workspace.json"), block.code()));
    }
    assertThat(Pages.blocks("json")).isNotEmpty();
  }

  @Test
  void xmlBlocksAreDependenciesOfATestedProject() throws Exception {
    String project = Pages.read(Pages.ROOT.resolve("examples/consumers/projects/plain/pom.xml"));
    String root = Pages.read(Pages.ROOT.resolve("pom.xml"));
    for (Block block : Pages.blocks("xml")) {
      Document shown = parse("<shown>" + block.code() + "</shown>");
      assertThat(dependencies(shown)).isEqualTo(dependencies(parse(project)));
      assertThat(root).contains("<version>" + text(shown, "version") + "</version>");
    }
    assertThat(Pages.blocks("xml")).hasSize(1);
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static Set<String> dependencies(Document document) {
    Set<String> found = new TreeSet<>();
    NodeList dependencies = document.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      found.add(
          ((Element) dependencies.item(i))
              .getElementsByTagName("artifactId")
              .item(0)
              .getTextContent());
    }
    return found;
  }

  private static String text(Document document, String name) {
    return document.getElementsByTagName(name).item(0).getTextContent();
  }

  @Test
  void commandsAreValid() {
    List<String> commands = new ArrayList<>();
    Pages.blocks("sh").forEach(block -> commands.add(block.code()));
    for (Path page : Pages.all()) {
      Pages.spans(page).stream()
          .filter(span -> span.startsWith("mvn ") || span.startsWith("java -jar "))
          .forEach(commands::add);
    }
    assertThat(commands).hasSizeGreaterThan(10).allSatisfy(ShellCommand::check);
  }

  @Test
  void pathsInPicturesExist() {
    for (Block block : Pages.blocks("text")) {
      String first = block.code().lines().findFirst().orElseThrow();
      assertThat(first.split("──►"))
          .allSatisfy(path -> assertThat(Pages.ROOT.resolve(path.trim())).exists());
    }
  }

  @Test
  void linksAreValid() {
    for (Path page : Pages.all()) {
      Matcher links = LINK.matcher(Pages.read(page));
      while (links.find()) {
        Path target = links.group(1).isEmpty() ? page : page.resolveSibling(links.group(1));
        assertThat(target).as(page.toString()).exists();
        if (!links.group(2).isEmpty()) {
          assertThat(anchors(target)).as(page.toString()).contains(links.group(2));
        }
      }
    }
    assertThat(LINK.matcher(Pages.read(README)).results()).hasSizeGreaterThan(20);
  }

  private static List<String> anchors(Path page) {
    return HEADING
        .matcher(Pages.read(page))
        .results()
        .map(match -> match.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "Kotlin, kotlin.version",
    "Kotlin, kotlin-stdlib.version",
    "'Retrofit, OkHttp, Okio, Moshi', retrofit.version",
    "'Retrofit, OkHttp, Okio, Moshi', okhttp.version",
    "'Retrofit, OkHttp, Okio, Moshi', okio.version",
    "'Retrofit, OkHttp, Okio, Moshi', moshi.version"
  })
  void tableOfVersionsMatchesTheBuild(String row, String property) {
    String pom = Pages.read(Pages.ROOT.resolve("pom.xml"));
    Matcher version = Pattern.compile("<" + property + ">(.*)</").matcher(pom);
    assertThat(version.find()).isTrue();
    assertThat(row(row)).contains(version.group(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.7", "3.2", "3.5", "4.0"})
  void tableOfVersionsHasTheLinesForSpringBoot(String boot) {
    String pom =
        Pages.read(Pages.ROOT.resolve("examples/consumers/projects/spring/boot-" + boot + ".xml"));
    String row = row("Spring Boot " + boot);
    Matcher version = Pattern.compile("<version>(.*)</version>").matcher(pom);
    assertThat(version.find()).isTrue();
    assertThat(row).contains(version.group(1));
    List<String> added =
        Pattern.compile("<(kotlin\\.version|okhttp\\.version|classifier)>.*</\\1>")
            .matcher(pom)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(added)
        .hasSize(boot.equals("2.7") ? 2 : 0)
        .allSatisfy(line -> assertThat(row).contains(line));
  }

  private static String row(String name) {
    List<String> rows =
        Pages.read(README).lines().filter(line -> line.startsWith("| " + name + " |")).toList();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }
}
