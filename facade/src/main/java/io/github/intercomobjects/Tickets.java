package io.github.intercomobjects;

import io.github.intercomobjects.client.api.TicketsApi;
import io.github.intercomobjects.client.model.CreateTicketRequest;
import io.github.intercomobjects.client.model.ReplyToTicketRequest;
import io.github.intercomobjects.client.model.Ticket;
import io.github.intercomobjects.client.model.TicketPart;
import io.github.intercomobjects.client.model.UpdateTicketRequest;
import java.util.Objects;

/**
 * The tickets of a workspace, as far as work with custom objects creates and closes them.
 *
 * <pre>{@code
 * Ticket ticket =
 *     intercom
 *         .tickets()
 *         .create(
 *             CreateTicketRequest.builder()
 *                 .ticketTypeId("36")
 *                 .contacts(List.of(TicketContact.builder().id(customer.getId()).build()))
 *                 .ticketAttributes(Map.of("_default_title_", "The parcel came open"))
 *                 .skipNotifications(true)
 *                 .build());
 * }</pre>
 *
 * <p>Methods take and return the generated models. Intercom cannot link tickets to custom objects.
 *
 * <p>Thread-safe. Throws the exceptions of {@link CustomObjects}.
 */
public final class Tickets {
  private final Calls calls;
  private final TicketsApi api;

  Tickets(Calls calls) {
    this.calls = calls;
    this.api = calls.api(TicketsApi.class);
  }

  /**
   * Returns a ticket.
   *
   * @param id Intercom's id, not the number of the ticket in the inbox
   * @throws NotFoundException if there is none
   */
  public Ticket get(String id) {
    return calls.run(api.retrieveTicket(checked(id)), calls.newDeadline());
  }

  /**
   * Creates a ticket for one contact. Every call creates another, so it is never retried after an
   * attempt that may have been applied. The request's {@code skipNotifications} suppresses e-mails
   * and workflows (since 2.13).
   */
  public Ticket create(CreateTicketRequest request) {
    return calls.run(
        api.createTicket(Objects.requireNonNull(request, "request")), calls.newDeadline());
  }

  /** Changes what the request names; safe to retry. */
  public Ticket update(String id, UpdateTicketRequest request) {
    return calls.run(
        api.updateTicket(checked(id), Objects.requireNonNull(request, "request")),
        calls.newDeadline());
  }

  /**
   * Adds a comment, a note or a quick reply. Every call adds another, so it is never retried after
   * an attempt that may have been applied.
   */
  public TicketPart reply(String id, ReplyToTicketRequest request) {
    return calls.run(
        api.replyToTicket(checked(id), Objects.requireNonNull(request, "request")),
        calls.newDeadline());
  }

  /**
   * Deletes a ticket with its replies and files; this cannot be undone. Reports keep the ticket.
   *
   * @return whether it existed; also true if an attempt without a response may have deleted it
   */
  public boolean delete(String id) {
    return calls.delete(
        api.deleteTicket(checked(id)),
        body -> !Boolean.FALSE.equals(body.getDeleted()),
        NotFoundException::isFromIntercom);
  }

  private static String checked(String id) {
    return Arguments.pathSegment("ticket id", id);
  }
}
