package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a report of the rows of a database can be fed back with the same mapping. */
class DatabaseReportTest {
  private static final String URL = "jdbc:h2:mem:reports";
  private static final String COLUMNS =
      " '007' AS \"no\", 'customer-1' AS \"customer_id\", '0042' AS \"code\", CAST(9.50 AS"
          + " NUMERIC(10,2)) AS \"total\", CAST(-3 AS BIGINT) AS \"count\", TRUE AS \"gift\", CAST(1 AS"
          + " SMALLINT) AS \"flag\", CAST(3.00 AS NUMERIC(10,2)) AS \"items\", DATE '2026-01-31' AS"
          + " \"=day, of: 100%\", TIMESTAMP '2026-01-31 09:30:00' AS \"local\", TIMESTAMP WITH TIME"
          + " ZONE '2026-01-30 09:30:00+02:00' AS \"placed\", CAST(NULL AS DATE) AS \"nothing\"";
  private static final String MAPPING =
      """
      {
        "source": {"jdbc": "%s", "query": "SELECT%s"},
        "type": "Order",
        "key": "no",
        "contact": "customer_id",
        "created_at": "placed",
        "zone": "Europe/Berlin",
        "attributes": {
          "code": "code",
          "total": "total",
          "count": "count",
          "gift": "gift",
          "flag": {"column": "flag", "type": "boolean"},
          "items": {"column": "items", "type": "number"},
          "day": {"column": "=day, of: 100%%", "type": "date", "format": "dd.MM.yyyy"},
          "local": "local",
          "nothing": {"column": "nothing", "type": "date", "format": "dd.MM.yyyy"}
        }
      }
      """;

  private final Workspace workspace =
      Workspace.builder()
          .objectType(
              ObjectTypeDefinition.builder("Order")
                  .text("code")
                  .decimal("total")
                  .integer("count")
                  .bool("gift")
                  .bool("flag")
                  .integer("items")
                  .date("day")
                  .date("local")
                  .date("nothing")
                  .referenceToOne("customer", "contact")
                  .build())
          .build();
  private final Sandbox sandbox = Sandbox.start(workspace);

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Path mapping() throws IOException {
    return Files.writeString(
        directory.resolve("orders.json"), MAPPING.formatted(URL, COLUMNS.replace("\"", "\\\"")));
  }

  /** Returns the option with the state file of the runs with the mapping. */
  private String state() {
    return "--state=" + directory.resolve("Order.intercom-sync");
  }

  private Command sync(String... options) {
    return Command.run(
        Map.of("INTERCOM_ACCESS_TOKEN", sandbox.getToken()),
        Command.with(options, "--live", "--base-url=" + sandbox.getBaseUrl()));
  }

  @Test
  void reportOfADatabaseKeepsNamesAndTypes() throws IOException {
    Path report = directory.resolve("failed.csv");
    Path mapping = mapping();
    Command failed = sync("--mapping=" + mapping, "--report=" + report);
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(2);
    assertThat(ReportLines.of(report).get(0))
        .isEqualTo(
            "no,customer_id,code,total,count,gift,flag,items,\"'=day, of: 100%\",local,placed,"
                + "nothing,intercom_sync_place,intercom_sync_reason,intercom_sync_run,intercom_sync_types"
                + " total:decimal count:number gift:boolean flag:number items:decimal"
                + " %3Dday%2C+of%3A+100%25:date local:datetime placed:datetime nothing:date");

    workspace.addContact("customer-1", null, null);
    Command corrected = sync(report.toString(), "--mapping=" + mapping, state());
    assertThat(corrected.exitCode()).as(corrected.out()).isZero();
    StoredInstance fromReport = workspace.findInstance("Order", "007").orElseThrow();
    Map<String, Object> attributes = new HashMap<>(fromReport.getAttributes());
    attributes.remove("customer");
    assertThat(attributes)
        .isEqualTo(
            Map.of(
                "code",
                "0042",
                "total",
                new BigDecimal("9.50"),
                "count",
                -3L,
                "gift",
                true,
                "flag",
                true,
                "items",
                3L,
                "day",
                Instant.parse("2026-01-31T00:00:00Z"),
                "local",
                Instant.parse("2026-01-31T08:30:00Z")));
    assertThat(fromReport.getExternalCreatedAt()).isEqualTo("2026-01-30T07:30:00Z");

    assertThat(sync("--mapping=" + mapping).exitCode()).isZero();
    StoredInstance fromDatabase = workspace.findInstance("Order", "007").orElseThrow();
    assertThat(fromDatabase.getAttributes()).isEqualTo(fromReport.getAttributes());
  }

  @Test
  void rowsThatFailAgainKeepTheirTypesInTheNextReport() throws IOException {
    Path mapping = mapping();
    Path first = directory.resolve("first.csv");
    Path second = directory.resolve("second.csv");
    sync("--mapping=" + mapping, "--report=" + first);
    // The order of rows and columns changes, and cells are corrected by hand.
    Files.writeString(first, Files.readString(first).replace("2026-01-31,2026", "31.12.2026,2026"));
    sync(first.toString(), "--mapping=" + mapping, state(), "--report=" + second);
    List<String> lines = Files.readAllLines(second);
    assertThat(lines.get(0)).isEqualTo(Files.readAllLines(first).get(0));
    assertThat(lines.get(1)).contains(",9.50,'-3,true,1,3.00,31.12.2026,2026-01-31T09:30,");
    workspace.addContact("customer-1", null, null);
    assertThat(sync(second.toString(), "--mapping=" + mapping, state()).exitCode()).isZero();
    assertThat(workspace.findInstance("Order", "007").orElseThrow().getAttributes())
        .containsEntry("day", Instant.parse("2026-12-31T00:00:00Z"));
  }

  @Test
  void damagedColumnOfTypesIsReported() throws IOException {
    Path file = Command.file(directory, "no,total,intercom_sync_types total:money", "1,2,");
    Command command = Command.rehearse(file, "--key=no");
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .isEqualTo(
            "intercom-sync: the column \"intercom_sync_types total:money\" of the report cannot be"
                + " read at \"total:money\"; restore its name, or delete it and give the types with"
                + " options\n");
  }

  @Test
  void reportOfAFileHasNoTypes() throws IOException {
    Path report = directory.resolve("failed.csv");
    Path file = Command.file(directory, "no,count", "1,many");
    Command.rehearse(file, "--key=no", "--number=count", "--report=" + report);
    assertThat(Files.readAllLines(report).get(0))
        .isEqualTo(
            "no,count,intercom_sync_place,intercom_sync_reason,intercom_sync_mode rehearsal");
  }

  @Test
  void textsThatOnlyAFileWouldHaveBySpreadsheetsAreReadFromTheReportOfADatabase()
      throws IOException {
    String query = "SELECT '1.5E7' AS \"no\", 'c-1' AS \"cust\", '#N/A' AS \"code\"";
    Path report = directory.resolve("failed.csv");
    String[] options = {
      "--key=no", "--contact=cust", "--type=Order", "--state=" + directory.resolve("state")
    };
    Command failed =
        sync(Command.with(options, "--jdbc=" + URL, "--query=" + query, "--report=" + report));
    assertThat(failed.exitCode()).as(failed.out() + failed.err()).isEqualTo(2);
    workspace.addContact("c-1", null, null);
    Command fed = sync(Command.with(options, report.toString()));
    assertThat(fed.exitCode()).as(fed.out() + fed.err()).isZero();
    assertThat(workspace.findInstance("Order", "1.5E7").orElseThrow().getAttributes())
        .containsEntry("code", "#N/A");
  }
}
