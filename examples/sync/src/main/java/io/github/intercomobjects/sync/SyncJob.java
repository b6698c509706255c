package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Upserted;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores every row of a file as an object, and links it to its contact. Runs once. */
final class SyncJob {
  private final RowSource file;
  private final Columns columns;
  private final Mapping mapping;
  private final Connection connection;
  private final Progress progress;
  private final CustomObjects<CsvObject> objects;
  private final Contacts contacts;
  private final Failures failures;
  private final Tally tally;
  private final Linking linking;

  SyncJob(
      RowSource file,
      Columns columns,
      Mapping mapping,
      Connection connection,
      Progress progress,
      int listed)
      throws CannotRunException {
    this.file = file;
    this.columns = columns;
    this.mapping = mapping;
    this.connection = connection;
    this.progress = progress;
    Intercom intercom = connection.intercom();
    this.objects = objects(intercom, mapping.type());
    this.contacts = new Contacts(intercom);
    this.failures = new Failures(intercom.getBaseUrl());
    this.tally = new Tally(listed);
    this.linking = linking();
  }

  private static CustomObjects<CsvObject> objects(Intercom intercom, String type)
      throws CannotRunException {
    try {
      return intercom.customObjects(ObjectType.of(type, CsvObject.class));
    } catch (IllegalArgumentException e) {
      throw new CannotRunException("--type: " + e.getMessage(), e);
    }
  }

  private Linking linking() {
    if (mapping.contact() == null) {
      return new NoLinks();
    }
    String attribute = mapping.link().attribute();
    return mapping.link().onContact()
        ? new LinkByContact(objects, attribute, tally, failures)
        : new LinkByReference(attribute, tally);
  }

  /**
   * @param rows how many rows the file has
   * @throws CannotRunException if the job cannot go on; what was stored until then is stored
   */
  Report run(long rows) throws CannotRunException {
    long start = System.nanoTime();
    RowReader reader = new RowReader(columns, SeenKeys.inMemory());
    progress.begin("storing", "rows", rows);
    try (Workers workers = new Workers();
        CloseableIterator<RawRow> all = file.rows()) {
      while (all.hasNext() && take(all.next(), reader, workers)) {
        // The row is with the workers.
      }
      workers.await();
      linking.finish(workers, progress);
    } catch (SourceFailedException e) {
      throw stopped(e.cannotRun());
    } catch (CannotRunException e) {
      throw stopped(e);
    }
    return tally.report(connection.calls(), Duration.ofNanos(System.nanoTime() - start));
  }

  private CannotRunException stopped(CannotRunException e) {
    long objects = tally.objects();
    return objects == 0
        ? e
        : new CannotRunException(
            e.text()
                + ". Stopped after "
                + Report.counted(objects, "row")
                + " had been stored; they stay, and running the file again updates them",
            e);
  }

  private boolean take(RawRow raw, RowReader reader, Workers workers) throws CannotRunException {
    Row row;
    try {
      row = reader.read(raw);
    } catch (BadRowException e) {
      failed(raw.place().number(), e);
      progress.step();
      return true;
    }
    return workers.submit(
        () -> {
          store(row);
          progress.step();
        });
  }

  private void store(Row row) throws CannotRunException {
    try {
      String contactId = contactId(row);
      Upserted<CsvObject> saved = upsert(row, linking.attributes(row, contactId));
      failures.answered();
      tally.stored(row, saved.getDropped());
      linking.stored(row, contactId, saved);
    } catch (BadRowException e) {
      failed(row.place().number(), e);
    } catch (IntercomException e) {
      failed(
          row.place().number(), new BadRowException(failures.reason(e), row.key(), row.contact()));
    } catch (IllegalArgumentException e) {
      // What the library refuses to send, such as a key that Intercom reserves.
      failed(
          row.place().number(),
          new BadRowException(String.valueOf(e.getMessage()), row.key(), row.contact()));
    }
  }

  private void failed(long line, BadRowException e) {
    tally.failed(line, e.key(), e.reason());
    if (e.contact() != null) {
      linking.failed(line, e.contact().value());
    }
  }

  private @Nullable String contactId(Row row) throws BadRowException, CannotRunException {
    ContactKey contact = row.contact();
    if (contact == null) {
      return null;
    }
    String column = columns.contactName();
    if (contact.value().equals(".") || contact.value().equals("..")) {
      throw new BadRowException(
          column
              + " \""
              + contact.value()
              + "\" cannot be looked up: in an address it would mean another resource",
          row.key(),
          null);
    }
    Optional<String> id = contacts.findId(contact.value());
    failures.answered();
    if (id.isEmpty()) {
      throw new BadRowException(
          "there is no contact with the "
              + contact
              + "; create it first, or leave "
              + column
              + " empty",
          row.key(),
          null);
    }
    return id.get();
  }

  private Upserted<CsvObject> upsert(Row row, Attributes attributes) throws CannotRunException {
    try {
      // Without a column for it, the time that an object has already is left alone.
      Attributes.Builder sent = attributes.toBuilder();
      if (columns.hasCreatedAt()) {
        sent.externalCreatedAt(row.createdAt());
      }
      if (columns.hasUpdatedAt()) {
        sent.externalUpdatedAt(row.updatedAt());
      }
      return objects.upsert(row.key(), sent.build());
    } catch (NotFoundException e) {
      throw Failures.unknownType(mapping.type(), e);
    }
  }
}
