package io.github.intercomobjects.sync;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.sync.InputOptions.Input;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a source, with what is known of their objects.
 *
 * @param state from run to run
 * @param scratch of this run
 */
record SourceRows(
    RowSource source,
    Columns columns,
    Mapping mapping,
    SyncState state,
    Scratch scratch,
    RowHash hash) {

  /**
   * @param version of the API; null for the token's own
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

  /** The attributes that are sent, the one that links included. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    columns.attributes().forEach(attribute -> names.add(attribute.name()));
    if (mapping.contact() != null && !mapping.link().onContact()) {
      names.add(mapping.link().attribute());
    }
    return names;
  }

  /** Reads the source from its start. */
  RowFeed feed() throws CannotRunException {
    return RowFeed.of(source, columns, hash, state, scratch);
  }

  /** As {@link #planWithContacts(Plan.Listener)}. */
  Plan planWithContacts() throws CannotRunException {
    return planWithContacts(item -> {});
  }

  /**
   * Reads all rows once, before anything is sent, and notes the contacts that must be looked up.
   *
   * @param listener is told of each row
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
    } catch (CannotGoOnException e) {
      throw e.cannotRun();
    }
  }

  /** The objects that are known and in no row; all rows must have been read. */
  Gone gone() {
    return Gone.of(state, scratch);
  }
}
