package io.github.intercomobjects.sync;

import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.StoredInstance;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The demo, which stores the orders of a shop in a sandbox workspace and then checks the workspace.
 * It reads no environment variables, so it uses the sandbox even if a token for Intercom is set.
 */
public final class Demo {
  /** The order that is printed. */
  static final String EXAMPLE = "ORDER-10007";

  private final PrintStream out;
  private final Terminal terminal;

  private Demo(Terminal terminal) {
    // One stream keeps progress and text in order.
    this.out = terminal.out();
    this.terminal = new Terminal(out, out, terminal.interactive());
  }

  public static void main(String[] args) {
    System.exit(run(Terminal.system()));
  }

  /** Runs the demo and returns its exit code: 0 if the workspace is as expected. */
  static int run(Terminal terminal) {
    try {
      return new Demo(terminal).run();
    } catch (CannotRunException e) {
      terminal.out().println("The demo FAILED: " + e.text());
      return Shell.COULD_NOT_RUN;
    }
  }

  private int run() throws CannotRunException {
    DemoShop shop = new DemoShop();
    try (Sandbox sandbox = Sandbox.start(shop.workspace());
        Connection connection = Connection.to(sandbox.getBaseUrl(), sandbox.getToken());
        SyncState state = SyncState.temporary()) {
      printIntroduction(shop, sandbox.getBaseUrl());
      Report report;
      try (Progress progress = Progress.on(terminal)) {
        report = sync(DemoShop.orders(), connection, state, progress);
      }
      DemoCheck check = new DemoCheck(shop, report);
      printOrder(shop);
      printTable(check, report, sandbox.getCallCount());
      List<String> differences = new ArrayList<>(check.differences());
      DemoNights nights = new DemoNights(shop, sandbox, out);
      nights.run(orders -> sync(orders, connection, state, Progress.none()));
      differences.addAll(nights.differences());
      return printConclusion(differences);
    }
  }

  private static Report sync(
      RowSource orders, Connection connection, SyncState state, Progress progress)
      throws CannotRunException {
    Mapping mapping = DemoShop.mapping();
    try (Scratch scratch = Scratch.create()) {
      SourceRows rows =
          SourceRows.of(
              new InputOptions.Input(orders, Columns.of(orders, mapping), mapping, null),
              connection.intercom().getVersion(),
              state,
              scratch,
              null);
      Plan plan = rows.planWithContacts();
      return new SyncJob(rows, connection, progress, () -> false, null, 100).run(plan, null, null);
    }
  }

  private void printIntroduction(DemoShop shop, String address) {
    out.println("Demo: the orders of a shop as custom objects in Intercom");
    out.println();
    out.println(
        text(
            "A file of %,d orders is stored in Intercom as custom objects, each linked to its"
                + " customer.",
            DemoCheck.OBJECTS + DemoCheck.FAILED.size()));
    out.println(
        "The demo uses a sandbox instead of Intercom: a workspace in memory with the same HTTP"
            + " API, at");
    out.println(
        text(
            "%s, with %d contacts and no orders yet. Nothing leaves this machine.",
            address, shop.customers().size()));
    out.println();
    out.println("The same as a command:");
    out.println("  " + DemoShop.COMMAND);
    out.println();
  }

  private void printOrder(DemoShop shop) {
    StoredInstance order = shop.workspace().findInstance(DemoShop.TYPE, EXAMPLE).orElse(null);
    if (order == null) {
      return;
    }
    out.println();
    out.println("One of the orders in the workspace:");
    out.println("  " + EXAMPLE + " of " + customer(shop, order) + ", id " + order.getId());
    for (Map.Entry<String, Object> attribute : order.getAttributes().entrySet()) {
      if (!attribute.getKey().equals(DemoShop.REFERENCE)) {
        out.println(text("    %-14s %s", attribute.getKey(), attribute.getValue()));
      }
    }
  }

  private static String customer(DemoShop shop, StoredInstance order) {
    Object ids = order.getAttributes().get(DemoShop.REFERENCE);
    for (Contact contact : shop.customers().values()) {
      if (ids instanceof List<?> list && list.contains(contact.getId())) {
        return contact.getName() + " (" + contact.getExternalId() + ")";
      }
    }
    return "no customer";
  }

  private void printTable(DemoCheck check, Report report, long calls) {
    out.println();
    out.println("Counts in the workspace:              found   expected");
    row("objects", check.objects(), DemoCheck.OBJECTS);
    row("links from object to customer", check.links(), DemoCheck.LINKS);
    row("values dropped by the workspace", check.dropped(), DemoCheck.DROPPED.size());
    row("rows failed", (int) report.failed(), DemoCheck.FAILED.size());
    out.println(text("  %-33s %7s", "seconds", report.seconds()));
    out.println(text("  %-33s %,7d   Intercom allows 1,667 in 10 s", "calls", calls));
    out.println();
    out.println(
        "Dropped: Intercom responds with 200, but leaves a list empty if it does not know the"
            + " option.");
    report.dropped().shown().forEach(problem -> out.println("  " + problem));
    out.println();
    out.println(
        "Failed: bad rows do not stop the run; each is reported with its line and the reason.");
    report.failures().shown().forEach(problem -> out.println("  " + problem));
  }

  private void row(String what, int found, int expected) {
    out.println(text("  %-33s %,7d    %,7d", what, found, expected));
  }

  private int printConclusion(List<String> differences) {
    out.println();
    if (!differences.isEmpty()) {
      out.println("The demo FAILED: the workspace differs from the file.");
      differences.forEach(difference -> out.println("  " + difference));
      return Shell.COULD_NOT_RUN;
    }
    out.println("All as expected. Next:");
    out.println("  the library in a few lines: README.md; the source of this demo: examples/sync");
    out.println("  your own file, in a sandbox at first:");
    out.println("    mvn -q -DskipTests install");
    out.println(
        "    mvn -q -f examples/sync/pom.xml exec:java -Dexec.args=\"sync my.csv --key <column>\"");
    out.println("    (sync --help shows all options, such as --live)");
    return Shell.STORED;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
