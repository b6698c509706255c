package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
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
        "Origin: http://evil.example",
        "Origin: http://127.0.0.1:1",
        "Origin: http://localhost",
        "Origin: null",
        "Origin: ",
        "Sec-Fetch-Site: cross-site",
        // Another port of the same host belongs to another program.
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
          .contains(" cannot call it");
    }
    assertThat(sandbox.getWorkspace().getInstances("Order")).hasSize(1);
    assertThat(sandbox.faults().getRules()).hasSize(1);
  }

  @Test
  void theSandboxPageCanChangeAndReadEverything() throws IOException {
    List<String> headers =
        List.of("Host: " + authority, "Origin: http://" + authority, "Sec-Fetch-Site: same-origin");
    assertThat(Raw.send(sandbox, "POST /_sandbox/reset", headers)).startsWith("HTTP/1.1 200 ");
    assertThat(Raw.send(sandbox, "GET /_sandbox/calls", headers)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aLinkFromAnotherSiteOpensThePageButNotInAFrame() throws IOException {
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
  void webPagesCanCallTheApi() throws IOException {
    assertThat(
            Raw.send(
                sandbox,
                "GET /me",
                List.of(
                    "Host: " + authority,
                    "Origin: http://localhost:3000",
                    "Authorization: Bearer " + sandbox.getToken())))
        .startsWith("HTTP/1.1 200 ");
  }
}
