package io.github.intercomobjects.connect;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.connect.ObjectConfig.ContactBy;
import io.github.intercomobjects.connect.ObjectConfig.Link;
import io.github.intercomobjects.connect.ObjectConfig.MissingContact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** The validation of all settings of a connector, which reports all mistakes at once. */
final class SettingsCheck {
  /** Transforms of Connect and Debezium; those that change topics are called routers. */
  private static final Pattern KEEPS_TOPICS =
      Pattern.compile(
          "(org\\.apache\\.kafka\\.connect|io\\.debezium)\\.transforms\\.((?!Router)[\\w.$])+");

  private final Map<String, String> properties;
  private final Set<String> objects;
  private final Map<String, ConfigValue> values = new LinkedHashMap<>();

  private SettingsCheck(Map<String, String> properties) {
    this.properties = Settings.withoutNulls(properties);
    this.objects = Settings.objectNames(this.properties);
  }

  /** Returns the settings, each with the mistakes that were found in it. */
  static List<ConfigValue> validate(Map<String, String> properties) {
    return new SettingsCheck(properties).validate();
  }

  private List<ConfigValue> validate() {
    ConfigDef settings = Settings.definition(properties);
    settings.validate(properties).forEach(value -> values.put(value.name(), value));
    checkNames(settings.names());
    checkTopics();
    objects.forEach(this::checkObject);
    checkDeadLetters();
    checkSessionTimeout();
    checkHeartbeats();
    checkToken();
    if ("true".equalsIgnoreCase(properties.get(Settings.CHECK)) && !hasMistakes()) {
      WorkspaceProbe.run(new SinkConfig(properties), Ticks.SYSTEM, this::add);
    }
    return List.copyOf(values.values());
  }

  private boolean hasMistakes() {
    return values.values().stream().anyMatch(value -> !value.errorMessages().isEmpty());
  }

  private void add(String name, String mistake) {
    values
        // Without the value, which may be a token under a mistyped name.
        .computeIfAbsent(name, n -> new ConfigValue(n, null, List.of(), new ArrayList<>()))
        .addErrorMessage(name + ": " + mistake);
  }

