package io.github.intercomobjects.connect.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folders and files of a run, all under {@code target}.
 *
 * @param folder is emptied at the start
 * @param zip the plugin, as it is published
 */
record Site(Path folder, Path zip, Optional<Path> debezium) {
  /** Returns those that the build sets as system properties. */
  static Site ofBuild(String name) throws IOException {
    Path target = Path.of(property("connect.demo.target"));
    String debezium = System.getProperty("connect.demo.debezium", "");
    return new Site(
        Folders.empty(target.resolve(name)),
        Path.of(property("connect.demo.plugin")),
        Optional.of(debezium).filter(text -> !text.isEmpty()).map(Path::of).filter(Files::exists));
  }

  /** Installs the plugins, and returns the path of plugins for a worker. */
  String pluginPath() throws IOException {
    String path = Plugins.unpack(zip, folder.resolve("plugins")).toString();
    return debezium.map(one -> path + "," + one.toAbsolutePath()).orElse(path);
  }

  /** Writes the secrets that the settings of connectors refer to. */
  Path secrets() throws IOException {
    Path file = folder.resolve("intercom.properties");
    return Files.writeString(file, "token=" + Shop.TOKEN + "\n");
  }

  Path logs() {
    return folder.resolve("logs");
  }

  /** Returns a path as it is shown: relative to where the command was started, if it is below. */
  static String shown(Path path) {
    String text = path.toAbsolutePath().normalize().toString();
    String here = System.getProperty("connect.demo.root", "") + File.separator;
    return text.startsWith(here) ? text.substring(here.length()) : text;
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("The build sets the system property " + name);
    }
    return value;
  }
}
