package io.github.intercomobjects.sync;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.References;
import io.github.intercomobjects.client.FreeFormJson;
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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of what is sent and of what is answered. What is sent is hashed as its request, not as the
 * cells of its row: a changed mapping changes the hashes of those rows whose request it changes.
 * Immutable.
 */
final class RowHash {
  /** To be raised when rows are sent in another way and the hash would not show it. */
  private static final int ENCODER = 1;

  private static final int BYTES = 16;

  private final String version;
  private final boolean hasCreatedAt;
  private final boolean hasUpdatedAt;
  private final Mapping.@Nullable Link link;

  /**
   * @param version null for the token's own
   * @param link how rows are linked to their contacts; null where they are not
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

  /** Of what is sent for a row. */
  String of(Row row) {
    List<@Nullable Object> said = new ArrayList<>();
    said.add(ENCODER);
    said.add(version);
    said.add(row.key());
    said.add(time(hasCreatedAt, row.createdAt()));
    said.add(time(hasUpdatedAt, row.updatedAt()));
    if (link != null) {
      said.add(link.onContact());
      said.add(link.attribute());
      said.add(row.contact() == null ? null : row.contact().toString());
    }
    said.add(new TreeMap<>(row.attributes().toMap()));
    return hash(said);
  }

  /** A time that is not sent is not one that is cleared. */
  private static Object time(boolean sent, @Nullable Instant time) {
    return sent ? String.valueOf(time == null ? null : time.getEpochSecond()) : false;
  }

  /**
   * Of what Intercom has for an object, as far as rows are about it: what others keep in further
   * attributes is their own.
   *
   * @param names of the attributes that rows have
   */
  static String ofAnswer(CustomObject<?> object, Collection<String> names) {
    Attributes attributes = object.getAttributes();
    Map<String, @Nullable Object> shown = new TreeMap<>();
    for (String name : names) {
      References references =
          attributes.get(name) instanceof Map<?, ?> ? attributes.getReferences(name) : null;
      // An answer shows more of what it refers to than that it does.
      shown.put(name, references == null ? attributes.get(name) : sorted(references.getIds()));
    }
    List<@Nullable Object> said = new ArrayList<>();
    said.add(object.getId());
    said.add(String.valueOf(object.getExternalCreatedAt()));
    said.add(String.valueOf(object.getExternalUpdatedAt()));
    said.add(shown);
    return hash(said);
  }

  private static List<String> sorted(List<String> ids) {
    return ids.stream().sorted().toList();
  }

  private static String hash(List<@Nullable Object> said) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(FreeFormJson.ADAPTER.toJson(said).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
