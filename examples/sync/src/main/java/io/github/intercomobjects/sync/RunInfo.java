package io.github.intercomobjects.sync;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * The identity of a run, by which its summary and the lines of its log can be found.
 *
 * @param id a random id
 * @param started when it began
 * @param mode the mode, which its files show
 */
record RunInfo(String id, Instant started, RunMode mode) {
  /** Returns a new run, which is a rehearsal until the options are known. */
  static RunInfo begin(InstantSource clock) {
    return new RunInfo(UUID.randomUUID().toString(), clock.instant(), RunMode.REHEARSAL);
  }

  /** Returns this run in another mode. */
  RunInfo in(RunMode other) {
    return new RunInfo(id, started, other);
  }
}
