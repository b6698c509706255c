package io.github.intercomobjects.sync;

import java.nio.file.Path;

/** Where the state of a source is kept unless it is said. */
final class StateFiles {
  static final String ENDING = ".intercom-sync";

  private StateFiles() {}

  static Path of(RowSource source, String type) {
    Path read = source.path();
    return read == null ? Path.of(type + ENDING) : read.resolveSibling(read.getFileName() + ENDING);
  }
}
