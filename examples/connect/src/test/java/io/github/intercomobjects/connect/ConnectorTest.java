package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

final class ConnectorTest {
  @Test
  void theConnectorIsFoundAsAService() {
    List<Class<?>> found =
        ServiceLoader.load(SinkConnector.class).stream().<Class<?>>map(p -> p.type()).toList();
    assertThat(found).contains(IntercomSinkConnector.class);
  }

  @Test
  void thereIsOneTaskHoweverManyAreAllowed() {
    IntercomSinkConnector connector = new IntercomSinkConnector();
    Map<String, String> settings = Map.of("topics", "orders");
    connector.start(settings);
    assertThat(connector.taskConfigs(8)).containsExactly(settings);
    assertThat(connector.taskClass()).isEqualTo(IntercomSinkTask.class);
    assertThat(connector.version()).isNotBlank();
    connector.stop();
  }

  @Test
  void operatorsMaySetTheOffsets() {
    assertThat(new IntercomSinkConnector().alterOffsets(Map.of(), Map.of())).isTrue();
  }
}
