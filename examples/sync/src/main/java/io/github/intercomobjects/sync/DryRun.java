package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.ContactResolver.Resolved;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The forecast of a run with {@code --live}. It reads what the run reads, also from Intercom, and
 * writes nothing but the report of failed rows. An instance is used once.
 */
final class DryRun {
  private final SourceRows rows;
  private final ContactResolver contacts;
  private final RowOutputs outputs;
  private final Tally tally;
  private @Nullable Plan plan;
  private @Nullable Long newContacts;
  private long gone;
  private long deleted;
  private @Nullable String reasonToKeep;

  /**
   * Creates a forecast.
   *
   * @param contacts looks up the contacts, with the memory of {@link #memory}
   * @param outputs receives the rows that would fail
   * @param listed the number of problems of each kind to keep
   */
  DryRun(SourceRows rows, ContactResolver contacts, RowOutputs outputs, int listed) {
    this.rows = rows;
    this.contacts = contacts;
    this.outputs = outputs;
    this.tally = new Tally(listed);
  }

  /** Returns the memory for the contacts, which leaves the state file as it is. */
  static ContactMemory memory(SourceRows rows) {
    return ContactMemory.ofForecast(rows.state(), rows.scratch());
  }

  /**
   * Looks up the contacts, and reads the rows once more. The first pass must have recorded the
   * contacts.
   *
   * @param stop returns whether to end the forecast
   * @param deletion how many objects may be deleted; null for none
   * @param creation how many contacts may be created; null for none
   */
  void run(
      Progress progress,
      BooleanSupplier stop,
      @Nullable MaxDeletes deletion,
      CreationOptions.@Nullable Limit creation)
      throws CannotRunException {
    Stop stopped = new Stop(stop);
    contacts.resolveWanted(progress, stopped);
    stopped.check();
    if (creation != null) {
      NewContacts missing = new NewContacts(rows, contacts, memory(rows));
      Set<ContactKey> keys = missing.find(creation, stopped);
      missing.forecast(keys);
      newContacts = (long) keys.size();
    }
    try (CloseableIterator<RowFeed.Item> feed = rows.feed()) {
      plan = Plan.of(new Judged(feed, stopped), this::count);
      stopped.check();
      if (rows.only() == null && !rows.source().isLimited()) {
        forecastDeletions(deletion);
      }
    } catch (DataAccessException e) {
      throw e.toCannotRun();
    }
  }

  /** The rows, of which those without their contact are invalid. */
  private final class Judged extends LookAheadIterator<RowFeed.Item> {
    private final Iterator<RowFeed.Item> feed;
    private final Stop stop;

    Judged(Iterator<RowFeed.Item> feed, Stop stop) {
      this.feed = feed;
      this.stop = stop;
    }

    @Override
    protected RowFeed.@Nullable Item advance() {
      try {
        return !stop.getAsBoolean() && feed.hasNext() ? judged(feed.next()) : null;
      } catch (CannotRunException e) {
        stop.because(e);
        return null;
      }
    }
  }

  private RowFeed.Item judged(RowFeed.Item item) throws CannotRunException {
    Row row = item.row();
    if (row == null || row.contact() == null || item.isUnchanged()) {
      return item;
    }
    Resolved contact = contacts.resolve(row.contact());
    return contact.id() == null
        ? item.failed(row, Reason.of(String.valueOf(contact.reason())))
        : item;
  }

  private void count(RowFeed.Item item) {
    BadRowException bad = item.bad();
    if (bad != null) {
      tally.failed(item.raw().location(), bad.key(), bad.reasons());
      if (bad.key() != null) {
        rows.scratch().addFailedKey(bad.key(), ContactMemory.textOrEmpty(bad.contact()));
      }
      outputs.add(item.raw(), bad.key(), RowLog.Outcome.FAILED, bad.reasons());
    }
  }

  private void forecastDeletions(@Nullable MaxDeletes deletion) {
    Gone withoutRow = rows.gone();
    gone = withoutRow.count();
    reasonToKeep = withoutRow.reasonToKeep(deletion);
    deleted =
        reasonToKeep == null
            ? gone - withoutRow.keepDoubtful((key, doubt) -> tally.notDeleted(key, doubt.reason()))
            : 0;
  }

  private Plan plan() {
    if (plan == null) {
      throw new IllegalStateException("run(..) has not ended");
    }
    return plan;
  }

  /** Returns the number of rows. */
  long rows() {
    return plan().rows();
  }

  /** Returns the number of rows that would fail. */
  long failed() {
    return plan().failed();
  }

  /** Prints the forecast, and what it does not include. */
  void print(PrintStream out) {
    plan().print(out, deleted, reasonToKeep, rows.scratch().wanted());
    if (newContacts != null) {
      Report.row(out, "create contacts", newContacts, "which rows name and Intercom does not have");
    }
    problems().printFailures(out);
    out.println();
    out.println("Not verified, so a run may differ: " + String.join("; ", notVerified()) + ".");
    out.println("  check --live compares attributes, and check --live --probe stores one object.");
  }

  private List<String> notVerified() {
    List<String> parts = new ArrayList<>();
    parts.add("that the type has the attributes, with these types and list options");
    Mapping mapping = rows.mapping();
    if (mapping.contact() != null) {
      parts.add(
          mapping.link().onContact()
              ? "that contacts have the relationship "
                  + Printable.line(mapping.link().attribute())
                  + " to many objects"
              : "that " + Printable.line(mapping.link().attribute()) + " refers to a contact");
      parts.add("that contacts which earlier runs found still exist");
    }
    if (mapping.contact() != null && mapping.link().onContact()) {
      parts.add("which of the links contacts have already, which a run does not count");
    }
    parts.add("that the token may write");
    if (deleted > 0) {
      parts.add("that the objects to delete still exist");
    }
    return parts;
  }

  private Report problems() {
    return tally.report(Traffic.NONE, Duration.ZERO);
  }

  /** Returns the counts by name. */
  Map<String, Object> toMap() {
    Map<String, Object> counts = plan().toMap();
    counts.put("create_contacts", newContacts == null ? 0 : newContacts);
    counts.put("gone", gone);
    counts.put("delete", deleted);
    counts.put("reasons", problems().failures().toMaps());
    return counts;
  }

  /**
   * Returns whether a run would delete all objects without a row.
   *
   * @param deleteGone whether it would delete them at all
   */
  boolean isComplete(boolean deleteGone) {
    return !deleteGone || deleted == gone;
  }
}
