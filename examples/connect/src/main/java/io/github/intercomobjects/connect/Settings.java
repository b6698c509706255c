package io.github.intercomobjects.connect;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings of a connector that are not about one kind of object. */
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

  private Settings() {}

  static ConfigDef definition() {
    String workspace = "Workspace";
    String pace = "Pace";
    return new ConfigDef()
        .define(
            TOKEN,
            Type.PASSWORD,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "The access token of the workspace's app. Take it from a config provider, such as ${file:/etc/intercom.properties:token}: Connect shows settings as they were written.",
            workspace,
            1,
            Width.LONG,
            "Access token")
        .define(
            REGION,
            Type.STRING,
            "US",
            ValidString.in("US", "EU", "AU"),
            Importance.HIGH,
            "The region that hosts the workspace: US, EU or AU.",
            workspace,
            2,
            Width.SHORT,
            "Region")
        .define(
            BASE_URL,
            Type.STRING,
            null,
            Importance.LOW,
            "Another base URL of the API, such as that of a sandbox or a proxy; it replaces the region.",
            workspace,
            3,
            Width.LONG,
            "Base URL")
        .define(
            API_VERSION,
            Type.STRING,
            null,
            Importance.LOW,
            "The Intercom-Version of the calls; by default the one that this connector was tested with.",
            workspace,
            4,
            Width.SHORT,
            "API version")
        .define(
            CALLS_PER_WINDOW,
            Type.INT,
            0,
            ConfigDef.Range.atLeast(0),
            Importance.MEDIUM,
            "The number of calls in each 10 seconds that this connector may use of the token's limit, if connectors on several workers divide it; 0 for no such quota.",
            workspace,
            5,
            Width.SHORT,
            "Calls per window")
        .define(
            CHECK,
            Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether the validation of the settings also calls Intercom, to check the token, the region and the types.",
            workspace,
            6,
            Width.SHORT,
            "Check")
        .define(
            OBJECTS,
            Type.LIST,
            List.of(),
            Importance.HIGH,
            "Names, of your choice, of the kinds of objects; each has settings objects.NAME.*",
            "Objects",
            1,
            Width.LONG,
            "Objects")
        .define(
            BUFFER,
            Type.INT,
            5000,
            ConfigDef.Range.atLeast(1),
            Importance.LOW,
            "The number of records that may wait or be in flight before the connector pauses its topics; they are resumed at half of it.",
            pace,
            1,
            Width.SHORT,
            "Buffered records")
        .define(
            SESSION_TIMEOUT,
            Type.INT,
            45_000,
            ConfigDef.Range.atLeast(1000),
            Importance.LOW,
            "The session timeout of the worker's consumers, after which another worker may have taken over; consumer.override.session.timeout.ms of the connector takes precedence.",
            pace,
            2,
            Width.SHORT,
            "Session timeout")
        .define(
            FLUSH_TIMEOUT,
            Type.INT,
            5_000,
            ConfigDef.Range.atLeast(0),
            Importance.LOW,
            "The longest wait, when the task stops, for calls that are in flight.",
            pace,
            3,
            Width.SHORT,
            "Flush timeout");
  }
}
