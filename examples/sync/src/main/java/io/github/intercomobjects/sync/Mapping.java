package io.github.intercomobjects.sync;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column is what, as the command line has it; all other columns are attributes of the same
 * name.
 *
 * @param type the identifier of the custom object type
 * @param key the column with the external id
 * @param contact the column with the external id of the contact
 * @param createdAt the column with the time at which the record was made
 * @param link how an object is linked to the contact; counts only with a contact column
 * @param types the types of columns that are no text
 * @param ignored columns that are not sent
 */
record Mapping(
    String type,
    String key,
    @Nullable String contact,
    @Nullable String createdAt,
    Link link,
    Map<String, ColumnType> types,
    Set<String> ignored) {

  /**
   * How objects and contacts are linked.
   *
   * @param onContact whether {@code attribute} is one of the contact, or of the object
   */
  record Link(boolean onContact, String attribute) {}
}
