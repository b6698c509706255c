package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Bulk;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Upserted;
import io.github.intercomobjects.Upserted.Dropped;
import io.github.intercomobjects.sync.ContactResolver.Resolved;
import io.github.intercomobjects.sync.RowLog.Outcome;
import io.github.intercomobjects.sync.SyncState.Known;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The job that stores the new and changed rows of a source as objects, and links them to their
 * contacts. An instance runs once.
 */
final class SyncJob {
  /** The number of rows that are sent again because their known contact no longer exists. */
  private static final int MAX_RESENT = 1000;

  private final SourceRows rows;
  private final Connection connection;
  private final Progress progress;
  private final Stop stop;
  private final RowOutputs outputs;
  private final CustomObjects<Attributes> objects;
  private final ContactMemory memory;
  private final ContactResolver contacts;
  private final Failures failures;
  private final CommonCause causes;
  private final Tally tally;
  private final Linking linking;
  private final List<String> names;
  private final long began = System.nanoTime();

  /** The rows that were stored without their contact, which no longer exists. */
  private final Map<Long, Resend> toResend = new ConcurrentSkipListMap<>();

  private boolean resending;

  /**
   * Creates a job.
   *
   * @param stopSignal returns whether the process was asked to stop
   * @param outputs receives each row; null for none
   * @param listed the number of problems to keep for each reason
   */
  SyncJob(
      SourceRows rows,
      Connection connection,
      Progress progress,
      BooleanSupplier stopSignal,
      @Nullable RowOutputs outputs,
      int listed)
      throws CannotRunException {
    this.rows = rows;
    this.connection = connection;
    this.progress = progress;
    this.stop = new Stop(stopSignal);
    this.outputs = outputs == null ? RowOutputs.none() : outputs;
    Intercom intercom = connection.intercom();
    this.objects = objects(intercom, rows.mapping().type());
    this.failures = new Failures(intercom.getBaseUrl());
    this.tally = new Tally(listed);
    this.memory = new ContactMemory(rows.state(), rows.scratch());
    this.contacts = new ContactResolver(intercom, memory, failures, rows.columns().contactName());
    this.linking = linking(rows.mapping());
    this.names = rows.names();
    this.causes = rows.commonCause();
  }

  private static CustomObjects<Attributes> objects(Intercom intercom, String type)
      throws CannotRunException {
    try {
      return intercom.customObjects(ObjectType.untyped(type));
    } catch (IllegalArgumentException e) {
      throw new CannotRunException("--type: " + e.getMessage(), e);
    }
  }

  private Linking linking(Mapping mapping) {
    if (mapping.contact() == null) {
      return new NoLinks();
    }
    String attribute = mapping.link().attribute();
    if (!mapping.link().onContact()) {
      return new LinkByReference(attribute, tally);
    }
    LinkByContact all =
        new LinkByContact(
            objects,
            attribute,
            contacts,
            rows.state(),
            rows.scratch(),
            tally,
            failures,
            rows.commonCause(),
            rows.only() != null,
            stop);
    return rows.only() == null ? all : new LinkOneRow(rows, objects, failures, all, stop);
  }

  /** A row to be sent. */
  private record Sent(Row row, String hash, @Nullable Known known, Attributes attributes) {
    String key() {
      return row.key();
    }
  }

  /** A row to be sent again, with what was dropped before. */
  private record Resend(Sent sent, List<Dropped> dropped) {}

