package io.github.intercomobjects.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts programs of this module in separate JVMs. */
final class Java {
  private Java() {}

  static Process start(List<String> jvmArguments, Class<?> program, String... arguments)
      throws IOException {
    List<String> all = new ArrayList<>(jvmArguments);
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    return builder(all, arguments).start();
  }

  /** Returns a JVM that is not started, whose errors are printed by this process. */
  static ProcessBuilder builder(List<String> jvmArguments, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** Returns the next line that a program prints. */
  static String line(BufferedReader output) throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the program ended without output");
    }
    return line;
  }
}
