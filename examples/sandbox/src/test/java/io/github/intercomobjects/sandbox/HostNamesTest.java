package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
  private static final List<String> CALLS =
      List.of(
          "GET /me",
          "POST /contacts",
          "GET /_sandbox/",
          "GET /_sandbox/calls",
          "POST /_sandbox/reset");

  @AutoClose private final Sandbox sandbox = Sandbox.start(Shops.shop().build());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:4000",
        "127.1.2.3:4000",
        "127.1",
        "[::1]",
        "[::1]:4000",
        "[0:0:0:0:0:0:0:1]:4000",
        "[::ffff:127.0.0.1]:4000",
        "localhost",
        "LOCALHOST:4000",
        "localhost.:4000",
        "shop.localhost:4000"
      })
  void loopbackNamesAndAddressesAreAccepted(String host) throws IOException {
    for (String call : List.of("GET /me", "GET /_sandbox/objects", "POST /_sandbox/reset")) {
      assertThat(send(sandbox, call, host)).as(call).startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:4000",
        "api.intercom.io",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evillocalhost",
        "sandbox",
        "host.docker.internal:4000",
        "1.2.3.4x",
        "0.0.0.0",
        "10.0.2.2:4000",
        "128.0.0.1",
        "[::]",
        "[::2]:4000",
        "[::1].evil.example",
        "[1::1::1]",
        "::1",
        "evil.example@127.0.0.1",
        "127.0.0.1, evil.example",
        "127.0.0.1\r\nHost: evil.example",
        ""
      })
  void foreignHostNamesAreRejected(String host) throws IOException {
    for (String call : CALLS) {
      String response = send(sandbox, call, host);
      assertThat(response).as(call).startsWith("HTTP/1.1 4").contains("\"type\":\"error.list\"");
      assertThat(response).doesNotContain("<html", "total_count", "\"reset\"", "\"admin\"");
    }
  }

  @Test
  void theMessageNamesTheHostAndHowToAllowIt() throws IOException {
    for (String call : CALLS) {
      assertThat(send(sandbox, call, "Shop-API:4000"))
          .startsWith("HTTP/1.1 403 ")
          .contains(
              "\"code\":\"forbidden\",\"message\":\"The sandbox is at "
                  + sandbox.getBaseUrl()
                  + "; it does not accept the host name 'Shop-API:4000', which could belong to any"
                  + " web page. The option"
                  + " --allow-host shop-api, or allowHost(\\\"shop-api\\\") of Sandbox.Builder,"
                  + " allows it\"");
    }
    try (Sandbox allowing =
        Sandbox.builder()
            .allowHost("shop-api")
            .allowHost("10.0.2.2")
            .allowHost("FD00::1")
            .start()) {
      for (String host : List.of("Shop-API:4000", "shop-api.", "10.0.2.2", "[fd00::1]:4000")) {
        assertThat(send(allowing, "GET /me", host)).startsWith("HTTP/1.1 200 ");
        assertThat(send(allowing, "GET /_sandbox/calls", host)).startsWith("HTTP/1.1 200 ");
      }
      assertThat(send(allowing, "GET /me", "api")).startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void noAdviceIsGivenForANameThatCannotBeAllowed() throws IOException {
    assertThat(send(sandbox, "GET /me", "a".repeat(300)))
        .startsWith("HTTP/1.1 4")
        .doesNotContain("allow-host", "a".repeat(200));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "http://a", "a:4000", "*", "a b", "a/b", ".a", "a.", "u@a", "[::1]:4000"})
  void onlyHostNamesAndAddressesCanBeAllowed(String name) {
    Sandbox.Builder builder = Sandbox.builder();
    assertThatThrownBy(() -> builder.allowHost(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "An allowed host must be a name or an address without scheme and port, such as"
                + " sandbox.test: '"
                + name
                + "'");
  }

  @Test
  void aRejectedHostIsRecordedAndUsesUpNoFault() throws IOException {
    sandbox.faults().onNext(Fault.status(500));
    send(sandbox, "GET /me", "evil.example");
    assertThat(sandbox.getCalls()).hasToString("[GET /me -> 403]");
    assertThat(sandbox.faults().getRules().get(0).getStruck()).isZero();
    assertThat(sandbox.getCallsPerWindow()).isEmpty();
  }

  @Test
  void theHostOfAnAbsoluteUriIsCheckedToo() throws IOException {
    String rest = "Authorization: Bearer " + sandbox.getToken() + "\r\nConnection: close\r\n\r\n";
    for (String host : List.of("evil.example", "127.0.0.1")) {
      assertThat(
              Raw.exchange(
                  sandbox, "GET http://evil.example/me HTTP/1.1\r\nHost: " + host + "\r\n" + rest))
          .startsWith("HTTP/1.1 4");
    }
    assertThat(
            Raw.exchange(sandbox, "GET http://localhost/me HTTP/1.1\r\nHost: localhost\r\n" + rest))
        .startsWith("HTTP/1.1 200 ");
    assertThat(Raw.exchange(sandbox, "GET http://evil.example/me HTTP/1.0\r\n" + rest))
        .startsWith("HTTP/1.1 4");
  }

  @Test
  void aRequestWithoutAHostIsAccepted() throws IOException {
    assertThat(
            Raw.exchange(
                sandbox,
                "GET /me HTTP/1.0\r\nAuthorization: Bearer " + sandbox.getToken() + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(Raw.exchange(sandbox, "GET /me HTTP/1.0\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void theAddressListenedOnIsAccepted() throws IOException {
    try (Sandbox named = Sandbox.builder().host("127.0.0.2").start()) {
      assertThat(send(named, "GET /me", "127.0.0.2")).startsWith("HTTP/1.1 200 ");
    }
    HostNames names = names("DevBox", "192.168.7.5");
    for (String own : List.of("devbox:4000", "192.168.7.5", "192.168.7.5:4000", "localhost")) {
      names.check(incoming(own));
    }
    for (String other : List.of("192.168.7.6", "devbox2", "[fe80::1]", "", ":4000", ".")) {
      assertThatThrownBy(() -> names.check(incoming(other))).isInstanceOf(Refusal.class);
    }
    names("fd00::5", "fd00::5").check(incoming("[fd00:0:0:0:0:0:0:5]:4000"));
  }

  @Test
  void onAllInterfacesEveryAddressButNoOtherNameIsAccepted() throws IOException {
    try (Sandbox open = Sandbox.builder().host("0.0.0.0").allowHost("shop-api").start()) {
      for (String host : List.of("192.168.7.5:4000", "[fe80::1]", "0.0.0.0", "shop-api:4000")) {
        assertThat(send(open, "GET /me", host)).as(host).startsWith("HTTP/1.1 200 ");
        assertThat(send(open, "GET /_sandbox/objects", host)).startsWith("HTTP/1.1 200 ");
      }
      for (String host : List.of("sandbox.example:4000", "evil.example", "[::zz]")) {
        assertThat(send(open, "GET /me", host)).as(host).startsWith("HTTP/1.1 4");
        assertThat(send(open, "POST /_sandbox/reset", host)).startsWith("HTTP/1.1 4");
      }
    }
  }

  private static HostNames names(String host, String address) throws IOException {
    return new HostNames("http://x:1/", host, InetAddress.getByName(address), Set.of());
  }

  private static Incoming incoming(String host) {
    return new Incoming(
        "GET",
        host,
        "/me",
        null,
        Map.of("host", host),
        new byte[0],
        null,
        new Dropped(text -> text));
  }

  private static String send(Sandbox to, String call, String host) throws IOException {
    return Raw.send(to, call, List.of("Host: " + host, "Authorization: Bearer " + to.getToken()));
  }
}
