package io.github.intercomobjects.spec;

import io.swagger.v3.core.util.Json;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the description: root files, and the files that they refer to. */
public final class SpecFiles {
  private static final Pattern REFERENCE = Pattern.compile("\\$ref: *[\"']?([^\"'#\\s]+)#");
  private static final Pattern OPENAPI = Pattern.compile("^openapi:", Pattern.MULTILINE);
  private static final Pattern PATHS = Pattern.compile("^paths:", Pattern.MULTILINE);

  private static final Map<String, String> TEXTS = read();
  private static final Path COPY = writeCopy();

  private static final Map<SpecRoot, String> BUNDLES = new ConcurrentHashMap<>();

  private SpecFiles() {}

  /** Returns the names of the root files and of all files that they refer to. */
  static Set<String> names() {
    return Collections.unmodifiableSet(TEXTS.keySet());
  }

  /** Returns the path of a root file in a folder that holds all files until this process ends. */
  static Path copy(SpecRoot root) {
    return COPY.resolve(root.file());
  }

  /** Returns {@code intercom.yaml} as one JSON document without references to other files. */
  public static String bundled() {
    return bundled(SpecRoot.API);
  }

  /** Returns a description as one JSON document without references to other files. */
  static String bundled(SpecRoot root) {
    return BUNDLES.computeIfAbsent(root, key -> built(key).orElseGet(() -> bundle(key)));
  }

  /**
   * Writes the documents to a folder of compiled tests: the validator of a bundled description
   * starts in a fifth of the processor time, and each module's tests start one.
   */
  public static void main(String[] arguments) throws IOException {
    for (SpecRoot root : SpecRoot.values()) {
      Files.writeString(Path.of(arguments[0]).resolve(resource(root)), bundle(root));
    }
  }

  static String bundle(SpecRoot root) {
    return Json.pretty(parsed(root).getOpenAPI());
  }

  /** Returns what the build wrote; an IDE may compile without it. */
  static Optional<String> built(SpecRoot root) {
    try (InputStream in = SpecFiles.class.getResourceAsStream("/" + resource(root))) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(SpecRoot root) {
    return "bundled-" + root.file().replace(".yaml", ".json");
  }

  /** Returns the result of the parser, which includes its messages. */
  static SwaggerParseResult parsed(SpecRoot root) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    return new OpenAPIV3Parser().readLocation(copy(root).toString(), null, options);
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
    String file = SpecRoot.API.file();
    URL main = Objects.requireNonNull(SpecFiles.class.getResource(file), file);
    try {
      if (main.openConnection() instanceof JarURLConnection jar) {
        Path archive = Path.of(jar.getJarFileURL().toURI());
        try (FileSystem entries = FileSystems.newFileSystem(archive)) {
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
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
