package io.github.intercomobjects.sync;

import io.github.intercomobjects.Associations.Linked;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ContactMergedException;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.Upserted.Dropped;
import io.github.intercomobjects.sync.ContactResolver.Resolved;
import io.github.intercomobjects.sync.SyncState.Links;
import io.github.intercomobjects.sync.UnknownLinks.Present;
import io.github.intercomobjects.sync.WantedLinks.Kept;
import io.github.intercomobjects.sync.WantedLinks.Wanted;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The links by an attribute of the contact, with one call for each contact whose links change. The
 * calls are sent after all rows were stored and objects without a row were deleted.
 *
 * <p>The call replaces all links of the contact, so it has those of {@link WantedLinks} too that no
 * row gives. If a row of a contact failed, its links are not changed: the object of that row may
 * already be linked to it, though the state file does not know it, and would lose that link.
 *
 * <p>An object is linked to its new contact before its link to the old one is removed, so that a
 * call which fails leaves it linked. The old contact therefore waits until the calls of the others
 * have ended. If it gains objects as well, it may need two calls: one that keeps the old links, and
 * one that removes them.
 */
final class LinkByContact implements Linking {
  private final CustomObjects<?> objects;
  private final String attribute;
  private final ContactResolver contacts;
  private final SyncState state;
  private final RunLinks run;
  private final WantedLinks links;
  private final UnknownLinks unknown;
  private final Set<String> movedTo = ConcurrentHashMap.newKeySet();

  /** The ids of the contacts to link again, after the calls in flight. */
  private final Set<String> again = ConcurrentHashMap.newKeySet();

  /** The number of times that a contact had to wait for others. */
  private final Map<String, Integer> waits = new ConcurrentHashMap<>();

  private final Tally tally;
  private final Failures failures;
  private final CommonCause causes;
  private final BooleanSupplier stop;

  /**
   * Creates the linking.
   *
   * @param oneRow whether only one row is sent
   * @param stop returns whether to start no further calls
   */
  LinkByContact(
      CustomObjects<?> objects,
      String attribute,
      ContactResolver contacts,
      SyncState state,
      Scratch scratch,
      Tally tally,
      Failures failures,
      CommonCause causes,
      boolean oneRow,
      BooleanSupplier stop) {
    this.objects = objects;
    this.attribute = attribute;
    this.contacts = contacts;
    this.state = state;
    this.run = scratch.links();
    this.links = new WantedLinks(state, run, oneRow);
    this.unknown = new UnknownLinks(objects, attribute, state, run);
    this.tally = tally;
    this.failures = failures;
    this.causes = causes;
    this.stop = stop;
  }

  @Override
  public Attributes attributes(Row row, @Nullable String contactId, boolean wasLinked) {
    return row.attributes();
  }

  @Override
  public void stored(Row row, String objectId, List<Dropped> dropped) {
    ContactKey contact = row.contact();
    run.link(contact == null ? null : ContactMemory.text(contact), row.location(), objectId);
  }

  @Override
  public void unchanged(Row row, String objectId) {
    stored(row, objectId, List.of());
  }

  @Override
  public void failed(Location location, List<String> named) {
    named.forEach(contact -> run.fail(contact, location + " failed"));
  }

  @Override
  public void finish(Progress progress) throws CannotRunException {
    links.find();
    long count = 0;
    for (Iterator<Wanted> all = links.all(); all.hasNext(); ) {
      Wanted wanted = all.next();
      count += wanted.changed() ? 1 : 0;
      if (!wanted.changed()) {
        links.forgetDeleted(wanted);
      }
    }
    progress.begin("linking", "contacts", count);
    link(links.all(), progress::step);
    while (!again.isEmpty()) {
      List<String> ids = List.copyOf(again);
      again.clear();
      link(ids.stream().map(links::of).iterator(), () -> {});
    }
  }

  private void link(Iterator<Wanted> all, Runnable done) throws CannotRunException {
    try (Workers workers = new Workers()) {
      boolean accepted = true;
      while (accepted && all.hasNext() && !stop.getAsBoolean()) {
        Wanted wanted = all.next();
        accepted =
            !wanted.changed()
                || workers.submit(
                    () -> {
                      link(wanted);
                      done.run();
                    });
      }
      workers.await();
    }
  }

