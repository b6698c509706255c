package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.References;
import io.github.intercomobjects.Upserted;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TourTest {
  private final Workspace workspace =
      Workspace.builder()
          .objectType(
              ObjectTypeDefinition.builder("Order")
                  .list("status", "pending", "shipped")
                  .decimal("total_amount")
                  .text("coupon")
                  .referenceToOne("customer", "contact")
                  .build())
          .contactRelationship("orders", "Order", Cardinality.MANY)
          .ticketType("36", "Damage", "Customer")
          .teammate("127", "Ada")
          .build();
  private final String contactId =
      workspace.addContact("customer-7", "zoe@example.com", "Zoë").getId();
  private final Sandbox sandbox = Sandbox.start(workspace);
  private final Intercom intercom =
      Intercom.builder().accessToken(sandbox.getToken()).baseUrl(sandbox.getBaseUrl()).build();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Tour tour =
      new Tour(intercom, new PrintStream(printed, true, StandardCharsets.UTF_8));
  private Contact customer;

  @BeforeEach
  void find() {
    customer = intercom.contacts().get(contactId);
  }

  @AfterEach
  void close() {
    intercom.close();
    sandbox.close();
  }

  private Order order(String number, String status) {
    return new Order(
        number,
        Instant.parse("2026-09-01T10:00:00Z"),
        status,
        new BigDecimal("99.99"),
        References.one(contactId));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void ordersAreStoredReadListedAndLinked() {
    tour.upserts(order("ORDER-1", "lost in space"), customer);
    assertThat(printed()).contains("status of ORDER-1 was not stored");
    tour.objects();
    assertThat(printed()).contains("shipped");
    tour.lists(customer);
    assertThat(printed()).contains("1 orders on 1 pages");
    tour.errors(order("ORDER-1", "pending"));
  }

  @Test
  void ordersWithoutAReferenceAreLinkedByTheContact() {
    CustomObjects<Order> mapped = intercom.customObjects(ObjectType.of("Order", Order.class));
    Upserted<Order> first = mapped.upsert("ORDER-1", Attributes.builder().build());
    Upserted<Order> second = mapped.upsert("ORDER-2", Attributes.builder().build());
    tour.associations(customer, first, second);
    assertThat(workspace.getContactLinks(contactId, "orders")).isEmpty();
    assertThat(sandbox.getCalls()).filteredOn(call -> call.getMethod().equals("PUT")).hasSize(4);
  }

  @Test
  void contactsConversationsAndTicketsAreChanged() {
    tour.contacts();
    assertThat(intercom.contacts().get(contactId).getCustomAttributes())
        .containsEntry("tier", "gold");
    String conversation = workspace.addConversation(contactId).getId();
    tour.conversations(intercom.conversations().get(conversation));
    assertThat(intercom.conversations().delete(conversation)).isFalse();
    tour.tickets(customer, "127");
    tour.lowLevel();
    assertThat(printed()).contains("Zoë");
  }

  @Test
  void aWorkspaceIsCheckedAndClientsAreDerived() {
    tour.check();
    assertThat(printed()).isEmpty();
    assertThat(Tour.webRequests(intercom, "dG9rOmFjbWU=").getBaseUrl())
        .isEqualTo(sandbox.getBaseUrl());
  }
}
