package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ContactDirectory;
import io.github.intercomobjects.ContactKey;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.References;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.CreateContactRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recipe: names contacts by the company's own ids, where links take Intercom's. */
final class CustomersByKey {
  private final Intercom intercom;
  private final CustomObjects<Order> orders;

  CustomersByKey(Intercom intercom, CustomObjects<Order> orders) {
    this.intercom = intercom;
    this.orders = orders;
  }

  /** Links an order to a customer, who is created if Intercom does not have them. */
  void link(String orderNumber, String customerId) {
    References customer = References.contact(ContactKey.externalId(customerId)).orCreated();
    orders.upsert(orderNumber, Attributes.builder().set("customer", customer).build());
  }

  /** Returns the ids of many contacts, with as few calls as possible. */
  Map<ContactKey, List<String>> ids(Collection<ContactKey> keys) {
    ContactDirectory directory = intercom.contacts().directory();
    return directory.findAll(keys);
  }

  /** Returns the id of a contact that must exist. */
  String id() {
    ContactDirectory directory = intercom.contacts().directory();
    String id = directory.get(ContactKey.externalId("customer-7"));
    return id;
  }

  /** Returns the id of a contact that may exist. */
  Optional<String> idIfKnown() {
    Optional<String> id = intercom.contacts().directory().find(ContactKey.externalId("customer-7"));
    return id;
  }

  /** Returns the contact with this external id, perhaps a new one. */
  Contact customer(String externalId, String email) {
    return intercom
        .contacts()
        .findOrCreate(CreateContactRequest.builder().externalId(externalId).email(email).build());
  }
}
