package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Workspace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

final class SettingsTest {
  private static Map<String, String> settings(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("topics", "orders");
    settings.put("intercom.access.token", "token-1234");
    settings.put("objects", "orders");
    settings.put("objects.orders.topic", "orders");
    settings.put("objects.orders.type", "Order");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  /** Returns the mistakes by setting. */
  private static Map<String, List<String>> mistakes(Map<String, String> settings) {
    return new IntercomSinkConnector()
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }

  @Test
  void aMinimalConfigurationIsValid() {
    assertThat(mistakes(settings())).isEmpty();
  }

  @Test
  void anEmptyConfigurationHasEveryRequiredSettingAsAMistake() {
    assertThat(mistakes(Map.of())).containsOnlyKeys("intercom.access.token", "objects");
  }

  @Test
  void allMistakesAreReportedAtOnceAndEachOnItsOwnSetting() {
    Map<String, String> wrong =
        settings(
            "topics", "orders,refunds",
            "intercom.region", "mars",
            "intercom.base.url", "http://example.com",
            "intercom.api.version", "new",
            "intercom.calls.per.window", "-1",
            "intercom.tokn", "x",
            "buffer.records", "many",
            "objects.orders.topic", "order",
            "objects.orders.key", "id",
            "objects.orders.null.values", "remove",
            "objects.orders.contact.missing", "retry",
            "objects.orders.attributes", "status,note",
            "objects.orders.exclude", "note",
            "objects.items.topic", "items",
            "consumer.override.session.timeout.ms", "long");
    wrong.remove("objects.orders.type");

    Map<String, List<String>> mistakes = mistakes(wrong);

    assertThat(mistakes)
        .containsOnlyKeys(
            "topics",
            "intercom.region",
            "intercom.base.url",
            "intercom.api.version",
            "intercom.calls.per.window",
            "intercom.tokn",
            "buffer.records",
            "objects.orders.topic",
            "objects.orders.type",
            "objects.orders.key",
            "objects.orders.null.values",
            "objects.orders.contact.missing",
            "objects.orders.exclude",
            "objects.items.topic",
            "consumer.override.session.timeout.ms");
    assertThat(mistakes.get("objects.orders.key"))
        .singleElement()
        .asString()
        .contains("must be key, key.FIELD or value.FIELD, such as value.id, was \"id\"");
    assertThat(mistakes.get("objects.orders.topic"))
        .containsExactly(
            "objects.orders.topic: the connector does not read the topic order; add it to topics");
    assertThat(mistakes.get("topics"))
        .containsExactly(
            "topics: no kind of object has the topic orders, refunds; add one to objects, or remove"
                + " it");
    assertThat(mistakes.get("objects.items.topic"))
        .containsExactly(
            "objects.items.topic: the setting objects does not list items; add it there");
    assertThat(mistakes.get("intercom.region"))
        .containsExactly("intercom.region must be one of [us, eu, au], was mars");
  }

  @Test
  void aContactNeedsTheAttributeThatLinks() {
    assertThat(mistakes(settings("objects.orders.contact", "buyer")))
        .containsOnlyKeys("objects.orders.contact.attribute");
  }

  @Test
  void topicsThatATransformMayRenameAreNotCompared() {
    assertThat(mistakes(settings("transforms", "route", "objects.orders.topic", "renamed")))
        .isEmpty();
  }

  @Test
  void aRegexMayNameTheTopics() {
    Map<String, String> settings = settings("topics.regex", "order.*");
    settings.remove("topics");
    assertThat(mistakes(settings)).isEmpty();
    settings.put("topics.regex", "items.*");
    assertThat(mistakes(settings)).containsOnlyKeys("objects.orders.topic");
  }

  @Test
  void twoKindsOfObjectsCannotShareATopic() {
    assertThat(
            mistakes(
                settings(
                    "objects",
                    "orders,copies",
                    "objects.copies.topic",
                    "orders",
                    "objects.copies.type",
                    "Copy")))
        .containsOnlyKeys("objects.copies.topic");
  }

  @Test
  void choicesAreRecommended() {
    assertThat(new IntercomSinkConnector().validate(settings()).configValues())
        .filteredOn(value -> value.name().equals("objects.orders.contact.by"))
        .singleElement()
        .satisfies(
            value ->
                assertThat(value.recommendedValues())
                    .containsExactly("external_id", "email", "id"));
  }

  @Test
  void noMistakeShowsTheToken() {
    Map<String, String> settings = settings("intercom.access.token", "to ken-1234");
    assertThat(mistakes(settings)).containsOnlyKeys("intercom.access.token");
    assertThat(mistakes(settings).toString()).doesNotContain("ken-1234");
    assertThat(new SinkConfig(settings()).toString()).doesNotContain("token-1234");
  }

  @Test
  void theCheckAsksTheWorkspaceForTokenAndTypes() {
    try (Shop shop = new Shop()) {
      assertThat(mistakes(shop.settings("intercom.check", "true"))).isEmpty();
      assertThat(
              mistakes(
                  shop.settings("intercom.check", "true", "intercom.access.token", "wrong-token")))
          .containsOnlyKeys("intercom.access.token");
      assertThat(mistakes(shop.settings("intercom.check", "true", "objects.orders.type", "order")))
          .containsOnlyKeys("objects.orders.type");
    }
  }

  @Test
  void theCheckNamesAMissingPermission() {
    try (Shop shop = new Shop(Workspace.builder().limitedToken("limited-token", "read_users"))) {
      assertThat(
              mistakes(
                  shop.settings(
                      "intercom.check", "true", "intercom.access.token", "limited-token")))
          .containsOnlyKeys("intercom.access.token");
    }
  }

  @Test
  void withoutTheCheckNothingIsCalled() {
    try (Shop shop = new Shop()) {
      assertThat(mistakes(shop.settings())).isEmpty();
      assertThat(shop.calls()).isEmpty();
    }
  }
}
