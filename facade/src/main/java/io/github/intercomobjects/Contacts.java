package io.github.intercomobjects;

import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.ArchivedContact;
import io.github.intercomobjects.client.model.BlockedContact;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.ContactList;
import io.github.intercomobjects.client.model.CreateContactRequest;
import io.github.intercomobjects.client.model.CursorPages;
import io.github.intercomobjects.client.model.ErrorItem;
import io.github.intercomobjects.client.model.SearchContactsRequest;
import io.github.intercomobjects.client.model.SearchFilter;
import io.github.intercomobjects.client.model.SearchPagination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** The largest page that Intercom returns. */
  static final int PAGE_SIZE = 150;

  /** The number of filters that a search may have (API descriptions, all versions). */
  static final int MOST_EMAILS = 15;

  /** The id at the end of the text of a conflict. */
  private static final Pattern EXISTING_ID = Pattern.compile("\\bid=([\\w-]+)\\W*$");

  private final Calls calls;
  private final boolean followsMerges;
  private final ContactsApi api;

  Contacts(Calls calls) {
    this(calls, calls.settings().followMergedContacts());
  }

  Contacts(Calls calls, boolean followsMerges) {
    this.calls = calls;
    this.followsMerges = followsMerges;
    this.api = calls.api(ContactsApi.class);
  }

  /** Returns the directory that translates external ids and e-mail addresses into ids. */
  public ContactDirectory directory() {
    return new ContactDirectory(calls);
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
   * Returns the contact with this e-mail address, or empty if there is none. Intercom finds a new
   * contact only some minutes after its creation; case does not matter.
   *
   * @throws ConflictException if more than one contact has the address
   */
  public Optional<Contact> findByEmail(String email) {
    ContactKey key = ContactKey.email(email);
    List<Contact> found = search(List.of(key)).getOrDefault(key, List.of());
    if (found.size() > 1) {
      throw ambiguous(key, found.stream().map(Contact::getId).toList());
    }
    return found.stream().findFirst();
  }

  /**
   * Creates a contact. It is never retried after an attempt that may have been applied; {@link
   * #findOrCreate} may be called again.
   *
   * @throws ConflictException if a contact with the external id or the e-mail address exists
   */
  public Contact create(CreateContactRequest request) {
    Contact created = calls.run(api.createContact(request), calls.newDeadline());
    for (ContactKey key : ContactKey.allOf(created)) {
      if (key.by() == ContactKey.By.EXTERNAL_ID) {
        remember(key, created);
      } else {
        // It may have been remembered as missing, and a lead may have the same address.
        cache().forget(key);
      }
    }
    return created;
  }

  /**
   * Returns the contact with the external id of the request, or else its e-mail address; creates it
   * if there is none. What exists is not changed. Safe to call again, and from several threads.
   *
   * @throws IllegalArgumentException if the request has neither
   * @throws ConflictException if another contact has the e-mail address
   */
  public Contact findOrCreate(CreateContactRequest request) {
    ContactKey key = key(request);
    return cache()
        .ask(
            calls.settings().contactLimits(),
            () -> find(key),
            found -> Map.of(key, found.stream().map(Contact::getId).toList()))
        .orElseGet(() -> createOrExisting(request, key));
  }

  private Contact createOrExisting(CreateContactRequest request, ContactKey key) {
    Contact contact;
    try {
      contact = create(request);
    } catch (ConflictException e) {
      // Created since, or so recently that Intercom's search does not find it.
      contact = existing(key, e).orElseThrow(() -> e);
    }
    remember(key, contact);
    return contact;
  }

  private void remember(ContactKey key, Contact contact) {
    cache().put(key, List.of(contact.getId()), calls.settings().contactLimits());
  }

  private ContactCache cache() {
    return calls.settings().credentials().contacts();
  }

  private static ContactKey key(CreateContactRequest request) {
    if (request.getExternalId() != null) {
      return ContactKey.externalId(request.getExternalId());
    }
    if (request.getEmail() != null) {
      return ContactKey.email(request.getEmail());
    }
    throw new IllegalArgumentException(
        "findOrCreate needs an external id or an e-mail address to find the contact by; use create"
            + " for a contact without them");
  }

  private Optional<Contact> find(ContactKey key) {
    return key.by() == ContactKey.By.EMAIL
        ? findByEmail(key.getValue())
        : findByExternalId(key.getValue());
  }

  /** Returns the contact that has a key, and caused a conflict. */
  private Optional<Contact> existing(ContactKey key, ConflictException conflict) {
    for (ErrorItem error : conflict.getErrors()) {
      Matcher id = EXISTING_ID.matcher(String.valueOf(error.getMessage()));
      if (id.find()) {
        try {
          Contact other = get(id.group(1));
          // Another one may have the e-mail address of the request, and a different external id.
          if (ContactKey.allOf(other).contains(key)) {
            return Optional.of(other);
          }
        } catch (NotFoundException | ContactMergedException e) {
          // It was deleted or merged since; another one may have the key.
        }
      }
    }
    return find(key);
  }

  /**
   * Finds contacts by at most {@link #MOST_EMAILS} e-mail addresses; one that no contact has is
   * absent from the result.
   */
  Map<ContactKey, List<Contact>> search(List<ContactKey> emails) {
    ContactList page = calls.run(searchFor(emails), calls.newDeadline());
    Map<ContactKey, List<Contact>> found = new HashMap<>();
    if (emails.size() > 1 && next(page) != null) {
      // One address has so many contacts that those of others may be on another page.
      emails.forEach(key -> found.putAll(search(List.of(key))));
      return found;
    }
    for (Contact contact : page.getData()) {
      for (ContactKey key : ContactKey.allOf(contact)) {
        if (emails.contains(key)) {
          found.computeIfAbsent(key, k -> new ArrayList<>()).add(contact);
        }
      }
    }
    return found;
  }

  private Call<ContactList> searchFor(List<ContactKey> emails) {
    List<Map<String, String>> filters = new ArrayList<>();
    for (ContactKey key : emails) {
      filters.add(Map.of("field", "email", "operator", "=", "value", key.getValue()));
    }
    return api.searchContacts(
        SearchContactsRequest.builder()
            .query(SearchFilter.builder().operator("OR").value(filters).build())
            .pagination(SearchPagination.builder().perPage((long) PAGE_SIZE).build())
            .build());
  }

  /**
   * Returns a page of the list of all contacts.
   *
   * @param after the cursor from {@link #next}; null for the first page
   */
  ContactList page(@Nullable String after) {
    return calls.run(api.listContacts(null, PAGE_SIZE, after), calls.newDeadline());
  }

  /** Returns the cursor of the next page; null after the last one. */
  static @Nullable String next(ContactList page) {
    CursorPages pages = page.getPages();
    return pages == null || pages.getNext() == null ? null : pages.getNext().getStartingAfter();
  }

  NotFoundException missing(ContactKey key, String remedy) {
    return Failures.missing(
        "there is no contact with the " + key + "; " + remedy,
        calls.stateOf(
            key.by() == ContactKey.By.EMAIL
                ? searchFor(List.of(key))
                : api.showContactByExternalId(key.getValue())));
  }

  ConflictException ambiguous(ContactKey key, List<String> ids) {
    return Failures.ambiguous(
        "more than one contact has the %s: %s; merge them in Intercom, or name the contact by external id"
            .formatted(key, String.join(", ", ids)),
        calls.stateOf(searchFor(List.of(key))));
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
    ArchivedContact archived = calls.run(api.archiveContact(id), calls.newDeadline());
    cache().forgetId(id);
    return archived;
  }

  /**
   * Deletes a contact; this cannot be undone.
   *
   * @return whether it existed; also true if an attempt without a response may have deleted it
   */
  public boolean delete(String id) {
    Arguments.pathSegment("contact id", id);
    boolean existed =
        calls.delete(
            api.deleteContact(id),
            body -> !Boolean.FALSE.equals(body.getDeleted()),
            NotFoundException::isFromIntercom);
    cache().forgetId(id);
    return existed;
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
        if (!followsMerges || id == null || merges == MOST_MERGES) {
          throw e;
        }
      }
    }
  }
}
