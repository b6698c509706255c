package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.util.Map;

/** Exports of the objects of a sandbox. */
abstract class RunWithExport extends RunWithOtherClient {
  final Path file() {
    return directory.resolve("orders.csv");
  }

  final Command exportAt(String baseUrl, String... more) {
    return Command.any(
        Map.of(Shell.TOKEN, shop.sandbox.getToken()),
        Command.with(new String[] {"export", "--live", "--base-url=" + baseUrl}, more));
  }

  final Command export(String... more) {
    return exportAt(shop.sandbox.getBaseUrl(), more);
  }
}
