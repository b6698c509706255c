package io.github.intercomobjects.spring;

import io.github.intercomobjects.CallListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A listener that records the calls of one client. Thread-safe.
 *
 * <p>The sets of values of all tags are small and fixed, except for the names of attributes, which
 * may be any for untyped objects: the first hundred are values, and {@code other} is all others.
 */
final class MicrometerListener implements CallListener {
  private static final int MAX_ATTRIBUTES = 100;

  private final MeterRegistry registry;
  private final Tags client;
  private final Set<String> attributes = new HashSet<>();

  MicrometerListener(MeterRegistry registry, String client) {
    this.registry = registry;
    this.client = Tags.of("client", client);
  }

  @Override
  public void onEnd(End end) {
    registry
        .timer(
            "intercom.calls",
            client.and(
                "operation", end.getOperation(),
                "result", end.getResult().name(),
                "outcome", end.getOutcome().name()))
        .record(end.getDuration());
  }

  @Override
  public void onAttempt(Attempt attempt) {
    registry
        .timer(
            "intercom.attempts",
            client.and(
                "operation", attempt.getOperation(),
                "result", attempt.getResult().name(),
                "status", statusClass(attempt.getStatus())))
        .record(attempt.getDuration());
  }

  private static String statusClass(@Nullable Integer status) {
    return status == null ? "none" : status / 100 + "xx";
  }

  @Override
  public void onWait(Wait wait) {
    registry
        .timer("intercom.waits", client.and("reason", wait.getReason().name()))
        .record(wait.getDuration());
  }

  @Override
  public void onDropped(Dropped dropped) {
    for (String name : dropped.getNames()) {
      registry.counter("intercom.dropped", client.and("attribute", attribute(name))).increment();
    }
  }

  private String attribute(String name) {
    synchronized (attributes) {
      return attributes.contains(name)
              || (attributes.size() < MAX_ATTRIBUTES && attributes.add(name))
          ? name
          : "other";
    }
  }
}
