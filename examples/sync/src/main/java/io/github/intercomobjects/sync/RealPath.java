package io.github.intercomobjects.sync;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The path of a file without symbolic links, also of a file that does not exist yet. */
final class RealPath {
  private static final int MAX_LINKS = 40;

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

  /** Returns whether a file is a device, a pipe or a link to an open stream, without a content. */
  static boolean isSpecial(Path file) {
    Path path = file.toAbsolutePath().normalize();
    return path.startsWith("/dev/")
        || path.startsWith("/proc/")
        || (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file));
  }

  /**
   * Returns whether two real paths lead to one file. Names that differ only in upper and lower case
   * count as one for files that do not exist yet, because the file system may ignore case.
   */
  static boolean isSame(Path a, Path b) throws IOException {
    if (a.equals(b)) {
      return true;
    }
    boolean bothExist = Files.exists(a) && Files.exists(b);
    return bothExist ? Files.isSameFile(a, b) : a.toString().equalsIgnoreCase(b.toString());
  }
}
