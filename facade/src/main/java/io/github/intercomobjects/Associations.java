package io.github.intercomobjects;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects that one contact or conversation is linked to under one of its relationship
 * attributes. Updates of one parent from this client and its derived ones wait for each other; an
 * update from another process between the reading and the writing of {@link #add} or {@link
 * #remove} is overwritten, because Intercom replaces the whole set, whatever it holds. Where
 * several processes update one parent, let one of them {@link #replace}, or use a reference
 * attribute on the object itself.
 *
 * <pre>{@code
 * Associations<Order> linked = orders.associations(Parent.contact(customer.getId()), "orders");
 * linked.replace(List.of(saved.getId(), second.getId())); // one PUT, nothing is read: preferred
 * linked.remove(second.getId());
 * linked.add(second.getId());
 * linked.clear();
 * }</pre>
 *
 * <p>All ids are Intercom's own ids of objects, not external ids. {@code add} and {@code remove}
 * write only if the present set is completely known, which takes version 2.16 or later: a contact
 * shows only some of a long set, and what is not sent again is detached. Associations are
 * documented for contacts and conversations only (API descriptions 2.13 to 2.16).
 *
 * <p>Thread-safe. Throws what {@link CustomObjects} does.
 */
public final class Associations<T> {
  private final Calls calls;
  private final CustomObjects<T> objects;
  private final Parent parent;
  private final String attribute;
  private final boolean assumeComplete;
  private final Relationship<?, ?> relationship;

  Associations(
      Calls calls,
      CustomObjects<T> objects,
      Parent parent,
      String attribute,
      boolean assumeComplete) {
    this.calls = calls;
    this.objects = objects;
    this.parent = parent;
    this.attribute = Arguments.notBlank("relationship attribute", attribute);
    this.relationship = Relationship.of(calls, parent, attribute);
    this.assumeComplete = assumeComplete;
  }

  /**
   * Returns the same associations, taking what the parent shows for the whole set, on your word:
   * for parents that have only a few, or versions before 2.16. If it was not the whole set, {@link
   * #add} and {@link #remove} detach the rest, unless the parent itself says that there are more.
   */
  public Associations<T> assumeComplete() {
    return new Associations<>(calls, objects, parent, attribute, true);
  }

  /** Links the parent to exactly these objects, with one PUT; others are detached. */
  public Linked replace(Collection<String> ids) {
    Set<String> checked = checked(ids);
    Deadline deadline = calls.newDeadline();
    return locked(deadline, () -> put(List.copyOf(checked), checked, deadline));
  }

  /**
   * Links the parent to these objects as well. Reads the present set first, and sends nothing if it
   * holds them already.
   *
   * @throws IncompleteAssociationsException if the present set is not completely known; nothing was
   *     changed
   */
  public Linked add(Collection<String> ids) {
    Set<String> added = checked(ids);
    return update(
        "adding to ",
        present -> {
          Set<String> wanted = new LinkedHashSet<>(present);
          wanted.addAll(added);
          return wanted;
        });
  }

  /** As {@link #add(Collection)}. */
  public Linked add(String... ids) {
    return add(Arrays.asList(ids));
  }

  /**
   * Detaches these objects from the parent. Reads the present set first, and sends nothing if it
   * holds none of them.
   *
   * @throws IncompleteAssociationsException if the present set is not completely known; nothing was
   *     changed
   */
  public Linked remove(Collection<String> ids) {
    Set<String> removed = checked(ids);
    return update(
        "removing from ",
        present -> {
          Set<String> wanted = new LinkedHashSet<>(present);
          wanted.removeAll(removed);
          return wanted;
        });
  }

  /** As {@link #remove(Collection)}. */
  public Linked remove(String... ids) {
    return remove(Arrays.asList(ids));
  }

  /**
   * Detaches all objects from a parent that may be linked to many; for one use {@link #set} with
   * null.
   */
  public Linked clear() {
    return replace(List.of());
  }

  /**
   * Links a parent whose attribute refers to one object to this object: the bare id is sent, not a
   * list.
   *
   * @param id the object's id, or null to detach the one it is linked to
   */
  public Linked set(@Nullable String id) {
    Set<String> wanted = id == null ? Set.of() : checked(List.of(id));
    Deadline deadline = calls.newDeadline();
    return locked(deadline, () -> put(id, wanted, deadline));
  }

  /**
   * Reads what the parent is linked to. From version 2.16 on the objects are listed as well, which
   * shows whether the set is complete.
   */
  public Linked read() {
    return read(calls.newDeadline());
  }

  private Linked update(String doing, Function<Collection<String>, Set<String>> change) {
    Deadline deadline = calls.newDeadline();
    return locked(
        deadline,
        () -> {
          Linked present = read(deadline);
          if (!present.isComplete()) {
            throw incomplete(doing, present);
          }
          Set<String> wanted = change.apply(present.getIds());
          return wanted.equals(new LinkedHashSet<>(present.getIds()))
              ? present
              : put(List.copyOf(wanted), wanted, deadline);
        });
  }

  private Linked locked(Deadline deadline, Supplier<Linked> update) {
    return calls.locked(parent, relationship::call, deadline, update);
  }

  private IncompleteAssociationsException incomplete(String doing, Linked present) {
    ApiVersion version = calls.settings().version();
    String type = objects.type();
    String why =
        present.partial
            ? ", and says that there are more"
            : objects.canList()
                ? ", and more of type "
                    + type
                    + " are linked to it, here or by an attribute of their own"
                : ", and whether that is all cannot be known with "
                    + (version == null ? "no Intercom-Version set" : "Intercom-Version " + version)
                    + " (2.16 or later can tell)";
    return new IncompleteAssociationsException(
        doing
            + where()
            + " could detach others: it shows "
            + present.getIds().size()
            + why
            + ". Nothing was changed. Use replace(..) with the full set, a reference attribute on "
            + type
            + " itself"
            + (present.partial ? "" : ", or assumeComplete() if you know that it shows all"));
  }

  private Linked read(Deadline deadline) {
    Relationship.Shown shown = relationship.read(deadline);
    List<String> ids = shown.ids();
    Set<String> listed =
        ids == null || shown.isPartial() || assumeComplete ? null : listed(deadline);
    boolean proven = ids != null && listed != null && listed.containsAll(ids);
    if (ids == null || !(shown.isSure() || proven)) {
      throw new DecodingException(
          where()
              + " is shown in a form that is no list of objects; is it a relationship attribute?"
              + " Nothing was changed",
          null,
          IntercomException.Outcome.NOT_APPLIED,
          1);
    }
    boolean complete =
        !shown.isPartial()
            && (assumeComplete || (listed != null && Set.copyOf(ids).containsAll(listed)));
    return new Linked(where(), ids, complete, shown.isPartial(), List.of(), List.of());
  }

  /**
   * Ids of all objects of the type that are linked to the parent; null where the version cannot
   * list.
   */
  private @Nullable Set<String> listed(Deadline deadline) {
    return objects.canList() ? Set.copyOf(objects.list(parent).ids(deadline)) : null;
  }

  /** As {@link #listed}; null too where that fails, because the change is applied all the same. */
  private @Nullable Set<String> listedAfterChange(Deadline deadline) {
    try {
      return listed(deadline);
    } catch (IntercomException e) {
      return null;
    }
  }

  private Linked put(@Nullable Object json, Set<String> wanted, Deadline deadline) {
    return check(wanted, relationship.write(json, deadline), deadline);
  }

  /** Finds the ids that were sent and are neither shown (not all need be) nor listed. */
  private Linked check(Set<String> wanted, Relationship.Shown answer, Deadline deadline) {
    // In another form it may be an ordinary attribute, which shows whatever it was sent.
    List<String> shown = answer.isSure() && answer.ids() != null ? answer.ids() : List.<String>of();
    boolean partial = answer.isPartial();
    List<String> extra = shown.stream().filter(id -> !wanted.contains(id)).toList();
    Set<String> shownIds = Set.copyOf(shown);
    if (shownIds.containsAll(wanted)) {
      boolean complete = !partial && extra.isEmpty() && (assumeComplete || objects.canList());
      return linked(shown, complete, List.of(), extra);
    }
    Set<String> listed = listedAfterChange(deadline);
    if (listed == null) {
      return linked(shown, false, List.of(), extra);
    }
    List<String> missing =
        wanted.stream().filter(id -> !shownIds.contains(id) && !listed.contains(id)).toList();
    if (!missing.isEmpty()) {
      calls.dropped(relationship.call(), List.of(attribute));
    }
    return linked(shown, !partial && shownIds.containsAll(listed), missing, extra);
  }

  private Linked linked(
      List<String> ids, boolean complete, List<String> missingIds, List<String> extraIds) {
    return new Linked(where(), ids, complete, false, missingIds, extraIds);
  }

  private String where() {
    return ForeignText.of(attribute) + " of " + parent;
  }

  private static Set<String> checked(Collection<String> ids) {
    Set<String> checked = new LinkedHashSet<>();
    for (String id : ids) {
      checked.add(Arguments.notBlank("object id", id));
    }
    return checked;
  }

  @Override
  public String toString() {
    return "Associations[" + where() + "]";
  }

  /** What a parent is linked to, as far as it shows it. Immutable. */
  public static final class Linked {
    private final String where;
    private final List<String> ids;
    private final boolean complete;

    /** Whether the parent said that it shows only some. */
    private final boolean partial;

    private final List<String> missingIds;
    private final List<String> extraIds;

    private Linked(
        String where,
        List<String> ids,
        boolean complete,
        boolean partial,
        List<String> missingIds,
        List<String> extraIds) {
      this.where = where;
      this.ids = List.copyOf(ids);
      this.complete = complete;
      this.partial = partial;
      this.missingIds = missingIds;
      this.extraIds = extraIds;
    }

    /** Intercom's ids of the objects that the parent shows; perhaps not all it is linked to. */
    public List<String> getIds() {
      return ids;
    }

    /**
     * Whether {@link #getIds()} is known to be the whole set; before version 2.16 only with {@link
     * Associations#assumeComplete()}.
     */
    public boolean isComplete() {
      return complete;
    }

    /** After a change, the ids that were sent and are provably not linked; empty if all is well. */
    public List<String> getMissingIds() {
      return missingIds;
    }

    /**
     * After a change, the ids that were not sent and are shown all the same; empty if all is well.
     */
    public List<String> getExtraIds() {
      return extraIds;
    }

    /**
     * Returns this, or throws if ids are missing or were not detached.
     *
     * @throws DroppedAttributesException naming the ids; the others are as they were sent
     */
    public Linked orThrow() {
      if (!missingIds.isEmpty()) {
        throw new DroppedAttributesException(
            where
                + " was linked without "
                + ForeignText.of(missingIds)
                + "; check that it is a relationship attribute, and that these are Intercom's ids of"
                + " objects (getId()), not external ids");
      }
      if (!extraIds.isEmpty()) {
        throw new DroppedAttributesException(
            where
                + " still shows "
                + ForeignText.of(extraIds)
                + ", which were not sent; read it again");
      }
      return this;
    }

    @Override
    public String toString() {
      return ForeignText.of(ids) + (complete ? "" : " and perhaps more");
    }
  }
}
