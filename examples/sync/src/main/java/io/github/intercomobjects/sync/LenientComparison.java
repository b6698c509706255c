package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.References;
import io.github.intercomobjects.client.FreeFormJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The comparison of rows with objects, as far as their values can be compared. */
final class LenientComparison {
  private final SourceRows rows;
  private final ContactMemory contacts;
  private final @Nullable String reference;

  LenientComparison(SourceRows rows) {
    this.rows = rows;
    this.contacts = new ContactMemory(rows.state(), rows.scratch());
    Mapping mapping = rows.mapping();
    this.reference =
        mapping.contact() == null || mapping.link().onContact() ? null : mapping.link().attribute();
  }

  /** Returns the parts of a row that {@link #differences} needs, as JSON. */
  String text(Row row, String hash) {
    List<@Nullable Object> fields = new ArrayList<>();
    fields.add(hash);
    fields.add(row.contact() == null ? null : ContactMemory.text(row.contact()));
    fields.add(row.createdAt() == null ? null : row.createdAt().getEpochSecond());
    fields.add(row.updatedAt() == null ? null : row.updatedAt().getEpochSecond());
    fields.add(row.attributes().toMap());
    return FreeFormJson.ADAPTER.toJson(fields);
  }

  private static List<?> fields(String text) {
    try {
      Object fields = FreeFormJson.ADAPTER.fromJson(text);
      if (fields instanceof List<?> list) {
        return list;
      }
      throw new IllegalStateException("not written by text(..): " + text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String hash(String text) {
    return String.valueOf(fields(text).get(0));
  }

  static @Nullable String contact(String text) {
    return (String) fields(text).get(1);
  }

  /**
   * The result of a comparison.
   *
   * @param different the names of the attributes and times that differ
   * @param unknown the names of those that cannot be compared
   */
  record Differences(List<String> different, List<String> unknown) {
    boolean isNone() {
      return different.isEmpty() && unknown.isEmpty();
    }

    @Override
    public String toString() {
      if (!different.isEmpty()) {
        return String.join(", ", different);
      }
      return unknown.isEmpty()
          ? "equal to its row, but not to what was stored"
          : "perhaps " + String.join(", ", unknown);
    }
  }

  /**
   * Returns how an object differs from its row.
   *
   * @param text the result of {@link #text} for the row
   */
  Differences differences(String text, CustomObject<Attributes> object) {
    List<?> fields = fields(text);
    Map<String, @Nullable Boolean> same = new LinkedHashMap<>();
    if (rows.columns().hasCreatedAt()) {
      same.put("external_created_at", isSameTime(fields.get(2), object.getExternalCreatedAt()));
    }
    if (rows.columns().hasUpdatedAt()) {
      same.put("external_updated_at", isSameTime(fields.get(3), object.getExternalUpdatedAt()));
    }
    Attributes shown = object.getAttributes();
    for (Map.Entry<?, ?> sent : ((Map<?, ?>) fields.get(4)).entrySet()) {
      String name = String.valueOf(sent.getKey());
      same.put(name, isSame(sent.getValue(), shown.get(name)));
    }
    if (reference != null) {
      same.put(reference, isSameContact((String) fields.get(1), shown));
    }
    List<String> different = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    same.forEach(
        (name, isSame) -> {
          if (isSame == null) {
            unknown.add(name);
          } else if (!isSame) {
            different.add(name);
          }
        });
    return new Differences(different, unknown);
  }

  private static boolean isSameTime(@Nullable Object seconds, @Nullable Instant shown) {
    return shown == null
        ? seconds == null
        : seconds instanceof Long sent && sent == shown.getEpochSecond();
  }

  private @Nullable Boolean isSameContact(@Nullable String contact, Attributes shown) {
    References references = shown.getReferences(String.valueOf(reference));
    List<String> ids = references == null ? List.of() : references.getIds();
    if (contact == null) {
      return ids.isEmpty();
    }
    String id = contacts.latestId(ContactMemory.key(contact));
    return id == null ? null : (Boolean) ids.equals(List.of(id));
  }

  private static @Nullable Boolean isSame(@Nullable Object sent, @Nullable Object shown) {
    if (sent == null || shown == null || isEmpty(sent) || isEmpty(shown)) {
      return isEmpty(sent) && isEmpty(shown);
    }
    if (sent instanceof List<?> || shown instanceof List<?> || shown instanceof Map<?, ?>) {
      return null;
    }
    if (sent instanceof Number && shown instanceof Number) {
      return new BigDecimal(sent.toString()).compareTo(new BigDecimal(shown.toString())) == 0;
    }
    if (sent instanceof String text && shown instanceof Long seconds) {
      // A date is sent as text, and returned as the second in which it begins.
      Instant day = day(text);
      return day == null ? null : (Boolean) (day.getEpochSecond() == seconds);
    }
    return sent.toString().equals(shown.toString());
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null
        || (value instanceof String text && text.isBlank())
        || (value instanceof List<?> list && list.isEmpty());
  }

  private static @Nullable Instant day(String text) {
    try {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
