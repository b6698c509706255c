package io.github.intercomobjects.sync;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * The identity of a run, by which its summary and the lines of its log can be found.
 *
 * @param id a random id
 * @param started when it began
 */
record RunInfo(String id, Instant started) {
  static RunInfo begin(InstantSource clock) {
    return new RunInfo(UUID.randomUUID().toString(), clock.instant());
  }
}
