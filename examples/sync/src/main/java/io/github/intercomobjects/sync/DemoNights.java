package io.github.intercomobjects.sync;

import io.github.intercomobjects.sandbox.Sandbox;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The nights that store the shop's orders again: corrected, unchanged, and with one of them
 * changed.
 */
final class DemoNights {
  private static final String CHANGED = Demo.EXAMPLE;
  private static final String CHANGED_STATUS = "returned";

  /** Valid options for the cells of the file that have invalid ones. */
  private static final Map<String, Map<String, String>> FIXED =
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

  /** A run that stores orders in the workspace. */
  interface Sync {
    Report run(RowSource orders) throws CannotRunException;
  }

  void run(Sync sync) throws CannotRunException {
    DemoOrders corrected = new DemoOrders(DemoCheck.FAILED.keySet(), FIXED);
    DemoOrders changed = corrected.with(CHANGED, "status", CHANGED_STATUS);
    out.println();
    out.println("The next nights: only rows that changed since the last run are sent.");
    out.println("                                      sent  unchanged  writes  calls  seconds");
    night("bad rows removed, options fixed", sync, corrected, FIXED.size());
    night("nothing changed", sync, corrected, 0);
    night("status of " + CHANGED + " changed", sync, changed, 1);
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

  /** Returns the differences found; empty if all was as expected. */
  List<String> differences() {
    return differences;
  }
}
