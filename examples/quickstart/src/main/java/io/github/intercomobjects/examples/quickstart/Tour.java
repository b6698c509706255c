package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Associations;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ConnectionException;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.ObjectList;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.References;
import io.github.intercomobjects.Region;
import io.github.intercomobjects.Upserted;
import io.github.intercomobjects.WorkspaceCheck;
import io.github.intercomobjects.client.FreeFormJson;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.Conversation;
import io.github.intercomobjects.client.model.CreateTicketRequest;
import io.github.intercomobjects.client.model.ReplyToTicketRequest;
import io.github.intercomobjects.client.model.Ticket;
import io.github.intercomobjects.client.model.TicketContact;
import io.github.intercomobjects.client.model.UpdateTicketRequest;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A tour of the API. The code in the Javadoc is taken from here. */
final class Tour {
  private final Intercom intercom;
  private final PrintStream out;
  private final CustomObjects<Order> orders;

  Tour(Intercom intercom, PrintStream out) {
    this.intercom = intercom;
    this.out = out;
    this.orders = intercom.customObjects(ObjectType.of("Order", Order.class));
  }

  /** Checks token and region, which is a good first call of a program. */
  void check() {
    WorkspaceCheck check = intercom.check();
    if (!check.isRightRegion()) {
      out.println(check); // Acme (a1b2c3d4), region EU, but calls go to https://api.intercom.io/: …
    }
  }

  void upserts(Order order, Contact customer) {
    Upserted<Order> saved = orders.upsert(order);
    for (Upserted.Dropped dropped : saved.getDropped()) {
      out.println(dropped.getName() + " of " + saved.getExternalId() + " was not stored");
    }
    out.println(FreeFormJson.ADAPTER.toJson(saved.toMap())); // with all values

    orders.upsert("ORDER-1", Attributes.builder().set("status", "shipped").clear("coupon").build());
    orders.upsert("ORDER-1", Attributes.builder().externalUpdatedAt(Instant.now()).build());
    orders.upsert(
        "ORDER-1", Attributes.builder().set("customer", References.one(customer.getId())).build());
  }

  void objects() {
    CustomObject<Order> one = orders.getByExternalId("ORDER-1");
    out.println(one.getId());
    out.println(one.getAttributes().getText("status")); // exactly as received; never fails
    out.println(one.getValue().status()); // mapped to your type on first use
  }

  void lists(Contact customer) {
    orders.list().stream().limit(10).forEach(one -> out.println(one.getExternalId()));
    orders.list(Parent.contact(customer.getId())).forEach(one -> out.println(one.getExternalId()));

    ObjectList.Page<Order> first = orders.list().page(1); // one call
    out.println(first.getTotalCount() + " orders on " + first.getTotalPages() + " pages");
  }

  void associations(Contact customer, Upserted<Order> saved, Upserted<Order> second) {
    Associations<Order> linked = orders.associations(Parent.contact(customer.getId()), "orders");
    linked.replace(List.of(saved.getId(), second.getId())); // one PUT, nothing is read: preferred
    linked.remove(second.getId());
    linked.add(second.getId());
    linked.clear();
  }

  void contacts() {
    Contact customer = intercom.contacts().findByExternalId("customer-7").orElseThrow();
    intercom
        .contacts()
        .updateAttributes(
            customer.getId(),
            Attributes.builder().set("tier", "gold").clear("trial_ends_at").build());
  }

  void conversations(Conversation conversation) {
    intercom
        .conversations()
        .updateAttributes(conversation.getId(), Attributes.builder().set("refunded", true).build());
    intercom.conversations().delete(conversation.getId());
  }

  void tickets(Contact customer, String adminId) {
    Ticket ticket =
        intercom
            .tickets()
            .create(
                CreateTicketRequest.builder()
                    .ticketTypeId("36")
                    .contacts(List.of(TicketContact.builder().id(customer.getId()).build()))
                    .ticketAttributes(Map.of("_default_title_", "The parcel came open"))
                    .skipNotifications(true)
                    .build());
    intercom
        .tickets()
        .reply(
            ticket.getId(),
            ReplyToTicketRequest.builder()
                .type("admin")
                .adminId(adminId)
                .messageType("note")
                .body("A new one is on its way.")
                .build());
    intercom.tickets().update(ticket.getId(), UpdateTicketRequest.builder().open(false).build());
  }

  /** Executes a call of a generated interface, with the same retries and exceptions. */
  void lowLevel() {
    ContactsApi contacts = intercom.api(ContactsApi.class);
    Contact contact = intercom.execute(contacts.showContactByExternalId("customer-7"));
    out.println(contact.getName());
  }

  void errors(Order order) {
    try {
      orders.upsert(order);
    } catch (ApiException e) { // Intercom rejected it, or failed
      out.println(e.getStatus() + " " + e.getErrors() + " request " + e.getRequestId());
    } catch (ConnectionException e) { // no response after all attempts
      out.println(
          e.getOutcome() == IntercomException.Outcome.UNKNOWN ? "perhaps stored" : "not stored");
    }
  }

  /** Returns a client for web requests, and shows others for a version and a workspace. */
  static Intercom webRequests(Intercom intercom, String token) {
    Intercom preview = intercom.withVersion(ApiVersion.PREVIEW);
    Intercom acme = intercom.newBuilder().accessToken(token).region(Region.EU).build();
    acme.close(); // does not close the client that it was derived from

    // A web request cannot wait for the next window: a RateLimitException reports when it begins.
    return preview
        .newBuilder()
        .maxWait(Duration.ZERO)
        .totalTimeout(Duration.ofSeconds(5))
        .rateLimitShare(0.8) // of each window; the rest is left to others
        .followMergedContacts(true)
        .build();
  }
}
