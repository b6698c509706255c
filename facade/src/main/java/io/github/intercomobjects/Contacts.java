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
 * <p>Returns the generated models; for everything else there is {@link ContactsApi} by way of
 * {@link Intercom#api}. Ids are Intercom's own unless a method says otherwise. A contact that was
 * merged into another is a {@link ContactMergedException} since version 2.16, which names the
 * other, and a {@link NotFoundException} before; {@link Intercom.Builder#followMergedContacts} has
 * the reading and updating methods go on with the other one.
 *
 * <p>Thread-safe. Throws what {@link CustomObjects} does.
 */
public final class Contacts {
  /** As many as Intercom itself follows in a chain (changelog of Preview). */
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
    return following(id, this::showing);
  }

  /** Returns the user with this external id, or empty if there is none; leads are not found. */
  public Optional<Contact> findByExternalId(String externalId) {
    Arguments.pathSegment("external id", externalId);
    try {
      Call<Contact> first = api.showContactByExternalId(externalId);
      return Optional.of(
          following(deadline -> calls.run(first, deadline), this::showing, calls.newDeadline()));
    } catch (NotFoundException e) {
      if (e.isFromIntercom()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Changes these custom attributes of a contact and no others, relationships among them. Waits for
   * other updates of the same contact from this client and its derived ones.
   *
   * @return the contact as it is now, without what Intercom did not store
   */
  public Contact updateAttributes(String id, Attributes attributes) {
    Arguments.pathSegment("contact id", id);
    Map<String, @Nullable Object> values = attributes.forParent();
    return following(id, (contact, deadline) -> updating(contact, values, deadline));
  }

  private Contact updating(String id, Map<String, @Nullable Object> values, Deadline deadline) {
    Call<Contact> call =
        AttributeAdvice.advise(
            ParentApi.CONTACTS.update().call(api, id, values),
            values,
            AttributeAdvice.Source.ATTRIBUTES);
    return calls.locked(Parent.contact(id), () -> call, deadline, () -> calls.run(call, deadline));
  }

  /**
   * Blocks a contact, and archives its conversations (since 2.13); it cannot be undone by the API.
   */
  public BlockedContact block(String id) {
    Arguments.pathSegment("contact id", id);
    return calls.run(api.blockContact(id), calls.newDeadline());
  }

  /** Archives a contact, so that it is no longer shown or searched. */
  public ArchivedContact archive(String id) {
    Arguments.pathSegment("contact id", id);
    return calls.run(api.archiveContact(id), calls.newDeadline());
  }

  /**
   * Deletes a contact; it cannot be undone.
   *
   * @return true if this call deleted it, or may have in an attempt without an answer; false if
   *     there was none
   */
  public boolean delete(String id) {
    Arguments.pathSegment("contact id", id);
    return calls.delete(
        api.deleteContact(id),
        answer -> !Boolean.FALSE.equals(answer.getDeleted()),
        NotFoundException::isFromIntercom);
  }

  private Contact showing(String id, Deadline deadline) {
    return calls.run(api.showContact(id), deadline);
  }

  private Contact following(String id, BiFunction<String, Deadline, Contact> doing) {
    return following(deadline -> doing.apply(id, deadline), doing, calls.newDeadline());
  }

  /** Goes on with the contact that this one was merged into; not for what cannot be undone. */
  private Contact following(
      Function<Deadline, Contact> first,
      BiFunction<String, Deadline, Contact> again,
      Deadline deadline) {
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
