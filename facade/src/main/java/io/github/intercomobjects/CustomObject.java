package io.github.intercomobjects;

import io.github.intercomobjects.client.model.CustomObjectInstance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One object as Intercom holds it. Immutable.
 *
 * <pre>{@code
 * CustomObject<Order> one = orders.getByExternalId("ORDER-1");
 * out.println(one.getAttributes().getText("status")); // exactly what came; never fails
 * out.println(one.getValue().status()); // mapped to your type on first use
 * }</pre>
 *
 * <p>Its {@code toString} has the ids and the names of the attributes; {@code
 * getAttributes().toMap()} has their values.
 */
public final class CustomObject<T> {
  private final CustomObjectInstance instance;
  private final Mapping<T> mapping;
  private final IntercomException.Outcome outcome;

  /** That of the call, to be kept out of messages. */
  private final String token;

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

  /** Intercom's own id of the object. */
  public String getId() {
    return instance.getId();
  }

  /** The id of the record in your system; null where the object was made without one. */
  public @Nullable String getExternalId() {
    return instance.getExternalId();
  }

  /** When your system made the record; null where that was not sent. */
  public @Nullable Instant getExternalCreatedAt() {
    return Times.instant(instance.getExternalCreatedAt());
  }

  /** When your system last changed the record; null where that was not sent. */
  public @Nullable Instant getExternalUpdatedAt() {
    return Times.instant(instance.getExternalUpdatedAt());
  }

  /**
   * When Intercom first stored the object; null where it is shown inside a contact or conversation.
   */
  public @Nullable Instant getCreatedAt() {
    return Times.instant(instance.getCreatedAt());
  }

  /**
   * When Intercom last changed the object; null where it is shown inside a contact or conversation.
   */
  public @Nullable Instant getUpdatedAt() {
    return Times.instant(instance.getUpdatedAt());
  }

  /** The custom attributes, exactly as they came. */
  public Attributes getAttributes() {
    return Attributes.of(instance.getCustomAttributes());
  }

  /**
   * The object as a value of your type. Mapped on first use, because an object that does not fit
   * must not keep others from being read.
   *
   * <p>Absent attributes and null attributes are both null in it. To change some attributes of an
   * object, send these as {@link Attributes}, not a changed copy of this value, which would clear
   * whatever was absent.
   *
   * @throws DecodingException if the object does not fit the type; the message names the object,
   *     the attribute and what it is
   */
  public T getValue() {
    T mapped = value;
    if (mapped == null) {
      mapped = mapping.toValue(instance, label(), outcome, token);
      value = mapped;
    }
    return mapped;
  }

  /** Equal if Intercom's answers were. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CustomObject<?> that && instance.equals(that.instance);
  }

  @Override
  public int hashCode() {
    return instance.hashCode();
  }

  /** Type and ids, for messages. */
  String label() {
    return mapping.typeName()
        + " "
        + ForeignText.of(getId(), token)
        + (getExternalId() == null
            ? ""
            : " (external id " + ForeignText.of(getExternalId(), token) + ")");
  }

  @Override
  public String toString() {
    return label() + " with " + ForeignText.of(getAttributes(), token);
  }
}
