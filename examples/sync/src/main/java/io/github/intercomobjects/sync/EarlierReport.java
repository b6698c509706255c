package io.github.intercomobjects.sync;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The report that a live run replaces. If the user may have corrected it, or it belongs to another
 * job, a copy is kept beside it.
 */
final class EarlierReport {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final ReportMemory memory;
  private final PrintStream out;

  /**
   * @param out receives a line about a copy
   */
  EarlierReport(ReportMemory memory, PrintStream out) {
    this.memory = memory;
    this.out = out;
  }

  /**
   * Copies a report that is not as the last run of this state wrote it, unless it has no rows.
   *
   * @throws IOException if it cannot be copied
   */
  void keepIfChanged(Path report) throws IOException {
    if (!Files.exists(report) || memory.isUnchanged(report) || !EarlierOutput.hasRows(report)) {
      return;
    }
    String name = report.getFileName() + ".kept-" + TIME.format(memory.run());
    Path kept = report.resolveSibling(name);
    for (int i = 2; !copy(report, kept); i++) {
      kept = report.resolveSibling(name + "-" + i);
    }
    out.println(
        Printable.line(
            "--report "
                + report
                + " was changed after it was written, or was written with another state file, so"
                + " the earlier report is kept as "
                + kept));
  }

  /** Copies a file, and returns whether there was none before. */
  private static boolean copy(Path file, Path copy) throws IOException {
    try {
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      OwnerOnly.restrict(copy);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Receives the report that replaced the earlier one. */
  void replaced(Path report) {
    memory.recordFile(report);
  }
}
