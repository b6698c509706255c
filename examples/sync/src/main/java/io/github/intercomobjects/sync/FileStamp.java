package io.github.intercomobjects.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a file that differ when it is written or replaced.
 *
 * @param key the identity of the file; null if its file system has none
 */
record FileStamp(long size, FileTime modified, @Nullable Object key) {
  /** Returns the stamp of a regular file; null for a pipe, a device or a missing file. */
  static @Nullable FileStamp of(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? new FileStamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey())
          : null;
    } catch (IOException e) {
      return null;
    }
  }
}
