package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LookupTest {
  private final FakeIntercom intercom = new FakeIntercom();
  private final CustomObjects<Attributes> orders = intercom.orders();

  @AfterEach
  void close() {
    intercom.close();
  }

  @Test
  void anObjectIsFoundByItsExternalId() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    CustomObject<Attributes> found = orders.findByExternalId("ORDER-1").orElseThrow();
    assertThat(found.getId()).isEqualTo("22");
    assertThat(found.getAttributes().getText("status")).isEqualTo("shipped");
    assertThat(intercom.request().getTarget())
        .isEqualTo("/custom_object_instances/Order?external_id=ORDER-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Custom object instance not found", "Object not found", "object not found."})
  void a404ForTheObjectIsAnEmptyResult(String message) {
    intercom.enqueueError(404, "not_found", message);
    intercom.enqueueError(404, "not_found", message);
    assertThat(orders.findByExternalId("ORDER-1")).isEmpty();
    assertThat(orders.findById("22")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"found\":false}",
        "{\"type\":\"Order\",\"id\":\"22\",\"external_id\":\"ORDER-1\",\"found\":false}"
      })
  void a200WithFoundFalseIsAnEmptyResult(String body) {
    intercom.enqueue(200, body);
    intercom.enqueue(200, body);
    assertThat(orders.findByExternalId("ORDER-1")).isEmpty();
    assertThat(orders.findById("22")).isEmpty();
  }

  @Test
  void a200WithFoundTrueIsTheObject() {
    intercom.enqueue(200, "{\"id\":\"22\",\"found\":true}");
    assertThat(orders.findById("22")).isPresent();
  }

  @Test
  void a404WithAnUnknownTextThrows() {
    intercom.enqueueError(404, "not_found", "Nothing here");
    intercom.enqueue(404, "<html>");
    assertThatThrownBy(() -> orders.findById("22")).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> orders.deleteById("22")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void getThrowsIfFindIsEmpty() {
    intercom.enqueue(200, "{\"found\":false}");
    intercom.enqueueError(404, "not_found", "Object not found");
    assertThatThrownBy(() -> orders.getByExternalId("ORDER-1"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("there is no Order with external id ORDER-1 (GET ");
    assertThatThrownBy(() -> orders.getById("22")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void findByIdIgnoresAnObjectWithAnotherId() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(orders.findById("ORDER-1")).isEmpty();
    assertThatThrownBy(() -> orders.getById("ORDER-1")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aResponseThatIsNeitherAnObjectNorAMissCannotBeRead() {
    intercom.enqueue(200, "{\"type\":\"list\",\"data\":[]}");
    assertThatThrownBy(() -> orders.findByExternalId("ORDER-1"))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("has neither an id nor \"found\": false");
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullIsRejectedWithTheNameOfTheArgument() {
    assertThatThrownBy(() -> orders.findByExternalId(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("external id must not be null");
    assertThatThrownBy(() -> orders.findById(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("id must not be null");
    assertThatThrownBy(() -> References.one(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("referenced id must not be null");
  }

  @Test
  void deleteReturnsWhetherTheObjectExisted() {
    intercom.enqueue(200, "{\"id\":\"22\",\"object\":\"Order\",\"deleted\":true}");
    intercom.enqueueError(404, "not_found", "Custom object instance not found");
    intercom.enqueue(200, "{\"found\":false}");
    intercom.enqueue(200, "{\"id\":\"22\",\"deleted\":false}");
    assertThat(orders.deleteByExternalId("ORDER-1")).isTrue();
    assertThat(orders.deleteByExternalId("ORDER-1")).isFalse();
    assertThat(orders.deleteById("22")).isFalse();
    assertThat(orders.deleteById("22")).isFalse();
    assertThat(intercom.request().getRequestLine())
        .isEqualTo("DELETE /custom_object_instances/Order?external_id=ORDER-1 HTTP/1.1");
    intercom.request();
    assertThat(intercom.request().getRequestLine())
        .isEqualTo("DELETE /custom_object_instances/Order/22 HTTP/1.1");
  }
}
