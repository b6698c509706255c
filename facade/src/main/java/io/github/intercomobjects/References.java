package io.github.intercomobjects;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an attribute that refers to other objects holds: their Intercom ids. Immutable.
 *
 * <pre>{@code
 * orders.upsert(
 *     "ORDER-1", Attributes.builder().set("customer", References.one(customer.getId())).build());
 * }</pre>
 *
 * <p>Setting it on the object itself links the two without a further call. An attribute that refers
 * to one object takes {@link #one}, an attribute that refers to many takes {@link #many}, which
 * replaces the whole set. Intercom skips ids that it does not know, with status 200; {@link
 * Upserted#getDropped()} names them.
 *
 * <p>References that came with an answer cannot be sent back as they are, because an answer shows
 * one and many in the same form: make new ones from {@link #getIds()}.
 */
public final class References {
  /** Whether the attribute refers to one or to many, which an answer does not tell. */
  private enum Form {
    ONE,
    MANY,
    AS_READ
  }

  private final List<String> ids;
  private final Form form;

  private References(List<String> ids, Form form) {
    this.ids = ids;
    this.form = form;
  }

  /** References as an answer shows them. */
  static References read(List<String> ids) {
    return new References(List.copyOf(ids), Form.AS_READ);
  }

  /** Returns a reference to one object; sent as the bare id. */
  public static References one(String id) {
    return new References(List.of(Arguments.notBlank("referenced id", id)), Form.ONE);
  }

  /** Returns references to these objects, none for an empty collection; sent as a list of ids. */
  public static References many(Collection<String> ids) {
    ids.forEach(id -> Arguments.notBlank("referenced id", id));
    return new References(List.copyOf(ids), Form.MANY);
  }

  /** Intercom's ids of the objects, in the order given; cannot be changed. */
  public List<String> getIds() {
    return ids;
  }

  /** What stands in a request: the bare id, or the list of ids. */
  Object toJson() {
    return switch (form) {
      case ONE -> ids.get(0);
      case MANY -> ids;
      case AS_READ ->
          throw new IllegalArgumentException(
              "references that were read, "
                  + ForeignText.of(ids)
                  + ", do not say whether the attribute takes one or many; send References.one(..) or"
                  + " References.many(..) with these ids, or only the attributes that change");
    };
  }

  /** Equal if they hold the same ids in the same order. */
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
