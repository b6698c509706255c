package io.github.intercomobjects.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ApiSurfaceTest {
  private static final Path FILE = Path.of("api-surface.txt");
  private static final String ACCEPT = "mvn -q -pl client-generated -am test -Dapi.accept";

  private static List<String> surface() throws IOException, URISyntaxException {
    Path classes = Path.of(Since.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return ApiSurface.lines(classes, Since.class.getPackageName());
  }

  @Test
  void thePublicSurfaceIsTheAcceptedOne() throws IOException, URISyntaxException {
    List<String> surface = surface();
    if (System.getProperty("api.accept") != null) {
      Files.writeString(FILE, String.join("\n", surface) + "\n");
      return;
    }
    List<String> difference = difference(Files.readAllLines(FILE), surface);
    if (!difference.isEmpty()) {
      fail(
          "The public surface changed. If that is meant, accept it with\n  %s\n%s",
          ACCEPT, String.join("\n", difference));
    }
  }

  @Test
  void aDifferenceShowsWhatWentAndWhatCame() {
    assertThat(difference(List.of("a", "b", "d"), List.of("a", "c", "d")))
        .containsExactly("- b", "+ c");
    assertThat(difference(List.of("a"), List.of("a"))).isEmpty();
  }

  @Test
  void linesTellNullnessAndKeepTypeArguments() throws IOException, URISyntaxException {
    assertThat(surface())
        .contains(
            "Since annotation",
            "model.Contact final class",
            "model.Contact.getEmail(): @Nullable String",
            "model.Contact.getUnknownFields(): Map<String, @Nullable Object>",
            "model.Contact.builder(): Contact.Builder (static)");
  }

  private static List<String> difference(List<String> before, List<String> after) {
    Set<String> accepted = new HashSet<>(before);
    Set<String> found = new HashSet<>(after);
    List<String> difference = new ArrayList<>();
    before.stream()
        .filter(line -> !found.contains(line))
        .forEach(line -> difference.add("- " + line));
    after.stream()
        .filter(line -> !accepted.contains(line))
        .forEach(line -> difference.add("+ " + line));
    difference.sort(Comparator.comparing(line -> line.substring(2)));
    return difference;
  }
}
