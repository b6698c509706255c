package io.github.intercomobjects;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of the object with an external id.
 *
 * @param draft the attributes and times to store; null for a deletion
 */
record Write(String externalId, @Nullable Draft draft) {
  static Write deletion(String externalId) {
    Arguments.externalId(externalId);
    return new Write(externalId, null);
  }

  static Write of(String externalId, Attributes attributes) {
    Arguments.externalId(externalId);
    Objects.requireNonNull(attributes, "attributes");
    return new Write(
        externalId,
        new Draft(
                externalId,
                attributes.times(),
                attributes.toJson(),
                AttributeAdvice.Source.ATTRIBUTES)
            .requireSendable());
  }

  boolean isDeletion() {
    return draft == null;
  }

  /**
   * Returns how many of these changes of one object, from the first one on, a single call can
   * apply: all up to the last deletion, else all. What is stored after a deletion needs a call of
   * its own, because it does not restore the other attributes.
   */
  static int inOneCall(List<Write> changes) {
    for (int i = changes.size(); i > 0; i--) {
      if (changes.get(i - 1).isDeletion()) {
        return i;
      }
    }
    return changes.size();
  }

  /** Returns the change with the effect of these, which are {@link #inOneCall}. */
  static Write merged(List<Write> changes) {
    Write last = changes.get(changes.size() - 1);
    if (changes.size() == 1 || last.draft == null) {
      return last;
    }
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    Map<String, @Nullable Long> times = new LinkedHashMap<>();
    for (Write change : changes) {
      Draft one = Objects.requireNonNull(change.draft);
      attributes.putAll(one.attributes());
      times.putAll(one.times());
    }
    return new Write(
        last.externalId, new Draft(last.externalId, times, attributes, last.draft.source()));
  }
}
