package io.github.intercomobjects.sync;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.References;
import io.github.intercomobjects.client.FreeFormJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of requests and responses. A row is hashed as its request, not as its cells, so a changed
 * mapping changes only the hashes of rows whose request it changes. Immutable.
 */
final class RowHash {
  /** A version, which must be raised when the request for a row changes, but not its hash. */
  private static final int ENCODER = 1;

  private static final int BYTES = 16;

  /** The number of values by which a row may be recognized. */
  private static final int DISTINCTIVE = 3;

  private final String version;
  private final boolean hasCreatedAt;
  private final boolean hasUpdatedAt;
  private final Mapping.@Nullable Link link;

  /**
   * Creates a hash function.
   *
   * @param version the version of the API; null for the version of the token
   * @param link the link between rows and contacts; null if there is none
   */
  RowHash(
      @Nullable ApiVersion version,
      boolean hasCreatedAt,
      boolean hasUpdatedAt,
      Mapping.@Nullable Link link) {
    this.version = String.valueOf(version);
    this.hasCreatedAt = hasCreatedAt;
    this.hasUpdatedAt = hasUpdatedAt;
    this.link = link;
  }

  /** Returns the hash of the request for a row. Numbers may be written with zeros at their end. */
  String of(Row row) {
    return of(row, shortened(row.attributes()));
  }

  /** Returns the hash of earlier versions, which differs for numbers with zeros at their end. */
  String ofEarlier(Row row) {
    return of(row, new TreeMap<>(row.attributes().toMap()));
  }

  private String of(Row row, Map<String, @Nullable Object> attributes) {
    List<@Nullable Object> parts = new ArrayList<>();
    parts.add(ENCODER);
    parts.add(version);
    parts.add(row.key());
    parts.add(time(hasCreatedAt, row.createdAt()));
    parts.add(time(hasUpdatedAt, row.updatedAt()));
    if (link != null) {
      parts.add(link.onContact());
      parts.add(link.attribute());
      parts.add(row.contact() == null ? null : row.contact().toString());
    }
    parts.add(attributes);
    return hash(parts);
  }

  private static Map<String, @Nullable Object> shortened(Attributes attributes) {
    Map<String, @Nullable Object> values = new TreeMap<>(attributes.toMap());
    values.replaceAll(
        (name, value) ->
            value instanceof BigDecimal number && number.scale() > 0
                ? new BigDecimal(number.stripTrailingZeros().toPlainString())
                : value);
    return values;
  }

  /**
   * Returns the hash of the values of a row, without its key; null if there are too few of them to
   * recognize the row by them.
   */
  static @Nullable String ofValues(Row row) {
    Map<String, @Nullable Object> values = shortened(row.attributes());
    values.values().removeIf(Objects::isNull);
    List<@Nullable Object> parts = new ArrayList<>();
    parts.add(row.createdAt() == null ? null : row.createdAt().getEpochSecond());
    parts.add(row.updatedAt() == null ? null : row.updatedAt().getEpochSecond());
    parts.add(row.contact() == null ? null : row.contact().toString());
    long count = values.size() + parts.stream().filter(Objects::nonNull).count();
    parts.add(values);
    return count < DISTINCTIVE ? null : hash(parts);
  }

  /** Returns the part for a time, which differs if the time is not sent or cleared. */
  private static Object time(boolean sent, @Nullable Instant time) {
    return sent ? String.valueOf(time == null ? null : time.getEpochSecond()) : false;
  }

  /**
   * Returns the hash of an object in a response. Attributes that rows do not have are ignored,
   * because others may change them.
   *
   * @param names the names of the attributes that rows have
   */
  static String ofResponse(CustomObject<?> object, Collection<String> names) {
    Attributes attributes = object.getAttributes();
    Map<String, @Nullable Object> shown = new TreeMap<>();
    for (String name : names) {
      References references =
          attributes.get(name) instanceof Map<?, ?> ? attributes.getReferences(name) : null;
      // A response shows more of a referenced object than its id.
      shown.put(name, references == null ? attributes.get(name) : sorted(references.getIds()));
    }
    List<@Nullable Object> parts = new ArrayList<>();
    parts.add(object.getId());
    parts.add(String.valueOf(object.getExternalCreatedAt()));
    parts.add(String.valueOf(object.getExternalUpdatedAt()));
    parts.add(shown);
    return hash(parts);
  }

  private static List<String> sorted(List<String> ids) {
    return ids.stream().sorted().toList();
  }

  private static String hash(List<@Nullable Object> parts) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(FreeFormJson.ADAPTER.toJson(parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
