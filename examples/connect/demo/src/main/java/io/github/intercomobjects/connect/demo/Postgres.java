package io.github.intercomobjects.connect.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server whose changes can be read by others. */
final class Postgres {
  static final String USER = "shop";
  static final String PASSWORD = "password-of-the-demo";

  private static final Duration MAX_START = Duration.ofMinutes(2);

  private final int port;

  private Postgres(int port) {
    this.port = port;
  }

  /** Returns the folder of PostgreSQL's programs, if it is installed. */
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

  /**
   * Starts a server.
   *
   * @param programs the folder of its programs
   */
  static Postgres start(Children children, Path programs) throws IOException, InterruptedException {
    // Not under target: PostgreSQL runs as another user than root, who may not read that folder.
    Path folder = Files.createTempDirectory("connect-demo-postgres");
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    Path data = Files.createDirectory(folder.resolve("data"));
    children.deleteLater(folder);
    List<String> as = asAnOrdinaryUser(folder, password, data);
    children
        .start(
            "initdb",
            command(
                as,
                programs.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync"),
            folder)
        .awaitSuccess(MAX_START);
    int port = Ports.free();
    Child process =
        children.start(
            "postgres",
            command(
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
                "wal_level=logical",
                "-c",
                "fsync=off"),
            folder);
    Postgres postgres = new Postgres(port);
    process.await(MAX_START, postgres::isReady);
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

  private static List<String> command(List<String> as, String... command) {
    List<String> complete = new ArrayList<>(as);
    complete.addAll(List.of(command));
    return complete;
  }

  private boolean isReady() {
    try {
      connect().close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, PASSWORD);
  }

  int port() {
    return port;
  }
}
