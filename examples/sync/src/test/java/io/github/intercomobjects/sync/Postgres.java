package io.github.intercomobjects.sync;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server on a loopback port, with its data in a directory of the test. */
final class Postgres implements AutoCloseable {
  static final String USER = "sync";
  static final String PASSWORD = "s3cret";

  private static final Duration MAX_START = Duration.ofMinutes(1);

  private final Process process;
  private final int port;

  private Postgres(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Returns the directory of PostgreSQL's programs, if it is installed. */
  static Optional<Path> programs() {
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      folders.add(Path.of(folder));
    }
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      versions.sorted().forEach(version -> folders.add(version.resolve("bin")));
    } catch (IOException e) {
      // PostgreSQL is installed elsewhere, or not at all.
    }
    return folders.stream()
        .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
        .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
        .findFirst();
  }

  /** Starts a server; {@code directory} must be empty. */
  static Postgres start(Path programs, Path directory) throws IOException, InterruptedException {
    Path password = Files.writeString(directory.resolve("password"), PASSWORD);
    Path data = Files.createDirectory(directory.resolve("data"));
    List<String> as = asAnOrdinaryUser(directory, password, data);
    run(
        directory,
        as,
        programs.resolve("initdb").toString(),
        "--pgdata=" + data,
        "--username=" + USER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Process process =
        process(
            directory,
            as,
            programs.resolve("postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            String.valueOf(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "fsync=off");
    Postgres postgres = new Postgres(process, port);
    postgres.awaitStart(directory);
    return postgres;
  }

  /** Returns the prefix of a command that must not run as root, as PostgreSQL requires. */
  private static List<String> asAnOrdinaryUser(Path... owned) throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    UserPrincipal nobody =
        owned[0].getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    for (Path path : owned) {
      Files.setOwner(path, nobody);
    }
    return List.of("setpriv", "--reuid=nobody", "--clear-groups");
  }

  private static void run(Path directory, List<String> as, String... command)
      throws IOException, InterruptedException {
    Process process = process(directory, as, command);
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(command[0] + " failed: " + log(directory));
    }
  }

  private static Process process(Path directory, List<String> as, String... command)
      throws IOException {
    List<String> complete = new ArrayList<>(as);
    complete.addAll(List.of(command));
    return new ProcessBuilder(complete)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  private static String log(Path directory) throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  private void awaitStart(Path directory) throws IOException, InterruptedException {
    long end = System.nanoTime() + MAX_START.toNanos();
    while (true) {
      try {
        DriverManager.getConnection(url(), USER, PASSWORD).close();
        return;
      } catch (SQLException e) {
        // The only sign of a start is a successful connection. This pause ends early if the
        // process exits.
        if (System.nanoTime() > end || process.waitFor(50, TimeUnit.MILLISECONDS)) {
          close();
          throw new IOException("PostgreSQL does not start: " + log(directory), e);
        }
      }
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
