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
 * Brings the orders of a shop into a sandbox workspace, and looks afterwards whether they are
 * there. It reads no environment variable: with a token for Intercom set, it goes to the sandbox
 * all the same.
 */
public final class Demo {
  /** The order that is shown. */
  static final String SHOWN = "ORDER-10007";

  private final PrintStream out;
  private final Terminal terminal;

  private Demo(Terminal terminal) {
    // One stream, because progress and text are to appear in their order.
    this.out = terminal.out();
    this.terminal = new Terminal(out, out, terminal.interactive());
  }

  public static void main(String[] args) {
    System.exit(run(Terminal.system()));
  }

  /** Runs the demo and returns its exit code: 0 only if all is as it should be. */
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
      introduce(shop, sandbox.getBaseUrl());
      Report report;
      try (Progress progress = Progress.on(terminal)) {
        report = sync(DemoShop.orders(), connection, state, progress);
      }
      DemoCheck check = new DemoCheck(shop, report);
      showOne(shop);
      showTable(check, report, sandbox.getCallCount());
      List<String> differences = new ArrayList<>(check.differences());
      DemoNights nights = new DemoNights(shop, sandbox, out);
      nights.run(orders -> sync(orders, connection, state, Progress.none()));
      differences.addAll(nights.differences());
      return conclude(differences);
    }
  }

  private static Report sync(
      RowSource orders, Connection connection, SyncState state, Progress progress)
      throws CannotRunException {
    Mapping mapping = DemoShop.mapping();
    try (Scratch scratch = Scratch.create()) {
      SourceRows rows =
          SourceRows.of(
              new InputOptions.Input(orders, Columns.of(orders, mapping), mapping),
              connection.intercom().getVersion(),
              state,
              scratch);
      Plan plan = rows.planWithContacts();
      return new SyncJob(rows, connection, progress, () -> false, null, 100).run(plan, null);
    }
  }

  private void introduce(DemoShop shop, String address) {
    out.println("Demo: a shop's orders, beside its customers' conversations in Intercom");
    out.println();
    out.println(
        text(
            "A file of %,d orders is brought into Intercom as custom objects, each linked to its"
                + " customer.",
            DemoCheck.OBJECTS + DemoCheck.FAILED.size()));
    out.println("Intercom is a sandbox here: a workspace in memory that speaks the same HTTP, at");
    out.println(
        text(
            "%s, with %d contacts and no order yet. Nothing leaves this machine.",
            address, shop.customers().size()));
    out.println();
    out.println("This is what one would type:");
    out.println("  " + DemoShop.COMMAND);
    out.println();
  }

  private void showOne(DemoShop shop) {
    StoredInstance order = shop.workspace().findInstance(DemoShop.TYPE, SHOWN).orElse(null);
    if (order == null) {
      return;
    }
    out.println();
    out.println("One of them, as the workspace has it now:");
    out.println("  " + SHOWN + " of " + customer(shop, order) + ", id " + order.getId());
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
    return "nobody";
  }

  private void showTable(DemoCheck check, Report report, long calls) {
    out.println();
    out.println("Counted in the workspace:             found   expected");
    row("objects", check.objects(), DemoCheck.OBJECTS);
    row("links from object to customer", check.links(), DemoCheck.LINKS);
    row("values dropped by the workspace", check.dropped(), DemoCheck.DROPPED.size());
    row("rows failed", (int) report.failed(), DemoCheck.FAILED.size());
    out.println(text("  %-33s %7s", "seconds", report.seconds()));
    out.println(text("  %-33s %,7d   Intercom allows 1,667 in 10 s", "calls", calls));
    out.println();
    out.println(
        "Dropped: Intercom answers 200 and leaves a list empty whose option it does not know.");
    report.dropped().shown().forEach(problem -> out.println("  " + problem));
    out.println();
    out.println("Failed: bad rows stop nothing; each is told with its line and the reason.");
    report.failures().shown().forEach(problem -> out.println("  " + problem));
  }

  private void row(String what, int found, int expected) {
    out.println(text("  %-33s %,7d    %,7d", what, found, expected));
  }

  private int conclude(List<String> differences) {
    out.println();
    if (!differences.isEmpty()) {
      out.println("The demo FAILED: the workspace is not what the file makes of it.");
      differences.forEach(difference -> out.println("  " + difference));
      return Shell.COULD_NOT_RUN;
    }
    out.println("All as expected. Next:");
    out.println("  the library in a few lines: README.md; what ran here: examples/sync");
    out.println("  a file of your own, in a sandbox at first:");
    out.println("    mvn -q -DskipTests install");
    out.println(
        "    mvn -q -f examples/sync/pom.xml exec:java -Dexec.args=\"sync my.csv --key <column>\"");
    out.println("    (sync --help tells the rest, --live among it)");
    return Shell.STORED;
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
