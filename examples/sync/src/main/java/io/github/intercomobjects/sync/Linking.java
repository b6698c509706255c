package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Upserted;
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
  void stored(Row row, @Nullable String contactId, Upserted<?> saved);

  /** A row that names a contact was not stored. */
  void failed(long line, String contact);

  /** Makes the links that are still to be made. */
  void finish(Workers workers, Progress progress) throws CannotRunException;
}
