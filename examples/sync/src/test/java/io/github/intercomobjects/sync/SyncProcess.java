package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The command line in a separate process, which can be killed. */
final class SyncProcess implements AutoCloseable {
  private static final long POLL_NANOS = 200_000;

  private final String description;
  private final Sandbox sandbox;
  private final Path printed;
  private final long callsBefore;
  private final Process process;

  private SyncProcess(
      String description, Sandbox sandbox, Path printed, long callsBefore, Process process) {
    this.description = description;
    this.sandbox = sandbox;
    this.printed = printed;
    this.callsBefore = callsBefore;
    this.process = process;
  }

  /**
   * Starts a process.
   *
   * @param description the description of the run, for failures
   * @param directory the directory for its output and its temporary files
   */
  static SyncProcess start(
      String description, Path directory, Sandbox sandbox, List<String> arguments)
      throws IOException {
    Path printed = directory.resolve("printed.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Full optimization is not worthwhile for such a short process.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx64m", "-Djava.io.tmpdir=" + directory));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IntercomSync.class.getName());
    command.addAll(arguments);
    command.addAll(List.of("--live", "--base-url", sandbox.getBaseUrl()));
    if (arguments.contains("sync")) {
      // The orders of these tests move between customers in every round.
      command.add("--max-unlinks=100%");
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(printed.toFile());
    builder.environment().put(Shell.TOKEN, sandbox.getToken());
    long callsBefore = sandbox.getCallCount();
    return new SyncProcess(description, sandbox, printed, callsBefore, builder.start());
  }

  /** Kills the process, as {@code kill -9} does, after a number of calls. */
  void killAfter(int calls, Duration atMost) throws IOException, InterruptedException {
    boolean toBeKilled = awaitCalls(calls, atMost);
    assertThat(process.destroyForcibly().waitFor(atMost.toSeconds(), TimeUnit.SECONDS))
        .as(description)
        .isTrue();
    String text = Files.readString(printed);
    assertThat(toBeKilled && process.exitValue() != 0)
        .as("%s: killed, rather than ended or stuck, with the output%n%s", description, text)
        .isTrue();
    assertThat(text).as(description).doesNotContain("intercom-sync:", "Exception");
  }

  /** Stops the process, as Ctrl+C does, after a number of calls, and returns its output. */
  String stopAfter(int calls, Duration atMost) throws IOException, InterruptedException {
    boolean toBeStopped = awaitCalls(calls, atMost);
    process.destroy();
    assertThat(process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)).as(description).isTrue();
    String text = Files.readString(printed);
    assertThat(toBeStopped).as("%s: with the output%n%s", description, text).isTrue();
    return text;
  }

  /** Waits for a number of calls, and returns whether the process is still running. */
  private boolean awaitCalls(int calls, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (sandbox.getCallCount() - callsBefore < calls
        && process.isAlive()
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    return process.isAlive() && System.nanoTime() < deadline;
  }

  /** Waits until the process ends with everything stored. */
  void await(Duration atMost) throws IOException, InterruptedException {
    boolean ended = process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS);
    assertThat(ended ? "exit code " + process.exitValue() : "still running")
        .as("%s: with the output%n%s", description, Files.readString(printed))
        .isEqualTo("exit code " + Shell.STORED);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
