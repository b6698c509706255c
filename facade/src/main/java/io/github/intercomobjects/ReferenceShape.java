package io.github.intercomobjects;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which a response shows the objects that an attribute refers to.
 *
 * <p>The documented form, for contacts and conversations, is {@code {"type": "Order.list",
 * "instances": [{"id": ...}]}}. The form in an object itself is not documented, so there a bare id,
 * a list of ids, objects with a type, and a list under another name are accepted as well.
 * Conversations also hold arrays and objects of Intercom's own, such as AI topics, which are no
 * references.
 */
final class ReferenceShape {
  private ReferenceShape() {}

  /**
   * Returns the ids in an attribute of a contact or a conversation: those of a documented
   * association, or of a value that is only ids; null for anything else.
   */
  static @Nullable List<String> idsOfParent(Object json) {
    boolean mayBeOther =
        json instanceof List<?> items
            ? items.stream().anyMatch(item -> item instanceof Map)
            : json instanceof Map && !isAssociation(json);
    return mayBeOther ? null : ids(json);
  }

  /** Returns the ids in an attribute of an object, or null if it is no form of reference. */
  static @Nullable List<String> ids(@Nullable Object json) {
    if (json instanceof String || json instanceof Long) {
      return List.of(json.toString());
    }
    if (json instanceof List<?> items) {
      return items.stream().allMatch(ReferenceShape::isIdOrNamesItsType) ? idsOf(items) : null;
    }
    if (json instanceof Map<?, ?> map) {
      List<?> listed = listIn(map);
      if (listed != null) {
        return idsOf(listed);
      }
      return isIdOrNamesItsType(map) ? idsOf(List.of(map)) : null;
    }
    return null;
  }

  /** Throws if a value has a form that only responses have, which Intercom would reject. */
  static void requireSendable(Map<String, @Nullable Object> attributes) {
    attributes.forEach(
        (name, value) -> {
          if (isAssociation(value)) {
            throw new IllegalArgumentException(
                ("attribute %s holds a list of objects as a response shows it; set it to"
                        + " References.one(..) or References.many(..), or leave it out")
                    .formatted(ForeignText.of(name)));
          }
        });
  }

  /** Returns whether {@code json} has the documented form of an association. */
  static boolean isAssociation(@Nullable Object json) {
    return json instanceof Map<?, ?> map && map.get("instances") instanceof List<?>;
  }

  /** Returns whether an association reports that it shows only some of its objects. */
  static boolean isPartial(Object association) {
    if (!(association instanceof Map<?, ?> map)
        || !(map.get("instances") instanceof List<?> shown)) {
      return false;
    }
    return "true".equals(String.valueOf(map.get("has_more")))
        || count(map.get("total_count")) > shown.size();
  }

  /** Returns a count, which may be sent as 2, 2.0 or "2"; zero for anything else. */
  private static double count(@Nullable Object json) {
    try {
      return json == null ? 0 : Double.parseDouble(json.toString());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static boolean isIdOrNamesItsType(@Nullable Object json) {
    return !(json instanceof Map<?, ?> map) || map.get("type") instanceof String;
  }

  private static @Nullable List<?> listIn(Map<?, ?> map) {
    if (map.get("instances") instanceof List<?> instances) {
      return instances;
    }
    for (Object value : map.values()) {
      // A list in an object with an id of its own is one of its fields, such as tags.
      if (value instanceof List<?> list
          && map.get("type") instanceof String
          && map.get("id") == null) {
        return list;
      }
    }
    return null;
  }

  private static @Nullable List<String> idsOf(List<?> items) {
    String[] ids = new String[items.size()];
    for (int i = 0; i < ids.length; i++) {
      Object item = items.get(i);
      Object id = item instanceof Map<?, ?> map ? map.get("id") : item;
      if (!(id instanceof String) && !(id instanceof Long)) {
        return null;
      }
      ids[i] = id.toString();
    }
    // Immutable, so that it need not be copied.
    return List.of(ids);
  }
}
