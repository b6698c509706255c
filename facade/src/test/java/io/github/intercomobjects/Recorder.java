package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that records the events. Thread-safe. */
final class Recorder implements CallListener {
  final List<Event> events = new CopyOnWriteArrayList<>();

  @Override
  public void onAttempt(Attempt attempt) {
    events.add(attempt);
  }

  @Override
  public void onWait(Wait wait) {
    events.add(wait);
  }

  @Override
  public void onEnd(End end) {
    events.add(end);
  }

  @Override
  public void onDropped(Dropped dropped) {
    events.add(dropped);
  }

  <E extends Event> List<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  End end() {
    List<End> ends = all(End.class);
    assertThat(ends).hasSize(1);
    return ends.get(0);
  }

  Wait waited() {
    List<Wait> waits = all(Wait.class);
    assertThat(waits).hasSize(1);
    return waits.get(0);
  }
}
