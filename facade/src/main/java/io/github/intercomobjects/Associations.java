package io.github.intercomobjects;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects linked to a contact or conversation by one of its relationship attributes.
 *
 * <pre>{@code
 * Associations<Order> linked = orders.associations(Parent.contact(customer.getId()), "orders");
 * linked.replace(List.of(saved.getId(), second.getId())); // one PUT, nothing is read: preferred
 * linked.remove(second.getId());
 * linked.add(second.getId());
 * linked.clear();
 * }</pre>
 *
 * <p>All ids are Intercom's own ids of objects, not external ids. Intercom always replaces the
 * complete set, and a contact shows only some of a long one. So {@code add} and {@code remove}
 * write only if the current set is completely known, which needs version 2.16 or later.
 *
 * <p>Updates of one parent by this client and its derived clients run one after another. An update
 * by another process between the read and the write of {@code add} or {@code remove} is lost: let
 * one process {@link #replace}, or use a reference attribute on the object itself.
 *
 * <p>Thread-safe. Throws the exceptions of {@link CustomObjects}.
 */
public final class Associations<T> {
  private final Calls calls;
  private final CustomObjects<T> objects;
  private final Parent parent;
  private final String attribute;
  private final boolean assumeComplete;
  private final Relationship<?, ?> relationship;

  Associations(CustomObjects<T> objects, Parent parent, String attribute) {
    this(objects, parent, attribute, false, objects.calls());
  }

  private Associations(
      CustomObjects<T> objects,
      Parent parent,
      String attribute,
      boolean assumeComplete,
      Calls calls) {
    this.calls = calls;
    this.objects = objects;
    this.parent = parent;
    this.attribute = Arguments.notBlank("relationship attribute", attribute);
    this.relationship = Relationship.of(calls, parent, attribute);
    this.assumeComplete = assumeComplete;
  }

  /**
   * Returns the same associations, treating what the parent shows as complete; you vouch for it.
   * Use it for parents with few objects, or versions before 2.16. If the set was not complete,
   * {@link #add} and {@link #remove} detach the rest, unless the parent reports that it has more.
   */
  public Associations<T> assumeComplete() {
    return new Associations<>(objects, parent, attribute, true, calls);
  }

  /**
   * Returns the same associations with a guard, which is asked before each attempt of each call,
   * those that read included, whether it may be sent. So a process that was frozen between the read
   * and the write of {@link #add} does not write an old set.
   *
   * <p>If the guard refuses or throws, the call fails with {@link GuardedException}. It is asked
   * once more when the connection is open, just before the first byte is written.
   *
   * @param guard replaces one that was set before
   */
  public Associations<T> guard(BooleanSupplier guard) {
    Objects.requireNonNull(guard, "guard");
    return new Associations<>(
        objects,
        parent,
        attribute,
        assumeComplete,
        objects.calls().observedBy(call -> call.state().guard(guard)));
  }

  /** Links the parent to exactly these objects with one PUT, and detaches all others. */
  public Linked replace(Collection<String> ids) {
    Set<String> checked = checked(ids);
    Deadline deadline = calls.newDeadline();
    return locked(deadline, () -> put(List.copyOf(checked), checked, deadline));
  }

  /**
   * Links the parent to these objects too. Reads the current set first, and sends nothing if it has
   * them all.
   *
   * @throws IncompleteAssociationsException if the current set is not completely known; nothing was
   *     changed
   */
  public Linked add(Collection<String> ids) {
    return update("adding to ", checked(ids), Set::addAll);
  }

  /** Links the parent to these objects too, as {@link #add(Collection)} does. */
  public Linked add(String... ids) {
    return add(Arrays.asList(ids));
  }

  /**
   * Detaches these objects from the parent. Reads the current set first, and sends nothing if it
   * has none of them.
   *
   * @throws IncompleteAssociationsException if the current set is not completely known; nothing was
   *     changed
   */
  public Linked remove(Collection<String> ids) {
    return update("removing from ", checked(ids), Set::removeAll);
  }

  /** Detaches these objects from the parent, as {@link #remove(Collection)} does. */
  public Linked remove(String... ids) {
    return remove(Arrays.asList(ids));
  }

  /** Detaches all objects from an attribute that refers to many; for one, use {@code set(null)}. */
  public Linked clear() {
    return replace(List.of());
  }

  /**
   * Sets an attribute that refers to one object: the bare id is sent, not a list.
   *
   * @param id the object's id, or null to detach the current object
   */
  public Linked set(@Nullable String id) {
    Set<String> wanted = id == null ? Set.of() : checked(List.of(id));
    Deadline deadline = calls.newDeadline();
    return locked(deadline, () -> put(id, wanted, deadline));
  }

  /**
   * Reads the objects that the parent shows. From version 2.16 on the linked objects are listed as
   * well, to find out whether the set is complete.
   */
  public Linked read() {
    return read(calls.newDeadline());
  }

  private Linked update(
      String doing, Set<String> ids, BiConsumer<Set<String>, Set<String>> change) {
    Deadline deadline = calls.newDeadline();
    return locked(
        deadline,
        () -> {
          Linked current = read(deadline);
          if (!current.isComplete()) {
            throw incomplete(doing, current);
          }
          Set<String> wanted = new LinkedHashSet<>(current.getIds());
          change.accept(wanted, ids);
          return wanted.equals(Set.copyOf(current.getIds()))
              ? current
              : put(List.copyOf(wanted), wanted, deadline);
        });
  }

  private Linked locked(Deadline deadline, Supplier<Linked> update) {
    return calls.locked(parent, relationship::call, deadline, update);
  }

  /** Returns the exception for a set that is not completely known. */
  IncompleteAssociationsException incomplete(String doing, Linked current) {
    ApiVersion version = calls.settings().version();
    String type = objects.type();
    String reason =
        current.partial
            ? "reports that there are more"
            : objects.canList()
                ? ("those of type " + type + " that are linked to it, here or by an attribute of")
                    + " their own, are not exactly these"
                : "whether that is all cannot be known with "
                    + (version == null ? "no Intercom-Version set" : "Intercom-Version " + version)
                    + " (2.16 or later shows it)";
    return new IncompleteAssociationsException(
        ("%s%s could detach others: it shows %s, and %s. Nothing was changed. Use replace(..) with"
                + " the full set, a reference attribute on %s itself%s")
            .formatted(
                doing,
                where(),
                current.getIds().size(),
                reason,
                type,
                current.partial ? "" : ", or assumeComplete() if you know that it shows all"));
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
              + " is not a list of objects; is it a relationship attribute? Nothing was changed",
          null,
          IntercomException.Outcome.NOT_APPLIED,
          1);
    }
    // A list without one of the ids describes something else, or an earlier set.
    boolean complete = !shown.isPartial() && (assumeComplete || Set.copyOf(ids).equals(listed));
    return new Linked(where(), ids, complete, shown.isPartial(), List.of(), List.of());
  }

  /** Returns the ids of all objects linked to the parent, or null if the version cannot list. */
  private @Nullable Set<String> listed(Deadline deadline) {
    return objects.canList() ? Set.copyOf(objects.list(parent).through(calls).ids(deadline)) : null;
  }

  /** Returns {@link #listed}, or null if that fails, since the change is applied nevertheless. */
  private @Nullable Set<String> listedAfterChange(Deadline deadline) {
    try {
      return listed(deadline);
    } catch (RuntimeException e) {
      // Also one of the supplier of tokens.
      return null;
    }
  }

  private Linked put(@Nullable Object json, Set<String> wanted, Deadline deadline) {
    return check(wanted, relationship.write(json, deadline), deadline);
  }

  /** Finds the ids that were sent and are neither shown (not all need be) nor listed. */
  private Linked check(Set<String> wanted, Relationship.Shown after, Deadline deadline) {
    // In another form it may be an ordinary attribute, which shows whatever it was sent.
    List<String> shown = after.isSure() && after.ids() != null ? after.ids() : List.<String>of();
    boolean partial = after.isPartial();
    List<String> extra = shown.stream().filter(id -> !wanted.contains(id)).toList();
    Set<String> shownIds = Set.copyOf(shown);
    if (shownIds.containsAll(wanted)) {
      boolean complete = !partial && extra.isEmpty() && (assumeComplete || objects.canList());
      return new Linked(where(), shown, complete, false, List.of(), extra);
    }
    Set<String> listed = listedAfterChange(deadline);
    if (listed == null || !listed.containsAll(shownIds)) {
      return new Linked(where(), shown, false, false, List.of(), extra);
    }
    List<String> missing =
        wanted.stream().filter(id -> !shownIds.contains(id) && !listed.contains(id)).toList();
    if (!missing.isEmpty()) {
      calls.dropped(relationship.call(), List.of(attribute));
    }
    boolean complete = !partial && shownIds.equals(listed);
    return new Linked(where(), shown, complete, false, missing, extra);
  }

  private String where() {
    return ForeignText.of(attribute) + " of " + parent;
  }

  private static Set<String> checked(Collection<String> ids) {
    ids.forEach(id -> Arguments.notBlank("object id", id));
    return new LinkedHashSet<>(ids);
  }

  @Override
  public String toString() {
    return "Associations[" + where() + "]";
  }

  /** The objects that a parent shows as linked to it. Immutable. */
  public static final class Linked {
    private final String where;
    private final List<String> ids;
    private final boolean complete;

    /** True if the parent reports that it shows only some. */
    private final boolean partial;

    private final List<String> missingIds;
    private final List<String> extraIds;

    Linked(
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
      this.missingIds = List.copyOf(missingIds);
      this.extraIds = List.copyOf(extraIds);
    }

    /** Returns Intercom's ids of the objects that the parent shows, which may not be all. */
    public List<String> getIds() {
      return ids;
    }

    /**
     * Returns whether {@link #getIds()} is known to be complete; before version 2.16 only with
     * {@link Associations#assumeComplete()}.
     */
    public boolean isComplete() {
      return complete;
    }

    /** Returns the ids that were sent in a change but are provably not linked, usually none. */
    public List<String> getMissingIds() {
      return missingIds;
    }

    /** Returns the ids that were not sent in a change but are still shown, usually none. */
    public List<String> getExtraIds() {
      return extraIds;
    }

    /**
     * Returns this, or throws if ids are missing or were not detached.
     *
     * @throws DroppedAttributesException naming the ids; the rest was applied
     */
    public Linked orThrow() {
      if (!missingIds.isEmpty()) {
        throw new DroppedAttributesException(
            ("%s was linked without %s; check that it is a relationship attribute, and that these"
                    + " are Intercom's ids of objects (getId()), not external ids")
                .formatted(where, ForeignText.of(missingIds)));
      }
      if (!extraIds.isEmpty()) {
        throw new DroppedAttributesException(
            "%s still shows %s, which were not sent; call read() for the current links"
                .formatted(where, ForeignText.of(extraIds)));
      }
      return this;
    }

    /**
     * Returns this in the form of JSON, as an unmodifiable map with the keys {@code ids}, {@code
     * complete}, {@code missing_ids} and {@code extra_ids}. Jackson writes this form.
     */
    @JsonValue
    public Map<String, @Nullable Object> toMap() {
      return JsonForm.of(
          "ids", ids, "complete", complete, "missing_ids", missingIds, "extra_ids", extraIds);
    }

    @Override
    public String toString() {
      return ForeignText.of(ids) + (complete ? "" : " and possibly more");
    }
  }
}
