package io.github.intercomobjects.connect;

import io.github.intercomobjects.Region;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The configuration of a task. Immutable; {@code toString} does not show the token. */
final class SinkConfig {
  private final Password token;
  private final String baseUrl;
  private final @Nullable String apiVersion;
  private final int callsPerWindow;
  private final Map<String, ObjectConfig> objects = new LinkedHashMap<>();
  private final int buffer;
  private final Duration sessionTimeout;
  private final Duration flushTimeout;

  /**
   * @param all as the worker passes them
   * @throws org.apache.kafka.common.config.ConfigException if a setting is missing or not valid
   */
  SinkConfig(Map<String, String> all) {
    Map<String, String> properties = Settings.withoutNulls(all);
    Map<String, Object> settings = Settings.definition(properties).parse(properties);
    this.token = (Password) Objects.requireNonNull(settings.get(Settings.TOKEN));
    String url = text(settings, Settings.BASE_URL);
    this.baseUrl =
        url != null
            ? url
            : Choice.parse(Region.class, String.valueOf(settings.get(Settings.REGION)))
                .getBaseUrl();
    this.apiVersion = text(settings, Settings.API_VERSION);
    this.callsPerWindow = number(settings, Settings.CALLS_PER_WINDOW);
    for (String name : Settings.objectNames(properties)) {
      ObjectConfig object = ObjectConfig.of(name, settings);
      objects.put(object.topic(), object);
    }
    this.buffer = number(settings, Settings.BUFFER);
    String consumers = properties.get(Settings.CONSUMER_SESSION_TIMEOUT);
    this.sessionTimeout =
        Duration.ofMillis(
            consumers == null
                ? number(settings, Settings.SESSION_TIMEOUT)
                : Long.parseLong(consumers.strip()));
    this.flushTimeout = Duration.ofMillis(number(settings, Settings.FLUSH_TIMEOUT));
  }

  private static @Nullable String text(Map<String, Object> settings, String name) {
    Object value = settings.get(name);
    return value == null ? null : value.toString();
  }

  private static int number(Map<String, Object> settings, String name) {
    return (Integer) Objects.requireNonNull(settings.get(name));
  }

  String token() {
    return token.value();
  }

  String baseUrl() {
    return baseUrl;
  }

  @Nullable String apiVersion() {
    return apiVersion;
  }

  /** Returns the quota; 0 for none. */
  int callsPerWindow() {
    return callsPerWindow;
  }

  /** Returns the kinds of objects by their topics. */
  Map<String, ObjectConfig> objects() {
    return objects;
  }

  int buffer() {
    return buffer;
  }

  /** Returns the time after which another worker may have taken over. */
  Duration sessionTimeout() {
    return sessionTimeout;
  }

  Duration flushTimeout() {
    return flushTimeout;
  }

  @Override
  public String toString() {
    return "SinkConfig[" + baseUrl + ", " + objects.keySet() + "]";
  }
}
