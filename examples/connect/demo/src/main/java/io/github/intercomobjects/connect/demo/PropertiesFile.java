package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A file of settings for a program of Kafka. */
final class PropertiesFile {
  private PropertiesFile() {}

  static void write(Path file, Properties properties) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(writer, null);
    }
  }
}
