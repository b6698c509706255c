package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Http.Reply;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
  private final Workspace workspace =
      Shops.shop()
          .objectType(ObjectTypeDefinition.builder("Größe 1/2+3").text("t").build())
          .objectType(ObjectTypeDefinition.builder("a%2Fb").build())
          .build();

  @AutoClose private final Sandbox sandbox = Sandbox.start(workspace);
  private final Http http = new Http(sandbox);

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /custom-objects/Order",
    "GET, /custom_object_instances",
    "GET, /custom_object_instances/",
    "GET, /custom_object_instances/Order/1/2",
    "PUT, /custom_object_instances/Order/1",
    "PATCH, /custom_object_instances/Order",
    "PATCH, /contacts/1",
    "POST, /contacts/1",
    "POST, /contacts/find_by_external_id/1",
    "GET, /contacts//1",
    "GET, /conversations"
  })
  void anUnknownAddressOrMethodIs404(String method, String path) {
    http.undescribed(method, path, null)
        .rejected(404, "not_found", "There is no " + method + " " + path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "application/xml, text/*", "application/json;q=0", "json", "a/*"})
  void aCallThatDoesNotAcceptJsonGets406WithoutARequestId(String accept) {
    Reply reply = http.withHeader("Accept", accept).get(Shops.ORDERS);
    assertThat(reply.status()).isEqualTo(406);
    assertThat(reply.text())
        .isEqualTo(
            "{\"type\":\"error.list\",\"errors\":[{\"code\":\"media_type_not_acceptable\","
                + "\"message\":\"The Accept header should send a media type of"
                + " application/json\"}]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/*",
        "text/html,application/xhtml+xml,*/*;q=0.8",
        "text/html, image/gif, image/jpeg, *; q=.2"
      })
  void aCallThatAcceptsJsonAmongOthersGetsJson(String accept) {
    http.withHeader("Accept", accept).get(Shops.ORDERS).ok();
  }

  @Test
  void headIs404WithoutABody() {
    Reply reply = http.undescribed("HEAD", Shops.ORDERS, null);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"a\":1}}", "{'a':1}", "{\"a\":01}", "{\"a\":NaN}", "\"", "{} x"})
  void malformedJsonIs400(String body) {
    http.post(Shops.ORDERS, body).rejected(400, "parameter_invalid", "The body is not valid JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "\"x\"", "7"})
  void aBodyThatIsNotAnObjectIs400(String body) {
    http.post(Shops.ORDERS, body)
        .rejected(400, "parameter_invalid", "The body must be a JSON object");
  }

  @Test
  void segmentsAreDecodedOnce() {
    String sizes = "/custom_object_instances/Gr%C3%B6%C3%9Fe%201%2F2+3";
    Reply stored = http.undescribed("POST", sizes, Shops.order("x")).ok();
    assertThat(stored.at("/type").asText()).isEqualTo("Größe 1/2+3");
    assertThat(http.undescribed("GET", sizes + "/1", null).ok().text()).isEqualTo(stored.text());
    http.undescribed("GET", "/custom_object_instances/a%252Fb?external_id=1", null).ok();
  }

  @Test
  void externalIdsAreDecodedFromTheQuery() {
    http.post(Shops.ORDERS, Shops.order("a/b c+d&e=ü")).ok();
    String target = Shops.ORDERS + "?external_id=a%2Fb+c%2Bd%26e%3D%C3%BC";
    assertThat(http.get(target).ok().at("/external_id").asText()).isEqualTo("a/b c+d&e=ü");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "%2E%2E", "."})
  void dotsInAPathAreAnId(String id) throws Exception {
    // The JDK's client would remove the dots.
    String reply = Raw.send(sandbox, "GET /custom_object_instances/Order/" + id);
    assertThat(reply).startsWith("HTTP/1.1 200").endsWith("{\"found\":false}");
  }

  @Test
  void aMalformedEscapeIs400() throws Exception {
    String reply = Raw.send(sandbox, "GET /contacts/%zz");
    assertThat(reply)
        .startsWith("HTTP/1.1 400")
        .contains("\"type\":\"error.list\"")
        .contains("\"code\":\"bad_request\"");
  }

  @Test
  void malformedHttpGetsAnErrorInTheSameFormat() throws Exception {
    String reply = Raw.send(sandbox, "GET /contacts/" + "x".repeat(20_000));
    assertThat(reply)
        .startsWith("HTTP/1.1 414")
        .contains("X-Request-Id: ")
        .contains("\"type\":\"error.list\"");
  }

  @Test
  void aBodyOver10MegabytesIsRejected() {
    String text = "x".repeat(BodyReader.MAX_BODY_BYTES);
    http.post(Shops.ORDERS, Shops.order("ORDER-1", "{\"status\":\"" + text + "\"}"))
        .rejected(413, "payload_too_large", "The body is larger than 10485760 bytes");
    http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
  }

  @Test
  void everyResponseHasItsOwnRequestId() {
    String first = http.get(Shops.ORDERS).header("X-Request-Id");
    String second = http.get(Shops.ORDERS).header("X-Request-Id");
    assertThat(first).matches("[a-z0-9]{20}").isNotEqualTo(second);
  }

  @Test
  void requestIdsDoNotDependOnTheLocale() {
    Locale locale = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(http.undescribed("GET", "/me", null).header("X-Request-Id"))
          .isEqualTo("sandbox0000000000001");
    } finally {
      Locale.setDefault(locale);
    }
  }

  @Test
  void callsAreRecorded() {
    http.withVersion("2.15").post(Shops.ORDERS, Shops.order("Zoë")).ok();
    http.withVersion(null).get(Shops.ORDERS + "?external_id=Zo%C3%AB").ok();
    http.withAuthorization(null).get(Shops.ORDERS);
    assertThat(sandbox.getCalls())
        .hasToString(
            "[POST /custom_object_instances/Order -> 200, "
                + "GET /custom_object_instances/Order?external_id=Zo%C3%AB -> 200, "
                + "GET /custom_object_instances/Order -> 401]");
    RecordedCall post = sandbox.getCalls().get(0);
    assertThat(post.getBody()).isEqualTo("{\"external_id\":\"Zoë\"}");
    assertThat(post.getVersion()).isEqualTo("2.15");
    RecordedCall get = sandbox.getCalls().get(1);
    assertThat(get.getBody()).isEmpty();
    assertThat(get.getVersion()).isNull();
  }
}
