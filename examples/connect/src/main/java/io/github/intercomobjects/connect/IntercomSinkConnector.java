package io.github.intercomobjects.connect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sink connector that keeps custom objects in Intercom in sync with the records of topics.
 *
 * <p>A connector is for one workspace and one access token, and always has one task: so the rate
 * limit is the business of one process, and the order of the changes of an object does not depend
 * on partitions.
 */
public final class IntercomSinkConnector extends SinkConnector {
  private static final Logger log = LoggerFactory.getLogger(IntercomSinkConnector.class);

  private Map<String, String> properties = Map.of();

  /** Creates a connector; the worker does. */
  public IntercomSinkConnector() {}

  @Override
  public void start(Map<String, String> properties) {
    this.properties = Settings.withoutNulls(properties);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return IntercomSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    if (maxTasks > 1) {
      log.info(
          "tasks.max is {}, and this connector runs one task: the rate limit of a token is shared"
              + " best by one, and one is faster than the limit. Several workspaces need several"
              + " connectors",
          maxTasks);
    }
    return List.of(properties);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return Settings.definition();
  }

  /** Returns all settings with all their mistakes. */
  @Override
  public Config validate(Map<String, String> properties) {
    return new Config(SettingsCheck.validate(properties));
  }

  /** Allows operators to set the offsets of the connector, which stores none itself. */
  @Override
  public boolean alterOffsets(Map<String, String> properties, Map<TopicPartition, Long> offsets) {
    return true;
  }

  @Override
  public String version() {
    return Version.get();
  }
}
