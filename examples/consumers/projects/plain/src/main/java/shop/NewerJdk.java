package shop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs {@link Main} once more on JDK 25, where {@code JAVA_25_HOME} or a neighbour of this JDK is one. */
final class NewerJdk {
  private NewerJdk() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Optional<Path> jdk = find();
    if (jdk.isEmpty()) {
      System.out.println(args[1] + ": SKIPPED on Java 25: no JDK 25 found; JAVA_25_HOME may name one");
      return;
    }
    int exit =
        new ProcessBuilder(
                jdk.get().resolve("bin").resolve("java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "shop.Main",
                args[0],
                args[1])
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new AssertionError("exit code " + exit + " on " + jdk.get());
    }
  }

  private static Optional<Path> find() throws IOException {
    String named = System.getenv("JAVA_25_HOME");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    File[] neighbours = new File(System.getProperty("java.home")).getParentFile().listFiles();
    return Stream.of(neighbours == null ? new File[0] : neighbours)
        .map(File::toPath)
        .filter(NewerJdk::isJdk25)
        .findFirst();
  }

  private static boolean isJdk25(Path folder) {
    try {
      return Files.readString(folder.resolve("release")).contains("JAVA_VERSION=\"25");
    } catch (IOException e) {
      return false;
    }
  }
}
