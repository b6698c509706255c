package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Upserted.Dropped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way to link objects to their contacts. Thread-safe. */
interface Linking {
  /**
   * Returns the attributes to send for a row.
   *
   * @param contactId Intercom's id of the row's contact; null if the row names none
   * @param wasLinked whether an earlier run linked the object
   */
  Attributes attributes(Row row, @Nullable String contactId, boolean wasLinked);

  /** Receives a row that was stored. */
  void stored(Row row, String objectId, List<Dropped> dropped);

  /** Receives a row that is unchanged since an earlier run stored it. */
  void unchanged(Row row, String objectId);

  /**
   * Receives a row that was not stored.
   *
   * @param contacts the contacts that it names or named in an earlier run
   */
  void failed(Location location, List<String> contacts);

  /** Creates the remaining links, after all rows were stored. */
  void finish(Progress progress) throws CannotRunException;
}
