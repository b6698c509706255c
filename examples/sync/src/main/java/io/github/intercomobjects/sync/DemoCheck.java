package io.github.intercomobjects.sync;

import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.StoredInstance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of the demo's workspace with its file, cell by cell. It reads the workspace
 * directly, and does not rely on the report of the run.
 */
final class DemoCheck {
  static final int OBJECTS = 1_200;

  /** Twelve orders are from guests, who are not contacts. */
  static final int LINKS = 1_188;

  /** The bad rows by line, with a part of the expected reason. */
  static final Map<Long, String> FAILED =
      Map.of(
          59L, "total_amount \"12,50\" is not a decimal number",
          211L, "order_number is empty",
          362L, "there is no contact with the external id \"customer-999\"",
          500L, "it has 6 cells where the first line has 11",
          643L, "it has 12 cells where the first line has 11",
          800L, "delivered_on \"31.01.2026\" is not a date",
          930L, "order_number \"ORDER-10101\" is also in line 105",
          1134L, "which Intercom reserves");

  /** Values that are not options of the workspace's lists. */
  static final Set<String> DROPPED =
      Set.of(
          "line 75  ORDER-10071  channel=fax",
          "line 416  ORDER-10403  channel=kiosk",
          "line 635  ORDER-10615  channel=carrier pigeon",
          "line 635  ORDER-10615  status=lost in transit",
          "line 1119  ORDER-11087  channel=Web shop",
          "line 1174  ORDER-11141  channel=fax");

  private final DemoShop shop;
  private final Map<String, StoredInstance> objects = new LinkedHashMap<>();
  private final Map<String, List<String>> idsByCustomer = new LinkedHashMap<>();
  private final Set<String> dropped = new TreeSet<>();
  private final List<String> differences = new ArrayList<>();
  private int links;

  /** Compares the workspace in its current state. */
  DemoCheck(DemoShop shop, Report report) throws CannotRunException {
    this.shop = shop;
    for (StoredInstance object : shop.workspace().getInstances(DemoShop.TYPE)) {
      objects.put(String.valueOf(object.getExternalId()), object);
    }
    checkObjects();
    checkLinks();
    checkFailures(report);
    expect("objects", OBJECTS, objects.size());
    expect("links", LINKS, links);
    if (!dropped.equals(DROPPED)) {
      differences.add(
          "the dropped values were " + dropped + ", expected " + new TreeSet<>(DROPPED));
    }
    Set<String> reported = new TreeSet<>();
    report.dropped().shown().forEach(problem -> reported.add(problem.toString()));
    if (!reported.equals(DROPPED)) {
      differences.add("the report lists as dropped " + reported);
    }
  }

  /** Returns the differences found; empty if the workspace is as expected. */
  List<String> differences() {
    return differences;
  }

  int objects() {
    return objects.size();
  }

  int links() {
    return links;
  }

  int dropped() {
    return dropped.size();
  }

  private void checkObjects() throws CannotRunException {
    CsvFile orders = DemoShop.orders();
    List<String> header = orders.header();
    Set<String> keys = new HashSet<>();
    try (CloseableIterator<RawRow> rows = orders.rows()) {
      while (rows.hasNext()) {
        RawRow order = rows.next();
        if (!FAILED.containsKey(order.location().number())) {
          keys.add(order.text(0));
          checkObject(header, order);
        }
      }
    }
    for (String key : objects.keySet()) {
      if (!keys.contains(key)) {
        differences.add("object " + key + " is in no valid row of the file");
      }
    }
  }

  private void checkObject(List<String> header, RawRow order) {
    StoredInstance object = objects.get(order.text(0));
    if (object == null) {
      differences.add(order.location() + " is not in the workspace");
      return;
    }
    String customer = order.text(1);
    if (!customer.isEmpty()) {
      idsByCustomer.computeIfAbsent(customer, c -> new ArrayList<>()).add(object.getId());
    }
    String prefix = order.location() + "  " + order.text(0) + "  ";
    compare(prefix, "placed_at", order.text(2), object.getExternalCreatedAt());
    for (int i = 3; i < header.size(); i++) {
      compare(prefix, header.get(i), order.text(i), object.getAttributes().get(header.get(i)));
    }
  }

  private void compare(String prefix, String name, String cell, @Nullable Object stored) {
    if (stored == null) {
      if (!cell.isEmpty()) {
        dropped.add(prefix + name + "=" + cell);
      }
    } else if (!isSame(cell, stored)) {
      differences.add(prefix + name + " is " + stored + " in the workspace, not " + cell);
    }
  }

  private static boolean isSame(String cell, Object stored) {
    if (cell.isEmpty()) {
      return false;
    }
    if (stored instanceof BigDecimal decimal) {
      return decimal.compareTo(new BigDecimal(cell)) == 0;
    }
    if (stored instanceof Instant time) {
      return time.equals(Instant.parse(cell.length() == 10 ? cell + "T00:00:00Z" : cell));
    }
    return stored.toString().equals(cell);
  }

  private void checkLinks() {
    for (Map.Entry<String, Contact> customer : shop.customers().entrySet()) {
      Set<String> expected =
          new HashSet<>(idsByCustomer.getOrDefault(customer.getKey(), List.of()));
      List<String> linked =
          shop.workspace()
              .getInstancesReferencingContact(DemoShop.TYPE, customer.getValue().getId());
      links += linked.size();
      if (!expected.equals(new HashSet<>(linked))) {
        differences.add(customer.getKey() + " is linked to " + linked + ", expected " + expected);
      }
    }
  }

  private void checkFailures(Report report) {
    Set<Long> lines = new TreeSet<>();
    for (Problems.Problem failure : report.failures().shown()) {
      lines.add(failure.number());
      String expected = FAILED.get(failure.number());
      if (expected == null || !failure.reason().text().contains(expected)) {
        differences.add("a row failed unexpectedly, or for another reason: " + failure);
      }
    }
    if (!lines.equals(FAILED.keySet())) {
      differences.add(
          "the failed lines were " + lines + ", expected " + new TreeSet<>(FAILED.keySet()));
    }
  }

  private void expect(String what, int expected, int found) {
    if (expected != found) {
      differences.add(what + ": " + found + " in the workspace, expected " + expected);
    }
  }
}
