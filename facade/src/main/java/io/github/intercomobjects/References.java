package io.github.intercomobjects;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of an attribute that refers to other objects: their Intercom ids. Immutable.
 *
 * <pre>{@code
 * orders.upsert(
 *     "ORDER-1", Attributes.builder().set("customer", References.one(customer.getId())).build());
 * }</pre>
 *
 * <p>Setting it on an object links the two without another call. An attribute that refers to one
 * object takes {@link #one}; an attribute that refers to many takes {@link #many}, which replaces
 * the complete set. Intercom skips unknown ids and still returns 200; {@link Upserted#getDropped()}
 * lists them.
 *
 * <p>References that were read cannot be sent again, because a response shows one and many in the
 * same form: create new ones from {@link #getIds()}.
 */
public final class References {
  private final List<String> ids;
  private final @Nullable Object json;

  private References(List<String> ids, @Nullable Object json) {
    this.ids = ids;
    this.json = json;
  }

  /** Returns references that were read from a response. */
  static References read(List<String> ids) {
    return new References(List.copyOf(ids), null);
  }

  /** Returns a reference to one object, which is sent as the bare id. */
  public static References one(String id) {
    return new References(List.of(Arguments.notBlank("referenced id", id)), id);
  }

  /** Returns references to any number of objects, even none, which are sent as a list of ids. */
  public static References many(Collection<String> ids) {
    ids.forEach(id -> Arguments.notBlank("referenced id", id));
    List<String> copy = List.copyOf(ids);
    return new References(copy, copy);
  }

  /** Returns Intercom's ids of the objects, in the given order, as an unmodifiable list. */
  public List<String> getIds() {
    return ids;
  }

  /** Returns the value to send: the bare id, or the list of ids. */
  Object toJson() {
    if (json == null) {
      throw new IllegalArgumentException(
          ("references that were read, %s, do not show whether the attribute takes one or many;"
                  + " send References.one(..) or References.many(..) with these ids, or only the"
                  + " attributes that change")
              .formatted(ForeignText.of(ids)));
    }
    return json;
  }

  /** Returns whether both hold the same ids in the same order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof References that && ids.equals(that.ids);
  }

  @Override
  public int hashCode() {
    return ids.hashCode();
  }

  @Override
  public String toString() {
    return "References" + ForeignText.of(ids);
  }
}
