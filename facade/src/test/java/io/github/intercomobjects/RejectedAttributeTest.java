package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.squareup.moshi.Json;
import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The advice about an attribute that is rejected for its name or its form works. */
final class RejectedAttributeTest {
  private final SandboxIntercom intercom =
      new SandboxIntercom(
          Workspace.builder()
              .objectType(
                  ObjectTypeDefinition.builder("Order")
                      .text("status")
                      .text("total_amount")
                      .text("Total")
                      .text("placedBy")
                      .referenceToOne("customer", "contact")
                      .referenceToMany("contacts", "contact")
                      .build())
              .contactRelationship("orders", "Order", Cardinality.MANY)
              .contactRelationship("latest", "Order", Cardinality.ONE)
              .contact("customer-7", null, null));

  @AfterEach
  void close() {
    intercom.close();
  }

  private static final Attributes.Builder NONE = Attributes.builder();

  private String message(Runnable call) {
    InvalidRequestException e = catchThrowableOfType(InvalidRequestException.class, call::run);
    assertThat(e).isNotNull();
    return String.valueOf(e.getMessage());
  }

  private <T> CustomObjects<T> of(Class<T> type) {
    return intercom.client().customObjects(ObjectType.of("Order", type));
  }

  private String contact() {
    return intercom.client().contacts().findByExternalId("customer-7").orElseThrow().getId();
  }

  private record CamelCase(@ExternalId String number, String totalAmount) {}

  private record Named(
      @ExternalId String number, @Json(name = "total_amount") String totalAmount) {}

  @Test
  void anUnknownCamelCaseNameGetsTheAdviceToUseMoshisAnnotation() {
    assertThat(message(() -> of(CamelCase.class).upsert(new CamelCase("ORDER-1", "99"))))
        .startsWith(
            "Intercom returned 400 parameter_invalid for totalAmount: Order has no attribute"
                + " 'totalAmount'; if Intercom calls it total_amount, put Moshi's @Json(name ="
                + " \"total_amount\") on totalAmount; Jackson's @JsonProperty is not read"
                + " (POST /custom_object_instances/{custom_object_type_identifier},"
                + " Intercom-Version 2.16, request ");
    of(Named.class).upsert(new Named("ORDER-1", "99")).orThrow();
    assertThat(intercom.orders().getByExternalId("ORDER-1").getAttributes().getText("total_amount"))
        .isEqualTo("99");
  }

  private record Jacksons(@ExternalId String number, @JsonProperty("Total") String total) {}

  @Test
  void aJacksonAnnotationIsReportedForAnyName() {
    assertThat(message(() -> of(Jacksons.class).upsert(new Jacksons("ORDER-1", "99"))))
        .contains(
            "; if Intercom calls it otherwise, put Moshi's @Json(name = \"..\") on total, whose"
                + " @JsonProperty is not read (POST ");
  }

  @Test
  void forAttributesTheAdviceIsToChangeTheName() {
    CustomObjects<Attributes> orders = intercom.orders();
    assertThat(message(() -> orders.upsert("ORDER-1", attributes("totalAmount", "99"))))
        .contains("; if Intercom calls it total_amount, send it under that name (POST ");
    orders.upsert("ORDER-1", attributes("total_amount", "99")).orThrow();
  }

  @Test
  void anyOtherNameIsRejectedWithoutAdvice() {
    for (String name : List.of("amount", "total-amount", "TOTAL", "42")) {
      assertThat(message(() -> intercom.orders().upsert("ORDER-1", attributes(name, "99"))))
          .contains(": Order has no attribute '" + name + "' (POST ");
    }
  }

  private static Attributes attributes(String name, Object value) {
    return Attributes.builder().set(name, value).build();
  }

  private record Linked(@ExternalId String number, References contacts) {}

  @Test
  void aReferenceInTheWrongFormGetsAdvice() {
    CustomObjects<Attributes> orders = intercom.orders();
    String id = contact();
    assertThat(
            message(() -> orders.upsert("A", attributes("customer", References.many(List.of(id))))))
        .contains(
            "; customer was sent as an array: if it refers to one object, use References.one(..) (");
    orders.upsert("A", attributes("customer", References.one(id))).orThrow();
    assertThat(message(() -> orders.upsert("A", attributes("contacts", References.one(id)))))
        .contains(
            "; contacts was sent as a string: if it refers to many objects, use References.many(..) (");
    orders.upsert("A", attributes("contacts", References.many(List.of(id)))).orThrow();
    assertThat(message(() -> of(Linked.class).upsert(new Linked("A", References.one(id)))))
        .contains("use References.many(..) (");
    of(Linked.class).upsert(new Linked("A", References.many(List.of(id)))).orThrow();
  }

  @Test
  void anAssociationInTheWrongFormGetsAdvice() {
    String order = intercom.orders().upsert("A", NONE.build()).getId();
    Parent contact = Parent.contact(contact());
    Associations<Attributes> many = intercom.orders().associations(contact, "orders");
    Associations<Attributes> one = intercom.orders().associations(contact, "latest");
    assertThat(message(() -> many.set(order)))
        .contains("; orders was sent as a string: if it refers to many objects, use replace(..) (");
    many.replace(List.of(order)).orThrow();
    assertThat(message(() -> one.replace(List.of(order))))
        .contains("; latest was sent as an array: if it refers to one object, use set(..) (");
    one.set(order).orThrow();
    assertThat(message(one::clear)).contains("use set(..) (");
    assertThat(one.set(null).getIds()).isEmpty();
  }

  @Test
  void anAssociationSentAsAnAttributeOfTheContactGetsTheSameAdvice() {
    String order = intercom.orders().upsert("A", NONE.build()).getId();
    assertThatThrownBy(
            () ->
                intercom
                    .client()
                    .contacts()
                    .updateAttributes(contact(), attributes("orders", References.one(order))))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("use References.many(..) (");
    intercom
        .client()
        .contacts()
        .updateAttributes(contact(), attributes("orders", References.many(List.of(order))));
  }

  @Test
  void anAttributeIsFoundInTheTextIfTheErrorHasNoField() {
    try (FakeIntercom fake = new FakeIntercom()) {
      fake.enqueueError(422, "data_invalid", "Unknown: totalAmount.");
      fake.enqueueError(422, "data_invalid", "Unknown: grandTotalAmount");
      Attributes attributes = attributes("totalAmount", "99");
      assertThat(message(() -> fake.orders().upsert("A", attributes)))
          .contains("; if Intercom calls it total_amount, send it under that name (POST ");
      assertThat(message(() -> fake.orders().upsert("A", attributes)))
          .contains(": Unknown: grandTotalAmount (POST ");
    }
  }

  private record Typed(
      @ExternalId String number, @Nullable Integer placedBy, @Nullable Integer status) {}

  @Test
  void aValueOfTheWrongTypeGetsNoAdviceAboutItsName() {
    for (Typed typed : List.of(new Typed("A", null, 1), new Typed("A", 1, null))) {
      assertThat(message(() -> of(Typed.class).upsert(typed)))
          .matches(".* must be .*, was a.* \\(POST .*");
    }
  }
}
