package io.github.intercomobjects.connect;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.Region;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The settings of a connector, and their rules that concern one setting alone. */
final class Settings {
  static final String TOKEN = "intercom.access.token";
  static final String REGION = "intercom.region";
  static final String BASE_URL = "intercom.base.url";
  static final String API_VERSION = "intercom.api.version";
  static final String CALLS_PER_WINDOW = "intercom.calls.per.window";
  static final String CHECK = "intercom.check";
  static final String OBJECTS = "objects";
  static final String BUFFER = "buffer.records";
  static final String SESSION_TIMEOUT = "lease.session.timeout.ms";
  static final String FLUSH_TIMEOUT = "flush.timeout.ms";

  /** The setting of the worker's consumer, which is the timeout that counts if it is set. */
  static final String CONSUMER_SESSION_TIMEOUT = "consumer.override.session.timeout.ms";

  /** The setting of the worker's consumer for the time between its signs of life. */
  static final String CONSUMER_HEARTBEAT = "consumer.override.heartbeat.interval.ms";

  /** The shortest session, in milliseconds, that brokers allow by default. */
  static final int SHORTEST_SESSION = 6000;

  /** The session, in milliseconds, of consumers without a setting. */
  static final int USUAL_SESSION = 45_000;

  static final String WORKSPACE_GROUP = "Workspace";
  private static final String PACE_GROUP = "Pace";

  private Settings() {}

  /** Returns the settings that do not depend on the names of the kinds of objects. */
  static ConfigDef definition() {
    ConfigDef settings = new ConfigDef();
    defineWorkspace(settings);
    return settings
        .define(
            OBJECTS,
            ConfigDef.Type.LIST,
            ConfigDef.NO_DEFAULT_VALUE,
            validator("one or more names of kinds of objects", Settings::requireNames),
            Importance.HIGH,
            "The kinds of objects, by names of your choice such as orders. Each has settings below"
                + " objects.NAME.",
            ObjectSettings.GROUP,
            1,
            Width.LONG,
            "Kinds of objects")
        .define(
            BUFFER,
            ConfigDef.Type.INT,
            5000,
            ConfigDef.Range.atLeast(1),
            Importance.LOW,
            "The number of records that wait or are in flight at which the connector pauses its"
                + " topics. It resumes them at half of it.",
            PACE_GROUP,
            1,
            Width.SHORT,
            "Buffered records")
        .define(
            SESSION_TIMEOUT,
            ConfigDef.Type.INT,
            USUAL_SESSION,
            ConfigDef.Range.atLeast(SHORTEST_SESSION),
            Importance.LOW,
            "The session timeout of the worker's consumers: a worker that was frozen for two thirds"
                + " of it sends nothing that it read before. If the connector has "
                + CONSUMER_SESSION_TIMEOUT
                + ", that is used.",
            PACE_GROUP,
            2,
            Width.SHORT,
            "Session timeout")
        .define(
            FLUSH_TIMEOUT,
            ConfigDef.Type.INT,
            3_000,
            ConfigDef.Range.atLeast(0),
            Importance.LOW,
            "The longest wait for calls in flight when the task stops. It must be less than the"
                + " worker's task.shutdown.graceful.timeout.ms, which is 5000 by default.",
            PACE_GROUP,
            3,
            Width.SHORT,
            "Flush timeout");
  }

  private static void defineWorkspace(ConfigDef settings) {
    settings
        .define(
            TOKEN,
            ConfigDef.Type.PASSWORD,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "The access token of the workspace, from Developer Hub > Your app > Authentication."
                + " Take it from a config provider, because Connect shows settings as they were"
                + " written.",
            WORKSPACE_GROUP,
            1,
            Width.LONG,
            "Access token")
        .define(
            REGION,
            ConfigDef.Type.STRING,
            "us",
            Choice.of(Region.class),
            Importance.HIGH,
            "The region that hosts the workspace.",
            WORKSPACE_GROUP,
            2,
            Width.SHORT,
            "Region",
            Choice.of(Region.class))
        .define(
            BASE_URL,
            ConfigDef.Type.STRING,
            null,
            validator("an HTTPS URL", url -> Intercom.builder().baseUrl(url.toString())),
            Importance.LOW,
            "Another base URL of the API, such as that of a sandbox or a proxy. It replaces the"
                + " region.",
            WORKSPACE_GROUP,
            3,
            Width.LONG,
            "Base URL")
        .define(
            API_VERSION,
            ConfigDef.Type.STRING,
            null,
            validator("a version such as 2.16", version -> ApiVersion.of(version.toString())),
            Importance.LOW,
            "The Intercom-Version of the calls; by default the one that this connector is tested"
                + " with.",
            WORKSPACE_GROUP,
            4,
            Width.SHORT,
            "API version")
        .define(
            CALLS_PER_WINDOW,
            ConfigDef.Type.INT,
            0,
            ConfigDef.Range.atLeast(0),
            Importance.MEDIUM,
            "The number of calls that this connector may send in each window of 10 seconds, for"
                + " connectors on several workers that divide the limit of one token. 0 sets no"
                + " such quota.",
            WORKSPACE_GROUP,
            5,
            Width.SHORT,
            "Calls per window")
        .define(
            CHECK,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.LOW,
            "Calls Intercom when the settings are validated, to check the token, the region and the"
                + " types.",
            WORKSPACE_GROUP,
            6,
            Width.SHORT,
            "Check the workspace");
  }

  /** Returns the properties that have a value: in JSON, a setting may be null. */
  static Map<String, String> withoutNulls(Map<String, String> properties) {
    return properties.entrySet().stream()
        .filter(property -> property.getValue() != null)
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Returns the settings with those of each kind of object that the properties name. */
  static ConfigDef definition(Map<String, String> properties) {
    ConfigDef settings = definition();
    int order = 1;
    for (String name : objectNames(properties)) {
      order = ObjectSettings.define(settings, name, order);
    }
    return settings;
  }

  /** Returns the names of the kinds of objects, valid ones only. */
  static Set<String> objectNames(Map<String, String> properties) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : properties.getOrDefault(OBJECTS, "").split(",", -1)) {
      if (isName(name.strip())) {
        names.add(name.strip());
      }
    }
    return names;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }

  private static void requireNames(Object value) {
    List<?> names = (List<?>) value;
    if (names.isEmpty()) {
      throw new IllegalArgumentException("it has no name; set it to a name such as orders");
    }
    for (Object name : names) {
      if (!isName(name.toString())) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is no name; use letters, digits, hyphens and underscores");
      }
    }
    if (new LinkedHashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("it has a name twice: " + names);
    }
  }

  /** A rule that throws {@link IllegalArgumentException}. */
  interface Rule {
    void check(Object value);
  }

  static ConfigDef.Validator validator(String what, Rule rule) {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          if (value == null) {
            return;
          }
          try {
            rule.check(value);
          } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage());
          }
        },
        () -> what);
  }
}
