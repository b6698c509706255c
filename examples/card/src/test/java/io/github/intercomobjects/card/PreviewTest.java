package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.card.HttpServer.Outgoing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PreviewTest {
  private final List<HttpServer.Incoming> received = new ArrayList<>();

  @AutoClose private final CardScene scene = new CardScene();

  @AutoClose
  private final HttpServer app =
      HttpServer.start(
          "app",
          "127.0.0.1",
          0,
          request -> {
            received.add(request);
            return Outgoing.of(200, "application/json", new byte[] {'{', '}'});
          });

  @AutoClose
  private final Preview preview =
      new Preview(
          0, scene.sandbox, Signatures.canvas("k3y"), app.getAddress(), scene.shop.scene("app"));

  private final String host = "Host: " + preview.getAddress().getAuthority();

  /** Sends a request with headers that clients would not let us set, and returns the response. */
  private String raw(String request, String body, String... headers) throws IOException {
    URI address = preview.getAddress();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      OutputStream out = socket.getOutputStream();
      String head =
          request
              + " HTTP/1.1\r\n"
              + String.join("\r\n", headers)
              + "\r\nContent-Length: "
              + bytes.length
              + "\r\nConnection: close\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.UTF_8));
      out.write(bytes);
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String body(String response) {
    return response.substring(response.indexOf("\r\n\r\n") + 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"
      })
  void theRequestOfAForeignPageIsRejected(String header) throws IOException {
    for (String request : List.of("POST /send", "POST /api", "GET /scene", "GET /")) {
      assertThat(raw(request, "{\"path\":\"/inbox/submit\",\"body\":\"{}\"}", host, header))
          .startsWith("HTTP/1.1 403 ");
    }
    assertThat(received).isEmpty();
  }

  @Test
  void aPageWithANameOfItsOwnIsRejected() throws IOException {
    assertThat(raw("GET /scene", "", "Host: evil.example")).startsWith("HTTP/1.1 403 ");
    assertThat(
            raw(
                "GET /",
                "",
                host,
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: navigate",
                "Sec-Fetch-Dest: document"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void thePageHasAStrictPolicyAndNoSecret() throws IOException {
    String page = raw("GET /", "", host);
    assertThat(page)
        .contains(
            "Content-Security-Policy: default-src 'none'; connect-src 'self'; img-src https: data:;"
                + " style-src 'sha256-")
        .contains("require-trusted-types-for 'script'; trusted-types 'none'")
        .doesNotContain("k3y", "innerHTML", "insertAdjacentHTML", "document.write", " style=");
    assertThat(raw("GET /scene", "", host)).doesNotContain("k3y");
  }

  @Test
  void theBytesOfThePageAreSignedAndSent() throws IOException {
    String body = "{\"a\" : 1.0, \"ü\":\"🚲\"}";
    String sent =
        CardScene.JSON.createObjectNode().put("path", "/inbox/submit").put("body", body).toString();
    JsonNode result = CardScene.parse(body(raw("POST /send", sent, host)));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String signature = Signatures.canvas("k3y").sign(bytes);
    assertThat(received).singleElement().extracting(HttpServer.Incoming::body).isEqualTo(bytes);
    assertThat(received.get(0).header().apply("X-Body-Signature")).isEqualTo(signature);
    assertThat(result.get("signature").asText()).isEqualTo("X-Body-Signature: " + signature);
    assertThat(result.get("status").asInt()).isEqualTo(200);
    assertThat(result.get("response").asText()).isEqualTo("{}");
  }

  @Test
  void onlyThePathsOfIntercomAreSent() throws IOException {
    for (String path : List.of("/admin", "@evil.example/inbox/submit", "")) {
      String sent = CardScene.JSON.createObjectNode().put("path", path).toString();
      assertThat(raw("POST /send", sent, host)).startsWith("HTTP/1.1 400 ");
    }
    assertThat(raw("POST /send", "no JSON", host)).startsWith("HTTP/1.1 400 ");
    assertThat(received).isEmpty();
  }

  @Test
  void anAppThatDoesNotRespondIsReported() throws IOException {
    app.close();
    String sent =
        CardScene.JSON.createObjectNode().put("path", "/inbox/submit").put("body", "{}").toString();
    JsonNode result = CardScene.parse(body(raw("POST /send", sent, host)));
    assertThat(result.get("status").asInt()).isZero();
    assertThat(result.get("response").asText()).contains(" does not respond: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slow", "down", "limited", "token"})
  void theStateOfTheApiCanBeChosenAndReset(String state) throws IOException {
    assertThat(raw("POST /api", "{\"state\":\"" + state + "\"}", host)).contains(" 200 ");
    assertThat(scene.sandbox.faults().getRules()).hasSize(1);
    assertThat(raw("POST /api", "{\"state\":\"\"}", host)).contains(" 200 ");
    assertThat(scene.sandbox.faults().getRules()).isEmpty();
  }
}
