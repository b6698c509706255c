package io.github.intercomobjects.connect.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The second part: a database whose changes Debezium writes to a topic. */
final class DatabasePart {
  private static final String SOURCE = "shop-database";
  private static final String SINK = "database-to-intercom";
  private static final String TOPIC = "shop.public.orders";
  private static final int ROWS = 300;
  private static final Duration MAX = Duration.ofMinutes(3);

  private final PrintStream out;
  private final Children children;
  private final Worker worker;
  private final SandboxProcess sandbox;
  private final Site site;

  DatabasePart(
      PrintStream out, Children children, Worker worker, SandboxProcess sandbox, Site site) {
    this.out = out;
    this.children = children;
    this.worker = worker;
    this.sandbox = sandbox;
    this.site = site;
  }

  void run(Findings findings) throws IOException, InterruptedException {
    out.println();
    out.println("2. Debezium writes the changes of a database to a topic");
    out.println();
    Optional<Path> programs = Postgres.programs();
    if (programs.isEmpty() || site.debezium().isEmpty()) {
      out.println(
          "Skipped: PostgreSQL is not installed, neither in PATH nor in /usr/lib/postgresql.");
      return;
    }
    Postgres postgres = Postgres.start(children, programs.get());
    try (Connection connection = postgres.connect();
        Statement sql = connection.createStatement()) {
      run(findings, postgres, sql);
    } catch (SQLException e) {
      throw new IOException("PostgreSQL refused a statement: " + e.getMessage(), e);
    }
  }

  private void run(Findings findings, Postgres postgres, Statement sql)
      throws SQLException, IOException, InterruptedException {
    int before = sandbox.count(Shop.TYPE);
    sql.execute(
        "create table orders (number text primary key, status text not null,"
            + " total_amount numeric(10, 2) not null, customer_id text not null)");
    sql.execute(
        "insert into orders select 'DB-' || n, 'processing', n + 0.25, 'customer-' || n % "
            + StreamPart.CUSTOMERS
            + " from generate_series(1, "
            + ROWS
            + ") n");
    worker.rest().put(SOURCE, source(postgres));
    worker.rest().awaitRunning(SOURCE);
    Map<String, String> sink = Sink.orders(TOPIC, sandbox, site.secrets());
    // The source keeps the types of columns, which JSON alone has not.
    sink.putAll(converters());
    worker.rest().put(SINK, sink);
    worker.rest().awaitRunning(SINK);
    Await.until("the rows", MAX, () -> sandbox.count(Shop.TYPE) == before + ROWS);
    out.printf("PostgreSQL has a table of %d orders, and now they are objects.%n", ROWS);

    long start = System.nanoTime();
    sql.execute("insert into orders values ('DB-NEW', 'processing', 9.75, 'customer-7')");
    sql.execute(
        "update orders set status = 'shipped', total_amount = 1234567.89 where number = 'DB-1'");
    sql.execute("delete from orders where number = 'DB-2'");
    Await.until(
        "insert, update and delete in the workspace",
        MAX,
        () -> find("DB-NEW").isPresent() && shipped() && find("DB-2").isEmpty());
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    out.println("A row is inserted, one is updated, and one is deleted.");
    sql.execute("alter table orders add column note text");
    sql.execute("update orders set note = 'gift wrap' where number between 'DB-30' and 'DB-39'");
    sql.execute(
        "insert into orders values ('DB-LAST', 'processing', 1.5, 'customer-7', 'gift wrap')");
    Await.until("rows with a new column", MAX, () -> find("DB-LAST").isPresent());
    out.println("The table gets a column that the type of Intercom lacks, and ten rows use it.");
    out.println();
    findings.heading("The workspace:");
    findings.equal("objects of the table", sandbox.count(Shop.TYPE) - before, ROWS + 1);
    findings.equal("inserted rows", find("DB-NEW").isPresent() ? 1 : 0, 1);
    findings.equal("updated rows, with the exact amount", shipped() ? 1 : 0, 1);
    findings.equal("deleted rows", find("DB-2").isEmpty() ? 1 : 0, 1);
    findings.equal("lines of the log about the new column", warnings(), 1);
    findings.atMost("milliseconds from the database to Intercom", millis, 10_000);
  }

  private Map<String, String> source(Postgres postgres) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    settings.put("plugin.name", "pgoutput");
    settings.put("database.hostname", "127.0.0.1");
    settings.put("database.port", String.valueOf(postgres.port()));
    settings.put("database.user", Postgres.USER);
    settings.put("database.password", Postgres.PASSWORD);
    settings.put("database.dbname", "postgres");
    settings.put("topic.prefix", "shop");
    settings.put("table.include.list", "public.orders");
    settings.put("publication.autocreate.mode", "filtered");
    settings.put("topic.creation.default.replication.factor", "1");
    settings.put("topic.creation.default.partitions", "1");
    // A deleted row becomes a tombstone, and every other record has the row alone.
    settings.put("transforms", "row");
    settings.put("transforms.row.type", "io.debezium.transforms.ExtractNewRecordState");
    settings.put("transforms.row.delete.tombstone.handling.mode", "tombstone");
    settings.putAll(converters());
    return settings;
  }

  private static Map<String, String> converters() {
    return Map.of(
        "key.converter", "org.apache.kafka.connect.json.JsonConverter",
        "key.converter.schemas.enable", "true",
        "value.converter", "org.apache.kafka.connect.json.JsonConverter",
        "value.converter.schemas.enable", "true");
  }

  private long warnings() throws IOException {
    return worker.output().lines().filter(line -> line.contains("no attribute note")).count();
  }

  private boolean shipped() throws IOException, InterruptedException {
    return find("DB-1")
        .map(object -> object.path("custom_attributes"))
        .filter(attributes -> attributes.path("status").asText().equals("shipped"))
        .filter(attributes -> attributes.path("total_amount").asText().equals("1234567.89"))
        .isPresent();
  }

  private Optional<JsonNode> find(String number) throws IOException, InterruptedException {
    return sandbox.find(Shop.TYPE, number);
  }
}
