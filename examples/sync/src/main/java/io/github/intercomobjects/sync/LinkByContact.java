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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The links by an attribute of the contact, with one call for each contact whose links change. The
 * calls are sent after all rows were stored.
 *
 * <p>The call replaces all links of the contact. If a row of a contact failed, its links are
 * therefore not changed: the object of that row may already be linked to it, and would lose that
 * link. A contact that no row names any more loses the links to objects that now belong to other
 * contacts.
 */
final class LinkByContact implements Linking {
  private final CustomObjects<?> objects;
  private final String attribute;
  private final ContactResolver contacts;
  private final SyncState state;
  private final Scratch scratch;
  private final Tally tally;
  private final Failures failures;
  private final CommonCause causes;
  private final BooleanSupplier stop;

  /**
   * Creates the linking.
   *
   * @param causes ends the run if no link can be created
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
      BooleanSupplier stop) {
    this.objects = objects;
    this.attribute = attribute;
    this.contacts = contacts;
    this.state = state;
    this.scratch = scratch;
    this.tally = tally;
    this.failures = failures;
    this.causes = causes;
    this.stop = stop;
  }

  /**
   * The links that a contact should have.
   *
   * @param location the location of its first row; null if no row names it
   */
  record Wanted(String contact, @Nullable Location location, List<String> objectIds) {}

  @Override
  public Attributes attributes(Row row, @Nullable String contactId) {
    return row.attributes();
  }

  @Override
  public void stored(Row row, String objectId, List<Dropped> dropped) {
    ContactKey contact = row.contact();
    scratch.link(contact == null ? null : ContactMemory.text(contact), row.location(), objectId);
  }

  @Override
  public void unchanged(Row row, String objectId) {
    stored(row, objectId, List.of());
  }

  @Override
  public void failed(Location location, List<String> named) {
    named.forEach(contact -> scratch.fail(contact, location));
  }

  @Override
  public void finish(Progress progress) throws CannotRunException {
    long count = 0;
    for (Iterator<Wanted> all = all(); all.hasNext(); ) {
      count += isChanged(all.next()) ? 1 : 0;
    }
    progress.begin("linking", "contacts", count);
    try (Workers workers = new Workers()) {
      Iterator<Wanted> all = all();
      boolean accepted = true;
      while (accepted && all.hasNext() && !stop.getAsBoolean()) {
        Wanted wanted = all.next();
        accepted =
            !isChanged(wanted)
                || workers.submit(
                    () -> {
                      link(wanted);
                      progress.step();
                    });
      }
      workers.await();
    }
  }

  /** Returns the contacts that rows name, and then those that no row names any more. */
  private Iterator<Wanted> all() {
    Iterator<Scratch.Group> groups = scratch.groups();
    Iterator<String> linked = state.linkedContacts();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return groups.hasNext() || linked.hasNext();
      }

      @Override
      public Wanted next() {
        return groups.hasNext() ? named(groups.next()) : unnamed(linked.next());
      }
    };
  }

  private static Wanted named(Scratch.Group group) {
    Map.Entry<Long, String> first = group.objectIds().firstEntry();
    return new Wanted(
        group.contact(),
        group.unit().at(first.getKey()),
        new ArrayList<>(group.objectIds().values()));
  }

  private Wanted unnamed(String contact) {
    Links before = state.links(contact);
    List<String> left =
        before == null || scratch.hasGroup(contact)
            ? List.of()
            : before.ids().stream().filter(id -> !scratch.hasObject(id)).toList();
    return new Wanted(contact, null, left);
  }

  private boolean isChanged(Wanted wanted) {
    Links before = state.links(wanted.contact());
    if (wanted.location() != null) {
      return before == null || !before.certain() || !before.ids().equals(wanted.objectIds());
    }
    return before != null
        && !scratch.hasGroup(wanted.contact())
        && scratch.failedRow(wanted.contact()) == null
        && wanted.objectIds().size() < before.ids().size();
  }

  /** Replaces the links of a contact, unless one of its rows has failed. */
  void link(Wanted wanted) throws CannotRunException {
    String failed = scratch.failedRow(wanted.contact());
    if (failed != null) {
      notLinked(
          wanted,
          wanted.objectIds().size(),
          failed + " failed, and replacing the links could remove the link to its object");
      return;
    }
    ContactKey key = ContactMemory.key(wanted.contact());
    Resolved contact = contacts.resolve(key);
    try {
      if (contact.id() != null) {
        try {
          replace(contact.id(), wanted);
          return;
        } catch (NotFoundException | ContactMergedException e) {
          contact = contacts.resolveAgain(key);
        }
      }
      if (contact.id() == null) {
        notLinked(wanted, wanted.objectIds().size(), String.valueOf(contact.reason()));
      } else {
        replace(contact.id(), wanted);
      }
    } catch (IntercomException e) {
      notLinked(wanted, wanted.objectIds().size(), failures.reason(e));
      causes.failed(e, Map.of(attribute, wanted.objectIds()));
    }
  }

  private void replace(String contactId, Wanted wanted) {
    List<String> ids = wanted.objectIds();
    state.markLinksUncertain(wanted.contact(), ids);
    Linked linked = objects.associations(Parent.contact(contactId), attribute).replace(ids);
    failures.responseReceived();
    causes.accepted();
    List<String> missing = linked.getMissingIds();
    if (missing.isEmpty()) {
      state.recordLinks(wanted.contact(), ids);
    } else {
      notLinked(wanted, missing.size(), "Intercom did not keep the links to " + missing);
    }
    tally.linked(ids.size() - missing.size());
  }

  private void notLinked(Wanted wanted, int count, String reason) {
    tally.notLinked(wanted.location(), ContactMemory.key(wanted.contact()), count, reason);
  }
}
