package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A database of orders and a sandbox, for tests of queries with a cursor. */
abstract class RunWithCursor {
  static final String H2 = "jdbc:h2:mem:cursor;DATABASE_TO_LOWER=TRUE";
  static final String QUERY = "SELECT no, note, moved FROM orders WHERE {cursor}";

  final Shop shop = new Shop();
  Clock clock = Clock.systemUTC();

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  Connection database;

  @BeforeEach
  void open() throws SQLException {
    database = DriverManager.getConnection(H2);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
    shop.close();
  }

  final void setTime(String time) {
    clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
  }

  final void run(String... statements) throws SQLException {
    try (Statement statement = database.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  final Command command(String command, String url, String... options) {
    return Command.at(
        clock,
        Map.of(Shell.TOKEN, shop.sandbox.getToken()),
        Command.with(
            new String[] {
              command,
              "--jdbc=" + url,
              "--key=no",
              "--state=" + directory.resolve("state"),
              "--live",
              "--base-url=" + shop.sandbox.getBaseUrl()
            },
            options));
  }

  /** Runs a sync by the column {@code moved}, which is not sent. */
  final Command sync(String... more) {
    return command(
        "sync",
        H2,
        Command.with(new String[] {"--query=" + QUERY, "--cursor=moved", "--ignore=moved"}, more));
  }

  static void assertRows(Command command, int rows) {
    assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
    assertThat(command.out()).containsPattern("\n" + rows + " rows? of the query to ");
  }

  final void createOrders(String type, String... values) throws SQLException {
    run("CREATE TABLE orders (no INT, note VARCHAR, moved " + type + ")");
    for (int i = 0; i < values.length; i++) {
      run("INSERT INTO orders VALUES (" + (i + 1) + ", 'a', " + values[i] + ")");
    }
  }
}
