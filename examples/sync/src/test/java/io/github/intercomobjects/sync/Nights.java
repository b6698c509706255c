package io.github.intercomobjects.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A file of orders that is synced with a shop of its own, night after night. */
final class Nights implements AutoCloseable {
  final Shop shop = new Shop();
  Clock clock = Clock.systemUTC();
  private final Path directory;
  private final String[] options;
  private int seen;

  Nights(Path directory, String... options) {
    this.directory = directory;
    this.options = options;
  }

  Path file() {
    return directory.resolve("orders.csv");
  }

  /** Writes the file, whose last line ends with a line break. */
  void write(List<String> lines) throws IOException {
    Files.write(file(), lines);
  }

  /** Runs the command with the file as it is. */
  Command run(String command, String... more) {
    seen = shop.calls().size();
    String[] all =
        Command.with(
            new String[] {command, file().toString(), "--live"},
            "--base-url=" + shop.sandbox.getBaseUrl());
    return Command.at(
        clock,
        Map.of(Shell.TOKEN, shop.sandbox.getToken()),
        Command.with(Command.with(all, options), more));
  }

  /** Writes the file and runs {@code sync}. */
  Command sync(List<String> lines, String... more) throws IOException {
    write(lines);
    return run("sync", more);
  }

  /** Writes the file and runs {@code sync --delete-gone}. */
  Command delete(List<String> lines, String... more) throws IOException {
    return sync(lines, Command.with(more, "--delete-gone"));
  }

  /** Returns the calls of the last run that change something. */
  List<String> writes() {
    List<String> all = shop.calls();
    return all.subList(seen, all.size()).stream().filter(call -> !call.startsWith("GET ")).toList();
  }

  int objects() {
    return shop.workspace.getInstances("Order").size();
  }

  /** Returns the keys of the orders that are linked to the contact Zoe by her attribute. */
  List<String> linkedToZoe() {
    return linkedTo(shop.zoe.getId());
  }

  List<String> linkedTo(String contactId) {
    List<String> ids = shop.workspace.getContactLinks(contactId, "orders");
    return shop.workspace.getInstances("Order").stream()
        .filter(order -> ids.contains(order.getId()))
        .map(order -> String.valueOf(order.getExternalId()))
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    shop.close();
  }
}
