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
 * @param only the key of the only row to be sent; null for all rows
 */
record SourceRows(
    RowSource source,
    Columns columns,
    Mapping mapping,
    SyncState state,
    Scratch scratch,
    RowHash hash,
    @Nullable String only) {

  /**
   * Returns the rows of a source.
   *
   * @param version the version of the API; null for the version of the token
   * @param only the key of the only row to be sent; null for all rows
   */
  static SourceRows of(
      Input input,
      @Nullable ApiVersion version,
      SyncState state,
      Scratch scratch,
      @Nullable String only) {
    Columns columns = input.columns();
    Mapping mapping = input.mapping();
    RowHash hash =
        new RowHash(
            version,
            columns.hasCreatedAt(),
            columns.hasUpdatedAt(),
            mapping.contact() == null ? null : mapping.link());
    return new SourceRows(input.source(), columns, mapping, state, scratch, hash, only);
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

  /** Starts a pass over the source, which returns the rows that may be sent. */
  CloseableIterator<RowFeed.Item> feed() throws CannotRunException {
    RowFeed all = allRows();
    return only == null ? all : new OneRow(all, only, columns);
  }

  /** Starts the pass that sends, which does not read unchanged rows again. */
  CloseableIterator<RowFeed.Item> sendingFeed() throws CannotRunException {
    return only == null ? RowFeed.of(source, columns, hash, state, scratch, true) : feed();
  }

  /** Starts a pass over all rows of the source. */
  RowFeed allRows() throws CannotRunException {
    return RowFeed.of(source, columns, hash, state, scratch, false);
  }

  /** Reads all rows as the other method does, without a listener. */
  Plan planWithContacts() throws CannotRunException {
    return planWithContacts(new ContactMemory(state, scratch), item -> {});
  }

  /**
   * Reads all rows once, before anything is sent, and records the contacts to look up.
   *
   * @param contacts receives the contacts
   * @param listener receives each row
   * @throws CannotRunException if the source cannot be read to its end, or lacks the only row
   */
  Plan planWithContacts(ContactMemory contacts, Plan.Listener listener) throws CannotRunException {
    Plan plan = plan(contacts, listener);
    if (only != null && plan.rows() == 0) {
      throw new CannotRunException(
          source.name()
              + " has no row with the "
              + columns.keyName()
              + " \""
              + Printable.cell(only)
              + "\"; give --only the text of its cell, in which case and leading zeros count");
    }
    return plan;
  }

  private Plan plan(ContactMemory contacts, Plan.Listener listener) throws CannotRunException {
    int commas = scratch.commas().size();
    Plan plan = pass(contacts, listener);
    if (scratch.commas().size() == commas) {
      return plan;
    }
    // Rows above the first number with a comma may be invalid too.
    scratch.unsettle();
    return pass(contacts, listener);
  }

  private Plan pass(ContactMemory contacts, Plan.Listener listener) throws CannotRunException {
    RunValues values = scratch.values();
    FilledColumns filled = FilledColumns.of(columns);
    values.forget(filled);
    try (CloseableIterator<RowFeed.Item> feed = feed()) {
      Plan plan =
          Plan.of(
              feed,
              item -> {
                Row row = item.row();
                ContactKey contact = row == null ? null : row.contact();
                if (contact != null && isLookedUp(contact, item, contacts)) {
                  contacts.want(contact);
                }
                filled.add(item.raw());
                if (row != null) {
                  addValues(row, item);
                }
                listener.row(item);
              });
      scratch.judgeSuspects();
      values.findOwners(state);
      return plan;
    } catch (DataAccessException e) {
      throw e.toCannotRun();
    }
  }

  private void addValues(Row row, RowFeed.Item item) {
    boolean isNew = item.known() == null || state.replaced(row.key()) != null;
    if (isNew || !item.isUnchanged()) {
      scratch.values().add(row.key(), RowHash.ofValues(row), isNew);
    }
  }

  /** Returns whether all rows of a complete source are sent. */
  boolean isComplete() {
    return only == null && !source.isPart() && !source.isLimited();
  }

  /** Removes the cursor before the first write, unless this run continues from it. */
  void suspendCursor() {
    if (!continuesCursor()) {
      state.suspendCursor();
    }
  }

  private boolean continuesCursor() {
    JdbcCursor cursor = source.cursor();
    return cursor != null && cursor.continues(state.cursor());
  }

  /** Records from where the next run continues, after all rows were stored. */
  void recordCursor() {
    String next;
    if (only != null || source.isPart()) {
      String before = state.suspendedCursor();
      // With another mapping, these rows differ from what the next run would store.
      next = before != null && JdbcCursor.isOf(before, mapping) ? before : null;
    } else {
      JdbcCursor cursor = source.cursor();
      // Another run may have changed the cursor after this one read it.
      boolean isSafe = !source.isLimited() || continuesCursor();
      next = cursor == null || !isSafe ? null : cursor.next(source.identity(), mapping);
    }
    if (next != null) {
      state.recordCursor(next);
    }
  }

  /**
   * Returns whether to look up the contact of a row. It is looked up again after some time, because
   * an address or external id may get another owner, and before an object loses its link to another
   * contact, because the contact of its row may not exist any more.
   */
  private boolean isLookedUp(ContactKey contact, RowFeed.Item item, ContactMemory contacts) {
    if (contacts.id(contact) == null) {
      return mapping.link().onContact() || !item.isUnchanged();
    }
    return (item.isMoved() && !contacts.isFresh(contact))
        || (!item.isUnchanged() && contacts.isOld(contact));
  }

  /**
   * Records whether Intercom may have objects, and therefore links, that the state lacks.
   *
   * @param count the number of objects before the run; null if it is not known
   */
  void noteObjects(@Nullable Long count) {
    if (state.isEmpty() && (count == null || count > 0)) {
      state.recordLinksUnknown();
    }
    if (count != null && count <= state.size() && !state.areLinksUnknown()) {
      scratch.links().setEachObjectKnown();
    }
  }

  /** Records that an object has the values of its row. */
  void recordStored(String key) {
    state.reports().stored(source, key, only != null);
  }

  /** Returns the known objects without a row. All rows must have been read. */
  Gone gone() {
    return Gone.of(state, scratch, source);
  }
}
