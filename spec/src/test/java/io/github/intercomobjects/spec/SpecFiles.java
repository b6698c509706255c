package io.github.intercomobjects.spec;

import io.swagger.v3.core.util.Json;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the description: root files, and the files that they refer to. */
public final class SpecFiles {
  private static final String MAIN = "intercom.yaml";
  private static final Pattern REFERENCE = Pattern.compile("\\$ref: *[\"']?([^\"'#\\s]+)#");
  private static final Pattern OPENAPI = Pattern.compile("^openapi:", Pattern.MULTILINE);
  private static final Pattern PATHS = Pattern.compile("^paths:", Pattern.MULTILINE);

  private static final Map<String, String> TEXTS = read();
  private static final Path COPY = writeCopy();

  private SpecFiles() {}

  /** Returns the names of the root files and of all files that they refer to. */
  static Set<String> names() {
    return Collections.unmodifiableSet(TEXTS.keySet());
  }

  /**
   * Returns the path of {@code intercom.yaml} in a folder that holds all files until this process
   * ends.
   */
  public static Path copy() {
    return COPY;
  }

  /** Returns the description as one JSON document without references to other files. */
  public static String bundled() {
    return Bundle.JSON;
  }

  /** Returns the result of the parser, which includes its messages. */
  static SwaggerParseResult parsed() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    return new OpenAPIV3Parser().readLocation(COPY.toString(), null, options);
  }

  /** Returns the files to which the root files among {@code all} lead, and the root files. */
  static Map<String, String> reachable(Map<String, String> all) {
    Map<String, String> reachable = new TreeMap<>();
    all.forEach(
        (name, text) -> {
          if (OPENAPI.matcher(text).find() && PATHS.matcher(text).find()) {
            addWithReferences(name, all, reachable);
          }
        });
    return reachable;
  }

  private static void addWithReferences(
      String name, Map<String, String> all, Map<String, String> reachable) {
    String text = Objects.requireNonNull(all.get(name), "there is no file " + name);
    if (reachable.put(name, text) == null) {
      Set<String> references = new TreeSet<>();
      REFERENCE.matcher(text).results().forEach(reference -> references.add(reference.group(1)));
      references.forEach(reference -> addWithReferences(reference, all, reachable));
    }
  }

  private static Map<String, String> read() {
    URL main = Objects.requireNonNull(SpecFiles.class.getResource(MAIN), MAIN);
    try {
      if (main.openConnection() instanceof JarURLConnection jar) {
        Path file = Path.of(jar.getJarFileURL().toURI());
        try (FileSystem entries = FileSystems.newFileSystem(file)) {
          return reachable(textsBeside(entries.getPath(jar.getEntryName())));
        }
      }
      return reachable(textsBeside(Path.of(main.toURI())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> textsBeside(Path file) throws IOException {
    List<Path> paths;
    try (Stream<Path> entries = Files.list(Objects.requireNonNull(file.getParent()))) {
      paths = entries.filter(path -> path.toString().endsWith(".yaml")).toList();
    }
    Map<String, String> texts = new TreeMap<>();
    for (Path path : paths) {
      texts.put(path.getFileName().toString(), Files.readString(path));
    }
    return texts;
  }

  private static Path writeCopy() {
    try {
      Path folder = Files.createTempDirectory("intercom-objects-spec");
      folder.toFile().deleteOnExit();
      for (Map.Entry<String, String> file : TEXTS.entrySet()) {
        Path path = Files.writeString(folder.resolve(file.getKey()), file.getValue());
        path.toFile().deleteOnExit();
      }
      return folder.resolve(MAIN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Holds the bundled description, which is created only once because that takes seconds. */
  private static final class Bundle {
    static final String JSON = Json.pretty(parsed().getOpenAPI());
  }
}
