package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
  @SuppressWarnings("NullAway") // Connect passes the nulls of JSON.
  private static Map<String, String> settings(@Nullable String... more) {
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
        .contains("must be key, or one field as key.FIELD or value.FIELD, such as value.id, was");
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
  void aKeyOfSeveralFieldsIsRefused() {
    assertThat(mistakes(settings("objects.orders.key", "key.tenant,key.id")))
        .containsOnlyKeys("objects.orders.key");
  }

  @Test
  void badRecordsMustNotBeLostWithoutATrace() {
    assertThat(mistakes(settings("errors.tolerance", "all"))).containsOnlyKeys("errors.tolerance");
    assertThat(mistakes(settings("errors.tolerance", "all", "errors.log.enable", "true")))
        .isEmpty();
  }

  @Test
  void aDeadLetterQueueNeedsTolerance() {
    assertThat(mistakes(settings("errors.deadletterqueue.topic.name", "bad")))
        .containsOnlyKeys("errors.deadletterqueue.topic.name");
    assertThat(
            mistakes(
                settings("errors.deadletterqueue.topic.name", "bad", "errors.tolerance", "all")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"60000, 20000, true", "60000, 20001, false", "9000, 5000, true", ", 15001, false"})
  void heartbeatsMustComeWithinTheWaitAfterALapse(
      @Nullable String session, String heartbeat, boolean isValid) {
    Map<String, String> settings = settings("consumer.override.heartbeat.interval.ms", heartbeat);
    if (session != null) {
      settings.put("consumer.override.session.timeout.ms", session);
    }
    assertThat(mistakes(settings).isEmpty()).isEqualTo(isValid);
  }

  @Test
  void aSessionThatBrokersDoNotAllowIsRefused() {
    assertThat(mistakes(settings("consumer.override.session.timeout.ms", "5999")))
        .containsOnlyKeys("consumer.override.session.timeout.ms");
  }

  @Test
  void aTopicThatThePatternDoesNotMatchIsNamed() {
    Map<String, String> settings = settings("topics.regex", "shop[.].*");
    settings.remove("topics");
    assertThat(mistakes(settings).get("objects.orders.topic"))
        .containsExactly(
            "objects.orders.topic: topics.regex does not match the topic orders; change one of"
                + " them");
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

  @ParameterizedTest
  @CsvSource({
    "404, intercom.base.url, the URL is not that of Intercom's API",
    "429, intercom.check, Intercom limits the calls of this token now; validate again in a minute",
    "503, intercom.base.url, Intercom cannot be reached"
  })
  void theCheckTellsApartWhatFails(int status, String setting, String message) {
    try (Shop shop = new Shop()) {
      shop.sandbox.faults().on("*", "/me").fail(Fault.status(status));
      assertThat(mistakes(shop.settings("intercom.check", "true")).get(setting))
          .singleElement()
          .asString()
          .contains(message);
    }
  }

  @Test
  void withoutTheCheckNothingIsCalled() {
    try (Shop shop = new Shop()) {
      assertThat(mistakes(shop.settings())).isEmpty();
      assertThat(shop.calls()).isEmpty();
    }
  }

  @Test
  void aSettingOfNullIsAsIfItWereAbsent() {
    Map<String, String> settings = settings("intercom.region", null, "objects", null);
    assertThat(mistakes(settings)).containsKey("objects").doesNotContainKey("intercom.region");
    assertThatThrownBy(() -> new SinkConfig(settings)).isInstanceOf(ConfigException.class);
    IntercomSinkConnector connector = new IntercomSinkConnector();
    connector.start(settings);
    assertThat(connector.taskConfigs(1).get(0)).doesNotContainKeys("objects", "intercom.region");
  }

  @Test
  void theValueOfAMistypedSettingIsNotShown() {
    Map<String, String> settings = settings("intercom.acces.token", "token-5678");
    assertThat(mistakes(settings)).containsOnlyKeys("intercom.acces.token");
    assertThat(new IntercomSinkConnector().validate(settings).configValues())
        .filteredOn(value -> value.name().equals("intercom.acces.token"))
        .singleElement()
        .satisfies(value -> assertThat(value.value()).isNull())
        .asString()
        .doesNotContain("5678");
  }

  @ParameterizedTest
  @CsvSource({
    "attribute, dlq, true",
    "attribute, retry, true",
    "attribute, unlinked, false",
    "attribute, create, true",
    "contact, dlq, false",
    "contact, retry, false",
    "contact, unlinked, true",
    "contact, create, true"
  })
  void aTreatmentThatContactsByIdNeverGetIsAMistake(
      String link, String missing, boolean isMistake) {
    Map<String, String> settings =
        settings(
            "objects.orders.contact", "buyer",
            "objects.orders.contact.attribute", "customer",
            "objects.orders.contact.by", "id",
            "objects.orders.link", link,
            "objects.orders.contact.missing", missing);
    assertThat(mistakes(settings).keySet())
        .isEqualTo(isMistake ? Set.of("objects.orders.contact.missing") : Set.of());
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.kafka.connect.transforms.RegexRouter, true",
    "org.apache.kafka.connect.transforms.TimestampRouter, true",
    "io.debezium.transforms.ByLogicalTableRouter, true",
    "io.debezium.transforms.outbox.EventRouter, true",
    "com.example.Anything, true",
    "org.apache.kafka.connect.transforms.ReplaceField$Value, false",
    "io.debezium.transforms.ExtractNewRecordState, false"
  })
  void topicsAreComparedUnlessATransformMayRenameThem(String type, boolean mayRename) {
    Map<String, String> settings =
        settings(
            "transforms", "one",
            "transforms.one.type", type,
            "objects.orders.topic", "renamed");
    assertThat(mistakes(settings).isEmpty()).isEqualTo(mayRename);
    settings.put("transforms.one.route.by.field", "table");
    assertThat(mistakes(settings)).isEmpty();
  }

  @Test
  void anEmptyListOfTransformsRenamesNothing() {
    assertThat(mistakes(settings("transforms", "", "objects.orders.topic", "renamed")))
        .containsOnlyKeys("topics", "objects.orders.topic");
  }

  @Test
  void typesAreNotCheckedWhenIntercomIsSlow() {
    try (Shop shop = new Shop()) {
      Map<String, String> settings =
          shop.settings(
              "objects", "orders,items",
              "objects.items.topic", "items",
              "objects.items.type", "Order");
      FakeTicks ticks = new FakeTicks();
      Ticks slow =
          new Ticks() {
            @Override
            public long nanoTime() {
              ticks.advance(Duration.ofSeconds(30));
              return ticks.nanoTime();
            }

            @Override
            public long currentTimeMillis() {
              return ticks.currentTimeMillis();
            }

            @Override
            public double random() {
              return 0;
            }
          };
      Map<String, String> mistakes = new HashMap<>();
      WorkspaceProbe.run(new SinkConfig(settings), slow, mistakes::put);

      assertThat(mistakes).containsOnlyKeys("objects.items.type");
      assertThat(mistakes.get("objects.items.type"))
          .isEqualTo(
              "the type was not checked, because Intercom responded too slowly; try again, or"
                  + " remove intercom.check");
      assertThat(shop.calls()).hasSize(2);
    }
  }
}
