package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.UnsupportedVersionException;
import java.util.List;

/** A recipe: uses clients for several versions, which share their resources. */
final class Versions {
  private Versions() {}

  /** Returns a client for the Preview version, which shares connections, rate limit and locks. */
  static Intercom preview(Intercom intercom) {
    return intercom.withVersion(ApiVersion.PREVIEW);
  }

  /** Returns the orders of a contact; before version 2.16 perhaps not all of them. */
  static List<String> ordersOf(CustomObjects<Order> orders, String contactId) {
    Parent contact = Parent.contact(contactId);
    try {
      return orders.list(contact).ids();
    } catch (UnsupportedVersionException e) { // before 2.16; nothing was sent
      return orders.associations(contact, "orders").read().getIds(); // perhaps not all
    }
  }
}
