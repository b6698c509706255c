package io.github.intercomobjects;

import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.ArchivedContact;
import io.github.intercomobjects.client.model.BlockedContact;
import io.github.intercomobjects.client.model.Contact;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * The contacts that custom objects are linked to.
 *
 * <pre>{@code
 * Contact customer = intercom.contacts().findByExternalId("customer-7").orElseThrow();
 * intercom
 *     .contacts()
 *     .updateAttributes(
 *         customer.getId(),
 *         Attributes.builder().set("tier", "gold").clear("trial_ends_at").build());
 * }</pre>
 *
 * <p>Methods return the generated models; for all other calls, use {@link ContactsApi} with {@link
 * Intercom#api}. Ids are Intercom's own. A contact that was merged into another causes a {@link
 * ContactMergedException}, which names the other, or a {@link NotFoundException} before version
 * 2.16. With {@link Intercom.Builder#followMergedContacts}, reads and updates follow the merge.
 *
 * <p>Thread-safe. Throws the exceptions of {@link CustomObjects}.
 */
public final class Contacts {
  /** The length of a chain of merges that Intercom itself follows (changelog of Preview). */
  private static final int MOST_MERGES = 3;

  private final Calls calls;
  private final ContactsApi api;

  Contacts(Calls calls) {
    this.calls = calls;
    this.api = calls.api(ContactsApi.class);
  }

  /**
   * Returns a contact.
   *
   * @throws NotFoundException if there is none
   */
  public Contact get(String id) {
    Arguments.pathSegment("contact id", id);
    return followMerges(deadline -> show(id, deadline), this::show);
  }

  /** Returns the user with this external id, or empty if there is none; does not find leads. */
  public Optional<Contact> findByExternalId(String externalId) {
    Arguments.pathSegment("external id", externalId);
    try {
      Call<Contact> first = api.showContactByExternalId(externalId);
      return Optional.of(followMerges(deadline -> calls.run(first, deadline), this::show));
    } catch (NotFoundException e) {
      if (e.isFromIntercom()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Changes only these custom attributes of a contact, which may be relationships. Waits for other
   * updates of the same contact by this client and its derived clients.
   *
   * @return the contact as Intercom stored it
   */
  public Contact updateAttributes(String id, Attributes attributes) {
    Arguments.pathSegment("contact id", id);
    Map<String, @Nullable Object> values = attributes.forParent();
    return followMerges(
        deadline -> update(id, values, deadline),
        (mergedInto, deadline) -> update(mergedInto, values, deadline));
  }

  private Contact update(String id, Map<String, @Nullable Object> values, Deadline deadline) {
    Call<Contact> call =
        AttributeAdvice.advise(
            ParentApi.CONTACTS.update().call(api, id, values),
            values,
            AttributeAdvice.Source.ATTRIBUTES);
    return calls.locked(Parent.contact(id), () -> call, deadline, () -> calls.run(call, deadline));
  }

  /** Blocks a contact and archives its conversations (since 2.13); the API cannot undo it. */
  public BlockedContact block(String id) {
    Arguments.pathSegment("contact id", id);
    return calls.run(api.blockContact(id), calls.newDeadline());
  }

  /** Archives a contact, so that lists and searches no longer include it. */
  public ArchivedContact archive(String id) {
    Arguments.pathSegment("contact id", id);
    return calls.run(api.archiveContact(id), calls.newDeadline());
  }

  /**
   * Deletes a contact; this cannot be undone.
   *
   * @return whether it existed; also true if an attempt without a response may have deleted it
   */
  public boolean delete(String id) {
    Arguments.pathSegment("contact id", id);
    return calls.delete(
        api.deleteContact(id),
        body -> !Boolean.FALSE.equals(body.getDeleted()),
        NotFoundException::isFromIntercom);
  }

  private Contact show(String id, Deadline deadline) {
    return calls.run(api.showContact(id), deadline);
  }

  /** Retries with the contact that this one was merged into; not for what cannot be undone. */
  private Contact followMerges(
      Function<Deadline, Contact> first, BiFunction<String, Deadline, Contact> again) {
    Deadline deadline = calls.newDeadline();
    String id = null;
    for (int merges = 0; ; merges++) {
      try {
        return id == null ? first.apply(deadline) : again.apply(id, deadline);
      } catch (ContactMergedException e) {
        id = e.getMergedIntoId();
        if (!calls.settings().followMergedContacts() || id == null || merges == MOST_MERGES) {
          throw e;
        }
      }
    }
  }
}
