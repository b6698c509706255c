package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserGuardTest {
  @AutoClose private final Sandbox sandbox = Sandbox.start(Shops.shop().build());
  private final String authority = URI.create(sandbox.getBaseUrl()).getAuthority();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:4000",
        "[::1]:4000",
        "10.0.2.2:4000",
        "localhost",
        "LOCALHOST:4000",
        "localhost.:4000",
        "shop.localhost:4000",
        "host.docker.internal:4000"
      })
  void aProgramMayNameItByAddressAndByNamesOfThisMachine(String host) throws IOException {
    assertThat(Raw.send(sandbox, "GET /_sandbox/objects", List.of("Host: " + host)))
        .startsWith("HTTP/1.1 200 ");
    assertThat(Raw.send(sandbox, "POST /_sandbox/reset", List.of("Host: " + host)))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:4000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evillocalhost",
        "sandbox",
        "1.2.3.4x",
        "[::1].evil.example"
      })
  void aPageThatWasLedHereByItsOwnNameGetsNothing(String host) throws IOException {
    for (String call : List.of("GET /_sandbox/", "GET /_sandbox/calls", "POST /_sandbox/reset")) {
      String answer = Raw.send(sandbox, call, List.of("Host: " + host));
      assertThat(answer).as(call).startsWith("HTTP/1.1 4");
      assertThat(answer).doesNotContain("<html", "total_count", "\"reset\"");
    }
  }

  @Test
  void theRefusalSaysWhereTheSandboxIs() throws IOException {
    assertThat(Raw.send(sandbox, "GET /_sandbox/", List.of("Host: intercom.test:4000")))
        .startsWith("HTTP/1.1 403 ")
        .contains(
            "\"code\":\"forbidden\",\"message\":\"The sandbox is at "
                + sandbox.getBaseUrl()
                + "_sandbox/; it has no name 'intercom.test:4000', which could be any web"
                + " page's\"");
  }

  @Test
  void theNameItWasStartedWithIsItsOwn() throws IOException {
    try (Sandbox named = Sandbox.builder().host("127.0.0.2").start()) {
      assertThat(Raw.send(named, "GET /_sandbox/objects", List.of("Host: 127.0.0.2")))
          .startsWith("HTTP/1.1 200 ");
    }
    BrowserGuard guard = new BrowserGuard("http://devbox:4000/", true);
    guard.check(incoming("host", "DevBox:4000"));
  }

  @Test
  void openedToTheNetworkItHasWhateverNameItsUsersGaveIt() throws IOException {
    try (Sandbox open = Sandbox.builder().host("0.0.0.0").start()) {
      assertThat(Raw.send(open, "GET /_sandbox/objects", List.of("Host: sandbox.example:4000")))
          .startsWith("HTTP/1.1 200 ");
      assertThat(
              Raw.send(
                  open,
                  "POST /_sandbox/reset",
                  List.of("Host: sandbox.example:4000", "Origin: http://evil.example")))
          .startsWith("HTTP/1.1 403 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: http://127.0.0.1:1",
        "Origin: http://localhost",
        "Origin: null",
        "Origin: ",
        "Sec-Fetch-Site: cross-site",
        // Another port of the same host is another program's.
        "Sec-Fetch-Site: same-site"
      })
  void aForeignPageCanNeitherChangeNorReadAnything(String header) throws IOException {
    new Http(sandbox).post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
    sandbox.faults().on("DELETE", "/**").fail(Fault.reset());
    for (String call :
        List.of("POST /_sandbox/reset", "DELETE /_sandbox/faults", "GET /_sandbox/calls")) {
      assertThat(Raw.send(sandbox, call, List.of("Host: " + authority, header)))
          .as(call)
          .startsWith("HTTP/1.1 403 ")
          .contains(" has no business with it");
    }
    assertThat(sandbox.getWorkspace().getInstances("Order")).hasSize(1);
    assertThat(sandbox.faults().getRules()).hasSize(1);
  }

  @Test
  void itsOwnPageMayDoBoth() throws IOException {
    List<String> headers =
        List.of("Host: " + authority, "Origin: http://" + authority, "Sec-Fetch-Site: same-origin");
    assertThat(Raw.send(sandbox, "POST /_sandbox/reset", headers)).startsWith("HTTP/1.1 200 ");
    assertThat(Raw.send(sandbox, "GET /_sandbox/calls", headers)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aLinkFromElsewhereLeadsToThePageButNotIntoAFrame() throws IOException {
    String host = "Host: " + authority;
    String site = "Sec-Fetch-Site: cross-site";
    String mode = "Sec-Fetch-Mode: navigate";
    String page = "Sec-Fetch-Dest: document";
    assertThat(Raw.send(sandbox, "GET /_sandbox/", List.of(host, site, mode, page)))
        .startsWith("HTTP/1.1 200 ");
    assertThat(Raw.send(sandbox, "GET /_sandbox/", List.of(host, "Sec-Fetch-Site: none")))
        .startsWith("HTTP/1.1 200 ");
    assertThat(
            Raw.send(
                sandbox, "GET /_sandbox/", List.of(host, site, mode, "Sec-Fetch-Dest: iframe")))
        .startsWith("HTTP/1.1 403 ");
    assertThat(Raw.send(sandbox, "POST /_sandbox/reset", List.of(host, site, mode, page)))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void theApiIsReachedByAnyName() throws IOException {
    assertThat(
            Raw.send(
                sandbox,
                "GET /me",
                List.of(
                    "Host: api.intercom.io",
                    "Origin: http://localhost:3000",
                    "Authorization: Bearer " + sandbox.getToken())))
        .startsWith("HTTP/1.1 200 ");
  }

  private static Incoming incoming(String header, String value) {
    return new Incoming("GET", "/_sandbox/", null, Map.of(header, value), new byte[0], false);
  }
}
