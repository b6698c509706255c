package io.github.intercomobjects.spec;

import io.swagger.v3.core.util.Json;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The files of the description, which refer to each other. */
public final class SpecFiles {
  private static final List<String> NAMES =
      List.of(
          "intercom.yaml",
          "admins.yaml",
          "common.yaml",
          "contacts.yaml",
          "conversations.yaml",
          "custom-objects.yaml",
          "tickets.yaml");

  private static final Path COPY = writeCopy();

  private SpecFiles() {}

  static List<String> names() {
    return NAMES;
  }

  /** Returns the path of the root file, in a folder that holds them all until this process ends. */
  public static Path copy() {
    return COPY;
  }

  /** Returns the description as one JSON document whose references are all within it. */
  public static String bundled() {
    return Json.pretty(parsed().getOpenAPI());
  }

  /** Returns what the parser makes of the description, its messages included. */
  static SwaggerParseResult parsed() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    return new OpenAPIV3Parser().readLocation(COPY.toString(), null, options);
  }

  private static Path writeCopy() {
    try {
      Path folder = Files.createTempDirectory("intercom-objects-spec");
      folder.toFile().deleteOnExit();
      for (String name : NAMES) {
        Path file = folder.resolve(name);
        file.toFile().deleteOnExit();
        try (InputStream in = SpecFiles.class.getResourceAsStream(name)) {
          Files.copy(Objects.requireNonNull(in, name + " is not on the class path"), file);
        }
      }
      return folder.resolve(NAMES.get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
