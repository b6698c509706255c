package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.moshi.FromJson;
import com.squareup.moshi.Json;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.ToJson;
import io.github.intercomobjects.client.api.AdminsApi;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.AdminWithApp;
import io.github.intercomobjects.client.model.UpdateContactRequest;
import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import retrofit2.Call;

/** Following the advice in a message has the effect that it promises. */
final class AdviceTest {
  private enum Carrier {
    DHL,
    @Json(name = "Royal Mail")
    ROYAL_MAIL
  }

  private final SandboxIntercom intercom =
      new SandboxIntercom(
          Workspace.builder()
              .instancesShown(2)
              .objectType(
                  ObjectTypeDefinition.builder("Order")
                      .text("status")
                      .list("carrier", "DHL", "Royal Mail")
                      .integer("count")
                      .decimal("total")
                      .bool("paid")
                      .date("due")
                      .text("key")
                      .referenceToOne("customer", "contact")
                      .referenceToMany("contacts", "contact")
                      .build())
              .contactRelationship("orders", "Order", Cardinality.MANY)
              .contact("customer-7", null, null)
              .contact("customer-8", null, null));

  private final CustomObjects<Attributes> orders = intercom.orders();

  @AfterEach
  void close() {
    intercom.close();
  }

  private static void advised(ThrowingCallable rejected, String advice) {
    assertThatThrownBy(rejected).hasMessageContaining(advice);
  }

  private <T> CustomObjects<T> of(Class<T> type) {
    return intercom.client().customObjects(ObjectType.of("Order", type));
  }

  private String contact(String externalId) {
    return intercom.client().contacts().findByExternalId(externalId).orElseThrow().getId();
  }

  private Attributes stored(String externalId) {
    return orders.getByExternalId(externalId).getAttributes();
  }

  @Test
  void theAdvisedAttributeTypesAreStored() {
    advised(
        () -> Attributes.builder().set("carrier", new Object()),
        "use text, a finite number, a boolean, an enum, an Instant, a LocalDate, a UUID, References"
            + " or a collection of these, and clear(\"carrier\") for null");
    UUID key = new UUID(1, 2);
    Map<String, Object> values =
        Map.of(
            "status",
            "new",
            "count",
            3,
            "total",
            0.1,
            "paid",
            true,
            "carrier",
            Carrier.ROYAL_MAIL,
            "due",
            Instant.ofEpochSecond(1788280000),
            "key",
            key,
            "customer",
            References.one(contact("customer-7")),
            "contacts",
            List.of(contact("customer-7"), contact("customer-8")));
    Attributes.Builder all = Attributes.builder();
    values.forEach(all::set);
    orders.upsert("A", all.build()).orThrow();
    assertThat(stored("A").getText("carrier")).isEqualTo("Royal Mail");
    assertThat(stored("A").getText("key")).isEqualTo(key.toString());
    assertThat(stored("A").getNumber("total")).isEqualByComparingTo("0.1");
    assertThat(stored("A").getTime("due")).isEqualTo(Instant.ofEpochSecond(1788280000));
    orders
        .upsert("A", Attributes.builder().set("due", LocalDate.of(2026, 1, 31)).build())
        .orThrow();
    orders.upsert("A", Attributes.builder().clear("carrier").build()).orThrow();
    assertThat(stored("A").get("carrier")).isNull();
  }

  @Test
  void nullsAreLeftOutOfACollectionAndCollectionsAreMerged() {
    String seven = contact("customer-7");
    String eight = contact("customer-8");
    advised(
        () -> Attributes.builder().set("contacts", Arrays.asList(seven, null)), "; leave it out");
    orders.upsert("A", Attributes.builder().set("contacts", List.of(seven)).build()).orThrow();
    advised(
        () ->
            Attributes.builder()
                .set("contacts", List.of(References.many(List.of(seven)), References.one(eight))),
        "put the items into one collection, the ids of several References into one"
            + " References.many(..)");
    orders
        .upsert(
            "A",
            Attributes.builder().set("contacts", References.many(List.of(seven, eight))).build())
        .orThrow();
    assertThat(stored("A").getReferences("contacts"))
        .isEqualTo(References.many(List.of(seven, eight)));
  }

  private record Linked(
      @ExternalId String number, @Nullable References customer, @Nullable String status) {}

  @Test
  void referencesThatWereReadAreSentInTheFormOfTheirAttribute() {
    CustomObjects<Linked> linked = of(Linked.class);
    linked.upsert(new Linked("A", References.one(contact("customer-7")), "new")).orThrow();
    Linked read = linked.getByExternalId("A").getValue();
    advised(
        () -> linked.upsert(read),
        "send References.one(..) or References.many(..) with these ids, or only the attributes that"
            + " change");
    References customer = Objects.requireNonNull(read.customer());
    linked.upsert(new Linked("A", References.one(customer.getIds().get(0)), "sent")).orThrow();
    orders.upsert("A", Attributes.builder().set("status", "shipped").build()).orThrow();
    assertThat(stored("A").getReferences("customer")).isEqualTo(customer);
    Attributes shown = stored("A");
    advised(
        () -> orders.upsert("A", shown),
        "set it to References.one(..) or References.many(..), or leave it out");
    orders
        .upsert(
            "A",
            shown.toBuilder().set("customer", References.one(customer.getIds().get(0))).build())
        .orThrow();
  }

