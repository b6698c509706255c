package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.sandbox.Http.Reply;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tests of the type and the parts of a ticket. */
class TicketPartTest {
  @AutoClose
  private final Sandbox sandbox =
      Sandbox.start(
          Workspace.builder()
              .ticketType("88", "Damaged parcel", "Customer")
              .contact("customer-7", "zoe@example.com", "Zoë")
              .ticket("88", "customer-7", "Broken")
              .build());

  private final Http http = new Http(sandbox);
  private final String address = "/tickets/" + (State.TICKETS_BEFORE + 1);

  private static JsonNode part(Reply ticket, int index) {
    return ticket.at("/ticket_parts/ticket_parts/" + index);
  }

  @Test
  void aTicketShowsItsTypeAndAttributes() {
    Reply ticket = http.get(address).ok();
    assertThat(ticket.at("/ticket_type/description").isTextual()).isTrue();
    assertThat(ticket.at("/ticket_type/icon").isTextual()).isTrue();
    assertThat(ticket.at("/ticket_type/is_internal").isBoolean()).isTrue();
    assertThat(ticket.at("/ticket_type/created_at").isIntegralNumber()).isTrue();
    assertThat(ticket.at("/ticket_type/updated_at").isIntegralNumber()).isTrue();
    assertThat(ticket.texts("/ticket_type/ticket_type_attributes/data", "name"))
        .containsExactly("_default_title_", "_default_description_");
    assertThat(ticket.texts("/ticket_type/ticket_type_attributes/data", "id"))
        .containsExactly("881", "882");
    assertThat(ticket.texts("/ticket_type/ticket_type_attributes/data", "ticket_type_id"))
        .containsExactly("88", "88");
  }

  @Test
  void aNewTicketHasAPartWithItsState() {
    Reply ticket = http.get(address).ok();
    assertThat(ticket.at("/ticket_parts/total_count").asInt()).isEqualTo(1);
    assertThat(part(ticket, 0).path("part_type").asText())
        .isEqualTo("ticket_state_updated_by_admin");
    assertThat(part(ticket, 0).path("previous_ticket_state").asText()).isEqualTo("submitted");
    assertThat(part(ticket, 0).path("ticket_state").asText()).isEqualTo("submitted");
    assertThat(part(ticket, 0).path("author").toString())
        .isEqualTo(
            "{\"type\":\"bot\",\"id\":\"900000000\",\"name\":\"Fin\","
                + "\"email\":\"operator@sandbox.example\"}");
    assertThat(part(ticket, 0).path("created_at")).isEqualTo(ticket.at("/created_at"));
  }

  @Test
  void aChangedAttributeCreatesAPartSince214() {
    String body =
        "{\"ticket_attributes\":{\"_default_title_\":\"Broken\",\"weight\":1.75,\"photos\":[]}}";
    Reply ticket = http.put(address, body).ok();
    assertThat(ticket.at("/ticket_parts/total_count").asInt()).isEqualTo(3);
    assertThat(part(ticket, 1).path("updated_attribute_data").toString())
        .isEqualTo(
            "{\"attribute\":{\"type\":\"attribute\",\"id\":\"weight\",\"label\":\"weight\"},"
                + "\"value\":{\"type\":\"value\",\"id\":\"1.75\",\"label\":\"1.75\"}}");
    assertThat(part(ticket, 2).at("/updated_attribute_data/value").toString())
        .isEqualTo("{\"type\":\"value\",\"id\":null,\"label\":\"\"}");

    Reply old = http.withVersion("2.13").get(address).ok();
    assertThat(part(old, 1).has("updated_attribute_data")).isFalse();

    Reply cleared = http.put(address, "{\"ticket_attributes\":{\"_default_title_\":null}}").ok();
    assertThat(part(cleared, 3).path("updated_attribute_data").toString())
        .isEqualTo(
            "{\"attribute\":{\"type\":\"attribute\",\"id\":\"881\",\"label\":\"_default_title_\"},"
                + "\"value\":{\"type\":\"value\",\"id\":null,\"label\":\"\"}}");
  }
}
