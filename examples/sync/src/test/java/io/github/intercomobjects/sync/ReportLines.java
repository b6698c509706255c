package io.github.intercomobjects.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines of a report without the time of its run. */
final class ReportLines {
  private ReportLines() {}

  static List<String> of(Path report) throws IOException {
    return Files.readAllLines(report).stream()
        .map(line -> line.replaceFirst("intercom_sync_run [0-9TZ.:-]+", "intercom_sync_run"))
        .toList();
  }
}
