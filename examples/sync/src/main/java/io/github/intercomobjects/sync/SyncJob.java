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
import io.github.intercomobjects.sync.SyncState.Known;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
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
  private final @Nullable FailedRows failedRows;
  private final CustomObjects<Attributes> objects;
  private final ContactMemory memory;
  private final ContactResolver contacts;
  private final Failures failures;
  private final Tally tally;
  private final Linking linking;
  private final List<String> names;
  private final long began = System.nanoTime();
  private final List<Sent> toResend = new ArrayList<>();
  private boolean resending;

  /**
   * Creates a job.
   *
   * @param stopSignal returns whether the process was asked to stop
   * @param failedRows the report for rows that fail; null for none
   * @param listed the number of problems of each kind to keep
   */
  SyncJob(
      SourceRows rows,
      Connection connection,
      Progress progress,
      BooleanSupplier stopSignal,
      @Nullable FailedRows failedRows,
      int listed)
      throws CannotRunException {
    this.rows = rows;
    this.connection = connection;
    this.progress = progress;
    this.stop = new Stop(stopSignal);
    this.failedRows = failedRows;
    Intercom intercom = connection.intercom();
    this.objects = objects(intercom, rows.mapping().type());
    this.failures = new Failures(intercom.getBaseUrl());
    this.tally = new Tally(listed);
    this.memory = new ContactMemory(rows.state(), rows.scratch());
    this.contacts = new ContactResolver(intercom, memory, failures, rows.columns().contactName());
    this.linking = linking(rows.mapping());
    this.names = rows.names();
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
    return mapping.link().onContact()
        ? new LinkByContact(
            objects, attribute, contacts, rows.state(), rows.scratch(), tally, failures, stop)
        : new LinkByReference(attribute, tally);
  }

  /** A row to be sent. */
  private record Sent(Row row, String hash, @Nullable Known known, Attributes attributes) {
    String key() {
      return row.key();
    }
  }

  /**
   * Runs the job.
   *
   * @param plan the result of the first pass over the source
   * @param deletion how many objects without a row may be deleted; null for none
   * @throws CannotRunException if the job cannot continue. Rows stored until then stay stored, and
   *     {@link #report} includes them
   */
  Report run(Plan plan, @Nullable MaxDeletes deletion) throws CannotRunException {
    try {
      rows.state().keepComplete();
      contacts.resolveWanted(progress, stop);
      progress.begin("storing", "rows", plan.rows());
      try (RowFeed feed = rows.feed()) {
        send(new Changed(feed));
      }
      resend();
      // The link of an object that is kept is kept as well.
      new GoneDeletion(objects, rows.state(), tally, failures, progress, stop)
          .run(rows.gone(), deletion);
      linking.finish(progress);
      stop.check();
    } catch (DataAccessException e) {
      throw stopped(e.toCannotRun());
    } catch (CannotRunException e) {
      throw stopped(e);
    }
    return report();
  }

  /** Returns the result so far. */
  Report report() {
    return tally.report(connection.calls(), Duration.ofNanos(System.nanoTime() - began));
  }

  private CannotRunException stopped(CannotRunException e) {
    long stored = tally.objects();
    return stored == 0
        ? e
        : new CannotRunException(
            e.text()
                + ". Stopped after "
                + Report.counted(stored, "row")
                + " had been stored. They stay stored, and the next run continues with the others",
            e);
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
    private final RowFeed feed;

    Changed(RowFeed feed) {
      this.feed = feed;
    }

    @Override
    protected @Nullable Sent advance() {
      Sent sent = null;
      while (sent == null && !stop.getAsBoolean() && feed.hasNext()) {
        sent = prepare(feed.next());
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
      failed(item.raw(), bad.key(), bad.contact(), known, bad.reason());
      return null;
    }
    if (known != null && known.id() != null && item.isUnchanged()) {
      tally.unchanged();
      linking.unchanged(row, known.id());
      progress.step();
      return null;
    }
    try {
      Resolved contact = row.contact() == null ? null : contacts.resolve(row.contact());
      if (contact != null && contact.id() == null) {
        failed(row.raw(), row.key(), null, known, String.valueOf(contact.reason()));
        return null;
      }
      rows.state().markUncertain(row.key());
      return new Sent(row, hash, known, attributes(row, contact));
    } catch (CannotRunException e) {
      stop.because(e);
      return null;
    }
  }

  private Attributes attributes(Row row, @Nullable Resolved contact) {
    Attributes.Builder sent =
        linking.attributes(row, contact == null ? null : contact.id()).toBuilder();
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
    Upserted<?> saved = result.getUpserted();
    if (saved != null) {
      failures.responseReceived();
      stored(sent, saved);
      return;
    }
    RuntimeException failure = Objects.requireNonNull(result.getFailure());
    try {
      if (failure instanceof NotFoundException e) {
        throw Failures.unknownType(rows.mapping().type(), e);
      }
      failed(row.raw(), row.key(), row.contact(), sent.known(), failures.reason(failure));
    } catch (CannotRunException e) {
      stop.because(e);
    }
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
    rows.state()
        .record(
            row.key(),
            new Known(
                complete ? sent.hash() : null,
                complete ? RowHash.ofResponse(saved.getStored(), names) : null,
                saved.getId(),
                contact));
    if (hasLostItsContact(sent, dropped) && toResend.size() < MAX_RESENT) {
      toResend.add(sent);
      return;
    }
    linking.stored(row, saved.getId(), dropped);
    tally.stored(row, dropped);
    progress.step();
  }

  /** Returns whether the contact no longer exists under the id that an earlier run found. */
  private boolean hasLostItsContact(Sent sent, List<Dropped> dropped) {
    ContactKey contact = sent.row().contact();
    return !resending
        && contact != null
        && linking instanceof LinkByReference
        && !memory.isFresh(contact)
        && dropped.stream().anyMatch(d -> d.getName().equals(rows.mapping().link().attribute()));
  }

  private void resend() throws CannotRunException {
    resending = true;
    List<Sent> again = new ArrayList<>();
    for (Sent sent : toResend) {
      Row row = sent.row();
      ContactKey key = Objects.requireNonNull(row.contact());
      Resolved contact = memory.isFresh(key) ? contacts.resolve(key) : contacts.resolveAgain(key);
      if (contact.id() == null) {
        failed(row.raw(), row.key(), null, sent.known(), String.valueOf(contact.reason()));
      } else {
        again.add(new Sent(row, sent.hash(), sent.known(), attributes(row, contact)));
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
      String reason) {
    tally.failed(raw.location(), key, reason);
    if (key != null) {
      rows.scratch().addFailedKey(key, ContactMemory.textOrEmpty(rows.columns().contactIn(raw)));
    }
    List<String> named = new ArrayList<>();
    if (contact != null) {
      named.add(ContactMemory.text(contact));
    }
    if (known != null && known.contact() != null) {
      named.add(known.contact());
    }
    linking.failed(raw.location(), named);
    if (failedRows != null) {
      failedRows.add(raw, reason);
    }
    progress.step();
  }
}