  private record Order(@Nullable String number, @Nullable String status) {}

  private record Marked(@ExternalId @Nullable String number, @Nullable String status) {}

  @Test
  void aValueWithoutAnExternalIdCanBeStoredInThreeWays() {
    String advice =
        "mark the component with @ExternalId and give it a value, call upsert(externalId,"
            + " attributes), or use create for objects without one";
    advised(() -> of(Order.class).upsert(new Order("A", "new")), advice);
    advised(() -> of(Marked.class).upsert(new Marked(null, "new")), advice);
    assertThat(of(Marked.class).upsert(new Marked("A", "new")).getExternalId()).isEqualTo("A");
    assertThat(
            orders.upsert("B", Attributes.builder().set("status", "new").build()).getExternalId())
        .isEqualTo("B");
    assertThat(of(Marked.class).create(new Marked(null, "new")).getExternalId()).isNull();
    advised(() -> of(Marked.class).create(new Marked("C", "new")), ": use upsert");
  }

  @Test
  void externalTimesAreLeftOutForAContact() {
    Attributes.Builder attributes = Attributes.builder().set("tier", "gold");
    advised(
        () ->
            intercom
                .client()
                .contacts()
                .updateAttributes(
                    contact("customer-7"),
                    Attributes.builder().set("tier", "gold").externalCreatedAt(null).build()),
        "leave out [external_created_at]");
    intercom.client().contacts().updateAttributes(contact("customer-7"), attributes.build());
  }

  private record Narrow(@ExternalId String number, boolean paid, int count) {}

  private record Wide(@ExternalId String number, @Nullable Boolean paid, @Nullable Integer count) {}

  @Test
  void nullIsReadByTypesThatAllowNull() {
    orders.upsert("A", Attributes.builder().build());
    CustomObject<Narrow> narrow = of(Narrow.class).getByExternalId("A");
    advised(narrow::getValue, "(use Boolean for boolean, Integer for int)");
    advised(narrow::getValue, "; getAttributes() returns the attributes as received");
    assertThat(narrow.getAttributes().has("paid")).isEqualTo(stored("A").has("paid"));
    assertThat(of(Wide.class).getByExternalId("A").getValue()).isEqualTo(new Wide("A", null, null));
  }

  private record Ratio(@ExternalId String number, @Nullable Double total) {}

  @Test
  void aNonFiniteNumberNamesTypeAndAttributeAndNullClearsIt() {
    for (double total : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> of(Ratio.class).upsert(new Ratio("A", total)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a value for Order cannot be mapped: $.total: JSON has no form for "
                  + total
                  + "; use a finite number or null");
    }
    of(Ratio.class).upsert(new Ratio("A", 0.5)).orThrow();
    of(Ratio.class).upsert(new Ratio("A", null)).orThrow();
    assertThat(stored("A").get("total")).isNull();
  }

  private record Ratios(
      @ExternalId String number, float total, @Nullable Object any, List<Double> all) {}

