package io.github.intercomobjects.sync;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The path of a file without symbolic links, also of a file that does not exist yet. */
final class RealPath {
  private static final int MAX_LINKS = 40;

  /** The names of the streams of the process, which may be files. */
  private static final List<String> OPEN_STREAMS =
      List.of("/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/fd", "/proc");

  private RealPath() {}

  static Path of(Path file) throws IOException {
    Path path = file.toAbsolutePath();
    for (int i = 0; i < MAX_LINKS; i++) {
      if (Files.exists(path)) {
        return path.toRealPath();
      }
      if (!Files.isSymbolicLink(path)) {
        Path parent = path.getParent();
        Path name = path.getFileName();
        return parent == null || name == null || !Files.exists(parent)
            ? path.normalize()
            : parent.toRealPath().resolve(name);
      }
      path = path.resolveSibling(Files.readSymbolicLink(path));
    }
    throw new FileSystemLoopException(file.toString());
  }

  /** Returns whether a file is a device, a pipe or an open stream, which has no content. */
  static boolean isSpecial(Path file) {
    Path path = file.toAbsolutePath().normalize();
    return OPEN_STREAMS.stream().anyMatch(path::startsWith)
        || (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file));
  }

  /**
   * Returns whether two real paths lead to one file. The names of two files that do not exist yet
   * are compared without upper and lower case, because the file system may ignore it.
   */
  static boolean isSame(Path a, Path b) throws IOException {
    if (a.equals(b)) {
      return true;
    }
    boolean exists = Files.exists(a);
    if (exists != Files.exists(b)) {
      return false;
    }
    return exists ? Files.isSameFile(a, b) : a.toString().equalsIgnoreCase(b.toString());
  }
}