  /**
   * Runs the job.
   *
   * @param plan the result of the first pass over the source
   * @param deletion how many objects without a row may be deleted; null for none
   * @param creation how many contacts may be created; null for none
   * @throws CannotRunException if the job cannot continue. Rows stored until then stay stored, and
   *     {@link #report} includes them
   */
  Report run(Plan plan, @Nullable MaxDeletes deletion, CreationOptions.@Nullable Limit creation)
      throws CannotRunException {
    tally.expect(plan.rows());
    try {
      rows.suspendCursor();
      if (rows.only() == null) {
        rows.state().keepComplete();
        if (!rows.source().isPart()) {
          rows.state().reports().begin();
        }
      }
      // Also for one row: the next run knows its key, and would not compare it any more.
      rows.gone().recordReplaced();
      if (deletes(deletion)) {
        causes.continueIfFull();
      }
      contacts.resolveWanted(progress, stop);
      if (creation != null) {
        NewContacts missing = new NewContacts(rows, contacts, memory);
        missing.create(missing.find(creation, stop), tally, progress, stop);
      }
      try (CloseableIterator<RowFeed.Item> feed = rows.sendingFeed()) {
        progress.begin("storing", "rows", plan.rows());
        send(new Changed(feed));
      }
      resend();
      // The link of an object that is kept is kept as well.
      // Rows that a cursor leaves out are not gone.
      if (rows.only() == null && !rows.source().isLimited()) {
        new GoneDeletion(objects, rows.state(), tally, failures, progress, stop)
            .run(rows.gone(), deletion);
      }
      if (rows.isComplete()) {
        rows.state().acceptNew();
      }
      linking.finish(progress);
      addNotLinked();
      stop.check();
      if (rows.isComplete() && rows.scratch().values().areMovedAccepted()) {
        rows.state().values().acceptMoved();
      }
      // A source that lost its rows says nothing about its columns.
      if (rows.isComplete() && plan.rows() >= UpdateOption.LEAST) {
        rows.state().values().recordFilled(rows.scratch().values().filled().counts());
      }
      causes.requireRoom(tally.deletedGone());
      Report report = report();
      if (report.partlyStored() == 0 && !report.hasFailures(false)) {
        rows.recordCursor();
        // An object without a row may lack its hash.
        if (rows.isComplete() && report.gone() == report.deleted()) {
          rows.state().values().recordAll();
        }
      }
    } catch (DataAccessException e) {
      throw stopped(e.toCannotRun());
    } catch (CannotRunException e) {
      throw stopped(e);
    }
    return report();
  }

  /** Returns whether objects are deleted after the last row. */
  private boolean deletes(@Nullable MaxDeletes deletion) {
    if (deletion == null) {
      return false;
    }
    Gone gone = rows.gone();
    return gone.count() > 0 && gone.reasonToKeep(deletion) == null;
  }

  /** Returns the result so far. */
  Report report() {
    return tally.report(connection.traffic(), Duration.ofNanos(System.nanoTime() - began));
  }

  /** Adds the stored rows to the outputs whose links were not created. */
  private void addNotLinked() throws CannotRunException {
    RunLinks links = rows.scratch().links();
    if (!links.isAnyNotLinked()) {
      return;
    }
    try (CloseableIterator<RowFeed.Item> feed = rows.feed()) {
      while (feed.hasNext()) {
        RowFeed.Item item = feed.next();
        Known known = item.known();
        String reason =
            item.row() == null || known == null || known.id() == null
                ? null
                : links.reasonNotLinked(known.id());
        if (reason != null) {
          outputs.add(item.raw(), item.key(), Outcome.NOT_LINKED, List.of(Reason.of(reason)));
        }
      }
    }
  }

  private CannotRunException stopped(CannotRunException e) {
    try {
      for (Resend again : toResend.values()) {
        partlyStored(again.sent(), again.dropped());
      }
      addNotLinked();
    } catch (DataAccessException | CannotRunException hidden) {
      // It often has the same cause, such as a full disk, which must stay the message.
      e.addSuppressed(hidden);
    }
    return report().stopped(e);
  }

  private void send(Iterator<Sent> changed) throws CannotRunException {
    stop.run(
        () ->
            objects
                .bulk(Sent::key, Sent::attributes)
                .onResult(this::onResult)
                .stopWhen(stop)
                .upsertAll(changed));
  }

  /** The rows to be sent; other rows are counted. Runs on the reading thread of the bulk run. */
  private final class Changed extends LookAheadIterator<Sent> {
    private final Iterator<RowFeed.Item> feed;

