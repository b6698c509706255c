package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.Upserted.Dropped;
import io.github.intercomobjects.sync.SyncState.Known;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The link of one row by an attribute of its contact. The objects of other rows keep their links,
 * as objects without a row do. If the state file does not have the links of the contact, they are
 * found by the other rows that name it.
 */
final class LinkOneRow implements Linking {
  private final SourceRows rows;
  private final CustomObjects<?> objects;
  private final Failures failures;
  private final LinkByContact links;
  private final Stop stop;
  private @Nullable Row stored;

  /**
   * Creates the linking.
   *
   * @param links sends the calls
   */
  LinkOneRow(
      SourceRows rows,
      CustomObjects<?> objects,
      Failures failures,
      LinkByContact links,
      Stop stop) {
    this.rows = rows;
    this.objects = objects;
    this.failures = failures;
    this.links = links;
    this.stop = stop;
  }

  @Override
  public Attributes attributes(Row row, @Nullable String contactId, boolean wasLinked) {
    return links.attributes(row, contactId, wasLinked);
  }

  @Override
  public void stored(Row row, String objectId, List<Dropped> dropped) {
    stored = row;
    links.stored(row, objectId, dropped);
  }

  @Override
  public void unchanged(Row row, String objectId) {
    throw new IllegalStateException("the only row is always sent");
  }

  @Override
  public void failed(Location location, List<String> contacts) {
    // The links stay as they are.
  }

  @Override
  public void finish(Progress progress) throws CannotRunException {
    Row row = stored;
    if (row == null) {
      return;
    }
    if (row.contact() != null) {
      String contact = ContactMemory.text(row.contact());
      if (rows.state().links(contact) == null) {
        addOtherRows(contact, row.key());
      }
    }
    links.finish(progress);
  }

  private void addOtherRows(String contact, String key) throws CannotRunException {
    try (RowFeed all = rows.allRows()) {
      while (all.hasNext()) {
        stop.check();
        RowFeed.Item item = all.next();
        if (contact.equals(contact(item)) && !key.equals(item.key())) {
          add(item, contact);
        }
      }
    }
  }

  /** Returns the contact that the object of a row is linked to, as far as it is known. */
  private @Nullable String contact(RowFeed.Item item) {
    Known known = item.known();
    if (known != null && known.id() != null) {
      return known.contact();
    }
    // A row with too many cells names a contact as well.
    ContactKey named = rows.columns().contactIn(item.raw());
    return named == null ? null : ContactMemory.text(named);
  }

  private void add(RowFeed.Item item, String contact) throws CannotRunException {
    RunLinks run = rows.scratch().links();
    Location location = item.raw().location();
    String key = item.key();
    Known known = item.known();
    if (known != null && known.id() != null) {
      run.link(contact, location, known.id());
    } else if (key == null) {
      run.fail(contact, location + " has no key");
    } else {
      try {
        objects
            .findByExternalId(key)
            .map(CustomObject::getId)
            .ifPresent(id -> run.link(contact, location, id));
        failures.responseReceived();
      } catch (IntercomException | IllegalArgumentException e) {
        run.fail(contact, "the object of " + location + " was not found: " + failures.reason(e));
      }
    }
  }
}
