package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A custom object instance of the workspace, at the time of the call that returned it. Times have a
 * resolution of one second. Immutable.
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

  /** Creates an instance with this map of attributes, which the caller must not change again. */
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

  /** Returns the identifier of the object type. */
  public String getType() {
    return type;
  }

  /** Returns Intercom's id: decimal digits, unique over all types and increasing. */
  public String getId() {
    return id;
  }

  /** Returns the id in the company's own system; null if the instance was created without one. */
  public @Nullable String getExternalId() {
    return externalId;
  }

  /** Returns when the record was created in the company's own system; null if not sent. */
  public @Nullable Instant getExternalCreatedAt() {
    return externalCreatedAt;
  }

  /** Returns when the record was last changed in the company's own system; null if not sent. */
  public @Nullable Instant getExternalUpdatedAt() {
    return externalUpdatedAt;
  }

  /** Returns when the workspace created the instance, by its clock. */
  public Instant getCreatedAt() {
    return createdAt;
  }

  /** Returns when the workspace last stored the instance, by its clock. */
  public Instant getUpdatedAt() {
    return updatedAt;
  }

  /**
   * Returns the values by the names of their attributes, without attributes that are not set.
   * Unmodifiable.
   *
   * <p>Texts and list options are {@code String}, whole numbers {@code Long} (or {@code BigInteger}
   * if they do not fit), decimals {@code BigDecimal}, truth values {@code Boolean}, dates {@link
   * Instant}, and references, also to one object, a {@code List<String>} of ids.
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
