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

/** The command line in a process of its own, which can be killed. */
final class SyncProcess implements AutoCloseable {
  private static final long LOOK_NANOS = 200_000;

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
   * Starts it.
   *
   * @param description of the run, for what fails
   * @param directory for what it prints, and for its temporary files
   */
  static SyncProcess start(
      String description, Path directory, Sandbox sandbox, List<String> arguments)
      throws IOException {
    Path printed = directory.resolve("printed.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It does not live long enough for more.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx64m", "-Djava.io.tmpdir=" + directory));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(IntercomSync.class.getName());
    command.addAll(arguments);
    command.addAll(List.of("--live", "--base-url", sandbox.getBaseUrl()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(printed.toFile());
    builder.environment().put(Shell.TOKEN, sandbox.getToken());
    long callsBefore = sandbox.getCallCount();
    return new SyncProcess(description, sandbox, printed, callsBefore, builder.start());
  }

  /** Kills it, as {@code kill -9} does, once the sandbox has got so many calls from it. */
  void killAfter(int calls, Duration atMost) throws IOException, InterruptedException {
    boolean toBeKilled = awaitCalls(calls, atMost);
    assertThat(process.destroyForcibly().waitFor(atMost.toSeconds(), TimeUnit.SECONDS))
        .as(description)
        .isTrue();
    String text = Files.readString(printed);
    assertThat(toBeKilled && process.exitValue() != 0)
        .as("%s: killed, rather than ended or stuck, having printed%n%s", description, text)
        .isTrue();
    assertThat(text).as(description).doesNotContain("intercom-sync:", "Exception");
  }

  /** Tells it to end, as Ctrl+C does, once the sandbox has got so many calls; what it printed. */
  String stopAfter(int calls, Duration atMost) throws IOException, InterruptedException {
    boolean toBeStopped = awaitCalls(calls, atMost);
    process.destroy();
    assertThat(process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)).as(description).isTrue();
    String text = Files.readString(printed);
    assertThat(toBeStopped).as("%s: having printed%n%s", description, text).isTrue();
    return text;
  }

  /** Whether the sandbox has got so many calls from it, and it goes on. */
  private boolean awaitCalls(int calls, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (sandbox.getCallCount() - callsBefore < calls
        && process.isAlive()
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return process.isAlive() && System.nanoTime() < deadline;
  }

  /** Waits until it has ended by itself, with everything stored. */
  void await(Duration atMost) throws IOException, InterruptedException {
    boolean ended = process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS);
    assertThat(ended ? "exit code " + process.exitValue() : "still running")
        .as("%s: having printed%n%s", description, Files.readString(printed))
        .isEqualTo("exit code " + Shell.STORED);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
