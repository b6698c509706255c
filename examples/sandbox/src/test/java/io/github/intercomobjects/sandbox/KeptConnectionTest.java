package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that an open connection accepts the next request, also after a rejected one. */
class KeptConnectionTest {
  private static final Pattern LENGTH = Pattern.compile("Content-Length: ([0-9]+)");
  private static final String OK = "Authorization: Bearer sandbox-token";
  private static final String LARGE = "x".repeat(100_000);

  private final SettableClock clock = new SettableClock("2026-09-01T10:00:00Z");

  @AutoClose
  private final Sandbox sandbox =
      Sandbox.builder()
          .clock(clock)
          .workspace(
              Shops.shop()
                  .limitedToken("reader", "read_conversations")
                  .rateLimit(100, Duration.ofSeconds(10))
                  .build())
          .start();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | POST /contacts | Host: localhost;Authorization: Bearer wrong",
        "401 | POST /contacts | Host: localhost",
        "403 | POST /contacts | Host: localhost;Authorization: Bearer reader",
        "403 | POST /contacts | Host: evil.example;Authorization: Bearer sandbox-token",
        "404 | POST /nothing | Host: localhost;Authorization: Bearer sandbox-token",
        "404 | PATCH /contacts | Host: localhost;Authorization: Bearer sandbox-token",
        "404 | OPTIONS /contacts | Host: localhost;Authorization: Bearer sandbox-token",
        "406 | POST /contacts | Host: localhost;Accept: text/html;Authorization: Bearer sandbox-token",
        "400 | POST /contacts | Host: localhost;Intercom-Version: 9;Authorization: Bearer sandbox-token",
        "400 | POST /contacts | Host: localhost;Authorization: Bearer sandbox-token",
        "403 | POST /_sandbox/reset | Host: evil.example",
        "403 | POST /_sandbox/reset | Host: localhost;Origin: http://evil.example",
        "404 | POST /_sandbox/nothing | Host: localhost",
        "400 | POST /_sandbox/faults | Host: localhost"
      })
  void aRejectedRequestIsReadToItsEnd(int status, String call, String headers) throws IOException {
    rejected(status, call, headers);
  }

  @Test
  void aRateLimitedRequestIsReadToItsEnd() throws IOException {
    Http http = new Http(sandbox);
    for (int i = 0; i < 100; i++) {
      http.get("/me");
    }
    try (Connection connection = new Connection()) {
      connection.send("POST /contacts", List.of("Host: localhost", OK), LARGE);
      assertThat(connection.read()).startsWith("HTTP/1.1 429 ");
      clock.advance(Duration.ofSeconds(10));
      connection.send("GET /me", List.of("Host: localhost", OK), "");
      assertThat(connection.read()).startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {304, 307, 400, 429, 500, 503})
  void aRequestWithAFaultIsReadToItsEnd(int status) throws IOException {
    sandbox.faults().on("POST", "/contacts").fail(Fault.status(status));
    rejected(status, "POST /contacts", "Host: localhost;" + OK);
    sandbox.faults().clear();
    sandbox.faults().on("POST", "/contacts").fail(Fault.badGateway());
    rejected(502, "POST /contacts", "Host: localhost;" + OK);
  }

  @Test
  void aBodyThatIsTooLargeIsReadToItsEnd() throws IOException {
    try (Connection connection = new Connection()) {
      String body = "x".repeat(BodyReader.MAX_BODY_BYTES + 1);
      connection.send("POST /contacts", List.of("Host: localhost", OK), body);
      assertThat(connection.read())
          .startsWith("HTTP/1.1 413 ")
          .contains("The body is larger than 10485760 bytes");
      connection.send("GET /me", List.of("Host: localhost", OK), "");
      assertThat(connection.read()).startsWith("HTTP/1.1 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /me HTTP/2.0\r\nHost: localhost\r\n\r\n",
        "GET /me HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /me HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /me HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        "GET /me HTTP/1.1\r\nHost: localhost\r\nNo colon\r\n\r\n",
        "GET /me HTTP/1.1\r\nHost: localhost\r\n folded\r\n\r\n",
        "CONNECT /me HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "G@T /me HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /me HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "POST /me HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
        "POST /me HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /me HTTP/1.1\r\nHost: localhost\r\nExpect: wonders\r\n\r\n"
      })
  void aMalformedRequestClosesTheConnectionAndTheResponseSaysSo(String request) throws IOException {
    try (Connection connection = new Connection()) {
      connection.write(request);
      assertThat(connection.read())
          .startsWith("HTTP/1.1 4")
          .contains("\r\nConnection: close\r\n", "\"type\":\"error.list\"");
      assertThat(connection.isAtEnd()).isTrue();
    }
  }

  private void rejected(int status, String call, String headers) throws IOException {
    List<String> chunked = new ArrayList<>(List.of(headers.split(";")));
    chunked.add("Transfer-Encoding: chunked");
    try (Connection connection = new Connection()) {
      for (int i = 0; i < 3; i++) {
        connection.send(call, List.of(headers.split(";")), i == 0 ? "x" : LARGE);
        assertThat(connection.read()).as(call).startsWith("HTTP/1.1 " + status + " ");
      }
      connection.write(call + " HTTP/1.1\r\n" + String.join("\r\n", chunked) + "\r\n\r\n");
      connection.write("2\r\nxx\r\n3\r\nyyy\r\n0\r\n\r\n");
      assertThat(connection.read()).as(call).startsWith("HTTP/1.1 " + status + " ");
      connection.send("GET /me", List.of("Host: localhost", OK), "");
      assertThat(connection.read()).startsWith("HTTP/1.1 200 ").doesNotContain("Connection: close");
    }
  }

  /** A connection for consecutive requests. */
  private final class Connection implements AutoCloseable {
    private final Socket socket = Raw.connect(sandbox);
    private final InputStream in = socket.getInputStream();
    private final OutputStream out = socket.getOutputStream();

    Connection() throws IOException {}

    void send(String call, List<String> headers, String body) throws IOException {
      write(
          call
              + " HTTP/1.1\r\n"
              + String.join("\r\n", headers)
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n");
      write(body);
    }

    void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    /** Reads one response, according to its length. */
    String read() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          return "The connection ended after '" + head.toString(StandardCharsets.UTF_8) + "'";
        }
        head.write(b);
      }
      String text = head.toString(StandardCharsets.UTF_8);
      Matcher length = LENGTH.matcher(text);
      return length.find() && !text.startsWith("HTTP/1.1 304 ")
          ? text
              + new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8)
          : text;
    }

    boolean isAtEnd() throws IOException {
      return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
