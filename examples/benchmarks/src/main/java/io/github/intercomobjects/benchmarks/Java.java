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
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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
