package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.References;
import io.github.intercomobjects.Upserted.Dropped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The links by an attribute of the object that refers to its contact, without extra calls. */
final class LinkByReference implements Linking {
  private final String attribute;
  private final Tally tally;

  LinkByReference(String attribute, Tally tally) {
    this.attribute = attribute;
    this.tally = tally;
  }

  @Override
  public Attributes attributes(Row row, @Nullable String contactId, boolean wasLinked) {
    Attributes.Builder attributes = row.attributes().toBuilder();
    if (contactId != null) {
      attributes.set(attribute, References.one(contactId));
    } else if (wasLinked) {
      attributes.clear(attribute);
    }
    // Otherwise a link that the state does not know stays, as --max-unlinks cannot count it.
    return attributes.build();
  }

  @Override
  public void stored(Row row, String objectId, List<Dropped> dropped) {
    if (row.contact() != null
        && dropped.stream().noneMatch(value -> value.getName().equals(attribute))) {
      tally.linked(1);
    }
  }

  @Override
  public void unchanged(Row row, String objectId) {
    // The object already has its link.
  }

  @Override
  public void failed(Location location, List<String> contacts) {
    // The object keeps its link.
  }

  @Override
  public void finish(Progress progress) {
    // The links were stored with the objects.
  }
}
