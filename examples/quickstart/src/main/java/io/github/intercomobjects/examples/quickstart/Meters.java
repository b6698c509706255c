package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.CallListener;
import io.micrometer.core.instrument.MeterRegistry;

/** A recipe: records the calls of a client as Micrometer meters. Thread-safe. */
final class Meters implements CallListener {
  private final MeterRegistry registry;

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void onEnd(End end) {
    registry
        .timer("intercom.calls", "operation", end.getOperation(), "result", end.getResult().name())
        .record(end.getDuration());
  }

  @Override
  public void onAttempt(Attempt attempt) {
    registry
        .timer(
            "intercom.attempts",
            "operation",
            attempt.getOperation(),
            "result",
            attempt.getResult().name())
        .record(attempt.getDuration());
  }

  @Override
  public void onWait(Wait wait) {
    registry.timer("intercom.waits", "reason", wait.getReason().name()).record(wait.getDuration());
  }

  @Override
  public void onDropped(Dropped dropped) {
    for (String name : dropped.getNames()) {
      registry.counter("intercom.dropped", "attribute", name).increment();
    }
  }
}
