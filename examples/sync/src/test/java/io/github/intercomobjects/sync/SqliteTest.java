package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of SQLite, whose columns can hold anything. */
class SqliteTest {
  private final Shop shop = new Shop();

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @AfterEach
  void close() {
    shop.close();
  }

  private String url() {
    return "jdbc:sqlite:" + directory.resolve("shop.db");
  }

  private void run(String... statements) throws SQLException {
    try (Connection database = DriverManager.getConnection(url());
        Statement statement = database.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Command sync(String query, String... options) {
    return Command.run(
        Map.of("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken()),
        Command.with(
            options,
            "--jdbc=" + url(),
            "--query=" + query,
            "--key=no",
            "--state=" + directory.resolve("state"),
            "--live",
            "--base-url=" + shop.sandbox.getBaseUrl()));
  }

  private @Nullable Object deliveredOn(String type, String sql, String... options)
      throws SQLException {
    run("CREATE TABLE orders (no INTEGER, delivered_on " + type + ")");
    run("INSERT INTO orders VALUES (1, " + sql + ")");
    Command command = sync("SELECT * FROM orders", options);
    assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
    return shop.order("1").getAttributes().get("delivered_on");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DATE", "DATETIME", "datetime(6)", "TIMESTAMP"})
  void textKeepsItsTimeOfDay(String type) throws SQLException {
    assertThat(deliveredOn(type, "'2026-01-31 09:30:15.123456'", "--zone=Europe/Berlin"))
        .isEqualTo(Instant.parse("2026-01-31T08:30:15Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "'2026-01-31 09:30:15+00:00', 2026-01-31T09:30:15Z",
    "'2026-01-31 09:30:15.123 +02:00', 2026-01-31T07:30:15Z",
    "'2026-01-31 09:30:15 UTC', 2026-01-31T09:30:15Z",
    "'2026-01-31T09:30:15Z', 2026-01-31T09:30:15Z",
    "'2026-01-31', 2026-01-31T00:00:00Z"
  })
  void textWithAnOffsetNeedsNoZone(String text, Instant time) throws SQLException {
    assertThat(deliveredOn("DATETIME", "'" + text + "'")).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({"1769851815", "1769851815.25", "1769851815123", "2461071.89600694"})
  void numbersAreSecondsMillisecondsOrJulianDays(String number) throws SQLException {
    assertThat(deliveredOn("DATE", number)).isEqualTo(Instant.parse("2026-01-31T09:30:15Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20260131", "1", "-86400", "99999999999999", "'2026-02-30'", "'soon'"})
  void whatIsNoTimeFailsItsRow(String value) throws SQLException {
    run(
        "CREATE TABLE orders (no INTEGER, delivered_on DATE)",
        "INSERT INTO orders VALUES (1, " + value + "), (2, '2026-01-31')");
    Command command = sync("SELECT * FROM orders");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .contains("delivered_on \"" + value.replace("'", "") + "\" is not a date");
    assertThat(shop.has("2")).isTrue();
  }

  @Test
  void missingZoneIsOneMistake() throws SQLException {
    run(
        "CREATE TABLE orders (no INTEGER, delivered_on DATETIME)",
        "INSERT INTO orders VALUES (1, '2026-01-31 09:30:15'), (2, '2026-01-31 09:30:15')");
    Command command = sync("SELECT * FROM orders");
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .isEqualTo(
            "intercom-sync: the query to "
                + url()
                + " has times without a time zone in \"delivered_on\"; give the zone of the"
                + " database with --zone, such as --zone UTC\n");
    assertThat(shop.calls()).isEmpty();
  }

  @Test
  void cellsHaveTypesOfTheirOwn() throws SQLException {
    run(
        "CREATE TABLE orders (no TEXT, total_amount DECIMAL(10,2), item_count INTEGER, gift"
            + " BOOLEAN, note TEXT)",
        "INSERT INTO orders VALUES ('a', 12.5, 3, 1, 'x'), ('b', 'free', 4, 'true', 5),"
            + " ('c', 1, 'many', 0, NULL), ('d', 1, 1, 3, NULL), ('e', 1, 1, 1, X'00')");
    Command command = sync("SELECT * FROM orders");
    assertThat(command.out())
        .contains(
            "total_amount \"free\" is not a decimal number",
            "item_count \"many\" is not a whole number",
            "gift \"3\" is not true or false",
            "note cannot be read by the driver");
    assertThat(shop.workspace.getInstances("Order")).hasSize(1);
    assertThat(shop.order("a").getAttributes())
        .isEqualTo(
            Map.of(
                "total_amount",
                new BigDecimal("12.5"),
                "item_count",
                3L,
                "gift",
                true,
                "note",
                "x"));
  }

  @Test
  void typeOptionMakesAnyColumnATime() throws SQLException {
    run(
        "CREATE TABLE orders (no INTEGER, at INTEGER)",
        "INSERT INTO orders VALUES (1, 1769851815)");
    Command command =
        sync(
            "SELECT no, at AS delivered_on, at AS placed FROM orders",
            "--created-at=placed",
            "--datetime=delivered_on");
    assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
    assertThat(shop.order("1").getExternalCreatedAt()).isEqualTo("2026-01-31T09:30:15Z");
    assertThat(shop.order("1").getAttributes())
        .isEqualTo(Map.of("delivered_on", Instant.parse("2026-01-31T09:30:15Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"STRING", "JSON", "UUID", "ENUM"})
  void declaredTypeThatNamesNoNumberIsAText(String type) throws SQLException {
    run(
        "CREATE TABLE orders (no INTEGER, note " + type + ")",
        "INSERT INTO orders VALUES (1, 'x-1'), (2, NULL)");
    assertThat(sync("SELECT * FROM orders").exitCode()).isZero();
    assertThat(shop.order("1").getAttributes()).isEqualTo(Map.of("note", "x-1"));
  }

  @Test
  void expressionWhoseFirstCellIsNullKeepsTheTypeOfEachCell() throws SQLException {
    run(
        "CREATE TABLE orders (no INTEGER, zip TEXT, total REAL, pieces INTEGER)",
        "INSERT INTO orders VALUES (1, NULL, NULL, NULL), (2, ' 01234', 2.5, 3)");
    String query =
        "SELECT no, ltrim(zip) AS note, total * 2 AS total_amount, pieces + 1 AS item_count FROM"
            + " orders ORDER BY no";
    Command command = sync(query);
    assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
    assertThat(shop.order("2").getAttributes())
        .isEqualTo(
            Map.of("note", "01234", "total_amount", new BigDecimal("5.0"), "item_count", 4L));
    assertThat(Command.run(Map.of(), "--jdbc=" + url(), "--query=" + query, "--key=no").exitCode())
        .isZero();
  }

  @Test
  void textInAnExpressionThatBeginsWithANumberIsNoNumber() throws SQLException {
    run(
        "CREATE TABLE orders (no INTEGER, a INTEGER, b TEXT)",
        "INSERT INTO orders VALUES (1, 1, NULL), (2, NULL, '01234')");
    Command command = sync("SELECT no, coalesce(a, b) AS item_count FROM orders ORDER BY no");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .contains(
            "item_count cannot be read by the driver: it is a text, but the first cell of the"
                + " column is a number; convert the column in the query, such as with CAST");
    assertThat(shop.order("1").getAttributes()).isEqualTo(Map.of("item_count", 1L));
  }
}
