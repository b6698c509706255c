package io.github.intercomobjects;

import io.github.intercomobjects.client.model.CreateContactRequest;
import io.github.intercomobjects.client.model.CreateTicketRequest;
import io.github.intercomobjects.client.model.ReplyToTicketRequest;
import io.github.intercomobjects.client.model.TicketContact;
import io.github.intercomobjects.client.model.UpdateTicketRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** One call of every operation of the facade on a {@link Shop}. */
final class ShopOperations {
  private static final Attributes SHIPPED = Attributes.builder().set("status", "shipped").build();
  private static final ContactKey ZOE = ContactKey.email("zoe@example.com");
  private static final CreateContactRequest.Role LEAD = CreateContactRequest.Role.LEAD;
  private static final Attributes GOLD = Attributes.builder().set("tier", "gold").build();

  private ShopOperations() {}

  /**
   * A call.
   *
   * @param isOnce whether every request of it adds something
   * @param run executes the call and returns its result, for comparison
   */
  record Operation(String name, boolean isOnce, Function<Shop, Object> run) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Operation> all() {
    return Stream.of(objects(), associations(), contacts(), conversations(), tickets())
        .flatMap(group -> group);
  }

  private static Operation op(String name, Function<Shop, Object> run) {
    return new Operation(name, false, run);
  }

  private static Operation once(String name, Function<Shop, Object> run) {
    return new Operation(name, true, run);
  }

  private static Stream<Operation> objects() {
    return Stream.of(
        op("upsert of a new object", shop -> stored(shop.orders().upsert("ORDER-3", SHIPPED))),
        op("upsert of an old object", shop -> stored(shop.orders().upsert("ORDER-1", SHIPPED))),
        once("create", shop -> stored(shop.orders().create(SHIPPED))),
        op("findByExternalId", shop -> shop.orders().findByExternalId("ORDER-1").isPresent()),
        op(
            "findByExternalId of none",
            shop -> shop.orders().findByExternalId("ORDER-9").isPresent()),
        op("getById", shop -> shop.orders().getById(Shop.FIRST).getExternalId()),
        op("deleteByExternalId", shop -> shop.orders().deleteByExternalId("ORDER-2")),
        op("deleteById", shop -> shop.orders().deleteById(Shop.FIRST)),
        op("list", shop -> shop.orders().list().ids()),
        op("list by contact", shop -> shop.orders().list(Parent.contact(shop.contact)).ids()),
        op("check", shop -> shop.client().check().toString()));
  }

  private static String stored(Upserted<Attributes> saved) {
    return saved.getId() + " " + saved.getStored().getAttributes() + " " + saved.getDropped();
  }

  private static Stream<Operation> associations() {
    List<String> both = List.of(Shop.FIRST, Shop.SECOND);
    return Stream.of(
        op("replace", shop -> linked(shop.onContact("orders").replace(both))),
        op("replace on conversation", shop -> linked(shop.onConversation().replace(both))),
        op("add", shop -> linked(shop.onContact("orders").add(Shop.SECOND))),
        op("add on conversation", shop -> linked(shop.onConversation().add(Shop.SECOND))),
        op("remove", shop -> linked(shop.onContact("orders").remove(Shop.FIRST))),
        op("set", shop -> linked(shop.onContact("latest").set(Shop.SECOND))),
        op("clear", shop -> linked(shop.onContact("orders").clear())),
        op("read", shop -> linked(shop.onContact("orders").read())));
  }

  private static String linked(Associations.Linked linked) {
    return linked + " without " + linked.getMissingIds() + " beside " + linked.getExtraIds();
  }

  private static Stream<Operation> contacts() {
    return Stream.of(
        op("get of a contact", shop -> contacts(shop).get(shop.contact).getEmail()),
        op(
            "findByExternalId of a contact",
            shop -> contacts(shop).findByExternalId("customer-7").orElseThrow().getId()),
        op(
            "findByEmail of a contact",
            shop -> contacts(shop).findByEmail("zoe@example.com").orElseThrow().getId()),
        op(
            "directory of contacts",
            shop -> {
              ContactDirectory directory = contacts(shop).directory();
              // It is remembered from the operation before.
              directory.forget(ZOE);
              return directory.get(ZOE);
            }),
        once(
            "create of a contact",
            shop ->
                contacts(shop)
                    .create(CreateContactRequest.builder().name("Max").role(LEAD).build())
                    .getName()),
        op(
            "update of a contact",
            shop ->
                Shop.tier(
                    contacts(shop).updateAttributes(shop.contact, GOLD).getCustomAttributes())),
        once("block of a contact", shop -> contacts(shop).block(shop.contact).getBlocked()),
        once("archive of a contact", shop -> contacts(shop).archive(shop.contact).getArchived()),
        op("delete of a contact", shop -> contacts(shop).delete(shop.contact)));
  }

  private static Contacts contacts(Shop shop) {
    return shop.client().contacts();
  }

  private static Stream<Operation> conversations() {
    return Stream.of(
        op("get of a conversation", shop -> conversations(shop).get(Shop.CONVERSATION).getOpen()),
        op(
            "update of a conversation",
            shop ->
                Shop.tier(
                    conversations(shop)
                        .updateAttributes(Shop.CONVERSATION, GOLD)
                        .getCustomAttributes())),
        op("delete of a conversation", shop -> conversations(shop).delete(Shop.CONVERSATION)));
  }

  private static Conversations conversations(Shop shop) {
    return shop.client().conversations();
  }

  private static Stream<Operation> tickets() {
    return Stream.of(
        op("get of a ticket", shop -> tickets(shop).get(Shop.TICKET).getTicketId()),
        once(
            "create of a ticket",
            shop ->
                tickets(shop)
                    .create(
                        CreateTicketRequest.builder()
                            .ticketTypeId("1")
                            .contacts(List.of(TicketContact.builder().id(shop.contact).build()))
                            .ticketAttributes(Map.of("_default_title_", "The parcel came open"))
                            .build())
                    .getId()),
        op(
            "update of a ticket",
            shop ->
                tickets(shop)
                    .update(Shop.TICKET, UpdateTicketRequest.builder().open(false).build())
                    .getOpen()),
        once(
            "reply to a ticket",
            shop ->
                tickets(shop)
                    .reply(
                        Shop.TICKET,
                        ReplyToTicketRequest.builder()
                            .type("admin")
                            .messageType("note")
                            .adminId("1")
                            .body("The carrier pays")
                            .build())
                    .getPartType()),
        op("delete of a ticket", shop -> tickets(shop).delete(Shop.TICKET)));
  }

  private static Tickets tickets(Shop shop) {
    return shop.client().tickets();
  }
}
