package io.github.intercomobjects.connect.demo;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts a Java program.
 *
 * @param heap the maximum of the heap, such as {@code 256m}
 */
record Jvm(String heap, String classPath) {
  /** Returns a JVM with the class path of this one. */
  static Jvm small() {
    return new Jvm("256m", System.getProperty("java.class.path"));
  }

  Jvm withClassPath(String newClassPath) {
    return new Jvm(heap, newClassPath);
  }

  List<String> command(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.add("-Xmx" + heap);
    // Two or three JVMs start at once on what may be two cores.
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dconnect.demo.level=INFO");
    // By its address, since other workers have a class path of their own.
    command.add("-Dlog4j2.configurationFile=" + Jvm.class.getResource("/log4j2.xml"));
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Returns the entry of the class path of this JVM whose file name has an ending. */
  static Path entry(String ending) {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.endsWith(ending)) {
        return Path.of(entry);
      }
    }
    throw new IllegalStateException("The class path has no file that ends in " + ending);
  }
}
