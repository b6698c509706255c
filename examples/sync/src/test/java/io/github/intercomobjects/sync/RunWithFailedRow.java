package io.github.intercomobjects.sync;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a file of two rows, of which one fails, for tests of the files of a run. */
abstract class RunWithFailedRow {
  /** The report of an earlier rehearsal, which another one may replace. */
  static final String YESTERDAY =
      "no,intercom_sync_place,intercom_sync_reason,intercom_sync_mode rehearsal\n";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  Path orders;

  @BeforeEach
  void write() throws IOException {
    orders = Command.file(directory, "no,count", "1,1", "2,many");
  }

  final Path path(String name) {
    return directory.resolve(name);
  }

  final Command rehearse(String... options) {
    return Command.rehearse(orders, Command.with(options, "--key=no", "--number=count"));
  }
}
