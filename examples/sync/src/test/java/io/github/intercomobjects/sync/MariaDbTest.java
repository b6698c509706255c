package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of MySQL's and MariaDB's drivers with a MariaDB server. */
class MariaDbTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  static Path directory;

  private static @Nullable MariaDb server;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = MariaDb.program();
    assumeTrue(
        program.isPresent(),
        "there is no MariaDB (mariadbd) on the PATH or in /usr/sbin, so it is not tested with one");
    // The server may run as another user, who cannot enter the temporary directory.
    assertThat(directory.toFile().setExecutable(true, false)).isTrue();
    Path folder = Files.createDirectory(directory.resolve("db"));
    assertThat(folder.toFile().setExecutable(true, false)).isTrue();
    server = MariaDb.start(program.orElseThrow(), folder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static String url(String driver) {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server.url(driver);
  }

  private static void run(String... statements) throws SQLException {
    try (Connection database = DriverManager.getConnection(url("mariadb"));
        Statement statement = database.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<RawRow> read(String url, String query) throws CannotRunException {
    List<RawRow> all = new ArrayList<>();
    try (CloseableIterator<RawRow> rows =
        new JdbcSource(url, query, Map.of(), List.of(), null).rows()) {
      rows.forEachRemaining(all::add);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "mariadb"})
  void cellsAreReadAsTheyAre(String driver) throws Exception {
    run(
        "CREATE OR REPLACE TABLE types (id BIGINT UNSIGNED, priority TINYINT(1), paid TINYINT(1),"
            + " gift BIT(1), status ENUM('pending', 'shipped'), placed DATETIME(6), updated"
            + " TIMESTAMP, day DATE, year YEAR, span TIME, total DECIMAL(10,2), note JSON)",
        "INSERT INTO types VALUES (18446744073709551615, 3, 1, b'1', 'shipped', '2026-03-29"
            + " 02:30:00.5', '2026-01-31 09:30:00', '2026-01-31', 2026, '100:30:00', 12.50,"
            + " '{\"a\":1}')");
    assertThat(read(url(driver), "SELECT * FROM types").get(0).cells())
        .isEqualTo(
            Arrays.<Object>asList(
                new BigInteger("18446744073709551615"),
                BigInteger.valueOf(3),
                true,
                true,
                "shipped",
                LocalDateTime.parse("2026-03-29T02:30:00.5"),
                LocalDateTime.parse("2026-01-31T09:30:00"),
                LocalDate.parse("2026-01-31"),
                BigInteger.valueOf(2026),
                "100:30:00",
                new BigDecimal("12.50"),
                "{\"a\":1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "mariadb"})
  void zeroDateFailsItsRowOnly(String driver) throws Exception {
    run(
        "CREATE OR REPLACE TABLE zeros (no INT, placed DATETIME, day DATE)",
        "INSERT INTO zeros VALUES (1, '2026-01-31 09:30:00', '2026-01-31'), (2, '0000-00-00"
            + " 00:00:00', '2026-01-31'), (3, '2026-01-31 09:30:00', '2026-02-00'), (4, NULL,"
            + " NULL)");
    Command command =
        Command.run(
            Map.of(),
            "--jdbc=" + url(driver),
            "--query=SELECT * FROM zeros ORDER BY no",
            "--key=no",
            "--zone=UTC");
    assertThat(command.exitCode()).as(command.err()).isEqualTo(2);
    assertThat(command.out())
        .containsPattern("stored +2\n")
        .contains(
            "row 2  2  placed \"0000-00-00 00:00:00\" is not a time",
            "row 3  3  day \"2026-02-00\" is not a date");
  }

  @Test
  void zeroDatesAreNullIfTheUrlSaysSo() throws Exception {
    assertThat(
            read(
                    url("mysql") + "?zeroDateTimeBehavior=CONVERT_TO_NULL",
                    "SELECT CAST('0000-00-00' AS DATE) AS day")
                .get(0)
                .cells())
        .containsExactly((Object) null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql", "mariadb"})
  void longResultNeedsLittleMemory(String driver) throws Exception {
    // 200 bytes a row: all at once, they are more than the memory of the process.
    Process reading =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-classpath",
                System.getProperty("java.class.path"),
                Reading.class.getName(),
                url(driver),
                "SELECT seq AS no, REPEAT('x', 200) AS note FROM seq_1_to_200000")
            .redirectErrorStream(true)
            .start();
    String output = new String(reading.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).isEqualTo("200000\n");
    assertThat(reading.waitFor()).isZero();
  }

  /** Counts the rows of a query. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] args) throws CannotRunException {
      long count = 0;
      try (CloseableIterator<RawRow> rows =
          new JdbcSource(args[0], args[1], Map.of(), List.of(), null).rows()) {
        while (rows.hasNext()) {
          count = rows.next().location().number();
        }
      }
      System.out.print(count + "\n");
    }
  }

  @Test
  void abandonedResultDoesNotPreventAnotherPass() throws Exception {
    JdbcSource source =
        new JdbcSource(
            url("mysql"), "SELECT seq AS no FROM seq_1_to_200000", Map.of(), List.of(), null);
    for (int i = 0; i < 2; i++) {
      try (CloseableIterator<RawRow> rows = source.rows()) {
        assertThat(rows.next().cells()).isEqualTo(List.of(BigInteger.ONE));
      }
    }
  }

  @Test
  void driverOfAJarReadsItsDatabase() throws Exception {
    Path jar =
        Path.of(
            com.mysql.cj.jdbc.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    Command command =
        Command.run(
            Map.of(),
            "--jdbc=" + url("mysql"),
            "--query=SELECT 1 AS no",
            "--key=no",
            "--driver=" + jar);
    assertThat(command.exitCode()).as(command.err()).isZero();
  }
}
