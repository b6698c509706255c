package io.github.intercomobjects.sync;

import static io.github.intercomobjects.sync.ScriptedDriver.cell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sync.ScriptedDriver.Cell;
import io.github.intercomobjects.sync.ScriptedDriver.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of cells that drivers cannot return, or return in their own ways. */
class CellsTest {
  private static final Column KEY = new Column("no", Types.INTEGER, "int");

  private final Shop shop = new Shop();

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @AfterEach
  void close() {
    shop.close();
  }

  private Command sync(String... options) {
    return run("sync", Command.with(options, "--state=" + directory.resolve("state")));
  }

  private Command run(String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--jdbc=" + ScriptedDriver.URL, "--query=SELECT", "--key=no"));
    arguments.addAll(List.of("--live", "--base-url=" + shop.sandbox.getBaseUrl()));
    return Command.any(
        Map.of("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken()), arguments.toArray(new String[0]));
  }

  private static Cell failing(Exception e) {
    // As if a class of the driver had thrown it.
    e.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("driver.Cell", "read", "Cell.java", 1)});
    return getter -> {
      if (e instanceof SQLException sql) {
        throw sql;
      }
      throw (RuntimeException) e;
    };
  }

  /** Returns the cell of a driver that has no classes of {@code java.time}. */
  private static Cell textOnly(String text) {
    return getter -> {
      if (!getter.equals("String")) {
        throw new SQLFeatureNotSupportedException(getter);
      }
      return text;
    };
  }

  @Test
  void cellThatTheDriverCannotReturnFailsItsRowOnly() throws Exception {
    Path report = directory.resolve("failed.csv");
    try (ScriptedDriver driver =
        new ScriptedDriver(KEY, new Column("total_amount", Types.DOUBLE, "double"))) {
      driver.row(cell(1), cell(1.5)).row(cell(2), failing(new SQLException("Bad value", "22003")));
      driver.row(cell(3), failing(new DateTimeException("Invalid"))).row(cell(4), cell(4.5));
      Command command = sync("--report=" + report);
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .contains(
              "2 rows: total_amount cannot be read by the driver; convert the column in the query,"
                  + " such as with CAST\n",
              "row 2  2  \"Bad value\"\n",
              "row 3  3  \"java.time.DateTimeException: Invalid\"\n");
      assertThat(command.err()).doesNotContain("failed");
    }
    assertThat(shop.has("1")).isTrue();
    assertThat(shop.has("2")).isFalse();
    assertThat(shop.has("4")).isTrue();
    assertThat(ReportLines.of(report).get(1)).startsWith("2,#VALUE!,row 2,");
  }

  @Test
  void unreadableCellInAReportFailsAgainUntilItIsCorrected() throws Exception {
    Path report = directory.resolve("failed.csv");
    try (ScriptedDriver driver =
        new ScriptedDriver(KEY, new Column("status", Types.VARCHAR, "text"))) {
      driver.row(cell(1), failing(new SQLException("Bad value")));
      sync("--report=" + report);
    }
    String[] options = {"--key=no", "--state=" + directory.resolve("state")};
    assertThat(Command.live(shop.sandbox, report, options).out()).contains("status \"#VALUE!\"");
    assertThat(shop.has("1")).isFalse();
    Files.writeString(report, Files.readString(report).replace("#VALUE!", "paid"));
    assertThat(Command.live(shop.sandbox, report, options).exitCode()).isZero();
    assertThat(shop.order("1").getAttributes()).isEqualTo(Map.of("status", "paid"));
  }

  @Test
  void unreadableKeyFailsItsRow() throws Exception {
    try (ScriptedDriver driver = new ScriptedDriver(KEY)) {
      driver.row(failing(new SQLException("Bad value"))).row(failing(new SQLException("Bad")));
      Command command = sync();
      assertThat(command.out())
          .contains("2 rows: no cannot be read by the driver;")
          .doesNotContain("is empty", "is also in");
    }
  }

