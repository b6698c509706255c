package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All processes that were started; they end with this JVM, also if it is interrupted. */
final class Children implements AutoCloseable {
  private final Path logs;
  private final List<Child> all = new CopyOnWriteArrayList<>();
  private final List<Path> folders = new CopyOnWriteArrayList<>();
  private final Thread hook = new Thread(this::kill, "end-processes");

  /**
   * Creates an empty set.
   *
   * @param logs the folder for the output of the processes
   */
  Children(Path logs) throws IOException {
    this.logs = Files.createDirectories(logs);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts a process, with its output appended to {@code NAME.log}. */
  Child start(String name, List<String> command) throws IOException {
    return start(name, command, logs);
  }

  Child start(String name, List<String> command, Path directory) throws IOException {
    Path log = logs.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Child child = new Child(name, process, log);
    all.add(child);
    return child;
  }

  /** Deletes a folder when all have ended. */
  void deleteLater(Path folder) {
    folders.add(folder);
  }

  Path logs() {
    return logs;
  }

  private void kill() {
    all.forEach(Child::kill);
    deleteFolders();
  }

  private void deleteFolders() {
    for (Path folder : folders) {
      try {
        Folders.delete(folder);
      } catch (IOException e) {
        // It is in the folder for temporary files, which is cleaned anyway.
      }
    }
  }

  /** Ends all, the newest first, since workers need the broker to end in order. */
  @Override
  public void close() {
    List<Child> newestFirst = new ArrayList<>(all);
    Collections.reverse(newestFirst);
    newestFirst.forEach(Child::close);
    deleteFolders();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This JVM is ending, and the hook runs already.
    }
  }
}
