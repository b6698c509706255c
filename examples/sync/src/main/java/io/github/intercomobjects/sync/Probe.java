package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.References;
import io.github.intercomobjects.Upserted;
import io.github.intercomobjects.Upserted.Dropped;
import io.github.intercomobjects.sync.Finding.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One object that is stored with the values of a row, to see what Intercom keeps, and then deleted,
 * whatever happens in between.
 */
final class Probe {
  /** Two calls take less time than a process has to end after a signal. */
  private static final Duration MAX_CALL = Duration.ofSeconds(12);

  private final CustomObjects<Attributes> objects;
  private final Columns columns;
  private final Mapping mapping;
  private final Failures failures;
  private final Consumer<Finding> findings;
  private final String externalId;

  /**
   * Creates a probe.
   *
   * @param externalId an external id that no object has
   */
  Probe(
      Intercom intercom,
      InputOptions.Input input,
      Failures failures,
      Consumer<Finding> findings,
      String externalId) {
    this.objects =
        intercom
            .newBuilder()
            .requestTimeout(MAX_CALL)
            .totalTimeout(MAX_CALL)
            .build()
            .customObjects(ObjectType.untyped(input.mapping().type()));
    this.columns = input.columns();
    this.mapping = input.mapping();
    this.failures = failures;
    this.findings = findings;
    this.externalId = externalId;
  }

  /** Returns the notice to print before {@link #run}. */
  String notice(Row row) {
    return "PROBE: one object of "
        + mapping.type()
        + " with the external id "
        + externalId
        + " and the values of "
        + row.location()
        + " is written to Intercom, and deleted again.";
  }

  /**
   * Stores the object, reports what was dropped, and deletes the object.
   *
   * @param contactId Intercom's id of the row's contact; null if there is none
   * @return whether the object was stored
   */
  boolean run(Row row, @Nullable String contactId) {
    boolean mayExist = true;
    boolean mayAppear = false;
    try {
      report(row, objects.upsert(externalId, attributes(row, contactId)));
      return true;
    } catch (IllegalArgumentException e) {
      // The library refuses some attributes and values before it sends them.
      mayExist = false;
      add(Level.ERROR, "the object was not stored: " + e.getMessage());
      return false;
    } catch (IntercomException e) {
      mayExist = e.getOutcome() != IntercomException.Outcome.NOT_APPLIED;
      mayAppear = e.getOutcome() == IntercomException.Outcome.UNKNOWN;
      add(Level.ERROR, "the object was not stored: " + failures.text(e));
      return false;
    } finally {
      if (mayExist) {
        delete(mayAppear);
      }
    }
  }

  private Attributes attributes(Row row, @Nullable String contactId) {
    Attributes.Builder attributes = row.attributes().toBuilder();
    if (contactId != null && !mapping.link().onContact()) {
      attributes.set(mapping.link().attribute(), References.one(contactId));
    }
    if (columns.hasCreatedAt()) {
      attributes.externalCreatedAt(row.createdAt());
    }
    if (columns.hasUpdatedAt()) {
      attributes.externalUpdatedAt(row.updatedAt());
    }
    return attributes.build();
  }

  private void report(Row row, Upserted<Attributes> stored) {
    failures.responseReceived();
    List<Dropped> dropped = stored.getDropped();
    if (dropped.isEmpty()) {
      add(Level.OK, "Intercom kept all values of " + row.location());
    } else {
      add(
          Level.WARNING,
          "Intercom dropped "
              + dropped.stream().map(Probe::text).toList()
              + " of "
              + row.location()
              + "; it drops options that its lists do not have, times that it cannot parse, and ids"
              + " that do not exist");
    }
    List<String> empty =
        row.attributes().toMap().entrySet().stream()
            .filter(attribute -> attribute.getValue() == null)
            .map(Map.Entry::getKey)
            .toList();
    if (!empty.isEmpty()) {
      add(Level.NOT_VERIFIED, row.location() + " has no values for " + empty);
    }
  }

  private static String text(Dropped dropped) {
    return dropped.getName() + "=" + Printable.cell(String.valueOf(dropped.getSent()));
  }

  /**
   * Deletes the object.
   *
   * @param mayAppear whether Intercom may still store it
   */
  private void delete(boolean mayAppear) {
    // An interrupted thread cannot send a call.
    boolean interrupted = Thread.interrupted();
    try {
      boolean existed = objects.deleteByExternalId(externalId);
      if (existed) {
        add(Level.OK, "the object was deleted");
      } else if (mayAppear) {
        add(
            Level.WARNING,
            "the object did not exist yet; look for "
                + externalId
                + " in Intercom later, and delete it");
      }
    } catch (IntercomException e) {
      add(
          Level.ERROR,
          "the object with the external id "
              + externalId
              + " was not deleted: "
              + failures.text(e)
              + "; delete it in Intercom");
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void add(Level level, String text) {
    findings.accept(new Finding(level, "probe", text));
  }
}
