package io.github.intercomobjects.sync;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.sync.InputOptions.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a source, with the known state of their objects.
 *
 * @param state the state that is kept from run to run
 * @param scratch the temporary data of this run
 */
record SourceRows(
    RowSource source,
    Columns columns,
    Mapping mapping,
    SyncState state,
    Scratch scratch,
    RowHash hash) {

  /**
   * Returns the rows of a source.
   *
   * @param version the version of the API; null for the version of the token
   */
  static SourceRows of(
      Input input, @Nullable ApiVersion version, SyncState state, Scratch scratch) {
    Columns columns = input.columns();
    Mapping mapping = input.mapping();
    RowHash hash =
        new RowHash(
            version,
            columns.hasCreatedAt(),
            columns.hasUpdatedAt(),
            mapping.contact() == null ? null : mapping.link());
    return new SourceRows(input.source(), columns, mapping, state, scratch, hash);
  }

  /** Returns the names of the attributes that are sent, including the one that links. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    columns.attributes().forEach(attribute -> names.add(attribute.name()));
    if (mapping.contact() != null && !mapping.link().onContact()) {
      names.add(mapping.link().attribute());
    }
    return names;
  }

  /** Returns the detection of refusals for which no row is the cause. */
  CommonCause commonCause() {
    Map<String, String> byAttribute = new HashMap<>();
    for (Columns.Attribute attribute : columns.attributes()) {
      byAttribute.put(attribute.name(), columns.header().get(attribute.index()));
    }
    return new CommonCause(
        mapping.type(), mapping.contact() == null ? null : mapping.link().attribute(), byAttribute);
  }

  /** Starts a pass over the source. */
  RowFeed feed() throws CannotRunException {
    return RowFeed.of(source, columns, hash, state, scratch);
  }

  /** Reads all rows as {@link #planWithContacts(Plan.Listener)} does, without a listener. */
  Plan planWithContacts() throws CannotRunException {
    return planWithContacts(item -> {});
  }

  /**
   * Reads all rows once, before anything is sent, and records the contacts to look up.
   *
   * @param listener receives each row
   */
  Plan planWithContacts(Plan.Listener listener) throws CannotRunException {
    ContactMemory contacts = new ContactMemory(state, scratch);
    try (RowFeed feed = feed()) {
      return Plan.of(
          feed,
          item -> {
            Row row = item.row();
            ContactKey contact = row == null ? null : row.contact();
            if (contact != null
                && (mapping.link().onContact() || !item.isUnchanged())
                && contacts.id(contact) == null) {
              contacts.want(contact);
            }
            listener.row(item);
          });
    } catch (DataAccessException e) {
      throw e.toCannotRun();
    }
  }

  /** Returns the known objects without a row. All rows must have been read. */
  Gone gone() {
    return Gone.of(state, scratch, source);
  }
}
