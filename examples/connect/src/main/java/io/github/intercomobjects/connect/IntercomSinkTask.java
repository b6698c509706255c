package io.github.intercomobjects.connect;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** The task that writes records of topics to Intercom. */
public final class IntercomSinkTask extends SinkTask {
  /** Creates a task; the worker does. */
  public IntercomSinkTask() {}

  @Override
  public void start(Map<String, String> properties) {}

  @Override
  public void put(Collection<SinkRecord> records) {}

  @Override
  public void stop() {}

  @Override
  public String version() {
    return Version.get();
  }
}
