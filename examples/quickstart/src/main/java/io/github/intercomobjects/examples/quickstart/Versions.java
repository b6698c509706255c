package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.UnsupportedVersionException;
import java.util.List;

/** A recipe: the version is that of a client, and a client for another costs nothing. */
final class Versions {
  private Versions() {}

  /** What is to come, in a test of your own; shares connections, rate limit and locks. */
  static Intercom preview(Intercom intercom) {
    return intercom.withVersion(ApiVersion.PREVIEW);
  }

  /** The orders of a contact, as far as the pinned version can tell. */
  static List<String> ordersOf(CustomObjects<Order> orders, String contactId) {
    Parent contact = Parent.contact(contactId);
    try {
      return orders.list(contact).ids();
    } catch (UnsupportedVersionException e) { // before 2.16; nothing was sent
      return orders.associations(contact, "orders").read().getIds(); // perhaps not all
    }
  }
}
