package io.github.intercomobjects.sync;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Contact;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Finds contacts by their external ids, asking once for each. Thread-safe. */
final class Contacts {
  private final Intercom intercom;
  private final ContactsApi api;
  private final ConcurrentMap<String, FutureTask<Optional<String>>> asked =
      new ConcurrentHashMap<>();

  Contacts(Intercom intercom) {
    this.intercom = intercom;
    this.api = intercom.api(ContactsApi.class);
  }

  /** Returns Intercom's id of the contact, or empty if there is none. */
  Optional<String> findId(String externalId) throws CannotRunException {
    FutureTask<Optional<String>> mine = new FutureTask<>(() -> lookUp(externalId));
    FutureTask<Optional<String>> first = asked.putIfAbsent(externalId, mine);
    if (first == null) {
      mine.run();
      first = mine;
    }
    try {
      return first.get();
    } catch (ExecutionException e) {
      // A failure is no answer, so the next row with this contact asks again.
      asked.remove(externalId, first);
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotRunException("interrupted; run it again", e);
    }
  }

  private Optional<String> lookUp(String externalId) {
    try {
      return Optional.ofNullable(intercom.execute(api.showContactByExternalId(externalId)))
          .map(Contact::getId);
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }
}
