package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.Upserted.Dropped;
import io.github.intercomobjects.sync.LinkByContact.Wanted;
import io.github.intercomobjects.sync.SyncState.Known;
import io.github.intercomobjects.sync.SyncState.Links;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The link of one row by an attribute of its contact. A call replaces all links of a contact, so
 * the other links are those that the last run stored. If the state file does not have them, they
 * are the objects of the other rows that name the contact.
 */
final class LinkOneRow implements Linking {
  private final SourceRows rows;
  private final CustomObjects<?> objects;
  private final Failures failures;
  private final LinkByContact links;
  private @Nullable String contactBefore;
  private @Nullable Row row;
  private @Nullable String objectId;

  /**
   * Creates the linking.
   *
   * @param links sends the calls
   */
  LinkOneRow(SourceRows rows, CustomObjects<?> objects, Failures failures, LinkByContact links) {
    this.rows = rows;
    this.objects = objects;
    this.failures = failures;
    this.links = links;
  }

  @Override
  public Attributes attributes(Row sent, @Nullable String contactId) {
    Known known = rows.state().find(sent.key());
    contactBefore = known == null ? null : known.contact();
    return links.attributes(sent, contactId);
  }

  @Override
  public void stored(Row sent, String id, List<Dropped> dropped) {
    row = sent;
    objectId = id;
  }

  @Override
  public void unchanged(Row sent, String id) {
    throw new IllegalStateException("the only row is always sent");
  }

  @Override
  public void failed(Location location, List<String> contacts) {
    // The links stay as they are.
  }

  @Override
  public void finish(Progress progress) throws CannotRunException {
    Row sent = row;
    String id = objectId;
    if (sent == null || id == null) {
      return;
    }
    String contact = sent.contact() == null ? null : ContactMemory.text(sent.contact());
    progress.begin("linking", "contacts", contact == null ? 0 : 1);
    if (contact != null) {
      Set<String> ids = others(contact, sent.key(), id);
      ids.add(id);
      links.link(new Wanted(contact, sent.location(), new ArrayList<>(ids)));
      progress.step();
    }
    if (contactBefore != null && !contactBefore.equals(contact)) {
      Set<String> ids = others(contactBefore, sent.key(), id);
      links.link(new Wanted(contactBefore, null, new ArrayList<>(ids)));
    }
  }

  /** Returns the ids of the objects, except one, that a contact is linked to. */
  private Set<String> others(String contact, String key, String id) throws CannotRunException {
    Links stored = rows.state().links(contact);
    Set<String> ids = new LinkedHashSet<>();
    if (stored != null) {
      ids.addAll(stored.ids());
    } else {
      addOfOtherRows(contact, key, ids);
    }
    ids.remove(id);
    return ids;
  }

  private void addOfOtherRows(String contact, String key, Set<String> ids)
      throws CannotRunException {
    try (RowFeed all = rows.allRows()) {
      while (all.hasNext()) {
        RowFeed.Item item = all.next();
        if (contact.equals(contact(item)) && !key.equals(item.key())) {
          addOf(item, contact, ids);
        }
      }
    }
  }

  /** Returns the contact that the object of a row is linked to, as far as it is known. */
  private static @Nullable String contact(RowFeed.Item item) {
    Known known = item.known();
    if (known != null && known.id() != null) {
      return known.contact();
    }
    Row valid = item.row();
    BadRowException bad = item.bad();
    ContactKey named = valid != null ? valid.contact() : bad == null ? null : bad.contact();
    return named == null ? null : ContactMemory.text(named);
  }

  private void addOf(RowFeed.Item item, String contact, Set<String> ids) throws CannotRunException {
    String key = item.key();
    Known known = item.known();
    if (known != null && known.id() != null) {
      ids.add(known.id());
    } else if (key == null) {
      rows.scratch().fail(contact, item.raw().location());
    } else {
      try {
        objects.findByExternalId(key).map(CustomObject::getId).ifPresent(ids::add);
        failures.responseReceived();
      } catch (IntercomException | IllegalArgumentException e) {
        failures.reason(e);
        rows.scratch().fail(contact, item.raw().location());
      }
    }
  }
}