  @Test
  void aNonFiniteNumberIsNamedAtAnyDepth() {
    for (Ratios ratios :
        List.of(
            new Ratios("A", Float.NaN, null, List.of()),
            new Ratios("A", 0, Double.NaN, List.of()),
            new Ratios("A", 0, null, List.of(1.0, Double.NaN)))) {
      assertThatThrownBy(() -> of(Ratios.class).upsert(ratios))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(
              "a value for Order cannot be mapped: \\$\\.(total|any|all\\[1\\]): JSON has no form for"
                  + " NaN; use a finite number or null");
    }
    assertThatThrownBy(
            () ->
                intercom
                    .client()
                    .execute(
                        intercom
                            .client()
                            .api(ContactsApi.class)
                            .updateContact(
                                "1",
                                UpdateContactRequest.builder()
                                    .customAttributes(Map.of("ratio", Double.NaN))
                                    .build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("JSON has no form for NaN as java.lang.Double at path $.custom_att");
  }

  private record Zoned(@ExternalId String number, ZonedDateTime status) {}

  @SuppressWarnings("UnusedMethod") // Moshi calls them.
  private static final class ZonedAdapter {
    @ToJson
    String toJson(ZonedDateTime time) {
      return time.toString();
    }

    @FromJson
    ZonedDateTime fromJson(String text) {
      return ZonedDateTime.parse(text);
    }
  }

  @Test
  void anAdapterMapsATypeThatCannotBeMapped() {
    advised(
        () -> of(Zoned.class),
        "use text, a number, a boolean, an enum, Instant, LocalDate, UUID or References, or give"
            + " Intercom.Builder.moshi(..) an adapter for it");
    ZonedDateTime time = ZonedDateTime.parse("2026-01-31T09:30:00Z[UTC]");
    CustomObjects<Zoned> zoned =
        intercom
            .builder()
            .moshi(new Moshi.Builder().add(new ZonedAdapter()).build())
            .build()
            .customObjects(ObjectType.of("Order", Zoned.class));
    zoned.upsert(new Zoned("A", time)).orThrow();
    assertThat(zoned.getByExternalId("A").getValue()).isEqualTo(new Zoned("A", time));
  }

  @Test
  void droppedValuesAreStoredAfterFollowingTheAdvice() {
    Upserted<Attributes> dropped =
        orders.upsert(
            "A",
            Attributes.builder()
                .set("carrier", "ROYAL_MAIL")
                .set("due", "soon")
                .set("contacts", References.many(List.of("customer-7")))
                .build());
    advised(
        dropped::orThrow,
        "check that the type has an attribute of this name, that the list option exists in Intercom,"
            + " that the time can be read and that the referenced ids exist");
    orders
        .upsert(
            "A",
            Attributes.builder()
                .set("carrier", "Royal Mail")
                .set("due", Instant.EPOCH)
                .set("contacts", References.many(List.of(contact("customer-7"))))
                .build())
        .orThrow();
  }

  private String order(String externalId) {
    return orders.upsert(externalId, Attributes.builder().build()).getId();
  }

  @Test
  void eachRemedyForAnIncompleteSetLinks() {
    List<String> ids = List.of(order("A"), order("B"), order("C"));
    String contact = contact("customer-7");
    Associations<Attributes> linked = orders.associations(Parent.contact(contact), "orders");
    linked.replace(ids.subList(0, 2)).orThrow();
    orders
        .upsert("C", Attributes.builder().set("customer", References.one(contact)).build())
        .orThrow();
    advised(
        () -> linked.add(ids.get(2)),
        "Use replace(..) with the full set, a reference attribute on Order itself, or"
            + " assumeComplete() if you know that it shows all");
    linked.assumeComplete().add(ids.get(2));
    assertThat(orders.list(Parent.contact(contact)).ids()).containsExactlyInAnyOrderElementsOf(ids);
    linked.replace(ids).orThrow();
    Associations<Attributes> older =
        intercom
            .orders(intercom.builder().apiVersion(ApiVersion.V2_15))
            .associations(Parent.contact(contact), "orders");
    advised(() -> older.remove(ids.get(2)), "(2.16 or later shows it)");
  }

  @Test
  void linkingByExternalIdsIsFixedWithIntercomsIds() {
    String id = order("A");
    Associations<Attributes> linked =
        orders.associations(Parent.contact(contact("customer-7")), "orders");
    Associations.Linked missing = linked.replace(List.of("A"));
    advised(
        missing::orThrow, "that these are Intercom's ids of objects (getId()), not external ids");
    linked.replace(List.of(id)).orThrow();
  }

  @Test
  void beforeVersion216TheParentIsReadInsteadOfListing() {
    String id = order("A");
    Parent contact = Parent.contact(contact("customer-7"));
    orders.associations(contact, "orders").replace(List.of(id)).orThrow();
    CustomObjects<Attributes> older =
        intercom.orders(intercom.builder().apiVersion(ApiVersion.V2_15));
    advised(
        () -> older.list(contact), "associations(..).read() returns what the contact itself shows");
    assertThat(older.associations(contact, "orders").read().getIds()).containsExactly(id);
    advised(older::list, "findByExternalId(..) finds single objects");
    assertThat(older.findByExternalId("A")).isPresent();
  }

  @Test
  void aCallOfAnotherClientRunsOnThatClient() {
    Intercom other = intercom.client().withVersion(ApiVersion.V2_15);
    Call<AdminWithApp> call = other.api(AdminsApi.class).showMe();
    advised(() -> intercom.client().execute(call), "execute it with that client");
    assertThat(other.execute(call).getId()).isNotBlank();
  }

  @Test
  void aNumberWithTooManyDigitsIsReadAsText() {
    record Total(BigDecimal total) {}
    String digits = "9".repeat(300_000);
    try (FakeIntercom fake = new FakeIntercom()) {
      fake.enqueue(200, "{\"id\":\"22\",\"custom_attributes\":{\"total\":" + digits + "}}");
      CustomObject<Total> object =
          fake.builder().build().customObjects(ObjectType.of("Order", Total.class)).getById("22");
      advised(object::getValue, "; getAttributes() returns the attributes as received");
      assertThat(object.getAttributes().getText("total")).isEqualTo(digits);
    }
  }
}
