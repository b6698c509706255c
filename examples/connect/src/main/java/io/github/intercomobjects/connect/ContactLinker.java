package io.github.intercomobjects.connect;

import io.github.intercomobjects.Cancellation;
import io.github.intercomobjects.ContactDirectory;
import io.github.intercomobjects.ContactKey;
import io.github.intercomobjects.DecodingException;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.Upserted;
import io.github.intercomobjects.client.model.CreateContactRequest;
import io.github.intercomobjects.connect.ObjectConfig.ContactBy;
import io.github.intercomobjects.connect.ObjectConfig.MissingContact;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * The links that are attributes of contacts. Each takes several calls after that of the object,
 * because the objects that the contact has already are read first. Each attempt of these calls is
 * guarded, so that a worker that was frozen after the read does not write an old set. Thread-safe.
 */
final class ContactLinker {
  /** Enough for a contact to be slow while others are not; most connectors use none of them. */
  private static final int THREADS = 4;

  private static final int REMEMBERED = 10_000;

  /** Signals that a link was not sent, because its guard refused it. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException() {
      super("not linked: its guard refused it", null, false, false);
    }
  }

  private record Link(String contact, String attribute, String object) {}

  private final Intercom intercom;

  /** The newest links, so that an update of an object needs no call for its contact. */
  private final Map<Link, Boolean> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Link, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** The links in progress. */
  private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();

  private @Nullable ExecutorService threads;

  ContactLinker(Intercom intercom) {
    this.intercom = intercom;
  }

  /**
   * Returns the result of a change that includes its link, if it has one.
   *
   * @param guard returns whether the calls of the link may be sent
   */
  CompletableFuture<?> link(
      Lane.Pending pending, BooleanSupplier guard, CompletableFuture<?> result) {
    Change.Parent parent = pending.change().contact();
    return parent == null
        ? result
        : result.thenApplyAsync(value -> cancelable(pending, parent, guard, value), threads());
  }

  private @Nullable Object cancelable(
      Lane.Pending pending, Change.Parent parent, BooleanSupplier guard, @Nullable Object value) {
    Cancellation run = new Cancellation();
    running.add(run);
    try {
      return run.<@Nullable Object>run(() -> linked(pending, parent, guard, value));
    } finally {
      running.remove(run);
    }
  }

  private synchronized ExecutorService threads() {
    if (threads == null) {
      threads =
          Executors.newFixedThreadPool(
              THREADS, task -> DaemonThreads.create(task, "intercom-objects-links"));
    }
    return threads;
  }

  private @Nullable Object linked(
      Lane.Pending pending, Change.Parent parent, BooleanSupplier guard, @Nullable Object value) {
    if (value instanceof Upserted<?> upserted) {
      pending.stored(upserted.getId());
    }
    String object = pending.unlinked();
    // Null if a later deletion replaced the change.
    if (object != null) {
      Change change = pending.change();
      if (!guard.getAsBoolean()) {
        throw new RefusedException();
      }
      String contact = contactId(change, parent);
      if (contact != null) {
        link(change, contact, object, guard);
      }
    }
    return value;
  }

  /** Returns the id of the contact, or null if the object remains unlinked. */
  private @Nullable String contactId(Change change, Change.Parent parent) {
    ContactKey key = parent.key();
    if (key == null) {
      return parent.id();
    }
    ObjectConfig.Contact settings = Objects.requireNonNull(change.object().contact());
    ContactDirectory directory = intercom.contacts().directory();
    if (settings.missing() == MissingContact.UNLINKED) {
      return directory.find(key).orElse(null);
    }
    if (settings.missing() == MissingContact.CREATE && directory.find(key).isEmpty()) {
      CreateContactRequest.Builder contact = CreateContactRequest.builder();
      return intercom
          .contacts()
          .findOrCreate(
              (settings.by() == ContactBy.EMAIL
                      ? contact.email(key.getValue())
                      : contact.externalId(key.getValue()))
                  .build())
          .getId();
    }
    return directory.get(key);
  }

  private void link(Change change, String contact, String object, BooleanSupplier guard) {
    String attribute = Objects.requireNonNull(change.object().contact()).attribute();
    Link link = new Link(contact, attribute, object);
    synchronized (known) {
      if (known.containsKey(link)) {
        return;
      }
    }
    try {
      var unused =
          intercom
              .customObjects(ObjectType.untyped(change.object().type()))
              .associations(Parent.contact(contact), attribute)
              .guard(guard)
              .add(object)
              .orThrow();
    } catch (DecodingException e) {
      if (e.getOutcome() == IntercomException.Outcome.NOT_APPLIED) {
        // The contact has no such relationship, whatever the record is.
        throw new ConnectException(
            ObjectSettings.name(change.object().name(), ObjectSettings.CONTACT_ATTRIBUTE)
                + " is "
                + attribute
                + ": "
                + e.getMessage());
      }
      throw e;
    }
    synchronized (known) {
      known.put(link, true);
    }
  }

  /** Returns the failure of a call, which a future may have wrapped. */
  static @Nullable Throwable cause(@Nullable Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  /**
   * Ends, and cancels the links in progress: when the worker stops a task, it has taken its
   * partitions away, so that their next calls would be refused.
   */
  synchronized void close() {
    if (threads != null) {
      var unused = threads.shutdownNow();
    }
    running.forEach(Cancellation::cancel);
  }
}
