package io.github.intercomobjects.sync;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A MariaDB server on a loopback port, with its data in a directory of the test. It accepts any
 * user, and MySQL's driver as well as its own.
 */
final class MariaDb implements AutoCloseable {
  private static final Duration MAX_START = Duration.ofMinutes(1);

  private final Process process;
  private final int port;

  private MariaDb(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Returns the program of the server, if it is installed. */
  static Optional<Path> program() {
    List<String> folders = new ArrayList<>(List.of("/usr/sbin"));
    folders.addAll(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)));
    return folders.stream()
        .map(folder -> Path.of(folder, "mariadbd"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a server; {@code directory} must be empty. */
  static MariaDb start(Path program, Path directory) throws IOException, InterruptedException {
    Path data = Files.createDirectory(directory.resolve("data"));
    Path log = directory.resolve("log");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String user = System.getProperty("user.name");
    if (user.equals("root")) {
      user = "nobody";
      Files.setOwner(
          data, data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    }
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--no-defaults",
                "--user=" + user,
                "--datadir=" + data,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + data.resolve("socket"),
                // Without users, no other process has to create their tables.
                "--skip-grant-tables",
                "--innodb-log-file-size=8M",
                "--sql-mode=")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    MariaDb server = new MariaDb(process, port);
    server.awaitStart(log);
    return server;
  }

  private void awaitStart(Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + MAX_START.toNanos();
    while (true) {
      try (var connection = DriverManager.getConnection(url("mariadb", ""));
          var statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE shop");
        return;
      } catch (SQLException e) {
        // The only sign of a start is a successful connection. This pause ends early if the
        // process exits.
        if (System.nanoTime() > end || process.waitFor(50, TimeUnit.MILLISECONDS)) {
          close();
          throw new IOException("MariaDB does not start: " + Files.readString(log), e);
        }
      }
    }
  }

  private String url(String driver, String database) {
    return "jdbc:" + driver + "://127.0.0.1:" + port + "/" + database;
  }

  /** Returns the URL for a driver: {@code mysql} or {@code mariadb}. */
  String url(String driver) {
    return url(driver, "shop");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