    Changed(Iterator<RowFeed.Item> feed) {
      this.feed = feed;
    }

    @Override
    protected @Nullable Sent advance() {
      Sent sent = null;
      while (sent == null && !stop.getAsBoolean() && feed.hasNext()) {
        RowFeed.Item item = feed.next();
        outputs.begin(item.raw(), item.key());
        sent = prepare(item);
      }
      return sent;
    }
  }

  /** Returns the row to send; null if it is unchanged or has failed. */
  private @Nullable Sent prepare(RowFeed.Item item) {
    Row row = item.row();
    String hash = item.hash();
    Known known = item.known();
    if (row == null || hash == null) {
      BadRowException bad = Objects.requireNonNull(item.bad());
      failed(item.raw(), bad.key(), bad.contact(), known, bad.reasons());
      return null;
    }
    if (known != null && known.id() != null && item.isUnchanged()) {
      tally.unchanged();
      rows.recordStored(row.key());
      linking.unchanged(row, known.id());
      if (!rows.state().values().areAll()) {
        rows.state().values().add(row.key(), RowHash.ofValues(row));
      }
      outputs.add(row.raw(), row.key(), Outcome.UNCHANGED, List.of());
      progress.step();
      return null;
    }
    if (causes.isFull() && (known == null || known.id() == null)) {
      withoutRoom(row, known);
      return null;
    }
    try {
      Resolved contact = row.contact() == null ? null : contacts.resolve(row.contact());
      if (contact != null && contact.id() == null) {
        failed(row.raw(), row.key(), null, known, reasons(contact.reason()));
        return null;
      }
      rows.state().markUncertain(row.key());
      return new Sent(row, hash, known, attributes(row, known, contact));
    } catch (CannotRunException e) {
      stop.because(e);
      return null;
    }
  }

  /** Leaves a row for the next run. Its contact keeps its links, as if the row had failed. */
  private void withoutRoom(Row row, @Nullable Known known) {
    rows.scratch().excludeWithoutRoom(row.key(), known == null);
    tally.withoutRoom();
    keepLinks(row.raw(), row.contact(), known);
    outputs.add(row.raw(), row.key(), Outcome.NOT_SENT, List.of());
    progress.step();
  }

  private Attributes attributes(Row row, @Nullable Known known, @Nullable Resolved contact) {
    boolean wasLinked = known != null && known.contact() != null;
    Attributes.Builder sent =
        linking.attributes(row, contact == null ? null : contact.id(), wasLinked).toBuilder();
    // Without a column for a time, the object keeps the time that it has.
    if (rows.columns().hasCreatedAt()) {
      sent.externalCreatedAt(row.createdAt());
    }
    if (rows.columns().hasUpdatedAt()) {
      sent.externalUpdatedAt(row.updatedAt());
    }
    return sent.build();
  }

  /** Handles the result of a row. Calls do not overlap. */
  private void onResult(Bulk.Result<Sent> result) {
    Sent sent = Objects.requireNonNull(result.getItem());
    Row row = sent.row();
    outputs.received(row.raw());
    Upserted<?> saved = result.getUpserted();
    if (saved != null) {
      failures.responseReceived();
      if (sent.known() == null) {
        causes.accepted();
      } else {
        causes.updated();
      }
      stored(sent, saved);
      return;
    }
    RuntimeException failure = Objects.requireNonNull(result.getFailure());
    failed(row.raw(), row.key(), row.contact(), sent.known(), reasons(failure.getMessage()));
    if (CommonCause.isFullType(failure)) {
      rows.scratch().excludeWithoutRoom(row.key(), sent.known() == null);
    }
    try {
      if (failure instanceof NotFoundException e) {
        throw Failures.unknownType(rows.mapping().type(), e);
      }
      failures.reason(failure);
      causes.failed(failure, sent.attributes().toMap());
    } catch (CannotRunException e) {
      stop.because(e);
    }
  }

