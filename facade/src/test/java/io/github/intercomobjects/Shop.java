package io.github.intercomobjects;

import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Conversation;
import io.github.intercomobjects.client.model.Ticket;
import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A workspace with everything that the facade reads and changes: a contact, its conversation, its
 * ticket, and two orders. Contact and conversation are linked to the first order.
 */
final class Shop implements AutoCloseable {
  // The ids of a sandbox are consecutive from a fixed start.
  static final String FIRST = "1";
  static final String SECOND = "2";
  static final String CONVERSATION = "64619700000001";
  static final String TICKET = "601";

  final SandboxIntercom intercom;
  final String contact;
  private Intercom client;

  Shop() {
    this(definition());
  }

  Shop(Workspace.Builder definition) {
    Workspace workspace = definition.build();
    contact = workspace.findContact("customer-7").orElseThrow().getId();
    fill(workspace);
    // A reset restores these contents.
    intercom = new SandboxIntercom(workspace);
    client = intercom.client();
  }

  static Workspace.Builder definition() {
    return Workspace.builder()
        .objectType(
            ObjectTypeDefinition.builder("Order")
                .text("status")
                .list("carrier", "DHL", "UPS")
                .referenceToOne("customer", "contact")
                .build())
        .contactRelationship("orders", "Order", Cardinality.MANY)
        .contactRelationship("latest", "Order", Cardinality.ONE)
        .conversationRelationship("orders", "Order", Cardinality.MANY)
        .contact("customer-7", "zoe@example.com", "Zoë")
        .conversation("customer-7")
        .ticket("1", "customer-7", "Where is my order?");
  }

  private void fill(Workspace workspace) {
    try (SandboxIntercom filling = new SandboxIntercom(workspace)) {
      CustomObjects<Attributes> orders = filling.orders();
      Attributes isNew = Attributes.builder().set("status", "new").build();
      orders.upsert("ORDER-1", isNew);
      orders.upsert("ORDER-2", isNew);
      orders.associations(Parent.contact(contact), "orders").replace(List.of(FIRST));
      orders.associations(Parent.contact(contact), "latest").set(FIRST);
      orders.associations(Parent.conversation(CONVERSATION), "orders").replace(List.of(FIRST));
    }
  }

  /** Sets the client of the following calls. */
  void useClient(Intercom newClient) {
    client = newClient;
  }

  Intercom client() {
    return client;
  }

  CustomObjects<Attributes> orders() {
    return client.customObjects(ObjectType.untyped("Order"));
  }

  Associations<Attributes> onContact(String attribute) {
    return orders().associations(Parent.contact(contact), attribute);
  }

  Associations<Attributes> onConversation() {
    return orders().associations(Parent.conversation(CONVERSATION), "orders");
  }

  /** Returns the contents of the workspace without times. */
  List<String> state() {
    List<String> state = new ArrayList<>();
    intercom.workspace().getInstances("Order").forEach(order -> state.add(order.toString()));
    state.add("contact " + shown(this::contactState));
    ContactsApi contacts = intercom.client().api(ContactsApi.class);
    int listed = intercom.client().execute(contacts.listContacts()).getData().size();
    state.add("contacts that are not archived: " + listed);
    state.add("conversation " + shown(this::conversationState));
    for (String id : List.of(TICKET, "602", "603")) {
      state.add("ticket " + id + " " + shown(() -> ticketState(id)));
    }
    return state;
  }

  private String contactState() {
    return tier(intercom.client().contacts().get(contact).getCustomAttributes())
        + " "
        + intercom.workspace().getContactLinks(contact, "orders")
        + intercom.workspace().getContactLinks(contact, "latest");
  }

  private String conversationState() {
    Conversation shown = intercom.client().conversations().get(CONVERSATION);
    return shown.getState()
        + " "
        + tier(shown.getCustomAttributes())
        + " "
        + intercom.workspace().getConversationLinks(CONVERSATION, "orders");
  }

  private String ticketState(String id) {
    Ticket shown = intercom.client().tickets().get(id);
    return "open "
        + shown.getOpen()
        + ", parts "
        + Objects.requireNonNull(shown.getTicketParts()).getTotalCount();
  }

  /** Returns the attribute that operations change. */
  static String tier(@Nullable Map<String, @Nullable Object> attributes) {
    return attributes == null ? "no attributes" : "tier " + attributes.get("tier");
  }

  private static String shown(Supplier<String> thing) {
    try {
      return thing.get();
    } catch (NotFoundException e) {
      return "is not there";
    }
  }

  @Override
  public void close() {
    intercom.close();
  }
}
