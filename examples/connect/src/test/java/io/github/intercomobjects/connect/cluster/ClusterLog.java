package io.github.intercomobjects.connect.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the broker and the worker have logged. */
final class ClusterLog {
  private ClusterLog() {}

  static String text() throws IOException {
    return Files.readString(Path.of("target", "cluster.log"));
  }
}
