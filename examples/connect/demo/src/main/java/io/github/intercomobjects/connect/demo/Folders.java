package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of a run. */
final class Folders {
  private Folders() {}

  /** Creates an empty folder; what an earlier run left there is deleted. */
  static Path empty(Path folder) throws IOException {
    delete(folder);
    return Files.createDirectories(folder).toAbsolutePath();
  }

  /** Deletes a folder with all that is in it, if it exists. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
