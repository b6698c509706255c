package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of what a run records for the next one that has a cursor. */
class CursorRecordTest extends RunWithCursor {
  private static final String[] BY_MOVED = {
    "--query=SELECT * FROM orders WHERE {cursor}", "--cursor=moved", "--ignore=moved"
  };

  private static void runInSqlite(String url, String... statements) throws SQLException {
    try (Connection sqlite = DriverManager.getConnection(url);
        Statement statement = sqlite.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Creates a database, and returns its URL. */
  private String sqlite(String... statements) throws SQLException {
    String url = "jdbc:sqlite:" + directory.resolve("shop.db");
    runInSqlite(url, statements);
    return url;
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T08:00:00, 2026-01-31 09:00:00",
    "2026-01-31T08:00:00, 2026-01-31",
    "2026-01-31 23:30:00+02:00, 2026-01-31 21:45:00Z",
    "2026-02-01T00:30:00+02:00, 2026-01-31 23:00:00.5",
    "2026-01-31 09:30:00Z, 2026-01-31 09:30:00.5"
  })
  void textTimeOfAnotherFormIsNotLost(String highest, String later) throws SQLException {
    String url =
        sqlite(
            "CREATE TABLE orders (no INTEGER, moved DATETIME)",
            "INSERT INTO orders VALUES (1, '2026-01-29 23:59:59'), (2, '" + highest + "')");
    assertRows(command("sync", url, BY_MOVED), 2);
    runInSqlite(url, "INSERT INTO orders VALUES (3, '" + later + "')");
    assertRows(command("sync", url, BY_MOVED), 2);
    assertThat(shop.has("3")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'2026-01-31 09:30:00', 'unknown', unknown",
    "'2026-01-31 09:30:00', '2026-02-30', 2026-02-30",
    "'2026-01-31 09:30:00', 1769851800, 1769851800",
  })
  void cellThatCannotBeComparedIsShownAndAllRowsAreReadAgain(
      String before, String cell, String shown) throws SQLException {
    String values = "('" + before + "'), (NULL), ('" + cell + "'), ('?')";
    String url =
        sqlite(
            "CREATE TABLE orders (no INTEGER PRIMARY KEY, moved)",
            "INSERT INTO orders (moved) VALUES " + values.replaceAll("'([0-9]+)'", "$1"));
    Command first = command("sync", url, BY_MOVED);
    assertRows(first, 4);
    assertThat(first.out())
        .containsOnlyOnce("warning       cursor: ")
        .contains(
            "warning       cursor: row 3: moved \""
                + shown
                + "\" cannot be compared with the cells before it, so the next run reads the same"
                + " rows; correct it, or use another column\n");
    assertRows(command("sync", url, BY_MOVED), 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "n/a"})
  void textAmongTimesEndsNoCursor(String text) throws SQLException {
    String url =
        sqlite(
            "CREATE TABLE orders (no INTEGER, moved)",
            "INSERT INTO orders VALUES (1, '2026-01-29 10:00'), (2, '2026-01-31 08:00')");
    assertRows(command("sync", url, BY_MOVED), 2);
    runInSqlite(url, "UPDATE orders SET moved = '" + text + "' WHERE no = 2");
    Command second = command("sync", url, BY_MOVED);
    assertRows(second, 1);
    assertThat(second.out()).contains("moved \"" + text + "\" cannot be compared");
    runInSqlite(url, "INSERT INTO orders VALUES (3, '2026-02-01 10:00')");
    assertRows(command("sync", url, BY_MOVED), 2);
    assertThat(shop.has("3")).isTrue();
  }

  @Test
  void textsThatAreNoTimesBeginNoCursorOfTimes() throws SQLException {
    String url =
        sqlite(
            "CREATE TABLE orders (no INTEGER, moved DATETIME)",
            "INSERT INTO orders VALUES (1, 'unknown')");
    assertRows(command("sync", url, BY_MOVED), 1);
    runInSqlite(url, "INSERT INTO orders VALUES (2, '2026-02-01 10:00')");
    assertRows(command("sync", url, BY_MOVED), 2);
    assertThat(shop.has("2")).isTrue();
  }

  @Test
  void emptyTextOfSqliteIsNoValue() throws SQLException {
    String url =
        sqlite(
            "CREATE TABLE orders (no INTEGER, moved)",
            "INSERT INTO orders VALUES (1, '2026-01-29 10:00'), (2, ''), (3, '2026-01-31 08:00')");
    Command first = command("sync", url, BY_MOVED);
    assertRows(first, 3);
    assertThat(first.out()).doesNotContain("warning");
    runInSqlite(url, "INSERT INTO orders VALUES (4, ' ')");
    assertRows(command("sync", url, BY_MOVED), 3);
    assertThat(shop.has("4")).isTrue();
  }

  @Test
  void secondInWhichARunStartsIsReadAgain() throws SQLException {
    run("CREATE TABLE orders (no INT, updated_at BIGINT)");
    run("INSERT INTO orders VALUES (1, 4070908800), (2, 1577836800)");
    String[] options = {
      "--query=SELECT * FROM orders WHERE {cursor}", "--cursor=updated_at", "--ignore=updated_at"
    };
    setTime("2026-11-30T09:00:00.200Z");
    assertRows(command("sync", H2, options), 2);
    run("INSERT INTO orders VALUES (3, 1796029200)");
    assertRows(command("sync", H2, options), 2);
    assertThat(shop.has("3")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "4070908800, 1577836800, 1796032800",
    "9999999999, 1577836800.5, 1796032800.5",
    "4070908800000, 1577836800000, 1796032800000",
    "1796000000000, 1577836800, 1796032800",
    "2487704.5, 2458849.5, 2461374.9166667"
  })
  void numberOfATimeInTheFutureDoesNotEndTheSync(String future, String past, String later)
      throws SQLException {
    run("CREATE TABLE orders (no INT, updated_at NUMERIC(30, 7))");
    run("INSERT INTO orders VALUES (1, " + future + "), (2, " + past + ")");
    String[] options = {
      "--query=SELECT * FROM orders WHERE {cursor}", "--cursor=updated_at", "--ignore=updated_at"
    };
    setTime("2026-11-30T09:00:00Z");
    Command first = command("sync", H2, options);
    assertRows(first, 2);
    assertThat(first.out()).contains("warning       cursor: updated_at has times in the future, ");
    setTime("2026-11-30T10:00:00Z");
    assertRows(command("sync", H2, options), 1);
    run("INSERT INTO orders VALUES (3, " + later + ")");
    assertRows(command("sync", H2, options), 2);
    assertThat(shop.has("3")).isTrue();
  }

  @Test
  void textsMayFollowNumbersInSqlite() throws SQLException {
    String url =
        sqlite(
            "CREATE TABLE orders (no INTEGER, moved DATETIME)",
            "INSERT INTO orders VALUES (1, 1769851800), (2, 1769938200)");
    assertRows(command("sync", url, BY_MOVED), 2);
    runInSqlite(url, "UPDATE orders SET moved = 5", "INSERT INTO orders VALUES (3, 'a'), (4, 'b')");
    assertRows(command("sync", url, BY_MOVED), 2);
    runInSqlite(url, "INSERT INTO orders VALUES (5, 'c')");
    assertRows(command("sync", url, BY_MOVED), 4);
    assertThat(shop.has("5")).isTrue();
  }

  @Test
  void numberThatIsNoTimeHasNoFuture() throws SQLException {
    createOrders("BIGINT", "4070908800", "1577836800");
    Command first = sync();
    assertRows(first, 2);
    assertThat(first.out()).doesNotContain("warning");
    assertRows(sync(), 1);
  }

  @Test
  void mappingMayMoveToAnotherPlace() throws SQLException, IOException {
    createOrders("INT", "1", "2", "3");
    String mapping =
        """
        {"source": {"jdbc": "%s", "query": "%s", "cursor": "moved"}, "key": "no",
         "attributes": {"note": {"column": "note", "type": "text"}}}
        """
            .formatted(H2, QUERY);
    Map<String, String> environment = Map.of(Shell.TOKEN, shop.sandbox.getToken());
    String[] options = {
      "--state=" + directory.resolve("state"), "--live", "--base-url=" + shop.sandbox.getBaseUrl()
    };
    Path file = Files.writeString(directory.resolve("orders.json"), mapping);
    assertRows(Command.run(environment, Command.with(options, "--mapping=" + file)), 3);
    Path moved = Files.writeString(directory.resolve("moved.json"), "\n\n" + mapping);
    assertRows(Command.run(environment, Command.with(options, "--mapping=" + moved)), 1);
  }

  @Test
  void optionsAndAMappingFileMayBeOneMapping() throws SQLException, IOException {
    createOrders("INT", "1", "2", "3");
    assertRows(sync(), 3);
    Path file =
        Files.writeString(
            directory.resolve("orders.json"), "{\"key\": \"no\", \"ignored\": [\"moved\"]}");
    String[] options = {"--query=" + QUERY, "--cursor=moved", "--mapping=" + file};
    assertRows(command("sync", H2, options), 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--only", "report"})
  void partOfTheRowsWithAnotherMappingEndsTheCursor(String part) throws SQLException, IOException {
    createOrders("INT", "1", "2", "3");
    assertRows(sync(), 3);
    Path report =
        Command.file(
            directory, "no,note,intercom_sync_place,intercom_sync_reason", "1,a,row 1,failed");
    String state = "--state=" + directory.resolve("state");
    Command other =
        part.equals("--only")
            ? sync("--only=1", "--null=a")
            : Command.live(shop.sandbox, report, "--key=no", "--null=a", state);
    assertThat(other.exitCode()).as(other.out() + other.err()).isZero();
    assertThat(shop.order("1").getAttributes().get("note")).isNull();
    assertRows(sync(), 3);
    assertThat(shop.order("1").getAttributes()).containsEntry("note", "a");
    assertRows(sync(), 1);
  }

  @Test
  void reportWithTheSameMappingLeavesTheCursor() throws SQLException, IOException {
    createOrders("INT", "1", "2", "3");
    assertRows(sync("--ignore=note"), 3);
    Path report =
        Command.file(
            directory,
            "no,note,moved,intercom_sync_place,intercom_sync_reason",
            "1,a,1,row 1,failed");
    String[] options = {"--key=no", "--ignore=moved,note", "--state=" + directory.resolve("state")};
    assertThat(Command.live(shop.sandbox, report, options).exitCode()).isZero();
    assertRows(sync("--ignore=note"), 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sync", "reconcile"})
  void runThatIsRefusedLeavesTheCursor(String command) throws SQLException {
    createOrders("INT", "1", "2", "3");
    assertRows(sync(), 3);
    run("UPDATE orders SET note = 'b'");
    String[] all = {command.equals("sync") ? "--all-rows" : "--apply", "--max-updates=0"};
    String[] options = {"--query=" + QUERY, "--cursor=moved", "--ignore=moved"};
    Command refused = command(command, H2, Command.with(options, all));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("so nothing was sent");
    assertRows(sync(), 1);
  }

  @Test
  void cursorIsNotRecordedIfAnotherRunChangedItMeanwhile() throws SQLException {
    ScriptedDriver.Column[] columns = {
      new ScriptedDriver.Column("no", Types.INTEGER, "INT"),
      new ScriptedDriver.Column("moved", Types.INTEGER, "INT")
    };
    try (ScriptedDriver driver = new ScriptedDriver(columns)) {
      driver.row(ScriptedDriver.cell(1), ScriptedDriver.cell(2));
      assertRows(command("sync", ScriptedDriver.URL, BY_MOVED), 1);
      driver.onClose =
          () -> {
            driver.onClose = () -> {};
            assertRows(command("sync", ScriptedDriver.URL, Command.with(BY_MOVED, "--null=x")), 1);
          };
      driver.calls.clear();
      assertRows(command("sync", ScriptedDriver.URL, BY_MOVED), 1);
      assertThat(driver.calls).contains("setObject[1, 2]");
      driver.calls.clear();
      assertRows(command("sync", ScriptedDriver.URL, BY_MOVED), 1);
      assertThat(driver.calls).doesNotContain("setObject[1, 2]");
    }
  }

  private void createOrdersWithValues(int count) throws SQLException {
    run("CREATE TABLE orders (no VARCHAR, status VARCHAR, note VARCHAR, count INT, moved INT)");
    run(
        "INSERT INTO orders SELECT 'A' || n, 'a' || n, 'b' || n, n, n FROM SYSTEM_RANGE(1, "
            + count
            + ") AS t(n)");
  }

  private Command syncValues(String... more) {
    String[] options = {
      "--query=SELECT no, status, note, count AS item_count, moved FROM orders WHERE {cursor}",
      "--cursor=moved",
      "--ignore=moved"
    };
    return command("sync", H2, Command.with(options, more));
  }

  @Test
  void keyThatALimitedRunStoredIsStillNewForDeletions() throws SQLException {
    createOrdersWithValues(12);
    assertRows(syncValues(), 12);
    run("UPDATE orders SET no = 'B', moved = 20 WHERE no = 'A1'");
    assertRows(syncValues(), 2);
    for (int run = 0; run < 2; run++) {
      Command all = syncValues("--all-rows", "--delete-gone");
      assertThat(all.exitCode()).as(all.out() + all.err()).isEqualTo(2);
      assertThat(all.out()).contains(" has the same values under the new key \"B\"");
    }
    assertThat(shop.has("A1")).isTrue();
  }

  @Test
  void keyIsNotNewAfterARunOfAllRows() throws SQLException {
    createOrdersWithValues(12);
    assertRows(syncValues(), 12);
    run("INSERT INTO orders VALUES ('A-1', 'x', 'y', 99, 20)");
    assertRows(syncValues(), 2);
    assertRows(syncValues("--all-rows"), 13);
    run("DELETE FROM orders WHERE no = 'A1'");
    assertRows(syncValues("--all-rows", "--delete-gone"), 12);
    assertThat(shop.has("A1")).isFalse();
  }

  @Test
  void keysOfLimitedRunsOutweighAFailedRow() throws SQLException {
    createOrdersWithValues(12);
    assertRows(syncValues(), 12);
    run("INSERT INTO orders VALUES ('C1', 'x', 'y', 1, 20), ('C2', 'x', 'y', 2, 20)");
    run("INSERT INTO orders VALUES ('C3', 'x', 'y', 3, 20)");
    assertRows(syncValues(), 4);
    run("DELETE FROM orders WHERE no = 'A1'");
    run("INSERT INTO orders VALUES ('D', '#', 'y', 3, 20)");
    shop.sandbox
        .faults()
        .on("POST", "/custom_object_instances/Order")
        .times(1)
        .fail(Fault.status(422));
    Command all = syncValues("--all-rows", "--delete-gone");
    assertThat(all.exitCode()).as(all.out() + all.err()).isEqualTo(2);
    assertThat(shop.has("A1")).as(all.out()).isFalse();
  }
}