  private @Nullable String object(String object, String setting) {
    String value = properties.get(ObjectSettings.name(object, setting));
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Finds settings of ours that do not exist, such as mistyped ones. */
  private void checkNames(Set<String> known) {
    for (String name : new TreeSet<>(properties.keySet())) {
      boolean isOurs =
          name.startsWith(Settings.OBJECTS + ".")
              || name.startsWith("intercom.")
              || name.startsWith("buffer.")
              || name.startsWith("lease.")
              || name.startsWith("flush.");
      if (isOurs && !known.contains(name)) {
        String[] parts = name.split("\\.", 3);
        boolean isOfUnknown =
            parts[0].equals(Settings.OBJECTS) && parts.length == 3 && !objects.contains(parts[1]);
        add(
            name,
            isOfUnknown
                ? "the setting objects does not list " + parts[1] + "; add it there"
                : "there is no such setting; the README of the connector lists all");
      }
    }
  }

  private void checkTopics() {
    Map<String, String> used = new HashMap<>();
    for (String object : objects) {
      String topic = object(object, ObjectSettings.TOPIC);
      if (topic == null) {
        continue;
      }
      String other = used.putIfAbsent(topic, object);
      if (other != null) {
        add(
            ObjectSettings.name(object, ObjectSettings.TOPIC),
            "the topic " + topic + " is that of " + other + " already; each has its own");
      }
      if (!isRead(topic)) {
        add(
            ObjectSettings.name(object, ObjectSettings.TOPIC),
            properties.containsKey(SinkTask.TOPICS_REGEX_CONFIG)
                ? "topics.regex does not match the topic " + topic + "; change one of them"
                : "the connector does not read the topic " + topic + "; add it to topics");
      }
    }
    String topics = properties.get(SinkTask.TOPICS_CONFIG);
    if (topics != null && !isRenamed()) {
      String unused =
          Arrays.stream(topics.split(",", -1))
              .map(String::strip)
              .filter(topic -> !topic.isEmpty() && !used.containsKey(topic))
              .collect(Collectors.joining(", "));
      if (!unused.isEmpty()) {
        add(
            SinkTask.TOPICS_CONFIG,
            "no kind of object has the topic " + unused + "; add one to objects, or remove it");
      }
    }
  }

  private boolean isRead(String topic) {
    String topics = properties.get(SinkTask.TOPICS_CONFIG);
    String regex = properties.get(SinkTask.TOPICS_REGEX_CONFIG);
    if (isRenamed() || (topics == null && regex == null)) {
      return true;
    }
    if (topics != null) {
      return Arrays.stream(topics.split(",", -1)).map(String::strip).anyMatch(topic::equals);
    }
    try {
      return Pattern.matches(String.valueOf(regex), topic);
    } catch (PatternSyntaxException e) {
      // Connect reports it.
      return true;
    }
  }

  /** Returns whether a transform may change the topics of records: an unknown one may. */
  private boolean isRenamed() {
    return Arrays.stream(properties.getOrDefault("transforms", "").split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .anyMatch(name -> mayRename("transforms." + name + "."));
  }

  private boolean mayRename(String prefix) {
    return !KEEPS_TOPICS.matcher(properties.getOrDefault(prefix + "type", "").strip()).matches()
        || properties.containsKey(prefix + "route.by.field");
  }

  private void checkObject(String object) {
    String contact = object(object, ObjectSettings.CONTACT);
    String attribute = object(object, ObjectSettings.CONTACT_ATTRIBUTE);
    if (contact != null && attribute == null) {
      add(
          ObjectSettings.name(object, ObjectSettings.CONTACT_ATTRIBUTE),
          "it is missing; name the attribute that links the object to the contact of the field "
              + contact);
    }
    if (contact == null) {
      for (String setting :
          List.of(
              ObjectSettings.CONTACT_ATTRIBUTE,
              ObjectSettings.CONTACT_BY,
              ObjectSettings.LINK,
              ObjectSettings.CONTACT_MISSING)) {
        if (object(object, setting) != null) {
          add(
              ObjectSettings.name(object, setting),
              "it has no effect without "
                  + ObjectSettings.name(object, ObjectSettings.CONTACT)
                  + "; set that, or remove this");
        }
      }
    }
    checkMissing(object);
    Set<String> excluded = names(object, ObjectSettings.EXCLUDE);
    excluded.retainAll(names(object, ObjectSettings.ATTRIBUTES));
    if (!excluded.isEmpty()) {
      add(
          ObjectSettings.name(object, ObjectSettings.EXCLUDE),
          "the fields " + excluded + " are in attributes too; remove them from one of both");
    }
  }

  /** Finds a treatment of missing contacts that contacts by Intercom's id never get. */
  private void checkMissing(String object) {
    String missing = object(object, ObjectSettings.CONTACT_MISSING);
    if (missing == null || !is(object, ObjectSettings.CONTACT_BY, ContactBy.ID)) {
      return;
    }
    String name = ObjectSettings.name(object, ObjectSettings.CONTACT_MISSING);
    if (is(object, ObjectSettings.LINK, Link.CONTACT)) {
      if (!is(object, ObjectSettings.CONTACT_MISSING, MissingContact.DLQ)
          && !is(object, ObjectSettings.CONTACT_MISSING, MissingContact.RETRY)) {
        add(name, "contacts by Intercom's id are not looked up; set this to dlq or retry");
      }
    } else if (!is(object, ObjectSettings.CONTACT_MISSING, MissingContact.UNLINKED)) {
      add(
          name,
          "contacts by Intercom's id are not looked up: Intercom skips an unknown one. Remove this,"
              + " and set "
              + ObjectSettings.name(object, ObjectSettings.DROPPED)
              + "=dlq to notice it");
    }
  }

  private boolean is(String object, String setting, Enum<?> choice) {
    return Choice.text(choice).equalsIgnoreCase(object(object, setting));
  }

  private Set<String> names(String object, String setting) {
    String list = object(object, setting);
    return list == null
        ? new TreeSet<>()
        : Arrays.stream(list.split(",", -1))
            .map(String::strip)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private void checkToken() {
    String token = properties.get(Settings.TOKEN);
    if (token != null) {
      try {
        var unused = Intercom.builder().accessToken(token);
      } catch (IllegalArgumentException e) {
        // Its message does not show the token.
        add(Settings.TOKEN, String.valueOf(e.getMessage()));
      }
    }
  }

  /** Finds settings of Connect with which bad records are lost, or fail the task nevertheless. */
  private void checkDeadLetters() {
    boolean isTolerant = "all".equalsIgnoreCase(properties.get("errors.tolerance"));
    String queue = properties.getOrDefault("errors.deadletterqueue.topic.name", "");
    if (!isTolerant && !queue.isBlank()) {
      add(
          "errors.deadletterqueue.topic.name",
          "it has no effect without errors.tolerance=all; set that, or remove this");
    }
    if (isTolerant
        && queue.isBlank()
        && !"true".equalsIgnoreCase(properties.get("errors.log.enable"))) {
      add(
          "errors.tolerance",
          "records that cannot be stored would be lost without a trace; name a topic for them in"
              + " errors.deadletterqueue.topic.name, or set errors.log.enable=true");
    }
  }

  /** Finds heartbeats that are so rare that a task would not wait for one after a lapse. */
  private void checkHeartbeats() {
    Integer heartbeat = millis(Settings.CONSUMER_HEARTBEAT);
    Integer session = millis(Settings.CONSUMER_SESSION_TIMEOUT);
    if (session == null) {
      session = millis(Settings.SESSION_TIMEOUT);
    }
    long longest =
        Intake.quarantine(Duration.ofMillis(session == null ? Settings.USUAL_SESSION : session))
            .toMillis();
    if (heartbeat != null && heartbeat > longest) {
      add(
          Settings.CONSUMER_HEARTBEAT,
          "must be at most "
              + longest
              + " milliseconds with this session timeout, was "
              + heartbeat);
    }
  }

  /** Returns a number of milliseconds; null if it is absent or not valid. */
  private @Nullable Integer millis(String name) {
    String text = properties.getOrDefault(name, "").strip();
    return text.matches("[0-9]{1,9}") ? (Integer) Integer.parseInt(text) : null;
  }

  private void checkSessionTimeout() {
    String timeout = properties.get(Settings.CONSUMER_SESSION_TIMEOUT);
    Integer millis = millis(Settings.CONSUMER_SESSION_TIMEOUT);
    if (timeout != null && (millis == null || millis < Settings.SHORTEST_SESSION)) {
      add(
          Settings.CONSUMER_SESSION_TIMEOUT,
          "must be at least " + Settings.SHORTEST_SESSION + " milliseconds, was " + timeout);
    }
  }
}
