package io.github.intercomobjects;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.intercomobjects.client.model.CustomObjectInstance;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object as Intercom holds it. Immutable.
 *
 * <pre>{@code
 * CustomObject<Order> one = orders.getByExternalId("ORDER-1");
 * out.println(one.getAttributes().getText("status")); // exactly as Intercom sent it; never fails
 * out.println(one.getValue().status()); // mapped to your type on first use
 * }</pre>
 *
 * <p>{@code toString} has the ids and the names of the attributes, but not their values; {@link
 * #toMap} has everything.
 */
public final class CustomObject<T> {
  private final CustomObjectInstance instance;
  private final Mapping<T> mapping;
  private final IntercomException.Outcome outcome;

  /** The access token of the call, kept out of messages and of what reads fields. */
  private final transient String token;

  private volatile @Nullable T value;

  CustomObject(
      CustomObjectInstance instance,
      Mapping<T> mapping,
      IntercomException.Outcome outcome,
      String token) {
    this.instance = instance;
    this.mapping = mapping;
    this.outcome = outcome;
    this.token = token;
  }

  /** Returns the same object, as the response to a change. */
  CustomObject<T> applied() {
    return new CustomObject<>(instance, mapping, IntercomException.Outcome.APPLIED, token);
  }

  /** Returns Intercom's own id of the object. */
  public String getId() {
    return instance.getId();
  }

  /** Returns the id of the record in your system, or null if the object was created without one. */
  public @Nullable String getExternalId() {
    return instance.getExternalId();
  }

  /** Returns the time when your system created the record, or null if it was not sent. */
  public @Nullable Instant getExternalCreatedAt() {
    return Times.instant(instance.getExternalCreatedAt());
  }

  /** Returns the time when your system last changed the record, or null if it was not sent. */
  public @Nullable Instant getExternalUpdatedAt() {
    return Times.instant(instance.getExternalUpdatedAt());
  }

  /** Returns the time when Intercom first stored the object, or null if the response has none. */
  public @Nullable Instant getCreatedAt() {
    return Times.instant(instance.getCreatedAt());
  }

  /** Returns the time when Intercom last changed the object, or null if the response has none. */
  public @Nullable Instant getUpdatedAt() {
    return Times.instant(instance.getUpdatedAt());
  }

  /** Returns the custom attributes exactly as Intercom sent them. */
  public Attributes getAttributes() {
    return Attributes.of(instance.getCustomAttributes());
  }

  /**
   * Returns the object as a value of your type. It is mapped on first use, so that an object that
   * does not fit the type does not prevent others from being read.
   *
   * <p>Absent attributes and null attributes are both null in it. To change some attributes, send
   * these as {@link Attributes}; a changed copy of this value would clear the absent ones.
   *
   * @throws DecodingException if the object does not fit the type; the message names the object,
   *     the attribute and what it holds
   */
  public T getValue() {
    T mapped = value;
    if (mapped == null) {
      mapped = mapping.toValue(instance, this::label, outcome, token);
      value = mapped;
    }
    return mapped;
  }

  /**
   * Returns the object in the form of Intercom's JSON, as an unmodifiable map with the keys {@code
   * type}, {@code id}, {@code external_id}, {@code external_created_at}, {@code
   * external_updated_at}, {@code created_at}, {@code updated_at} (times in seconds since 1970) and
   * {@code custom_attributes}. What the response lacks is null. Jackson writes this form.
   */
  @JsonValue
  public Map<String, @Nullable Object> toMap() {
    return JsonForm.of(
        "type",
        mapping.typeName(),
        "id",
        getId(),
        "external_id",
        getExternalId(),
        Envelope.CREATED_AT,
        instance.getExternalCreatedAt(),
        Envelope.UPDATED_AT,
        instance.getExternalUpdatedAt(),
        "created_at",
        instance.getCreatedAt(),
        "updated_at",
        instance.getUpdatedAt(),
        "custom_attributes",
        getAttributes().toMap());
  }

  /** Returns whether both objects were read from equal responses. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CustomObject<?> that && instance.equals(that.instance);
  }

  @Override
  public int hashCode() {
    return instance.hashCode();
  }

  /** Returns the type and ids, for messages. */
  String label() {
    String externalId = getExternalId();
    return mapping.typeName()
        + " "
        + ForeignText.of(getId(), token)
        + (externalId == null ? "" : " (external id " + ForeignText.of(externalId, token) + ")");
  }

  @Override
  public String toString() {
    return label() + " with " + ForeignText.of(getAttributes(), token);
  }
}
