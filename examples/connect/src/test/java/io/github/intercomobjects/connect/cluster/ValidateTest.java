package io.github.intercomobjects.connect.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Sandbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class ValidateTest {
  private static final String CONNECTOR = "io.github.intercomobjects.connect.IntercomSinkConnector";

  @Test
  void allMistakesAreReportedAtOnce(Cluster cluster) {
    Map<String, String> settings = new HashMap<>();
    settings.put("connector.class", CONNECTOR);
    settings.put("name", "wrong");
    settings.put("topics", "orders");
    settings.put("intercom.region", "MARS");
    settings.put("objects", "orders");
    settings.put("objects.orders.topic", "orders");
    settings.put("objects.orders.null.values", "maybe");

    ConfigInfos infos = cluster.connect().validateConnectorConfig(CONNECTOR, settings);

    assertThat(mistakes(infos))
        .containsOnlyKeys(
            "intercom.access.token",
            "intercom.region",
            "objects.orders.type",
            "objects.orders.null.values");
  }

  @Test
  void theSettingsOfAShopAreValid(Cluster cluster) {
    try (Sandbox sandbox = Shop.start()) {
      Map<String, String> settings = Shop.settings(sandbox, "orders");
      settings.put("name", "right");
      settings.put("intercom.check", "true");

      ConfigInfos infos = cluster.connect().validateConnectorConfig(CONNECTOR, settings);

      assertThat(mistakes(infos)).isEmpty();
    }
  }

  @Test
  void aWrongTokenIsReportedOnItsSettingIfTheWorkspaceIsAsked(Cluster cluster) {
    try (Sandbox sandbox = Shop.start()) {
      Map<String, String> settings = Shop.settings(sandbox, "orders");
      settings.put("name", "unauthorized");
      settings.put("intercom.access.token", "wrong");
      settings.put("intercom.check", "true");

      ConfigInfos infos = cluster.connect().validateConnectorConfig(CONNECTOR, settings);

      assertThat(mistakes(infos)).containsOnlyKeys("intercom.access.token");
    }
  }

  private static Map<String, List<String>> mistakes(ConfigInfos infos) {
    Map<String, List<String>> mistakes = new HashMap<>();
    infos
        .configs()
        .forEach(
            info -> {
              if (!info.configValue().errors().isEmpty()) {
                mistakes.put(info.configValue().name(), info.configValue().errors());
              }
            });
    return mistakes;
  }
}
