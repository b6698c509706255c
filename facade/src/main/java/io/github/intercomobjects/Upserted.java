package io.github.intercomobjects;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Intercom stored, and what it did not. Immutable.
 *
 * <pre>{@code
 * Upserted<Order> saved = orders.upsert(order);
 * for (Upserted.Dropped dropped : saved.getDropped()) {
 *   out.println(dropped.getName() + " of " + saved.getExternalId() + " was not stored");
 * }
 * }</pre>
 *
 * <p>Intercom answers 200 even where it cannot keep a value: it clears a list attribute whose
 * option it does not know, stores null for a time that it cannot read, and skips ids of objects
 * that do not exist (developer documentation of version 2.17).
 *
 * <p>Its {@code toString} has ids and names of attributes, no values: {@link #getStored()} and
 * {@link Dropped#getSent()} have those.
 */
public final class Upserted<T> {
  private final CustomObject<T> stored;
  private final List<Dropped> dropped;

  Upserted(CustomObject<T> stored, List<Dropped> dropped) {
    this.stored = stored;
    this.dropped = dropped;
  }

  /** Intercom's own id of the object; what associations take. */
  public String getId() {
    return stored.getId();
  }

  /** The id of the record in your system; null where the object was made without one. */
  public @Nullable String getExternalId() {
    return stored.getExternalId();
  }

  /** The object as Intercom holds it now. */
  public CustomObject<T> getStored() {
    return stored;
  }

  /**
   * What was sent with a value and is provably not stored: it came back null, absent, or without
   * some of the ids that were sent. Empty if all is well; cannot be changed. Values that came back
   * are not compared with those that were sent, because Intercom may write them in another form.
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
          stored.label()
              + " was stored without "
              + ForeignText.of(dropped)
              + "; check that the type has an attribute of this name, that the list option exists in"
              + " Intercom, that the time can be read and that the referenced ids exist");
    }
    return this;
  }

  @Override
  public String toString() {
    return stored + (dropped.isEmpty() ? "" : ", without " + ForeignText.of(dropped));
  }

  /** A value that was sent and is not stored, or not as a whole. Immutable. */
  public static final class Dropped {
    private final String name;
    private final Object sent;
    private final List<String> missingIds;

    Dropped(String name, Object sent, List<String> missingIds) {
      this.name = name;
      this.sent = sent;
      this.missingIds = List.copyOf(missingIds);
    }

    /** The name of the attribute, or {@code external_created_at} or {@code external_updated_at}. */
    public String getName() {
      return name;
    }

    /** What was sent, as {@link Attributes#get} would give it. */
    public Object getSent() {
      return sent;
    }

    /** Of references, the ids that are not stored; empty where the whole value is not. */
    public List<String> getMissingIds() {
      return missingIds;
    }

    /** The name, and of references the missing ids; {@link #getSent()} has what was sent. */
    @Override
    public String toString() {
      return ForeignText.of(missingIds.isEmpty() ? name : name + "=" + missingIds);
    }
  }
}
