package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.client.model.CreateTicketRequest;
import io.github.intercomobjects.client.model.ReplyToTicketRequest;
import io.github.intercomobjects.client.model.TicketContact;
import io.github.intercomobjects.client.model.UpdateTicketRequest;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TicketsTest {
  private static final String TICKET =
      "{\"type\":\"ticket\",\"id\":\"626\",\"ticket_id\":\"33\",\"open\":true}";
  private static final CreateTicketRequest NEW =
      CreateTicketRequest.builder()
          .ticketTypeId("36")
          .contacts(List.of(TicketContact.builder().id("63a07ddf05a32042dffac965").build()))
          .ticketAttributes(Map.of("_default_title_", "Parcel ORDER-1 is damaged"))
          .skipNotifications(true)
          .build();
  private static final UpdateTicketRequest CLOSED =
      UpdateTicketRequest.builder().open(false).skipNotifications(true).build();
  private static final ReplyToTicketRequest NOTE =
      ReplyToTicketRequest.builder()
          .type("admin")
          .messageType("note")
          .adminId("127")
          .body("The carrier pays")
          .skipNotifications(true)
          .build();

  private final FakeIntercom intercom = new FakeIntercom();
  private final Tickets tickets = intercom.builder().build().tickets();

  @AfterEach
  void close() {
    intercom.close();
  }

  @Test
  void getReturnsTheTicketWithThisId() {
    intercom.enqueue(200, TICKET);
    assertThat(tickets.get("626").getTicketId()).isEqualTo("33");
    intercom.request("GET /tickets/626");
  }

  @Test
  void getOfAMissingTicketThrows() {
    intercom.enqueueError(404, "ticket_not_found", "Ticket not found");
    assertThatThrownBy(() -> tickets.get("627"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith(
            "Intercom returned 404 ticket_not_found: Ticket not found (GET /tickets/{ticket_id},");
  }

  @Test
  void createSendsTheRequestUnchanged() {
    intercom.enqueue(200, TICKET);
    assertThat(tickets.create(NEW).getId()).isEqualTo("626");
    assertThat(FakeIntercom.body(intercom.request("POST /tickets")))
        .isEqualTo(
            "{\"ticket_type_id\":\"36\",\"contacts\":[{\"id\":\"63a07ddf05a32042dffac965\"}],"
                + "\"ticket_attributes\":{\"_default_title_\":\"Parcel ORDER-1 is damaged\"},"
                + "\"skip_notifications\":true}");
  }

  @Test
  void updateSendsTheRequestUnchanged() {
    intercom.enqueue(200, TICKET);
    assertThat(tickets.update("626", CLOSED).getId()).isEqualTo("626");
    assertThat(FakeIntercom.body(intercom.request("PUT /tickets/626")))
        .isEqualTo("{\"open\":false,\"skip_notifications\":true}");
  }

  @Test
  void replySendsTheRequestUnchanged() {
    intercom.enqueue(200, "{\"type\":\"ticket_part\",\"id\":\"5\",\"part_type\":\"note\"}");
    assertThat(tickets.reply("626", NOTE).getId()).isEqualTo("5");
    assertThat(FakeIntercom.body(intercom.request("POST /tickets/626/reply")))
        .contains("\"message_type\":\"note\"", "\"skip_notifications\":true");
  }

  @Test
  void deleteIsTrueIfThisCallDeleted() {
    intercom.enqueue(200, "{\"id\":\"626\",\"object\":\"ticket\",\"deleted\":true}");
    assertThat(tickets.delete("626")).isTrue();
    intercom.request("DELETE /tickets/626");
  }

  @Test
  void deleteIsFalseIfThereWasNone() {
    intercom.enqueueError(404, "ticket_not_found", "Ticket not found");
    intercom.enqueue(200, "{\"id\":\"626\",\"deleted\":false}");
    assertThat(tickets.delete("626")).isFalse();
    assertThat(tickets.delete("626")).isFalse();
  }

  @Test
  void a404OfAProxyIsNotAMissingTicket() {
    intercom.enqueue(404, "<html>404</html>");
    assertThatThrownBy(() -> tickets.delete("626")).isInstanceOf(NotFoundException.class);
  }

  static Stream<Named<BiConsumer<Tickets, String>>> methods() {
    return Stream.of(
        Named.of("get", (tickets, id) -> tickets.get(id)),
        Named.of("update", (tickets, id) -> tickets.update(id, CLOSED)),
        Named.of("reply", (tickets, id) -> tickets.reply(id, NOTE)),
        Named.of("delete", (tickets, id) -> tickets.delete(id)));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anIdThatWouldChangeTheUrlIsRejected(BiConsumer<Tickets, String> method) {
    assertThatThrownBy(() -> method.accept(tickets, ".."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("ticket id must not be \"..\": in a URL");
    assertThatThrownBy(() -> method.accept(tickets, " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ticket id must not be blank, was \" \"");
    assertThat(intercom.requestCount()).isZero();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anIdIsOnePathSegment(BiConsumer<Tickets, String> method) {
    intercom.enqueue(200, TICKET);
    method.accept(tickets, "6/2?6");
    assertThat(intercom.anyRequest().getTarget()).startsWith("/tickets/6%2F2%3F6");
  }
}
