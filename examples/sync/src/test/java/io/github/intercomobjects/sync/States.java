package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.StateOwner.Subject;
import java.nio.file.Path;
import java.time.Clock;

/** State files that are opened with the clock of the system. */
final class States {
  private States() {}

  static SyncState at(Path file, Subject subject) throws CannotRunException {
    return SyncState.at(file, subject, Clock.systemUTC());
  }

  static SyncState readOnly(Path file, Subject subject) throws CannotRunException {
    return SyncState.readOnly(file, subject, Clock.systemUTC());
  }
}
