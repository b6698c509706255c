package io.github.intercomobjects;

import io.github.intercomobjects.Upserted.Dropped;
import io.github.intercomobjects.client.model.CustomObjectInstance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search for attributes that were sent and provably not stored, in the JSON and before any
 * mapping.
 *
 * <p>There must be no false alarm. Values are never compared, because Intercom does not document
 * how it writes them, and a blank text or an empty list for which Intercom returns null is not a
 * loss.
 */
final class DroppedFinder {
  /**
   * A contact shows only ten of its companies, tags and notes. An object may do the same with its
   * references without reporting it, so the others are not missing.
   */
  private static final int MOST_SHOWN = 10;

  private DroppedFinder() {}

  static List<Dropped> find(Draft sent, CustomObjectInstance stored) {
    List<Dropped> dropped = new ArrayList<>();
    sent.times()
        .forEach(
            (name, seconds) -> {
              Long kept =
                  name.equals(Envelope.CREATED_AT)
                      ? stored.getExternalCreatedAt()
                      : stored.getExternalUpdatedAt();
              // A time in another form is among the unknown fields.
              if (seconds != null && kept == null && !stored.getUnknownFields().containsKey(name)) {
                dropped.add(new Dropped(name, seconds, List.of()));
              }
            });
    Map<String, @Nullable Object> attributes = stored.getCustomAttributes();
    if (attributes == null && stored.getUnknownFields().containsKey("custom_attributes")) {
      return dropped;
    }
    for (Map.Entry<String, @Nullable Object> entry : sent.attributes().entrySet()) {
      Object value = entry.getValue();
      if (isValue(value)) {
        Object kept = attributes == null ? null : attributes.get(entry.getKey());
        if (kept == null || List.of().equals(kept)) {
          dropped.add(new Dropped(entry.getKey(), value, List.of()));
        } else {
          List<String> missing = missingIds(value, kept);
          if (!missing.isEmpty()) {
            dropped.add(new Dropped(entry.getKey(), value, missing));
          }
        }
      }
    }
    return List.copyOf(dropped);
  }

  private static boolean isValue(@Nullable Object sent) {
    return sent != null
        && !(sent instanceof String text && text.isBlank())
        && !(sent instanceof Collection<?> items && items.isEmpty());
  }

  /** Returns the ids that were sent and that the returned association does not contain. */
  private static List<String> missingIds(Object sent, Object kept) {
    if (!ReferenceShape.isAssociation(kept) || ReferenceShape.isPartial(kept)) {
      return List.of();
    }
    List<String> sentIds = ReferenceShape.ids(sent);
    List<String> keptIds = ReferenceShape.ids(kept);
    if (sentIds == null
        || keptIds == null
        || sentIds.equals(keptIds)
        || (keptIds.size() >= MOST_SHOWN && sentIds.size() > keptIds.size())) {
      return List.of();
    }
    Set<String> shown = new HashSet<>(keptIds);
    return sentIds.stream().filter(id -> !shown.contains(id)).distinct().toList();
  }
}
