package io.github.intercomobjects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of an attribute that names contacts by key, until it is sent. On its way through the
 * user's adapters it is JSON, because an adapter may pass on nothing else.
 *
 * @param isOne whether the attribute refers to one contact
 */
record ContactNames(boolean isOne, List<ContactKey> keys, Missing missing) {
  private static final String MARK = "io.github.intercomobjects.contacts";
  private static final String ONE = "one";
  private static final String MISSING = "missing";

  /** The treatment of a contact that Intercom does not have. */
  enum Missing {
    FAIL,
    UNLINK,
    CREATE
  }

  ContactNames with(Missing treatment) {
    return new ContactNames(isOne, keys, treatment);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(MARK, keys.stream().map(key -> List.of(key.by().name(), key.getValue())).toList());
    json.put(ONE, isOne);
    json.put(MISSING, missing.name());
    return json;
  }

  /** Returns the keys without e-mail addresses, which are values of customers. */
  @Override
  public String toString() {
    return keys.stream()
        .map(key -> key.by() == ContactKey.By.EMAIL ? "an e-mail" : key.toString())
        .toList()
        .toString();
  }

  static boolean isIn(@Nullable Object json) {
    return json instanceof Map<?, ?> map && map.containsKey(MARK);
  }

  /** Returns the value that has this JSON; null if it is anything else. */
  static @Nullable ContactNames of(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> map) || !(map.get(MARK) instanceof List<?> items)) {
      return null;
    }
    List<ContactKey> keys = new ArrayList<>(items.size());
    for (Object item : items) {
      List<?> parts = (List<?>) item;
      keys.add(ContactKey.of(String.valueOf(parts.get(0)), String.valueOf(parts.get(1))));
    }
    return new ContactNames(
        Boolean.TRUE.equals(map.get(ONE)), keys, Missing.valueOf(String.valueOf(map.get(MISSING))));
  }
}
