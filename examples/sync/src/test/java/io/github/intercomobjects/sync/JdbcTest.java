package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static final String URL = "jdbc:h2:mem:shop";
  private static final Map<String, String> LOGIN =
      Map.of("INTERCOM_SYNC_DB_USER", "sa", "INTERCOM_SYNC_DB_PASSWORD", "s3cret");

  @SuppressWarnings("NullAway.Init")
  private Connection database;

  @BeforeEach
  void open() throws SQLException {
    database = DriverManager.getConnection(URL, "sa", "s3cret");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<RawRow> read(String query) throws CannotRunException {
    List<RawRow> all = new ArrayList<>();
    try (CloseableIterator<RawRow> rows =
        new JdbcSource(URL, query, LOGIN, List.of(), null).rows()) {
      rows.forEachRemaining(all::add);
    }
    return all;
  }

  private Command live(Shop shop, String... options) {
    Map<String, String> environment = new HashMap<>(LOGIN);
    environment.put("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken());
    List<String> arguments = new ArrayList<>(Arrays.asList(options));
    arguments.addAll(List.of("--jdbc", URL, "--live", "--base-url", shop.sandbox.getBaseUrl()));
    arguments.addAll(List.of("--state", directory.resolve("state").toString()));
    return Command.run(environment, arguments.toArray(new String[0]));
  }

  private static void assertRejected(Command command, String message) {
    assertThat(command.err()).startsWith("intercom-sync: " + message).doesNotContain("s3cret");
    assertThat(command.exitCode()).isEqualTo(1);
  }

  @Test
  void keyOfADatabaseMayBeATextThatNoFileHasAsAKey() throws SQLException {
    run("CREATE TABLE orders (no VARCHAR)");
    run("INSERT INTO orders VALUES ('-'), (CHAR(65) || CHAR(9)), ('C'), ('D'), ('E')");
    try (Shop shop = new Shop()) {
      String[] options = {
        "--query=SELECT no AS \"no\" FROM orders", "--key=no", "--type=Order", "--delete-gone"
      };
      Command first = live(shop, options);
      assertThat(first.exitCode()).as(first.err()).isZero();
      run("DELETE FROM orders WHERE no = 'E'");
      Command next = live(shop, options);
      assertThat(next.exitCode()).as(next.out() + next.err()).isZero();
      assertThat(shop.has("-")).isTrue();
      assertThat(shop.has("A\t")).isTrue();
      assertThat(shop.has("E")).isFalse();
    }
  }

  @Test
  void unchangedRowWithARoundedKeyStillKeepsObjectsFromBeingDeleted() throws SQLException {
    run("CREATE TABLE orders (no VARCHAR)");
    run("INSERT INTO orders VALUES ('1.23457E+15'), ('2'), ('3'), ('4')");
    try (Shop shop = new Shop()) {
      String[] options = {
        "--query=SELECT no AS \"no\" FROM orders", "--key=no", "--type=Order", "--delete-gone"
      };
      assertThat(live(shop, options).exitCode()).isZero();
      run("DELETE FROM orders WHERE no = '4'");
      Command next = live(shop, options);
      assertThat(next.exitCode()).isEqualTo(2);
      assertThat(next.out())
          .contains("whose key \"1.23457E+15\" is a rounded number, may belong to any object");
      assertThat(shop.has("4")).isTrue();
    }
  }

  @Test
  void rowsOfAQueryAreStoredWithTheTypesOfTheDatabase() throws SQLException {
    run(
        "CREATE TABLE orders (no INT PRIMARY KEY, customer VARCHAR, status VARCHAR, total"
            + " NUMERIC(10,2), items BIGINT, gift BOOLEAN, delivered DATE, placed TIMESTAMP WITH"
            + " TIME ZONE)");
    run(
        "INSERT INTO orders VALUES (1, 'customer-1', 'paid', 9.50, 3, TRUE, DATE '2026-01-31',"
            + " TIMESTAMP WITH TIME ZONE '2026-01-30 09:30:00+02:00'), (2, NULL, NULL, NULL, NULL,"
            + " NULL, NULL, NULL)");
    try (Shop shop = new Shop()) {
      Command command =
          live(
              shop,
              "--query=SELECT no AS \"number\", customer AS \"customer_id\", status AS \"status\","
                  + " total AS \"total_amount\", items AS \"item_count\", gift AS \"gift\","
                  + " delivered AS \"delivered_on\", placed AS \"placed\" FROM orders ORDER BY no",
              "--key=number",
              "--contact=customer_id",
              "--created-at=placed");
      assertThat(command.exitCode()).isZero();
      assertThat(command.out()).contains("2 rows of the query to jdbc:h2:mem:shop\n");
      assertThat(shop.order("1").getExternalCreatedAt())
          .isEqualTo(Instant.parse("2026-01-30T07:30:00Z"));
      assertThat(shop.order("1").getAttributes())
          .isEqualTo(
              Map.of(
                  "status",
                  "paid",
                  "total_amount",
                  new BigDecimal("9.50"),
                  "item_count",
                  3L,
                  "gift",
                  true,
                  "delivered_on",
                  Instant.parse("2026-01-31T00:00:00Z"),
                  "customer",
                  List.of(shop.zoe.getId())));
      assertThat(shop.order("2").getAttributes()).isEmpty();
    }
  }

  @Test
  void cellsAreReadByTheirTypes() throws Exception {
    RawRow row =
        read("SELECT CAST(1 AS TINYINT), CAST(2 AS BIGINT), CAST(3 AS NUMERIC(10,0)), CAST(1.50 AS"
                + " NUMERIC(10,2)), CAST(0.1 AS REAL), CAST(2.5 AS DOUBLE PRECISION), TRUE, DATE"
                + " '2026-01-31', TIMESTAMP '2026-01-31 09:30:00', TIMESTAMP WITH TIME ZONE"
                + " '2026-01-31 09:30:00+01:00', CAST('ab' AS CHAR(4)), CAST('ab ' AS VARCHAR),"
                + " CAST('long' AS CLOB), CAST('0e984725-c51c-4bf4-9960-e1c80e27aba0' AS UUID),"
                + " CAST(NULL AS BIGINT), CAST('NaN' AS DOUBLE PRECISION)")
            .get(0);
    assertThat(row.location()).hasToString("row 1");
    assertThat(row.cells())
        .isEqualTo(
            Arrays.<Object>asList(
                BigInteger.ONE,
                BigInteger.TWO,
                BigInteger.valueOf(3),
                new BigDecimal("1.50"),
                new BigDecimal("0.1"),
                new BigDecimal("2.5"),
                true,
                LocalDate.parse("2026-01-31"),
                LocalDateTime.parse("2026-01-31T09:30:00"),
                Instant.parse("2026-01-31T08:30:00Z"),
                "ab",
                "ab ",
                "long",
                "0e984725-c51c-4bf4-9960-e1c80e27aba0",
                null,
                "NaN"));
    assertThat(row.texts().subList(3, 8))
        .containsExactly("1.50", "0.1", "2.5", "true", "2026-01-31");
  }

  @Test
  void timeWithoutAZoneIsRejectedUntilOneIsGiven() throws SQLException {
    String[] options = {
      "--query=SELECT 'A' AS \"no\", TIMESTAMP '2026-07-01 12:00:00' AS \"delivered_on\"",
      "--key=no"
    };
    try (Shop shop = new Shop()) {
      assertRejected(
          live(shop, options),
          "the query to jdbc:h2:mem:shop has times without a time zone in \"delivered_on\"; give"
              + " the zone of the database with --zone, such as --zone UTC");
      assertThat(shop.calls()).isEmpty();
      Command command = live(shop, options[0], options[1], "--zone=Europe/Berlin");
      assertThat(command.exitCode()).isZero();
      assertThat(shop.order("A").getAttributes())
          .isEqualTo(Map.of("delivered_on", Instant.parse("2026-07-01T10:00:00Z")));
    }
  }

  @Test
  void typeOptionOverridesTheDatabase() throws SQLException {
    try (Shop shop = new Shop()) {
      Command command =
          live(
              shop,
              "--query=SELECT 7 AS \"no\", 1 AS \"gift\", 3.00 AS \"item_count\", '2.5' AS"
                  + " \"total_amount\"",
              "--key=no",
              "--boolean=gift",
              "--number=item_count",
              "--decimal=total_amount");
      assertThat(command.exitCode()).isZero();
      assertThat(shop.order("7").getAttributes())
          .isEqualTo(Map.of("gift", true, "item_count", 3L, "total_amount", new BigDecimal("2.5")));
    }
  }

  @Test
  void queryThatChangesDataHasNoEffect() throws Exception {
    run("CREATE TABLE orders (no INT)");
    run("INSERT INTO orders VALUES (1)");
    assertThat(read("SELECT no FROM FINAL TABLE (UPDATE orders SET no = 2)")).hasSize(1);
    try (Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery("SELECT no FROM orders")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getInt(1)).isEqualTo(1);
    }
  }

  @Test
  void readingCanBeAbandonedAndRepeated() throws Exception {
    JdbcSource source =
        new JdbcSource(URL, "SELECT x AS no FROM SYSTEM_RANGE(1, 5000)", LOGIN, List.of(), null);
    for (int i = 0; i < 3; i++) {
      try (CloseableIterator<RawRow> rows = source.rows()) {
        assertThat(rows.next().cells()).isEqualTo(List.of(BigInteger.ONE));
      }
    }
    try (Statement statement = database.createStatement();
        ResultSet sessions =
            statement.executeQuery("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS")) {
      assertThat(sessions.next()).isTrue();
      assertThat(sessions.getInt(1)).isEqualTo(1);
    }
  }

  @Test
  void sourceThatFailsInTheMiddleIsReportedAndNothingIsSent() throws SQLException {
    try (Shop shop = new Shop()) {
      assertRejected(
          live(
              shop,
              "--query=SELECT x AS \"no\", 1 / (500 - x) AS \"item_count\" FROM SYSTEM_RANGE(1,"
                  + " 1000)",
              "--key=no"),
          "the query to jdbc:h2:mem:shop failed: Division by zero");
      assertThat(shop.calls()).isEmpty();
    }
  }

  @Test
  void missingAndContradictoryOptionsAreReported() {
    assertRejected(
        Command.run(Map.of(), "--jdbc=" + URL, "--key=no"),
        "a database needs a query; give it with --query");
    assertRejected(
        Command.run(Map.of(), "--query=SELECT 1", "--key=no"),
        "--query needs a database; give its URL with --jdbc");
    assertRejected(
        Command.run(Map.of(), "a.csv", "--jdbc=" + URL, "--query=SELECT 1", "--key=no"),
        "the rows can be read either from the file a.csv or from a database with --jdbc; give one");
    assertRejected(
        Command.run(Map.of(), "--jdbc=" + URL, "--query=SELECT 1", "--separator=;", "--key=no"),
        "--separator is for CSV files, but the rows come from a database; remove it");
    assertRejected(
        Command.run(Map.of(), "--jdbc=" + URL + ";PASSWORD=s3cret", "--query=SELECT 1", "--key=no"),
        "the URL of the database contains a password, which would be visible in files and process"
            + " lists; set the environment variable INTERCOM_SYNC_DB_PASSWORD instead");
    assertRejected(
        Command.run(Map.of(), "--jdbc=localhost/shop", "--query=SELECT 1", "--key=no"),
        "the URL of the database must begin with jdbc:, such as jdbc:postgresql://localhost/shop,"
            + " was localhost/shop");
  }

  @Test
  void wrongPasswordAndWrongQueryAreReported() {
    assertRejected(
        Command.run(
            Map.of("INTERCOM_SYNC_DB_USER", "sa", "INTERCOM_SYNC_DB_PASSWORD", "no"),
            "--jdbc=" + URL,
            "--query=SELECT 1",
            "--key=no"),
        "the query to jdbc:h2:mem:shop failed: Wrong user name or password [28000-240] (SQL state"
            + " 28000); check the user and password in"
            + " INTERCOM_SYNC_DB_USER and INTERCOM_SYNC_DB_PASSWORD");
    assertRejected(
        Command.run(LOGIN, "--jdbc=" + URL, "--query=SELEC 1", "--key=no"),
        "the query to jdbc:h2:mem:shop failed: Syntax error");
  }

  @Test
  void binaryColumnsAreRejectedUnlessTheyAreConvertedOrIgnored() throws SQLException {
    String query = "--query=SELECT 1 AS \"no\", X'00' AS \"image\"";
    try (Shop shop = new Shop()) {
      assertRejected(
          live(shop, query, "--key=no"),
          "the query to jdbc:h2:mem:shop has the column \"image\" of the type BINARY VARYING, which"
              + " attributes cannot hold; convert it to text in the query, or exclude it with"
              + " --ignore image");
      assertThat(live(shop, query, "--key=no", "--ignore=image").exitCode()).isZero();
      String converted = "--query=SELECT 1 AS \"no\", RAWTOHEX(X'00') AS \"note\"";
      assertThat(live(shop, converted, "--key=no", "--source-moved").exitCode()).isZero();
      assertThat(shop.order("1").getAttributes()).containsEntry("note", "00");
    }
  }

  @Test
  void contactColumnMayHaveBlanksAroundItsName() throws SQLException {
    try (Shop shop = new Shop()) {
      Command command =
          live(
              shop,
              "--query=SELECT 'A' AS \"no\", 'customer-1' AS \"cust \"",
              "--key=no",
              "--contact=cust");
      assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
      assertThat(shop.order("A").getAttributes())
          .isEqualTo(Map.of("customer", List.of(shop.zoe.getId())));
    }
  }

  @Test
  void onlyNamesAKeyOfADatabaseWithItsBlanks() throws SQLException {
    try (Shop shop = new Shop()) {
      Command command =
          live(
              shop,
              "--query=SELECT * FROM (VALUES (' A-1'), ('A-1')) orders(\"no\")",
              "--key=no",
              "--type=Order",
              "--only= A-1");
      assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
      assertThat(shop.has(" A-1")).isTrue();
      assertThat(shop.has("A-1")).isFalse();
    }
  }
}
