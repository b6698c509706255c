package io.github.intercomobjects.sync;

import io.github.intercomobjects.sandbox.Sandbox;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Brings the shop's orders again: mended, unchanged, and with one of them changed. */
final class DemoNights {
  private static final String CHANGED = Demo.SHOWN;
  private static final String CHANGED_STATUS = "returned";

  /** Options that the lists have, where the file has others. */
  private static final Map<String, Map<String, String>> MENDED =
      Map.of(
          "ORDER-10071", Map.of("channel", "store"),
          "ORDER-10403", Map.of("channel", "store"),
          "ORDER-10615", Map.of("channel", "phone", "status", "returned"),
          "ORDER-11087", Map.of("channel", "web"),
          "ORDER-11141", Map.of("channel", "phone"));

  private final DemoShop shop;
  private final Sandbox sandbox;
  private final PrintStream out;
  private final List<String> differences = new ArrayList<>();

  DemoNights(DemoShop shop, Sandbox sandbox, PrintStream out) {
    this.shop = shop;
    this.sandbox = sandbox;
    this.out = out;
  }

  /** Brings orders into the workspace. */
  interface Sync {
    Report run(RowSource orders) throws CannotRunException;
  }

  void run(Sync sync) throws CannotRunException {
    DemoOrders mended = new DemoOrders(DemoCheck.FAILED.keySet(), MENDED);
    DemoOrders changed = mended.with(CHANGED, "status", CHANGED_STATUS);
    out.println();
    out.println("The next nights: what was stored is known, and only what changed is sent.");
    out.println("                                      sent  unchanged  writes  calls  seconds");
    night("bad rows left out, options mended", sync, mended, MENDED.size());
    night("nothing changed", sync, mended, 0);
    night(CHANGED + " is " + CHANGED_STATUS, sync, changed, 1);
    Object status =
        shop.workspace()
            .findInstance(DemoShop.TYPE, CHANGED)
            .map(order -> order.getAttributes().get("status"))
            .orElse(null);
    if (!Objects.equals(status, CHANGED_STATUS)) {
      differences.add(CHANGED + " has status " + status + ", expected " + CHANGED_STATUS);
    }
  }

  private void night(String what, Sync sync, RowSource orders, int expected)
      throws CannotRunException {
    long before = sandbox.getCallCount();
    Report report = sync.run(orders);
    long calls = sandbox.getCallCount() - before;
    List<String> methods = sandbox.getCalls().stream().map(call -> call.getMethod()).toList();
    long writes =
        methods.subList((int) (methods.size() - calls), methods.size()).stream()
            .filter(method -> !method.equals("GET"))
            .count();
    out.println(
        String.format(
            Locale.ROOT,
            "  %-34s %4d  %,9d  %6d  %5d  %7s",
            what,
            report.stored(),
            report.unchanged(),
            writes,
            calls,
            report.seconds()));
    if (report.stored() != expected
        || writes != expected
        || report.unchanged() != DemoCheck.OBJECTS - expected
        || report.failed() + report.partlyStored() > 0) {
      differences.add(what + ": not as expected: " + report);
    }
  }

  /** What was not as it should be; empty if all was well. */
  List<String> differences() {
    return differences;
  }
}
