package io.github.intercomobjects.sync;

import io.github.intercomobjects.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The result of one run of the command line. */
final class Command {
  private final int exitCode;
  private final String out;
  private final String err;

  private Command(int exitCode, String out, String err) {
    this.exitCode = exitCode;
    this.out = out;
    this.err = err;
  }

  int exitCode() {
    return exitCode;
  }

  String out() {
    return out;
  }

  String err() {
    return err;
  }

  /** Runs {@code sync}. */
  static Command run(Map<String, String> environment, String... arguments) {
    return any(environment, with(new String[] {"sync"}, arguments));
  }

  /** Runs any command. */
  static Command any(Map<String, String> environment, String... arguments) {
    return stoppedBy(() -> false, environment, arguments);
  }

  /** Runs any command, which asks {@code stop} during its calls whether to end. */
  static Command stoppedBy(
      BooleanSupplier stop, Map<String, String> environment, String... arguments) {
    return run(stop, Clock.systemUTC(), environment, arguments);
  }

  /** Runs any command with a clock. */
  static Command at(Clock clock, Map<String, String> environment, String... arguments) {
    return run(() -> false, clock, environment, arguments);
  }

  private static Command run(
      BooleanSupplier stop, Clock clock, Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    int exitCode = RootCommand.run(arguments, new Shell(environment, terminal, stop, clock, null));
    return new Command(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a rehearsal with a file. */
  static Command rehearse(Path file, String... options) {
    return run(Map.of(), with(options, file.toString()));
  }

  /** Runs {@code sync --live} against a sandbox, whose workspace a test can read. */
  static Command live(Sandbox sandbox, Path file, String... options) {
    return live(sandbox.getBaseUrl(), sandbox.getToken(), file, options);
  }

  static Command live(String baseUrl, String token, Path file, String... options) {
    return run(
        Map.of("INTERCOM_ACCESS_TOKEN", token),
        with(options, file.toString(), "--live", "--base-url", baseUrl));
  }

  /** Returns options followed by others. */
  static String[] with(String[] options, String... more) {
    String[] all = Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return all;
  }

  static Path file(Path directory, String... lines) throws IOException {
    return Files.writeString(directory.resolve("orders.csv"), String.join("\n", lines) + "\n");
  }
}
