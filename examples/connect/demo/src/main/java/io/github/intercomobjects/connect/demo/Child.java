package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that writes its output to a file. */
final class Child implements AutoCloseable {
  private static final Duration MAX_STOP = Duration.ofSeconds(20);
  private static final int SHOWN_LINES = 15;

  private final String name;
  private final Process process;
  private final Path log;

  Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Waits until the process is ready.
   *
   * @throws IOException if it ends before, or is not ready in time, with the last lines of its
   *     output
   */
  void await(Duration max, Condition ready) throws IOException, InterruptedException {
    long end = System.nanoTime() + max.toNanos();
    while (!ready.isMet()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new IOException(
            name + " ended with exit code " + process.exitValue() + "; " + lastLines());
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            name + " was not ready after " + max.toSeconds() + " s; " + lastLines());
      }
    }
  }

  /** Waits for a process that does one thing. */
  void awaitSuccess(Duration max) throws IOException, InterruptedException {
    if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new IOException(name + " took more than " + max.toSeconds() + " s; " + lastLines());
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          name + " ended with exit code " + process.exitValue() + "; " + lastLines());
    }
  }

  /** Ends the process as {@code kill -9} does. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the process without its knowledge, until {@link #resume()}. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("SIG" + signal + " could not be sent to " + name);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  String output() throws IOException {
    return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
  }

  private String lastLines() {
    try {
      List<String> lines = output().lines().toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
      return "the last lines of " + log + ":\n  " + String.join("\n  ", last);
    } catch (IOException e) {
      return log + " cannot be read: " + e;
    }
  }

  /** Ends the process, and gives it time to do so in order. */
  @Override
  public void close() {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroy();
    try {
      if (process.waitFor(MAX_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        descendants.forEach(ProcessHandle::destroyForcibly);
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }
}
