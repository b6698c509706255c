package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.examples.quickstart.Pages.Block;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

/**
 * Checks that what the pages name exists: commands, links, paths, classes, versions, workspaces.
 */
final class PagesTest {
  /** Java and Kotlin are looked up by {@link SnippetsTest}. */
  private static final Set<String> LANGUAGES =
      Set.of("java", "kotlin", "json", "properties", "xml", "sh", "text");

  private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]*)#?([^)]*)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern CLASS = Pattern.compile("[A-Z]\\w*[a-z]\\w*");

  /** Pages that name values of the API, and classes of other libraries and earlier versions. */
  private static final Set<String> NAMING_OTHERS =
      Set.of("CHANGELOG.md", "CURATION.md", "MIGRATING.md");

  /** In a picture: what begins a line, or has two capital letters at least. */
  private static final Pattern CLASS_IN_PICTURE =
      Pattern.compile("(?m)^[A-Z]\\w+(?=  )|\\b(?:[A-Z][a-z0-9]+){2,}\\b");

  private static final Path README = Pages.ROOT.resolve("README.md");

  @Test
  void everyBlockIsInALanguageThatHasARule() {
    for (Path page : Pages.all()) {
      assertThat(Pages.blocks(page))
          .allSatisfy(block -> assertThat(block.language()).isIn(LANGUAGES));
    }
  }

  @Test
  void jsonIsAWorkspace(@TempDir Path folder) throws Exception {
    for (Block block : Pages.blocks("json")) {
      Workspace.load(Files.writeString(folder.resolve("workspace.json"), block.code()));
    }
    assertThat(Pages.blocks("json")).isNotEmpty();
  }

  @Test
  void xmlIsWhatAProjectOutsideTheReactorIsBuiltWith() throws Exception {
    String project = Pages.read(Pages.ROOT.resolve("examples/consumers/projects/plain/pom.xml"));
    String root = Pages.read(Pages.ROOT.resolve("pom.xml"));
    for (Block block : Pages.blocks("xml")) {
      Document shown = parse("<shown>" + block.code() + "</shown>");
      assertThat(dependencies(shown)).isEqualTo(dependencies(parse(project)));
      assertThat(root).contains("<version>" + text(shown, "version") + "</version>");
    }
    assertThat(Pages.blocks("xml")).hasSize(1);
  }

  /** The table of the starter's properties is compared with its metadata. */
  @Test
  void propertiesAreThoseOfTheStarter() {
    String table = Pages.read(Pages.ROOT.resolve("facade/spring/README.md"));
    List<String> keys =
        Pages.blocks("properties").stream()
            // The connector validates its own.
            .filter(block -> !block.page().startsWith(Pages.ROOT.resolve("examples/connect")))
            .flatMap(block -> block.code().lines())
            .map(line -> line.replaceFirst("=.*", "").replaceFirst("workspaces\\.\\w+\\.", ""))
            .toList();
    assertThat(keys)
        .isNotEmpty()
        .allSatisfy(key -> assertThat(table).contains("\n| `" + key + "` |"));
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
  void commandsNameModulesOptionsAndFilesThatExist() {
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
  void aPictureOfModulesNamesPathsThatExist() {
    List<String> paths =
        Pages.blocks("text").stream()
            .map(block -> block.code().lines().findFirst().orElseThrow())
            .filter(line -> line.contains("──►"))
            .flatMap(line -> Stream.of(line.split("──►")))
            .toList();
    assertThat(paths)
        .isNotEmpty()
        .allSatisfy(path -> assertThat(Pages.ROOT.resolve(path.trim())).exists());
  }

  @Test
  void picturesAndTextNameClassesThatExist() {
    Set<String> known = Pages.classes();
    for (Path page : Pages.all()) {
      if (!NAMING_OTHERS.contains(page.getFileName().toString())) {
        assertThat(classes(page))
            .as(page.toString())
            .filteredOn(type -> !known.contains(type) && !isInJavaLang(type))
            .isEmpty();
      }
    }
  }

  private static Set<String> classes(Path page) {
    Set<String> names = new TreeSet<>(Pages.spans(page));
    names.removeIf(span -> !CLASS.matcher(span).matches());
    Pages.blocks(page).stream()
        .filter(block -> block.language().equals("text"))
        .flatMap(block -> CLASS_IN_PICTURE.matcher(block.code()).results())
        .forEach(match -> names.add(match.group()));
    return names;
  }

  private static boolean isInJavaLang(String name) {
    try {
      return Class.forName("java.lang." + name) != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Test
  void linksLeadSomewhere() {
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
  }

  @Test
  void everyPageIsReachedByLinksFromTheReadme() {
    Set<Path> reached = new TreeSet<>(List.of(README));
    Deque<Path> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      Path page = open.remove();
      LINK.matcher(Pages.read(page))
          .results()
          .map(link -> page.resolveSibling(link.group(1)).normalize())
          .filter(target -> target.toString().endsWith(".md") && reached.add(target))
          .forEach(open::add);
    }
    assertThat(reached).containsAll(Pages.all());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "facade",
        "facade/canvas",
        "facade/kotlin",
        "facade/spring",
        "client-generated",
        "spec",
        "examples/sandbox",
        "examples/sync",
        "examples/connect",
        "examples/live",
        "examples/benchmarks",
        "examples/consumers"
      })
  void aModuleHasAReadme(String module) {
    assertThat(Pages.all()).contains(Pages.ROOT.resolve(module).resolve("README.md"));
  }

  /** A reader finds these in three hops: the README, the page of the module, the file. */
  @ParameterizedTest
  @CsvSource({
    "facade, Attempts.java, 429",
    "facade, Mapping.java, null attribute",
    "facade, Pager.java, page of a list",
    "examples/sandbox, Api.java, status of a response"
  })
  void theReadmeOfAModuleLeadsToTheFileThatDecides(String module, String file, String subject) {
    String page = Pages.read(Pages.ROOT.resolve(module).resolve("README.md"));
    assertThat(page.lines().filter(line -> line.contains("/" + file + ")")))
        .anySatisfy(line -> assertThat(line).containsIgnoringCase(subject));
    assertThat(Pages.read(README)).contains("(" + module + "/README.md");
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
  void theTableOfVersionsIsThatOfTheBuild(String row, String property) {
    String pom = Pages.read(Pages.ROOT.resolve("pom.xml"));
    Matcher version = Pattern.compile("<" + property + ">(.*)</").matcher(pom);
    assertThat(version.find()).isTrue();
    assertThat(row(row)).contains(version.group(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.7", "3.2", "3.5", "4.0", "4.1"})
  void theTableOfVersionsHasTheLinesThatAnApplicationUnderSpringBootAdds(String boot) {
    String pom =
        Pages.read(Pages.ROOT.resolve("examples/consumers/projects/spring/boot-" + boot + ".xml"));
    String row = row(boot.equals("2.7") ? "Spring Boot 2.7" : "Spring Boot");
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
