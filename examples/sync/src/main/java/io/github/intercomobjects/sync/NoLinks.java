package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Upserted.Dropped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For a source that names no contacts. */
final class NoLinks implements Linking {
  @Override
  public Attributes attributes(Row row, @Nullable String contactId) {
    return row.attributes();
  }

  @Override
  public void stored(Row row, String objectId, List<Dropped> dropped) {}

  @Override
  public void unchanged(Row row, String objectId) {}

  @Override
  public void failed(Place place, List<String> contacts) {}

  @Override
  public void finish(Progress progress) {}
}
