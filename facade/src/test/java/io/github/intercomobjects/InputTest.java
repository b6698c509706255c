package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.client.api.ContactsApi;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.RecordedRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every id is exactly one segment of the path or one value of the query. */
final class InputTest {
  private static final String INSTANCES = "custom_object_instances";
  private static final String EMPTY_LIST =
      "{\"type\":\"list\",\"pages\":{\"type\":\"pages\",\"page\":1,\"per_page\":150,"
          + "\"total_pages\":0},\"total_count\":0,\"data\":[]}";

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  static Stream<String> oddIds() {
    return Stream.of(
        "a/b",
        "/",
        "//elsewhere.example",
        "a/../b",
        "../x",
        "./x",
        "x/..",
        "a\\b",
        "..\\x",
        "a?b",
        "?external_id=1",
        "a#b",
        "a b",
        " a ",
        "..  ",
        "100%",
        "%",
        "%2F",
        "%2f..",
        "..%2f",
        "%2e",
        "%2e%2e",
        "%2E%2E",
        ".%2e",
        "%252e",
        "%00",
        "...",
        "a\tb",
        "a\nb",
        "\r\nX-Other: 1",
        "a\u0000b",
        "Grüße",
        "日本",
        "😀",
        "\u202e",
        "．．",
        ";",
        "a;b=c",
        "a&b=c",
        "a=b",
        "a+b",
        "a,b",
        "a:b",
        "@",
        "~",
        "*",
        "!$'()",
        "\"<>[]^`{|}",
        "{contact_id}",
        "http://elsewhere.example/",
        "x".repeat(300));
  }

  private void missesNext() {
    intercom.enqueueError(404, "not_found", "Object not found");
  }

  private RecordedRequest requestTo(String... segments) {
    RecordedRequest request = intercom.anyRequest();
    String path = request.getTarget().replaceAll("\\?.*", "");
    // The raw target as it was sent: a segment has no slash, and is not "." or "..".
    assertThat(path.substring(1).split("/", -1)).hasSize(segments.length);
    assertThat(request.getUrl().pathSegments()).containsExactly(segments);
    assertThat(path).matches("[!-~]+");
    return request;
  }

  @ParameterizedTest
  @MethodSource("oddIds")
  void anIdIsOneSegmentOfThePath(String id) {
    CustomObjects<Attributes> orders = intercom.orders();
    missesNext();
    assertThat(orders.findById(id)).isEmpty();
    assertThat(requestTo(INSTANCES, "Order", id).getUrl().querySize()).isZero();
    missesNext();
    assertThatThrownBy(() -> orders.getById(id)).isInstanceOf(NotFoundException.class);
    assertThat(requestTo(INSTANCES, "Order", id).getMethod()).isEqualTo("GET");
    missesNext();
    assertThat(orders.deleteById(id)).isFalse();
    assertThat(requestTo(INSTANCES, "Order", id).getMethod()).isEqualTo("DELETE");
  }

  @ParameterizedTest
  @MethodSource("oddIds")
  void aTypeIsOneSegmentOfThePath(String type) {
    CustomObjects<Attributes> objects =
        intercom.builder().build().customObjects(ObjectType.untyped(type));
    missesNext();
    assertThat(objects.findById("22")).isEmpty();
    requestTo(INSTANCES, type, "22");
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    objects.upsert("ORDER-1", Attributes.builder().build());
    requestTo(INSTANCES, type);
    intercom.enqueue(200, EMPTY_LIST);
    assertThat(objects.list().ids()).isEmpty();
    requestTo(INSTANCES, type);
  }

  @ParameterizedTest
  @MethodSource("oddIds")
  void aParentIsOneSegmentOfThePathAndOneValueOfTheQuery(String id) {
    CustomObjects<Attributes> orders = intercom.orders();
    intercom.enqueue(200, "{\"type\":\"contact\",\"id\":\"7\"}");
    orders.associations(Parent.contact(id), "orders").replace(List.of());
    requestTo("contacts", id);
    intercom.enqueue(200, "{\"type\":\"conversation\",\"id\":\"7\"}");
    orders.associations(Parent.conversation(id), "orders").replace(List.of());
    requestTo("conversations", id);
    intercom.enqueue(200, EMPTY_LIST);
    assertThat(orders.list(Parent.contact(id)).ids()).isEmpty();
    RecordedRequest list = requestTo(INSTANCES, "Order");
    assertThat(list.getUrl().queryParameterValues("references_contact_id")).containsExactly(id);
    assertThat(list.getUrl().queryParameterNames())
        .containsExactlyInAnyOrder("references_contact_id", "page", "per_page");
  }

  @ParameterizedTest
  @MethodSource("oddIds")
  void anExternalIdIsOneValueOfTheQuery(String externalId) {
    CustomObjects<Attributes> orders = intercom.orders();
    missesNext();
    assertThat(orders.findByExternalId(externalId)).isEmpty();
    missesNext();
    assertThatThrownBy(() -> orders.getByExternalId(externalId))
        .isInstanceOf(NotFoundException.class);
    missesNext();
    assertThat(orders.deleteByExternalId(externalId)).isFalse();
    for (int i = 0; i < 3; i++) {
      RecordedRequest request = requestTo(INSTANCES, "Order");
      assertThat(request.getUrl().queryParameterNames()).containsExactly("external_id");
      assertThat(request.getUrl().queryParameterValues("external_id")).containsExactly(externalId);
      assertThat(request.getTarget()).matches("[!-~]+");
    }
  }

  @ParameterizedTest
  @MethodSource("oddIds")
  void anIdOfAGeneratedInterfaceIsOneSegmentToo(String id) {
    intercom.enqueue(200, "{\"type\":\"contact\",\"id\":\"7\"}");
    Intercom client = intercom.builder().build();
    client.execute(client.api(ContactsApi.class).showContact(id));
    requestTo("contacts", id);
  }

  private void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    assertThat(intercom.requestCount()).isZero();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\t\n", "\u2003", ".", ".."})
  void invalidSegmentsAreRejectedBeforeAnythingIsSent(String id) {
    CustomObjects<Attributes> orders = intercom.orders();
    assertRefused(() -> orders.findById(id));
    assertRefused(() -> orders.getById(id));
    assertRefused(() -> orders.deleteById(id));
    assertRefused(() -> ObjectType.untyped(id));
    assertRefused(() -> Parent.contact(id));
    assertRefused(() -> Parent.conversation(id));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\t\n", "\u2003", "reference_not_found"})
  void invalidExternalIdsAreRejectedBeforeAnythingIsSent(String externalId) {
    CustomObjects<Attributes> orders = intercom.orders();
    assertRefused(() -> orders.findByExternalId(externalId));
    assertRefused(() -> orders.getByExternalId(externalId));
    assertRefused(() -> orders.deleteByExternalId(externalId));
    assertRefused(() -> orders.upsert(externalId, Attributes.builder().build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void dotsAreAValidExternalId(String externalId) {
    missesNext();
    assertThat(intercom.orders().findByExternalId(externalId)).isEmpty();
    assertThat(requestTo(INSTANCES, "Order").getUrl().queryParameter("external_id"))
        .isEqualTo(externalId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void invalidSegmentsAreRejectedForAGeneratedInterfaceToo(String id) {
    Intercom client = intercom.builder().build();
    ContactsApi contacts = client.api(ContactsApi.class);
    assertRefused(() -> client.execute(contacts.deleteContact(id)));
  }
}
