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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of runs that read only the rows that may have changed. */
class CursorTest extends RunWithCursor {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TIMESTAMP | TIMESTAMP '2026-01-31 07:30:00' | TIMESTAMP '2026-01-31 09:30:05.123456'",
        "TIMESTAMP WITH TIME ZONE | TIMESTAMP WITH TIME ZONE '2026-01-31 09:30:00+02:00'"
            + " | TIMESTAMP WITH TIME ZONE '2026-01-31 08:30:05.5+00:00'",
        "DATE | DATE '2026-01-29' | DATE '2026-01-31'",
        "BIGINT | 5 | 9007199254740993",
        "NUMERIC(20,2) | 5.01 | 5.02"
      })
  void onlyRowsFromTheHighestValueOnAreRead(String type, String low, String high)
      throws SQLException {
    createOrders(type, low, low, high, high, "NULL");
    assertRows(sync(), 5);
    run("UPDATE orders SET note = 'b' WHERE no IN (1, 3, 5)");
    run("INSERT INTO orders VALUES (6, 'b', " + high + ")");
    Command next = sync();
    assertRows(next, 4);
    assertThat(next.out())
        .contains(", without those that the cursor leaves out\n")
        .containsPattern("stored +3\n")
        .doesNotContain("deleted");
    assertThat(shop.order("6").getAttributes()).containsEntry("note", "b");
    assertThat(shop.order("1").getAttributes()).containsEntry("note", "a");
    assertRows(sync("--all-rows"), 6);
    assertThat(shop.order("1").getAttributes()).containsEntry("note", "b");
  }

  @Test
  void failedRowIsReadAgainUntilItIsStored() throws SQLException {
    createOrders("INT", "1", "2");
    assertRows(sync("--ignore=note"), 2);
    run("INSERT INTO orders VALUES (NULL, 'x', 3), (4, 'x', 9)");
    assertThat(sync("--ignore=note").exitCode()).isEqualTo(2);
    run("UPDATE orders SET no = 3 WHERE no IS NULL");
    assertRows(sync("--ignore=note"), 3);
    assertThat(shop.has("3")).isTrue();
    assertRows(sync("--ignore=note"), 1);
  }

  @Test
  void partlyStoredRowIsReadAgain() throws SQLException {
    run("CREATE TABLE orders (no INT, channel VARCHAR, moved INT)");
    run("INSERT INTO orders VALUES (1, 'web', 1), (2, 'fax', 2), (3, 'web', 3)");
    String[] options = {
      "--query=SELECT no, channel AS channel, moved FROM orders WHERE {cursor}",
      "--cursor=moved",
      "--ignore=moved"
    };
    assertRows(command("sync", H2, options), 3);
    Command next = command("sync", H2, options);
    assertRows(next, 3);
    assertThat(next.out()).containsPattern("partly stored +1 ");
  }

  @Test
  void allRowsAreReadWithoutTheStateOrForOtherColumnsOrAnotherMapping()
      throws SQLException, IOException {
    createOrders("INT", "1", "2", "3");
    assertRows(sync(), 3);
    assertRows(sync(), 1);
    assertRows(sync("--null=a"), 3);
    assertRows(sync(), 3);
    assertRows(sync(), 1);
    assertRows(command("sync", H2, "--query=" + QUERY, "--cursor=no", "--ignore=moved"), 3);
    assertRows(sync(), 3);
    Files.delete(directory.resolve("state"));
    assertRows(sync(), 3);
  }

  @Test
  void allRowsAreReadWhenColumnsOrTheTypeOfTheCursorChange() throws SQLException {
    createOrders("INT", "1", "2", "3");
    String[] options = {
      "--query=SELECT * FROM orders WHERE {cursor}", "--cursor=moved", "--ignore=moved"
    };
    assertRows(command("sync", H2, options), 3);
    assertRows(command("sync", H2, options), 1);
    run("ALTER TABLE orders ADD status VARCHAR DEFAULT 'paid'");
    String[] mapped = Command.with(options, "--ignore=status");
    assertRows(command("sync", H2, mapped), 3);
    assertRows(command("sync", H2, mapped), 1);
    run("ALTER TABLE orders ALTER COLUMN moved SET DATA TYPE VARCHAR");
    run("ALTER TABLE orders DROP COLUMN moved");
    run("ALTER TABLE orders ADD moved TIMESTAMP DEFAULT TIMESTAMP '2026-01-31 09:30:00'");
    assertRows(command("sync", H2, mapped), 3);
  }

  @Test
  void rowsThatAreLeftOutAreNeitherGoneNorUnlinked() throws SQLException {
    run("CREATE TABLE orders (no INT, customer VARCHAR, moved INT)");
    run("INSERT INTO orders VALUES (1, 'customer-1', 1), (2, 'customer-1', 2)");
    String[] options = {
      "--query=SELECT no, customer, moved FROM orders WHERE {cursor}",
      "--cursor=moved",
      "--ignore=moved",
      "--contact=customer",
      "--link-contact-attribute=orders"
    };
    assertRows(command("sync", H2, options), 2);
    run("INSERT INTO orders VALUES (3, 'customer-1', 3)");
    assertRows(command("sync", H2, options), 2);
    assertThat(shop.workspace.getContactLinks(shop.zoe.getId(), "orders")).hasSize(3);
    run("DELETE FROM orders WHERE no = 1");
    Command rejected = command("sync", H2, Command.with(options, "--delete-gone"));
    assertThat(rejected.err())
        .isEqualTo(
            "intercom-sync: --delete-gone needs all rows, because rows that a cursor leaves out are"
                + " not gone; add --all-rows, or remove --delete-gone\n");
    assertRows(command("sync", H2, Command.with(options, "--delete-gone", "--all-rows")), 2);
    assertThat(shop.has("1")).isFalse();
  }

  @Test
  void rowsMayGetTheValuesOfRowsThatAreLeftOut() throws SQLException {
    run("CREATE TABLE orders (no INT, status VARCHAR, note VARCHAR, item_count INT, moved INT)");
    run("INSERT INTO orders SELECT n, 'a' || n, 'b' || n, n, n FROM SYSTEM_RANGE(1, 12) AS t(n)");
    String[] options = {
      "--query=SELECT no, status, note, item_count, moved FROM orders WHERE {cursor}",
      "--cursor=moved",
      "--ignore=moved"
    };
    assertRows(command("sync", H2, options), 12);
    run(
        "UPDATE orders SET status = 'a' || (no - 6), note = 'b' || (no - 6), item_count = no - 6,"
            + " moved = 20 WHERE no > 6");
    Command next = command("sync", H2, options);
    assertRows(next, 6);
    assertThat(next.out()).containsPattern("stored +6\n");
  }

  @Test
  void dryRunAndOtherCommandsLeaveTheCursor() throws SQLException {
    createOrders("INT", "1", "2", "3");
    assertRows(sync("--dry-run"), 3);
    assertRows(sync(), 3);
    assertRows(sync("--only=1"), 1);
    assertThat(shop.calls()).contains("POST /custom_object_instances/Order");
    run("UPDATE orders SET moved = 9 WHERE no = 1");
    assertRows(sync("--dry-run"), 2);
    Command reconcile =
        command("reconcile", H2, "--query=" + QUERY, "--cursor=moved", "--ignore=moved");
    assertThat(reconcile.out()).containsPattern("in sync +3\n");
    assertRows(sync(), 2);
    assertRows(sync(), 1);
  }

  @Test
  void afterARunOfAllRowsThatDidNotStoreThemTheNextRunReadsAll() throws SQLException {
    for (String run : List.of("--all-rows", "--only=1", "reconcile")) {
      run("DROP TABLE IF EXISTS orders");
      createOrders("INT", "1", "2", "3");
      assertRows(sync("--all-rows"), 3);
      // It was committed late, so the cursor leaves it out.
      run("UPDATE orders SET note = '" + run + "' WHERE no = 1");
      shop.sandbox.faults().on("POST", "/**").times(1).fail(Fault.status(422));
      boolean isSync = !run.equals("reconcile");
      Command failed =
          isSync
              ? sync(run)
              : command(run, H2, "--query=" + QUERY, "--cursor=moved", "--ignore=moved", "--apply");
      assertThat(failed.exitCode()).as(failed.out() + failed.err()).isEqualTo(2);
      assertRows(sync(), 3);
      assertThat(shop.order("1").getAttributes()).containsEntry("note", run);
      assertRows(sync(), 1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TIMESTAMP | TIMESTAMP '2099-01-01 00:00:00' | TIMESTAMP '2026-11-29 22:00:00'",
        "DATE | DATE '2099-01-01' | DATE '2026-11-29'",
        "TIMESTAMP WITH TIME ZONE | TIMESTAMP WITH TIME ZONE '2099-01-01 00:00:00+00:00'"
            + " | TIMESTAMP WITH TIME ZONE '2026-11-30 09:00:00+00:00'"
      })
  void timeInTheFutureDoesNotEndTheSync(String type, String future, String later)
      throws SQLException {
    createOrders(type, future, "CAST('2020-01-01' AS " + type + ")");
    setTime("2026-11-30T09:00:00Z");
    Command first = sync();
    assertRows(first, 2);
    assertThat(first.out())
        .contains(
            "warning       cursor: moved has times in the future, whose rows each run reads; correct"
                + " them, or use a column with the times of changes\n");
    run("INSERT INTO orders VALUES (3, 'a', " + later + ")");
    assertRows(sync(), 2);
    assertThat(shop.has("3")).isTrue();
  }

  @Test
  void databaseThatFailsIsNotAskedForAllRows() throws SQLException {
    ScriptedDriver.Column[] columns = {
      new ScriptedDriver.Column("no", Types.INTEGER, "INT"),
      new ScriptedDriver.Column("moved", Types.INTEGER, "INT")
    };
    try (ScriptedDriver driver = new ScriptedDriver(columns)) {
      driver.row(ScriptedDriver.cell(1), ScriptedDriver.cell(2));
      String[] options = {
        "--query=SELECT * FROM orders WHERE {cursor}", "--cursor=moved", "--ignore=moved"
      };
      assertRows(command("sync", ScriptedDriver.URL, options), 1);
      for (String state : List.of("57014", "42804")) {
        driver.calls.clear();
        driver.failing(new SQLException("failed", state));
        assertThat(command("sync", ScriptedDriver.URL, options).exitCode()).isEqualTo(1);
        assertThat(driver.calls)
            .filteredOn(call -> call.startsWith("setAutoCommit"))
            .hasSize(state.equals("57014") ? 1 : 2);
      }
    }
  }

  @Test
  void rowOfTheHourThatClocksRepeatAfterSummerIsRead() throws SQLException {
    createOrders("TIMESTAMP", "TIMESTAMP '2026-10-25 02:59:00'", "TIMESTAMP '2026-10-01 00:00:00'");
    assertRows(sync(), 2);
    run("INSERT INTO orders VALUES (3, 'a', TIMESTAMP '2026-10-25 02:00:00')");
    assertRows(sync(), 2);
  }

  @Test
  void mappingFileNamesTheCursor() throws SQLException, IOException {
    createOrders("INT", "1", "2", "3");
    Path mapping = directory.resolve("orders.json");
    Files.writeString(
        mapping,
        """
        {"source": {"jdbc": "%s", "query": "SELECT o.no, o.moved FROM orders o WHERE {cursor}",
                    "cursor": "o.moved"},
         "key": "no", "ignored": ["moved"]}
        """
            .formatted(H2));
    String[] options = {
      "--mapping=" + mapping, "--live", "--base-url=" + shop.sandbox.getBaseUrl()
    };
    Map<String, String> environment = Map.of(Shell.TOKEN, shop.sandbox.getToken());
    assertRows(Command.run(environment, options), 3);
    assertRows(Command.run(environment, options), 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT no, moved FROM orders|moved|the cursor moved needs {cursor} once in the query, where"
            + " the condition belongs, such as WHERE {cursor}",
        "SELECT no FROM orders WHERE {cursor}||the query has {cursor}; name the column of the cursor"
            + " with --cursor",
        "SELECT no FROM orders WHERE {cursor}|moved|the cursor moved is no column of the result; add"
            + " it to the query",
        "SELECT no, note FROM orders WHERE {cursor}|note|the cursor note has the type CHARACTER"
            + " VARYING; use a time or an increasing number"
      })
  void cursorThatCannotWorkIsRejected(String query, String cursor, String message)
      throws SQLException {
    createOrders("INT", "1");
    Command command =
        cursor == null
            ? command("sync", H2, "--query=" + query)
            : command("sync", H2, "--query=" + query, "--cursor=" + cursor);
    assertThat(command.err()).isEqualTo("intercom-sync: " + message + "\n");
    assertThat(command.exitCode()).isEqualTo(1);
  }

  @Test
  void filesHaveNoCursor() throws IOException {
    Path file = Command.file(directory, "no,moved", "1,1");
    assertThat(Command.rehearse(file, "--key=no", "--cursor=moved").err())
        .isEqualTo(
            "intercom-sync: --cursor is for databases: a file is read completely, and its unchanged"
                + " rows are not sent; remove it\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'2026-01-30 09:30:00', '2026-02-01 09:30:00'",
        "1769851800, 1769938200",
        "2461071.89583, 2461072.89583"
      })
  void sqliteComparesTextsWithTextsAndNumbersWithNumbers(String values) throws SQLException {
    String url = "jdbc:sqlite:" + directory.resolve("shop.db");
    String[] both = values.split(", ", 2);
    try (Connection sqlite = DriverManager.getConnection(url);
        Statement statement = sqlite.createStatement()) {
      statement.execute("CREATE TABLE orders (no INTEGER, moved DATETIME)");
      for (String value : List.of(both[0], both[1], "NULL")) {
        statement.execute("INSERT INTO orders (moved) VALUES (" + value + ")");
      }
      statement.execute("UPDATE orders SET no = rowid");
      String[] options = {
        "--query=SELECT no, moved FROM orders WHERE {cursor}", "--cursor=moved", "--ignore=moved"
      };
      assertRows(command("sync", url, options), 3);
      statement.execute("INSERT INTO orders VALUES (4, " + both[1] + ")");
      assertRows(command("sync", url, options), 3);
      // An application that writes times in another form loses no row.
      String other = both[0].startsWith("'") ? "5" : "'2020-01-01'";
      statement.execute("INSERT INTO orders VALUES (5, " + other + ")");
      assertRows(command("sync", url, options), 4);
      assertThat(shop.has("5")).isTrue();
    }
  }
}
