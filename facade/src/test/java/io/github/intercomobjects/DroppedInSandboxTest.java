package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Json;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exactly the values that the workspace does not hold are reported as dropped. */
final class DroppedInSandboxTest {
  private record Order(
      @ExternalId String number,
      @Nullable String carrier,
      @Nullable References customer,
      @Nullable References items,
      @Json(name = "due_on") @Nullable String due) {}

  private final SandboxIntercom intercom =
      new SandboxIntercom(
          Workspace.builder()
              .objectType(ObjectTypeDefinition.builder("Item").text("name").build())
              .objectType(
                  ObjectTypeDefinition.builder("Order")
                      .list("carrier", "DHL", "UPS")
                      .referenceToOne("customer", "contact")
                      .referenceToMany("items", "Item")
                      .date("due_on")
                      .text("note")
                      .build()));
  private final String item =
      intercom
          .client()
          .customObjects(ObjectType.untyped("Item"))
          .create(Attributes.builder().build())
          .getId();
  private final String contact = intercom.workspace().addContact("customer-7", null, null).getId();

  @AfterEach
  void close() {
    intercom.close();
  }

  private Upserted<Order> upsert(Order order) {
    return intercom.client().customObjects(ObjectType.of("Order", Order.class)).upsert(order);
  }

  private StoredInstance stored() {
    return intercom.workspace().findInstance("Order", "ORDER-1").orElseThrow();
  }

  @Test
  void anUnknownOptionIsDroppedAndClearsThePreviousOne() {
    assertThat(upsert(new Order("ORDER-1", "UPS", null, null, null)).getDropped()).isEmpty();
    Upserted<Order> saved = upsert(new Order("ORDER-1", "FedEx", null, null, null));
    assertThat(saved.getDropped()).extracting(Object::toString).containsExactly("carrier");
    assertThat(stored().getAttributes()).isEmpty();
    assertThat(saved.getStored().getValue().carrier()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"DHL,false", "DHL,true", "UPS,true"})
  void anOptionByItsLabelOrItsIdIsNotDropped(String kept, boolean byId) {
    String sent = byId ? intercom.workspace().getOptionId("Order", "carrier", kept) : kept;
    assertThat(upsert(new Order("ORDER-1", sent, null, null, null)).getDropped()).isEmpty();
    assertThat(stored().getAttributes()).containsEntry("carrier", kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-02-30", "01.09.2026"})
  void anUnreadableDateIsDropped(String date) {
    assertThat(upsert(new Order("ORDER-1", null, null, null, date)).getDropped())
        .extracting(Object::toString)
        .containsExactly("due_on");
    assertThat(stored().getAttributes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-09-01", "1788220800", "2026-09-01T00:00:00Z", "2026-09-01T02:00:00+02:00"})
  void aDateStoredInSecondsIsNotDropped(String date) {
    assertThat(upsert(new Order("ORDER-1", null, null, null, date)).getDropped()).isEmpty();
    assertThat(stored().getAttributes()).containsKey("due_on");
  }

  @Test
  void aReferenceToAnUnknownObjectIsDropped() {
    assertThat(
            upsert(new Order("ORDER-1", null, References.one("nobody"), null, null)).getDropped())
        .extracting(Object::toString)
        .containsExactly("customer");
    assertThat(stored().getAttributes()).isEmpty();
  }

  @Test
  void unknownReferencesAmongManyAreDropped() {
    Upserted<Order> saved =
        upsert(
            new Order(
                "ORDER-1",
                null,
                References.one(contact),
                References.many(List.of("98", item, "99")),
                null));
    assertThat(saved.getDropped()).extracting(Object::toString).containsExactly("items=[98, 99]");
    assertThat(stored().getAttributes())
        .containsEntry("items", List.of(item))
        .containsEntry("customer", List.of(contact));
  }

  @Test
  void aValueOfOnlyUnknownReferencesIsDropped() {
    Upserted<Order> saved =
        upsert(new Order("ORDER-1", null, null, References.many(List.of("98", "99")), null));
    assertThat(saved.getDropped()).extracting(Object::toString).containsExactly("items");
    assertThat(saved.getDropped().get(0).getMissingIds()).isEmpty();
    assertThat(stored().getAttributes()).isEmpty();
  }

  @Test
  void attributesThatWereNotSentAreNotDropped() {
    assertThat(upsert(new Order("ORDER-1", null, null, null, null)).getDropped()).isEmpty();
    assertThat(
            upsert(new Order("ORDER-1", null, null, References.many(List.of()), null)).getDropped())
        .isEmpty();
    assertThat(
            intercom
                .orders()
                .upsert("ORDER-1", Attributes.builder().clear("carrier").clear("items").build())
                .getDropped())
        .isEmpty();
  }
}
