package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.Stream;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The external times of a record, sent with attributes. */
final class ExternalTimesTest {
  private static final Instant MADE = Instant.ofEpochSecond(1788280000);

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  static Stream<Arguments> times() {
    return Stream.of(
        Arguments.of(Attributes.builder(), ""),
        Arguments.of(
            Attributes.builder().externalCreatedAt(MADE), "\"external_created_at\":1788280000,"),
        Arguments.of(Attributes.builder().externalCreatedAt(null), "\"external_created_at\":null,"),
        Arguments.of(
            Attributes.builder().externalUpdatedAt(MADE), "\"external_updated_at\":1788280000,"),
        Arguments.of(Attributes.builder().externalUpdatedAt(null), "\"external_updated_at\":null,"),
        Arguments.of(
            Attributes.builder().externalUpdatedAt(null).externalCreatedAt(MADE),
            "\"external_created_at\":1788280000,\"external_updated_at\":null,"),
        Arguments.of(
            Attributes.builder().externalCreatedAt(Instant.ofEpochSecond(-1)),
            "\"external_created_at\":-1,"));
  }

  @ParameterizedTest
  @MethodSource("times")
  void anUpsertSetsClearsOrKeepsThem(Attributes.Builder attributes, String sent) {
    intercom.enqueue(200, "{\"id\":\"22\",\"external_created_at\":1,\"external_updated_at\":1}");
    intercom.orders().upsert("ORDER-1", attributes.build());
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo("{\"external_id\":\"ORDER-1\"," + sent + "\"custom_attributes\":{}}");
  }

  @ParameterizedTest
  @MethodSource("times")
  void aCreateSetsClearsOrOmitsThem(Attributes.Builder attributes, String sent) {
    intercom.enqueue(200, "{\"id\":\"23\"}");
    intercom.orders().create(attributes.set("status", "new").build());
    RecordedRequest request = intercom.request();
    assertThat(request.getRequestLine()).isEqualTo("POST /custom_object_instances/Order HTTP/1.1");
    assertThat(FakeIntercom.body(request))
        .isEqualTo("{" + sent + "\"custom_attributes\":{\"status\":\"new\"}}");
  }

  @Test
  void aTimeReturnedAsNullIsDroppedUnlessItWasCleared() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(
            intercom
                .orders()
                .upsert(
                    "ORDER-1",
                    Attributes.builder().externalCreatedAt(null).externalUpdatedAt(MADE).build())
                .getDropped())
        .extracting(Object::toString)
        .containsExactly("external_updated_at");
  }

  @Test
  void storedObjectsHaveThem() {
    intercom.enqueue(
        200, "{\"id\":\"22\",\"external_created_at\":1788280000,\"external_updated_at\":null}");
    CustomObject<Attributes> stored =
        intercom
            .orders()
            .upsert("ORDER-1", Attributes.builder().externalCreatedAt(MADE).build())
            .getStored();
    assertThat(stored.getExternalCreatedAt()).isEqualTo(MADE);
    assertThat(stored.getExternalUpdatedAt()).isNull();
  }

  @Test
  void contactsAndConversationsHaveNone() {
    Intercom client = intercom.builder().build();
    Attributes attributes =
        Attributes.builder().set("tier", "gold").externalCreatedAt(null).build();
    assertThatThrownBy(() -> client.contacts().updateAttributes("7", attributes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("external times are for custom objects only; leave out [external_created_at]");
    assertThatThrownBy(() -> client.conversations().updateAttributes("64", attributes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("external times are for custom objects only; leave out [external_created_at]");
    assertThat(intercom.requestCount()).isZero();
  }
}