  private static List<Reason> reasons(@Nullable String message) {
    return List.of(Reason.of(String.valueOf(message)));
  }

  private void stored(Sent sent, Upserted<?> saved) {
    Row row = sent.row();
    List<Dropped> dropped = saved.getDropped();
    String contact = row.contact() == null ? null : ContactMemory.text(row.contact());
    if (rows.mapping().contact() == null && sent.known() != null) {
      // Without a contact column, the object keeps its link.
      contact = sent.known().contact();
    }
    boolean complete = dropped.isEmpty();
    rows.recordStored(row.key());
    rows.state().values().set(row.key(), RowHash.ofValues(row));
    rows.state()
        .record(
            row.key(),
            new Known(
                complete ? sent.hash() : null,
                complete ? RowHash.ofResponse(saved.getStored(), names) : null,
                saved.getId(),
                contact));
    if (hasLostItsContact(sent, dropped) && toResend.size() < MAX_RESENT) {
      toResend.put(row.location().number(), new Resend(sent, dropped));
      return;
    }
    linking.stored(row, saved.getId(), dropped);
    if (complete) {
      tally.stored(row, dropped);
      outputs.add(row.raw(), row.key(), Outcome.STORED, List.of());
    } else {
      partlyStored(sent, dropped);
    }
    toResend.remove(row.location().number());
    progress.step();
  }

  private void partlyStored(Sent sent, List<Dropped> dropped) {
    tally.stored(sent.row(), dropped);
    outputs.add(
        sent.row().raw(), sent.key(), Outcome.PARTLY, dropped.stream().map(Reason::of).toList());
  }

  /** Returns whether the contact no longer exists under the id that an earlier run found. */
  private boolean hasLostItsContact(Sent sent, List<Dropped> dropped) {
    ContactKey contact = sent.row().contact();
    return !resending
        && contact != null
        && !rows.mapping().link().onContact()
        && !memory.isFresh(contact)
        && dropped.stream().anyMatch(d -> d.getName().equals(rows.mapping().link().attribute()));
  }

  private void resend() throws CannotRunException {
    resending = true;
    List<Sent> again = new ArrayList<>();
    for (Resend lost : toResend.values()) {
      Sent sent = lost.sent();
      Row row = sent.row();
      ContactKey key = Objects.requireNonNull(row.contact());
      Resolved contact = memory.isFresh(key) ? contacts.resolve(key) : contacts.resolveAgain(key);
      if (contact.id() == null) {
        failed(row.raw(), row.key(), null, sent.known(), reasons(contact.reason()));
      } else {
        again.add(new Sent(row, sent.hash(), sent.known(), attributes(row, sent.known(), contact)));
      }
    }
    if (!again.isEmpty()) {
      send(again.iterator());
    }
  }

  private void failed(
      RawRow raw,
      @Nullable String key,
      @Nullable ContactKey contact,
      @Nullable Known known,
      List<Reason> reasons) {
    toResend.remove(raw.location().number());
    tally.failed(raw.location(), key, reasons);
    if (key != null) {
      rows.state().reports().failed(rows.source(), key);
      rows.scratch().addFailedKey(key, ContactMemory.textOrEmpty(rows.columns().contactIn(raw)));
    }
    keepLinks(raw, contact, known);
    outputs.add(raw, key, Outcome.FAILED, reasons);
    progress.step();
  }

  /** Keeps the links of the contacts of a row whose object was not stored. */
  private void keepLinks(RawRow raw, @Nullable ContactKey contact, @Nullable Known known) {
    List<String> named = new ArrayList<>();
    // Also of a row with the wrong number of cells, whose object may be linked.
    ContactKey likely = contact == null ? rows.columns().contactIn(raw) : contact;
    if (likely != null) {
      named.add(ContactMemory.text(likely));
    }
    if (known != null && known.contact() != null) {
      named.add(known.contact());
    }
    linking.failed(raw.location(), named);
  }
}
