package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.SyncState.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The state file of the demo, which is gone with it. */
final class DemoState implements AutoCloseable {
  private final Path directory;
  private final Subject subject;

  private DemoState(Path directory, Subject subject) {
    this.directory = directory;
    this.subject = subject;
  }

  static DemoState create(String address) throws CannotRunException {
    try {
      return new DemoState(
          Files.createTempDirectory("intercom-sync-demo"),
          new Subject(DemoShop.TYPE, address, null));
    } catch (IOException e) {
      throw new CannotRunException("no temporary folder can be made: " + e, e);
    }
  }

  SyncState open() throws CannotRunException {
    return SyncState.at(file(), subject);
  }

  private Path file() {
    return directory.resolve("orders.csv" + StateFiles.ENDING);
  }

  @Override
  public void close() throws CannotRunException {
    try {
      Files.deleteIfExists(file());
      Files.delete(directory);
    } catch (IOException e) {
      throw new CannotRunException("the demo's temporary folder cannot be deleted: " + e, e);
    }
  }
}
