package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Plugins of Kafka Connect in a folder, as an operator installs them. */
final class Plugins {
  private Plugins() {}

  /**
   * Unpacks the zip of a plugin.
   *
   * @param folder the folder for plugins, which is created
   */
  static Path unpack(Path zip, Path folder) throws IOException {
    Path target = Files.createDirectories(folder).toAbsolutePath().normalize();
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(file)) {
      ZipEntry entry;
      while ((entry = entries.getNextEntry()) != null) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException(zip + " has an entry outside of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.resolveSibling("."));
          Files.copy(entries, path);
        }
      }
    }
    return target;
  }
}
