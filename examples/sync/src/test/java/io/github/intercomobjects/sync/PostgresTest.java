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
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresTest {
  private static final Map<String, String> LOGIN =
      Map.of(
          "INTERCOM_SYNC_DB_USER", Postgres.USER, "INTERCOM_SYNC_DB_PASSWORD", Postgres.PASSWORD);

  @SuppressWarnings("NullAway.Init")
  @TempDir
  static Path directory;

  private static @Nullable Postgres postgres;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> programs = Postgres.programs();
    assumeTrue(
        programs.isPresent(),
        "there is no PostgreSQL (initdb, postgres) on the PATH or in /usr/lib/postgresql, so it is"
            + " not tested with one");
    // The server may run as another user, who cannot enter the temporary directory.
    postgres =
        Postgres.start(
            programs.orElseThrow(), open(Files.createDirectory(directory.resolve("pg"))));
  }

  private static Path open(Path folder) {
    assertThat(directory.toFile().setExecutable(true, false)).isTrue();
    return folder;
  }

  @AfterAll
  static void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  private static String url() {
    if (postgres == null) {
      throw new IllegalStateException("not started");
    }
    return postgres.url();
  }

  private static List<RawRow> read(String query) throws CannotRunException {
    List<RawRow> all = new ArrayList<>();
    try (CloseableIterator<RawRow> rows =
        new JdbcSource(url(), query, LOGIN, List.of(), null).rows()) {
      rows.forEachRemaining(all::add);
    }
    return all;
  }

  @Test
  void cellsAreReadByTheirTypes() throws Exception {
    JdbcSource source =
        new JdbcSource(
            url(),
            "SELECT 1::smallint AS a, 2::bigint AS b, 3::numeric(10,0) AS c, 1.50::numeric AS d,"
                + " 0.1::real AS e, TRUE AS f, '2026-01-31'::date AS g, '2026-01-31"
                + " 09:30'::timestamp AS h, '2026-01-31 09:30+01'::timestamptz AS i,"
                + " 'ab'::char(4) AS j, 'ab '::text AS k, '{\"a\": 1}'::jsonb AS l,"
                + " '0e984725-c51c-4bf4-9960-e1c80e27aba0'::uuid AS m, NULL::bigint AS n,"
                + " 'NaN'::numeric AS o, 'infinity'::date AS p, 'infinity'::timestamptz AS q,"
                + " B'101' AS r",
            LOGIN,
            List.of(),
            null);
    assertThat(source.header().get(0)).isEqualTo("a");
    assertThat(source.types())
        .startsWith(
            ColumnType.NUMBER,
            ColumnType.NUMBER,
            ColumnType.NUMBER,
            ColumnType.DECIMAL,
            ColumnType.DECIMAL,
            ColumnType.BOOLEAN,
            ColumnType.DATE,
            ColumnType.DATETIME,
            ColumnType.DATETIME,
            ColumnType.TEXT);
    try (CloseableIterator<RawRow> rows = source.rows()) {
      assertThat(rows.next().cells())
          .isEqualTo(
              Arrays.<Object>asList(
                  BigInteger.ONE,
                  BigInteger.TWO,
                  BigInteger.valueOf(3),
                  new BigDecimal("1.50"),
                  new BigDecimal("0.1"),
                  true,
                  LocalDate.parse("2026-01-31"),
                  LocalDateTime.parse("2026-01-31T09:30:00"),
                  Instant.parse("2026-01-31T08:30:00Z"),
                  "ab",
                  "ab ",
                  "{\"a\": 1}",
                  "0e984725-c51c-4bf4-9960-e1c80e27aba0",
                  null,
                  "NaN",
                  "infinity",
                  "infinity",
                  "101"));
    }
  }

  @Test
  void questionMarkIsAnOperator() throws Exception {
    assertThat(read("SELECT '{\"a\": 1}'::jsonb ? 'a' AS a, 'b?' AS b").get(0).cells())
        .isEqualTo(List.of(true, "b?"));
  }

  @Test
  void moneyIsReadUnlessItsFormatIsAmbiguous() throws Exception {
    assertThat(
            read("SELECT 1234.56::money AS a, '-9,999,999.00'::money AS b, 0.5::money AS c")
                .get(0)
                .cells())
        .isEqualTo(
            List.of(
                new BigDecimal("1234.56"), new BigDecimal("-9999999.00"), new BigDecimal("0.50")));
    assertThat(JdbcColumn.money("$1.234")).isNull();
    assertThat(JdbcColumn.money("1.234,56 \u20ac")).isNull();
    assertThat(JdbcColumn.money("$1,234")).isNull();
  }

  @Test
  void typesWithoutAnAttributeAreReadAsTexts() throws Exception {
    assertThat(
            read("SELECT '10:00+01'::timetz AS a, '1 day 2 hours'::interval AS b,"
                    + " ARRAY['a', 'b c'] AS c, '10.0.0.1'::inet AS d, int4range(1, 5) AS e,"
                    + " B'101' AS f")
                .get(0)
                .cells())
        .isEqualTo(
            List.of("10:00:00+01", "1 day 02:00:00", "{a,\"b c\"}", "10.0.0.1", "[1,5)", "101"));
  }

  @Test
  void longResultNeedsLittleMemory() throws Exception {
    // 200 bytes a row: all at once, they are more than twice the memory of the process.
    Process reading =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-classpath",
                System.getProperty("java.class.path"),
                Reading.class.getName(),
                url(),
                "SELECT i AS no, repeat('x', 200) AS note FROM generate_series(1, 300000) AS i")
            .redirectErrorStream(true)
            .start();
    String output = new String(reading.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(reading.waitFor()).as(output).isZero();
    assertThat(output).isEqualTo("300000\n");
  }

  /** Counts the rows of a query. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] args) throws CannotRunException {
      long count = 0;
      try (CloseableIterator<RawRow> rows =
          new JdbcSource(args[0], args[1], LOGIN, List.of(), null).rows()) {
        while (rows.hasNext()) {
          count = rows.next().location().number();
        }
      }
      System.out.print(count + "\n");
    }
  }

  @Test
  void queryThatChangesDataIsRejected() throws Exception {
    Command command =
        Command.run(LOGIN, "--jdbc=" + url(), "--query=CREATE TABLE orders (no INT)", "--key=no");
    assertThat(command.err())
        .startsWith(
            "intercom-sync: the query to "
                + url()
                + " failed: ERROR: cannot execute CREATE TABLE in a read-only transaction (SQL"
                + " state 25006)");
  }

  @Test
  void eachPassRunsTheQueryAgain() throws Exception {
    assertThat(read("SELECT 1 AS a")).hasSize(1);
    assertThat(read("SELECT 1 AS a WHERE FALSE")).isEmpty();
  }

  @Test
  void rowsAreStored() throws Exception {
    try (Shop shop = new Shop()) {
      Command command =
          Command.run(
              Map.of(
                  "INTERCOM_SYNC_DB_USER",
                  Postgres.USER,
                  "INTERCOM_SYNC_DB_PASSWORD",
                  Postgres.PASSWORD,
                  "INTERCOM_ACCESS_TOKEN",
                  shop.sandbox.getToken()),
              "--jdbc=" + url(),
              "--query=SELECT 'ORDER-' || i AS no, i * 1.5 AS total_amount, i AS item_count FROM"
                  + " generate_series(1, 20) AS i",
              "--key=no",
              "--state=" + directory.resolve("state"),
              "--live",
              "--base-url",
              shop.sandbox.getBaseUrl());
      assertThat(command.exitCode()).isZero();
      assertThat(shop.workspace.getInstances("Order")).hasSize(20);
      assertThat(shop.order("ORDER-3").getAttributes())
          .isEqualTo(Map.of("total_amount", new BigDecimal("4.5"), "item_count", 3L));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timestamptz | 2026-01-31 09:30:00.123455+02 | 2026-01-31 09:30:01.123456+02",
        "timestamp | 2026-01-31 07:30:00.123455 | 2026-01-31 09:30:01.123457",
        "date | 2026-01-29 | 2026-01-31",
        "bigint | 9007199254740992 | 9007199254740993",
        "numeric | 0.1 | 0.2",
        "double precision | 0.1 | 0.30000000000000004"
      })
  void cursorReadsRowsFromTheHighestValueOn(String type, String low, String high) throws Exception {
    Path state = directory.resolve("cursor-" + type);
    try (Shop shop = new Shop();
        Connection database = DriverManager.getConnection(url(), Postgres.USER, Postgres.PASSWORD);
        Statement statement = database.createStatement()) {
      statement.execute(
          "DROP TABLE IF EXISTS moving; CREATE TABLE moving (no int,"
              + " tags jsonb DEFAULT '{\"a\": 1}', moved "
              + type
              + ")");
      statement.execute(
          "INSERT INTO moving SELECT i, '{\"a\": 1}', CAST('%s' AS %s) FROM generate_series(1, 3) i"
              .formatted(low, type));
      statement.execute(
          "INSERT INTO moving VALUES (4, DEFAULT, '" + high + "'), (5, DEFAULT, NULL)");
      String[] options = {
        "--jdbc=" + url(),
        "--query=SELECT m.no, m.moved FROM moving m WHERE {cursor} AND tags ?? 'a' ORDER BY no;",
        "--cursor=m.moved",
        "--ignore=moved",
        "--key=no",
        "--state=" + state,
        "--live",
        "--base-url=" + shop.sandbox.getBaseUrl()
      };
      Map<String, String> environment = new HashMap<>(LOGIN);
      environment.put(Shell.TOKEN, shop.sandbox.getToken());
      assertThat(Command.run(environment, options).out()).contains("\n5 rows of ");
      statement.execute("INSERT INTO moving VALUES (6, DEFAULT, '" + high + "')");
      Command next = Command.run(environment, options);
      assertThat(next.exitCode()).as(next.err()).isZero();
      assertThat(next.out()).contains("\n3 rows of ").containsPattern("stored +1\n");
      assertThat(shop.has("6")).isTrue();
      if (type.startsWith("timestamp") || type.equals("date")) {
        statement.execute("INSERT INTO moving VALUES (7, DEFAULT, 'infinity')");
        assertThat(Command.run(environment, options).out())
            .contains("moved has times in the future", "\n4 rows of ");
        assertThat(Command.run(environment, options).out()).contains("\n4 rows of ");
      }
    }
  }
}