  private void link(Wanted wanted) throws CannotRunException {
    for (String name : wanted.idsByName().keySet()) {
      String failed = run.failedRow(name);
      if (failed != null) {
        notLinked(wanted, failed + ", and replacing the links could remove the link to its object");
        return;
      }
    }
    try {
      if (wanted.contactId() == null) {
        moved(wanted, false);
        return;
      }
      try {
        replace(wanted.contactId(), wanted);
      } catch (NotFoundException | ContactMergedException e) {
        if (movedTo.contains(wanted.contactId())) {
          throw e;
        }
        moved(wanted, true);
      }
    } catch (IntercomException e) {
      notLinked(wanted, failures.reason(e));
      causes.failed(e, Map.of(attribute, wanted.objectIds()));
    }
  }

  /** Finds the ids of a contact, whose links are replaced when those of the others are. */
  private void moved(Wanted wanted, boolean isIdInvalid) throws CannotRunException {
    for (String name : wanted.idsByName().keySet()) {
      ContactKey key = ContactMemory.key(name);
      Resolved contact = isIdInvalid ? contacts.resolveAgain(key) : contacts.resolve(key);
      if (contact.id() == null && wanted.location() == null && contacts.isMissing(key, contact)) {
        // No row names it, and its links are gone with it.
        state.recordLinks(name, List.of());
      } else if (contact.id() == null) {
        notLinked(wanted, String.valueOf(contact.reason()));
      } else {
        links.move(wanted, name, contact.id());
        // Two contacts that were merged have one call, with the links of both.
        movedTo.add(contact.id());
        again.add(contact.id());
      }
    }
  }

  private void replace(String contactId, Wanted wanted) {
    Present present = unknown.read(contactId, wanted);
    if (present.problem() != null) {
      notLinked(wanted, present.problem());
      return;
    }
    Kept kept = links.kept(wanted, present.ids());
    if (kept.waiting() && waits(contactId, kept)) {
      return;
    }
    Set<String> before = linkedBefore(wanted);
    before.addAll(present.ids());
    kept.idsByName().forEach(state::markLinksUncertain);
    List<String> ids = kept.objectIds();
    Linked linked = objects.associations(Parent.contact(contactId), attribute).replace(ids);
    failures.responseReceived();
    causes.accepted();
    Set<String> missing = new LinkedHashSet<>(linked.getMissingIds());
    long added = ids.stream().filter(id -> !before.contains(id) && !missing.contains(id)).count();
    // An object without a row may have been deleted in Intercom, where its link is then gone too.
    missing.retainAll(wanted.rowIds());
    if (missing.isEmpty()) {
      Set<String> gone = Set.copyOf(linked.getMissingIds());
      kept.idsByName()
          .forEach(
              (name, of) ->
                  state.recordLinks(name, of.stream().filter(id -> !gone.contains(id)).toList()));
      wanted
          .idsByName()
          .forEach(
              (name, of) ->
                  run.confirm(name, of.stream().filter(id -> !gone.contains(id)).toList()));
    } else {
      notLinked(wanted, missing, "Intercom did not keep the links to " + missing);
    }
    tally.linked(added);
  }

  /** Returns whether no call is sent for a contact with a link that is not yet removed. */
  private boolean waits(String contactId, Kept kept) {
    int count = waits.merge(contactId, 1, Integer::sum);
    if (count < 3) {
      again.add(contactId);
    }
    return count == 1 || kept.idsByName().entrySet().stream().allMatch(this::isRecorded);
  }

  private boolean isRecorded(Map.Entry<String, List<String>> ids) {
    Links links = state.links(ids.getKey());
    return links != null
        && links.certain()
        && Set.copyOf(links.ids()).equals(Set.copyOf(ids.getValue()));
  }

  private Set<String> linkedBefore(Wanted wanted) {
    Set<String> ids = new HashSet<>();
    for (String name : wanted.idsByName().keySet()) {
      Links links = state.links(name);
      if (links != null && links.certain()) {
        ids.addAll(links.ids());
      }
    }
    return ids;
  }

  private void notLinked(Wanted wanted, String reason) {
    notLinked(wanted, wanted.rowIds(), reason);
  }

  private void notLinked(Wanted wanted, Set<String> rowIds, String reason) {
    if (wanted.contactId() != null) {
      // What was reported is left to the next run.
      again.remove(wanted.contactId());
    }
    tally.notLinked(wanted.location(), wanted.name(), rowIds.size(), reason);
    Set<String> missing = new HashSet<>(rowIds);
    missing.removeAll(linkedBefore(wanted));
    run.addNotLinked(missing, reason);
  }
}