  @Test
  void failureOfTheConnectionAtACellEndsTheRun() throws Exception {
    try (ScriptedDriver driver =
        new ScriptedDriver(KEY, new Column("status", Types.VARCHAR, "text"))) {
      driver
          .row(cell(1), cell("paid"))
          .row(cell(2), failing(new SQLException("Broken pipe", "08006")));
      Command command = sync();
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err())
          .contains("failed: Broken pipe (SQL state 08006); check the URL, and that the database");
    }
    assertThat(shop.calls()).isEmpty();
  }

  @Test
  void cellsOfIgnoredColumnsAreNotRead() throws Exception {
    Cell unread =
        getter -> {
          throw new AssertionError("is read");
        };
    try (ScriptedDriver driver =
        new ScriptedDriver(
            KEY,
            new Column("image", Types.BLOB, "blob"),
            new Column("position", Types.STRUCT, "point"),
            new Column("placed", Types.TIMESTAMP, "timestamp"))) {
      driver.row(cell(1), unread, unread, unread);
      assertThat(sync("--ignore=image,position,placed").exitCode()).isZero();
    }
    assertThat(shop.has("1")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    Types.BLOB + ", blob",
    Types.STRUCT + ", point",
    Types.REF_CURSOR + ", refcursor",
    "-13, BFILE"
  })
  void columnThatAttributesCannotHoldIsRejectedBeforeTheFirstRow(int type, String name)
      throws Exception {
    try (ScriptedDriver driver = new ScriptedDriver(KEY, new Column("extra", type, name))) {
      driver.row(cell(1), cell("x"));
      assertThat(sync().err())
          .isEqualTo(
              "intercom-sync: the query to jdbc:scripted:shop has the column \"extra\" of the type "
                  + name
                  + ", which attributes cannot hold; convert it to text in the query, or exclude it"
                  + " with --ignore extra\n");
      assertThat(sync("--ignore=extra").exitCode()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-155, datetimeoffset",
    "-101, TIMESTAMP WITH TIME ZONE",
    "-102, TIMESTAMP WITH LOCAL TIME ZONE",
    Types.TIMESTAMP + ", timestamptz"
  })
  void timesWithAZoneAreInstantsWhateverTheVendorCallsThem(int type, String name) throws Exception {
    Cell cell =
        getter ->
            getter.equals("OffsetDateTime")
                ? OffsetDateTime.parse("2026-01-31T09:30:15.5+02:00")
                : "a text of the vendor";
    try (ScriptedDriver driver = new ScriptedDriver(KEY, new Column("delivered_on", type, name))) {
      driver.row(cell(1), cell);
      assertThat(sync().exitCode()).isZero();
    }
    assertThat(shop.order("1").getAttributes())
        .isEqualTo(Map.of("delivered_on", Instant.parse("2026-01-31T07:30:15Z")));
  }

  @ParameterizedTest
  @CsvSource({
    Types.TIMESTAMP_WITH_TIMEZONE + ", 2026-01-31 09:30:15.0000000 +02:00, 2026-01-31T07:30:15Z",
    Types.TIMESTAMP + ", 2026-01-31 09:30:15.0, 2026-01-31T08:30:15Z",
    Types.DATE + ", 2026-01-31, 2026-01-31T00:00:00Z"
  })
  void driverWithoutClassesForTimesIsReadByItsTexts(int type, String text, Instant stored)
      throws Exception {
    try (ScriptedDriver driver = new ScriptedDriver(KEY, new Column("delivered_on", type, "any"))) {
      driver.row(cell(1), textOnly(text));
      assertThat(sync("--zone=Europe/Berlin").exitCode()).isZero();
    }
    assertThat(shop.order("1").getAttributes()).isEqualTo(Map.of("delivered_on", stored));
  }

  @Test
  void missingZoneIsOneMistakeBeforeTheFirstRow() throws Exception {
    Cell time = getter -> LocalDateTime.parse("2026-07-01T12:00:00");
    try (ScriptedDriver driver =
        new ScriptedDriver(
            KEY,
            new Column("delivered_on", Types.TIMESTAMP, "datetime"),
            new Column("placed", Types.TIMESTAMP, "datetime"))) {
      driver.row(cell(1), time, time).row(cell(2), time, time);
      for (String command : List.of("sync", "check", "reconcile")) {
        Command without = run(command, "--created-at=placed");
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err())
            .isEqualTo(
                "intercom-sync: the query to jdbc:scripted:shop has times without a time zone in"
                    + " \"delivered_on\", \"placed\"; give the zone of the database with --zone,"
                    + " such as --zone UTC\n");
      }
      assertThat(sync("--created-at=placed", "--zone=UTC").exitCode()).isZero();
    }
    assertThat(shop.order("2").getExternalCreatedAt()).isEqualTo("2026-07-01T12:00:00Z");
  }

  @Test
  void textOfATimeNeedsNoZone() throws Exception {
    Cell time = getter -> LocalDateTime.parse("2026-07-01T12:00:00");
    Path mapping =
        Files.writeString(
            directory.resolve("map.json"),
            "{\"key\": \"no\", \"attributes\": {\"note\": {\"column\": \"placed\", \"type\":"
                + " \"text\"}}}");
    try (ScriptedDriver driver =
        new ScriptedDriver(KEY, new Column("placed", Types.TIMESTAMP, "datetime"))) {
      driver.row(cell(1), time);
      assertThat(sync("--mapping=" + mapping).exitCode()).isZero();
    }
    assertThat(shop.order("1").getAttributes()).isEqualTo(Map.of("note", "2026-07-01T12:00"));
  }

  @Test
  void trueOfANumberOtherThanOneIsNotABoolean() throws Exception {
    // MySQL's driver reports a TINYINT(1) as a bit.
    Cell three = getter -> getter.equals("Long") ? (Object) 3L : true;
    Cell one = getter -> getter.equals("Long") ? (Object) 1L : true;
    Column gift = new Column("gift", Types.BIT, "BIT");
    try (ScriptedDriver driver = new ScriptedDriver(KEY, gift)) {
      driver.row(cell(1), one).row(cell(2), three);
      assertThat(sync().out()).contains("gift \"3\" is not true or false");
    }
    assertThat(shop.order("1").getAttributes()).isEqualTo(Map.of("gift", true));
    assertThat(shop.has("2")).isFalse();
    try (ScriptedDriver driver =
        new ScriptedDriver(KEY, new Column("item_count", Types.BIT, "BIT"))) {
      driver.row(cell(1), one).row(cell(2), three);
      assertThat(sync("--number=item_count", "--source-moved").exitCode()).isZero();
    }
    assertThat(shop.order("1").getAttributes()).containsEntry("item_count", 1L);
    assertThat(shop.order("2").getAttributes()).containsEntry("item_count", 3L);
  }

  @Test
  void connectionIsClosedBeforeTheFirstCall() throws Exception {
    try (ScriptedDriver driver = new ScriptedDriver(KEY)) {
      for (int i = 1; i <= 100; i++) {
        driver.row(cell(i));
      }
      List<Integer> calls = new ArrayList<>();
      driver.onClose = () -> calls.add(shop.sandbox.getCalls().size());
      String state = "--state=" + directory.resolve("state");
      for (String[] options :
          new String[][] {
            {"sync", state, "--only=1"},
            {"sync", state, "--dry-run"},
            {"check"},
            {"reconcile", state},
            {"sync", state}
          }) {
        int before = shop.sandbox.getCalls().size();
        run(options[0], List.of(options).subList(1, options.length).toArray(new String[0]));
        assertThat(calls).as(String.join(" ", options)).last().isEqualTo(before);
        assertThat(shop.sandbox.getCalls()).hasSizeGreaterThan(before);
      }
      assertThat(calls).hasSize(5);
    }
  }

  @Test
  void resultIsNotLoadedAtOnce() throws Exception {
    for (String name : List.of("PostgreSQL JDBC Driver", "MySQL Connector/J")) {
      try (ScriptedDriver driver = new ScriptedDriver(KEY)) {
        driver.name = name;
        driver.row(cell(1)).row(cell(2));
        assertThat(sync().exitCode()).isZero();
        // MySQL's driver streams with this number only.
        int size = name.startsWith("MySQL") ? Integer.MIN_VALUE : 1_000;
        assertThat(driver.calls)
            .containsExactly("setAutoCommit[false]", "setFetchSize[" + size + "]", "rollback");
      }
    }
  }

  @Test
  void streamThatIsNotReadToItsEndIsAborted() throws Exception {
    for (String name : List.of("Microsoft JDBC Driver for SQL Server", "MySQL Connector/J")) {
      try (ScriptedDriver driver = new ScriptedDriver(KEY)) {
        driver.name = name;
        driver.row(cell(1)).row(cell(2));
        assertThat(run("sync", "--number=nothing").exitCode()).isEqualTo(1);
        // A rollback would have to wait for all other rows.
        assertThat(driver.calls).endsWith("abort").doesNotContain("rollback");
      }
    }
  }

  @Test
  void lackOfMemoryInADriverIsReportedWithAFix() throws Exception {
    SQLException failure = new SQLException("Ran out of memory", "53200");
    failure.initCause(new OutOfMemoryError("Java heap space"));
    try (ScriptedDriver driver = new ScriptedDriver(KEY)) {
      driver.failing(failure);
      assertThat(sync().err())
          .matches(
              "intercom-sync: the query to jdbc:scripted:shop failed: Ran out of memory \\(SQL"
                  + " state 53200\\); the memory of [0-9]+ MB is too small; give more with the"
                  + " option -Xmx of java, such as -Xmx1g\n");
    }
  }

  @Test
  void cellsThatAreNotSentDoNotEndUpInAReport() throws IOException, SQLException {
    Path report = directory.resolve("failed.csv");
    try (ScriptedDriver driver =
        new ScriptedDriver(
            KEY,
            new Column("item_count", Types.INTEGER, "int"),
            new Column("secret", Types.VARCHAR, "text"))) {
      driver.row(cell(1), cell("many"), cell("not sent"));
      sync("--ignore=secret", "--report=" + report);
    }
    assertThat(Files.readString(report)).contains("1,many,,row 1").doesNotContain("not sent");
  }
}
