package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A custom object instance as the workspace holds it, at the moment it was asked for. Immutable.
 *
 * <p>Times are whole seconds.
 */
public final class StoredInstance {
  private final String type;
  private final String id;
  private final @Nullable String externalId;
  private final @Nullable Instant externalCreatedAt;
  private final @Nullable Instant externalUpdatedAt;
  private final Instant createdAt;
  private final Instant updatedAt;
  private final Map<String, Object> attributes;

  /** Takes the map of attributes over; the caller must not change it any more. */
  StoredInstance(
      String type,
      String id,
      @Nullable String externalId,
      @Nullable Instant externalCreatedAt,
      @Nullable Instant externalUpdatedAt,
      Instant createdAt,
      Instant updatedAt,
      Map<String, Object> attributes) {
    this.type = type;
    this.id = id;
    this.externalId = externalId;
    this.externalCreatedAt = externalCreatedAt;
    this.externalUpdatedAt = externalUpdatedAt;
    this.createdAt = createdAt;
    this.updatedAt = updatedAt;
    this.attributes = Collections.unmodifiableMap(attributes);
  }

  /** The identifier of the object type. */
  public String getType() {
    return type;
  }

  /** The workspace's own id of the instance: decimal digits, counting up over all types. */
  public String getId() {
    return id;
  }

  /** The id in the company's own system; null where the instance was made without one. */
  public @Nullable String getExternalId() {
    return externalId;
  }

  /** When the record was made in the company's own system; null where that was not sent. */
  public @Nullable Instant getExternalCreatedAt() {
    return externalCreatedAt;
  }

  /** When the record was last changed there; null where that was not sent. */
  public @Nullable Instant getExternalUpdatedAt() {
    return externalUpdatedAt;
  }

  /** When the workspace stored the instance first, by its clock. */
  public Instant getCreatedAt() {
    return createdAt;
  }

  /** When the workspace stored the instance last, by its clock. */
  public Instant getUpdatedAt() {
    return updatedAt;
  }

  /**
   * The values that are set, by the name of their attribute; an attribute that is not set is
   * missing.
   *
   * <p>Text and list options are {@code String}, whole numbers {@code Long} (or {@code BigInteger}
   * where they do not fit), decimals {@code BigDecimal}, truth values {@code Boolean}, dates {@link
   * Instant}, references to one or to many a {@code List<String>} of ids.
   */
  public Map<String, Object> getAttributes() {
    return attributes;
  }

  /** Returns the ids under a reference attribute, those of deleted objects included. */
  List<String> references(Reference reference) {
    return attributes.get(reference.name()) instanceof List<?> ids
        ? ids.stream().map(String.class::cast).toList()
        : List.of();
  }

  StoredInstance withAttributes(Map<String, Object> newAttributes) {
    return new StoredInstance(
        type,
        id,
        externalId,
        externalCreatedAt,
        externalUpdatedAt,
        createdAt,
        updatedAt,
        newAttributes);
  }

  @Override
  public String toString() {
    return "StoredInstance{type="
        + type
        + ", id="
        + id
        + ", externalId="
        + externalId
        + ", attributes="
        + attributes
        + "}";
  }
}
