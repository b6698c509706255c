package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.canvas.Signatures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CardAppTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Map<String, String> environment, Consumer<URI> use, String... arguments) {
    return new CardApp(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            Clock.fixed(CardScene.NOW, ZoneOffset.UTC),
            Duration.ofMinutes(1))
        .run(List.of(arguments), use);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpRequest.Builder post(URI address, String path, String body) {
    return HttpRequest.newBuilder(address.resolve(path))
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  @Test
  void theAddressesArePrintedAndThePreviewerSendsSignedRequests() {
    int code =
        run(
            Map.of(),
            address -> {
              assertThat(send(HttpRequest.newBuilder(address.resolve("/"))).body())
                  .contains("<title>Card previewer</title>");
              String scene = send(HttpRequest.newBuilder(address.resolve("/scene"))).body();
              String contact = CardScene.parse(scene).at("/conversations/1/contact").toString();
              String request = "{\"workspace_id\":\"sandbox\",\"contact\":" + contact + "}";
              String sent =
                  CardScene.JSON
                      .createObjectNode()
                      .put("path", "/inbox/initialize")
                      .put("body", request)
                      .toString();
              assertThat(
                      CardScene.parse(send(post(address, "/send", sent)).body())
                          .get("response")
                          .asText())
                  .contains("A-1012");
            },
            "--port",
            "0",
            "--preview-port",
            "0");
    assertThat(err()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .matches(
            """
            Card       http://127\\.0\\.0\\.1:\\d+
            API        http://127\\.0\\.0\\.1:\\d+/_sandbox/
            Previewer  http://127\\.0\\.0\\.1:\\d+/
            """);
  }

  @Test
  void liveAnswersIntercomAndNothingElse() {
    int code =
        run(
            Map.of(Credentials.SECRET, "s", Credentials.TOKEN, "t"),
            address -> {
              String body = "{\"workspace_id\":\"w\",\"context\":{\"location\":\"home\"}}";
              String signature = Signatures.canvas("s").sign(body.getBytes(StandardCharsets.UTF_8));
              String path = "/messenger/initialize";
              assertThat(
                      send(post(address, path, body).header("x-body-signature", signature)).body())
                  .contains("Show my orders");
              assertThat(send(post(address, path, body)).statusCode()).isEqualTo(401);
              assertThat(
                      send(post(address, path, "x".repeat(HttpServer.MAX_BODY + 1))).statusCode())
                  .isEqualTo(413);
              assertThat(send(HttpRequest.newBuilder(address.resolve(path))).statusCode())
                  .isEqualTo(405);
              assertThat(send(post(address, "/", body)).body())
                  .isEqualTo(
                      "{\"error\":\"there is no handler at this path, but at /inbox/initialize,"
                          + " /inbox/submit, /messenger/initialize, /messenger/submit\"}");
            },
            "--live",
            "--port",
            "0");
    assertThat(err()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("Previewer");
  }

  @Test
  void aFailureIsPrintedInALineAndAnUnexpectedOneWithItsStackTrace() {
    run(
        Map.of(),
        address -> {
          for (String component : List.of("list:order:more", "nonsense")) {
            String request =
                "{\"component_id\":\"%s\",\"workspace_id\":\"w\",\"contact\":{\"id\":\"%s\"}}"
                    .formatted(component, "0".repeat(24));
            String sent =
                CardScene.JSON
                    .createObjectNode()
                    .put("path", "/inbox/submit")
                    .put("body", request)
                    .toString();
            send(post(address, "/send", sent));
          }
        },
        "--port",
        "0",
        "--preview-port",
        "0");
    List<String> lines = err().lines().toList();
    assertThat(lines.subList(0, 2))
        .containsExactly(
            "2026-11-29T20:15:00Z CanvasRequest{INBOX_SUBMIT, component list:order:more, workspace"
                + " w}: io.github.intercomobjects.card.CardProblem: The workspace of this app does"
                + " not know this contact.",
            "2026-11-29T20:15:00Z CanvasRequest{INBOX_SUBMIT, component nonsense, workspace w}:"
                + " java.lang.IllegalStateException: there is no handler of INBOX_SUBMIT for the"
                + " component 'nonsense': set one in the builder");
    assertThat(lines.subList(2, lines.size()))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("\tat "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --prot           | There is no option '--prot'; --help lists the options
          --port           | --port needs a value; --help describes it
          --port 70000     | --port must be from 0 to 65535: '70000'
          --preview-port x | --preview-port must be from 0 to 65535: 'x'
          --region mars    | --region must be us, eu or au: 'mars'
          --shop http://a  | --shop must be an address that begins with https://: 'http://a'
          --url ftp://a    | --url must be an address that begins with http: 'ftp://a'
          --live --url http://a | --url is for the previewer, which --live leaves out
          --live           | INTERCOM_CLIENT_SECRET is not set, and neither is INTERCOM_CLIENT_SECRET_<workspace id>: set one
          --url http://a   | INTERCOM_CLIENT_SECRET is not set: --url needs the secret of the app
          """)
  void wrongInputIsReported(String arguments, String message) {
    assertThat(run(Map.of(), address -> {}, arguments.split(" "))).isEqualTo(2);
    assertThat(err()).isEqualTo(message + System.lineSeparator());
  }

  @Test
  void aPortInUseIsReported() throws IOException {
    try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(used.getLocalPort());
      assertThat(run(Map.of(), address -> {}, "--port", port, "--preview-port", "0")).isEqualTo(1);
      assertThat(err())
          .startsWith("Port " + port + " of 127.0.0.1 cannot be opened (")
          .endsWith("; 0 takes a free one" + System.lineSeparator());
    }
  }

  @Test
  void helpListsTheOptions() {
    assertThat(run(Map.of(), address -> {}, "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Options.USAGE);
  }
}
