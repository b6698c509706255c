package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Upserted.Dropped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How objects are linked to their contacts. Thread-safe. */
interface Linking {
  /**
   * What to send for a row.
   *
   * @param contactId Intercom's id of the row's contact; null where it names none
   */
  Attributes attributes(Row row, @Nullable String contactId);

  /** A row was stored. */
  void stored(Row row, String objectId, List<Dropped> dropped);

  /** A row was stored by an earlier run as it is. */
  void unchanged(Row row, String objectId);

  /**
   * A row was not stored.
   *
   * @param contacts that it names, or that it is known to have named before
   */
  void failed(Place place, List<String> contacts);

  /** Makes the links that are still to be made. */
  void finish(Progress progress) throws CannotRunException;
}
