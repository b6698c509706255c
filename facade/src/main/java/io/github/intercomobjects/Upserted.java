package io.github.intercomobjects;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of storing an object, with what Intercom did not store. Immutable.
 *
 * <pre>{@code
 * Upserted<Order> saved = orders.upsert(order);
 * for (Upserted.Dropped dropped : saved.getDropped()) {
 *   out.println(dropped.getName() + " of " + saved.getExternalId() + " was not stored");
 * }
 * }</pre>
 *
 * <p>Intercom returns 200 even if it cannot store a value: it clears a list attribute with an
 * unknown option, stores null for a time that it cannot read, and skips ids of objects that do not
 * exist (developer documentation of version 2.17).
 *
 * <p>{@code toString} has ids and names of attributes; {@link #getStored()}, {@link
 * Dropped#getSent()} and {@link #toMap} have the values.
 */
public final class Upserted<T> {
  private final CustomObject<T> stored;
  private final List<Dropped> dropped;

  Upserted(CustomObject<T> stored, List<Dropped> dropped) {
    this.stored = stored;
    this.dropped = dropped;
  }

  /** Returns Intercom's own id of the object, which associations take. */
  public String getId() {
    return stored.getId();
  }

  /** Returns the id of the record in your system, or null if the object was created without one. */
  public @Nullable String getExternalId() {
    return stored.getExternalId();
  }

  /** Returns the object as Intercom holds it now. */
  public CustomObject<T> getStored() {
    return stored;
  }

  /**
   * Returns what was sent with a value but is provably not stored: the response has null, nothing,
   * or only some of the ids. Other values are not compared, because Intercom may write them in
   * another form. The list is unmodifiable, and empty if nothing was dropped.
   */
  public List<Dropped> getDropped() {
    return dropped;
  }

  /**
   * Returns this, or throws if anything was dropped.
   *
   * @throws DroppedAttributesException naming what was dropped; the rest is stored
   */
  public Upserted<T> orThrow() {
    if (!dropped.isEmpty()) {
      throw new DroppedAttributesException(
          ("%s was stored without %s; check that the type has an attribute of this name, that the"
                  + " list option exists in Intercom, that the time can be read and that the"
                  + " referenced ids exist")
              .formatted(stored.label(), ForeignText.of(dropped)));
    }
    return this;
  }

  /**
   * Returns the result in the form of JSON, as an unmodifiable map with the keys {@code stored}
   * (see {@link CustomObject#toMap}) and {@code dropped}, a list. Jackson writes this form.
   */
  @JsonValue
  public Map<String, @Nullable Object> toMap() {
    return JsonForm.of(
        "stored", stored.toMap(), "dropped", dropped.stream().map(Dropped::toMap).toList());
  }

  @Override
  public String toString() {
    return stored + (dropped.isEmpty() ? "" : ", without " + ForeignText.of(dropped));
  }

  /** A value that was sent and is not stored, or only in part. Immutable. */
  public static final class Dropped {
    private final String name;
    private final Object sent;
    private final List<String> missingIds;

    Dropped(String name, Object sent, List<String> missingIds) {
      this.name = name;
      this.sent = sent;
      this.missingIds = List.copyOf(missingIds);
    }

    /**
     * Returns the attribute's name, or {@code external_created_at} or {@code external_updated_at}.
     */
    public String getName() {
      return name;
    }

    /** Returns the value that was sent, in the form of {@link Attributes#get}. */
    public Object getSent() {
      return sent;
    }

    /** Returns the ids of references that are not stored; empty if nothing of the value is. */
    public List<String> getMissingIds() {
      return missingIds;
    }

    /**
     * Returns this in the form of JSON, as an unmodifiable map with the keys {@code name}, {@code
     * sent} and {@code missing_ids}. Jackson writes this form.
     */
    @JsonValue
    public Map<String, @Nullable Object> toMap() {
      return JsonForm.of("name", name, "sent", sent, "missing_ids", missingIds);
    }

    /** Returns the name, with the missing ids of references; {@link #getSent()} has the value. */
    @Override
    public String toString() {
      return ForeignText.of(missingIds.isEmpty() ? name : name + "=" + missingIds);
    }
  }
}
