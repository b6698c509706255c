package io.github.intercomobjects.connect;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.client.model.ErrorItem;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attributes that types lack, such as those of a column that was added to a table. They are
 * left out for a while, so that the column costs one rejection rather than one for each of its
 * records. Guarded by {@link Delivery}.
 */
final class UnknownAttributes {
  private static final Logger log = LoggerFactory.getLogger(IntercomSinkTask.class);

  /** The time after which an attribute is sent again, since somebody may have created it. */
  private static final Duration LEFT_OUT = Duration.ofMinutes(10);

  private static final Set<Integer> STATUSES = Set.of(400, 422);

  /** Intercom does not document the message. What does not match is reported as a bad record. */
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "\\b(no|no such|unknown|undefined|unrecognized) (custom )?(attribute|field|parameter)\\b"
              + "|\\battribute\\b.*\\b(does not exist|doesn't exist|not found|not defined"
              + "|not recognized|unknown)\\b");

  private record Attribute(String type, String name) {}

  private final Ticks ticks;
  private final Map<Attribute, Long> sinceNanos = new HashMap<>();

  UnknownAttributes(Ticks ticks) {
    this.ticks = ticks;
  }

  /** Returns the attributes of a change that its type lacks, as far as is known. */
  Set<String> of(Change change) {
    if (sinceNanos.isEmpty()) {
      return Set.of();
    }
    Set<String> names = new HashSet<>();
    for (String name : change.names()) {
      Long since = sinceNanos.get(new Attribute(change.object().type(), name));
      if (since != null && ticks.nanoTime() - since < LEFT_OUT.toNanos()) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * Returns whether a change was rejected for an attribute that its type lacks, which is left out
   * from now on.
   *
   * @param leftOut the attributes that the rejected call did not have
   */
  boolean learn(Change change, Set<String> leftOut, Throwable rejection) {
    ObjectConfig object = change.object();
    if (!(rejection instanceof ApiException e) || !STATUSES.contains(e.getStatus())) {
      return false;
    }
    boolean isLearned = false;
    for (String name : change.names()) {
      // A link is no column, and records without it are not what the settings demand.
      boolean isLink = object.contact() != null && object.contact().attribute().equals(name);
      if (!isLink
          && !leftOut.contains(name)
          && e.getErrors().stream().anyMatch(error -> isUnknown(error, name))) {
        tell(object, name);
        isLearned = true;
      }
    }
    return isLearned;
  }

  private void tell(ObjectConfig object, String name) {
    if (sinceNanos.put(new Attribute(object.type(), name), ticks.nanoTime()) == null) {
      log.warn(
          "the type {} has no attribute {}: records are stored without it, and it is sent again"
              + " every {} minutes. Create it under Settings > Data > Custom objects, or add it to"
              + " {}; {}=dlq reports such records",
          object.type(),
          name,
          LEFT_OUT.toMinutes(),
          ObjectSettings.name(object.name(), ObjectSettings.EXCLUDE),
          ObjectSettings.name(object.name(), ObjectSettings.DROPPED));
    }
  }

  private static boolean isUnknown(ErrorItem error, String name) {
    String text = error.getMessage() == null ? "" : error.getMessage();
    String field = error.getField() == null ? "" : error.getField();
    boolean isNamed =
        field.equals(name)
            || field.endsWith("." + name)
            || (field.isEmpty()
                && Pattern.compile("['\"`]" + Pattern.quote(name) + "['\"`]").matcher(text).find());
    return isNamed && UNKNOWN.matcher(text.toLowerCase(Locale.ROOT)).find();
  }
}
