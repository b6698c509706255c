package io.github.intercomobjects.connect;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.client.model.ErrorItem;
import io.github.intercomobjects.connect.ObjectConfig.Dropped;
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
 * left out for a while, so that the column costs a few rejections rather than one for each of its
 * records. Guarded by {@link Delivery}.
 */
final class UnknownAttributes {
  /** What a rejection says of the attributes of a change. */
  enum Lesson {
    /** It is about something else. */
    NONE,

    /** The type lacks an attribute that is left out already; this change was sent before that. */
    KNOWN,

    /** The type lacks an attribute that is left out from now on. */
    NEW
  }

  private static final Logger log = LoggerFactory.getLogger(IntercomSinkTask.class);

  /** The time after which one change has the attribute again: somebody may have created it. */
  private static final Duration LEFT_OUT = Duration.ofMinutes(10);

  /** More are rather values that were taken for names; their records are reported. */
  private static final int MOST = 100;

  private static final Set<Integer> STATUSES = Set.of(400, 422);

  private static final String UNKNOWN = "(no|no such|unknown|undefined|unrecognized)";
  private static final String ATTRIBUTE = "(custom )?(attribute|field|parameter)";

  /** The place of the name in a message. */
  private static final String NAME = "\u0000";

  /**
   * Intercom does not document the message, so these are narrow: an attribute that is left out by
   * mistake loses values, and what does not match is reported as a bad record.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          ("\\b%s %s\\W{0,3}%s|\\b%s\\W{0,3}%s\\W{0,3}(does not exist|doesn't exist"
                  + "|(is |was )?(not found|not defined|not recognized|unknown|undefined))\\b")
              .formatted(UNKNOWN, ATTRIBUTE, NAME, ATTRIBUTE, NAME));

  private static final Pattern UNNAMED =
      Pattern.compile("\\W*%s %s\\W*".formatted(UNKNOWN, ATTRIBUTE));

  private static final Pattern ABOUT_VALUE =
      Pattern.compile("\\b(value|option|contact|conversation|reference)s?\\b");

  private record Attribute(String type, String name) {}

  private final Ticks ticks;

  /** The times from which on attributes are left out, or the last change had them. */
  private final Map<Attribute, Long> sinceNanos = new HashMap<>();

  UnknownAttributes(Ticks ticks) {
    this.ticks = ticks;
  }

  /**
   * Returns the attributes that a change must be sent without. After some time, one change has the
   * attribute again.
   */
  Set<String> of(Change change) {
    if (sinceNanos.isEmpty() || change.object().dropped() != Dropped.IGNORE) {
      return Set.of();
    }
    Set<String> left = new HashSet<>();
    for (String name : change.names()) {
      Attribute attribute = new Attribute(change.object().type(), name);
      Long since = sinceNanos.get(attribute);
      if (since == null || isLink(change.object(), name)) {
        continue;
      }
      if (ticks.nanoTime() - since < LEFT_OUT.toNanos()) {
        left.add(name);
      } else {
        sinceNanos.put(attribute, ticks.nanoTime());
      }
    }
    // An object without any attribute is not what the record says.
    return left.size() == change.names().size() ? Set.of() : left;
  }

  /**
   * Learns from a rejection.
   *
   * @param leftOut the attributes that the rejected call did not have
   */
  Lesson learn(Change change, Set<String> leftOut, Throwable rejection) {
    ObjectConfig object = change.object();
    if (object.dropped() != Dropped.IGNORE
        || !(rejection instanceof ApiException e)
        || !STATUSES.contains(e.getStatus())) {
      return Lesson.NONE;
    }
    Set<String> found = new HashSet<>();
    int sent = 0;
    for (String name : change.names()) {
      if (!leftOut.contains(name)) {
        sent++;
        if (!isLink(object, name)
            && e.getErrors().stream().anyMatch(error -> isUnknown(error, name))) {
          found.add(name);
        }
      }
    }
    Set<String> added = new HashSet<>(found);
    added.removeIf(name -> sinceNanos.containsKey(new Attribute(object.type(), name)));
    if (found.isEmpty() || found.size() == sent || sinceNanos.size() + added.size() > MOST) {
      return Lesson.NONE;
    }
    found.forEach(name -> sinceNanos.put(new Attribute(object.type(), name), ticks.nanoTime()));
    added.forEach(name -> warn(object, name));
    return added.isEmpty() ? Lesson.KNOWN : Lesson.NEW;
  }

  /** Learns from a call that stored a change that the type has its attributes. */
  void accepted(Change change, Set<String> leftOut) {
    if (!sinceNanos.isEmpty()) {
      for (String name : change.names()) {
        if (!leftOut.contains(name)) {
          sinceNanos.remove(new Attribute(change.object().type(), name));
        }
      }
    }
  }

  /** Returns whether an attribute is the link: records without it are not what is demanded. */
  private static boolean isLink(ObjectConfig object, String name) {
    return object.contact() != null && object.contact().attribute().equals(name);
  }

  private static void warn(ObjectConfig object, String name) {
    log.warn(
        "the type {} has no attribute {}: records are stored without it, and one every {} minutes"
            + " is sent with it. Create it under Settings > Data > Custom objects, or add it to"
            + " {}; {}=dlq reports such records",
        object.type(),
        name,
        LEFT_OUT.toMinutes(),
        ObjectSettings.name(object.name(), ObjectSettings.EXCLUDE),
        ObjectSettings.name(object.name(), ObjectSettings.DROPPED));
  }

  private static boolean isUnknown(ErrorItem error, String name) {
    String message = error.getMessage() == null ? "" : error.getMessage();
    String field = error.getField() == null ? "" : error.getField();
    boolean isOfField = field.equals(name) || field.endsWith("." + name);
    if (!field.isEmpty() && !isOfField) {
      return false;
    }
    String text =
        Pattern.compile("(?<![\\p{L}\\p{N}_])%s(?![\\p{L}\\p{N}_])".formatted(Pattern.quote(name)))
            .matcher(message)
            .replaceAll(NAME)
            .toLowerCase(Locale.ROOT);
    return !ABOUT_VALUE.matcher(text).find()
        && (NAMED.matcher(text).find() || (isOfField && UNNAMED.matcher(text).matches()));
  }
}
