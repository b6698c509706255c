package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Upserted.Dropped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The linking of a source without a contact column, which links nothing. */
final class NoLinks implements Linking {
  @Override
  public Attributes attributes(Row row, @Nullable String contactId, boolean wasLinked) {
    return row.attributes();
  }

  @Override
  public void stored(Row row, String objectId, List<Dropped> dropped) {}

  @Override
  public void unchanged(Row row, String objectId) {}

  @Override
  public void failed(Location location, List<String> contacts) {}

  @Override
  public void finish(Progress progress) {}
}
