package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void itPrintsHowToReachTheSandbox() {
    int code =
        run(
            sandbox -> {
              new Http(sandbox).post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
              assertThat(text(out))
                  .isEqualTo(
                      """
                      Base URL      %1$s
                      Access token  sandbox-token
                      Object types  Order
                      Page          %1$s_sandbox/

                      curl -H 'Authorization: Bearer sandbox-token' -H 'Intercom-Version: 2.16' \
                      '%1$scustom_object_instances/Order'
                      """
                          .formatted(sandbox.getBaseUrl()));
            },
            "--port",
            "0");
    assertThat(code).isZero();
    assertThat(text(err)).isEmpty();
  }

  @Test
  void itLoadsTheWorkspaceOfAFile() {
    int code =
        run(
            sandbox -> assertThat(sandbox.getWorkspace().findContact("customer-8")).isPresent(),
            "--port=0",
            "--workspace=shop.json");
    assertThat(code).isZero();
    assertThat(text(out)).contains("Access token  shop-token", "Object types  Order, Item");
  }

  @Test
  void itClosesTheSandboxAtTheEnd() {
    String[] baseUrl = new String[1];
    run(sandbox -> baseUrl[0] = sandbox.getBaseUrl(), "--port", "0");
    int port = URI.create(String.valueOf(baseUrl[0])).getPort();
    try (Sandbox next = Sandbox.builder().port(port).start()) {
      assertThat(next.getBaseUrl()).isEqualTo(baseUrl[0]);
    }
  }

  @Test
  void loopbackNeedsNoWarning() {
    assertThat(run(sandbox -> {}, "--port", "0", "--host", "localhost")).isZero();
    assertThat(text(out)).contains("Base URL      http://localhost:");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void anotherInterfaceCausesAWarning() {
    assertThat(run(sandbox -> new Http(sandbox).get("/me").ok(), "--port=0", "--host=0.0.0.0"))
        .isZero();
    assertThat(text(out)).contains("Base URL      http://127.0.0.1:");
    assertThat(text(err))
        .isEqualTo(
            "Warning: everybody who can reach 0.0.0.0 can read and change this workspace; leave out"
                + " --host to restrict it to this machine\n");
  }

  @Test
  void aQuoteInATokenDoesNotBreakTheExample() {
    assertThat(SandboxCommand.curl("http://127.0.0.1:1/", "a'b", List.of("Två ord")))
        .isEqualTo(
            "curl -H 'Authorization: Bearer a'\\''b' -H 'Intercom-Version: 2.16'"
                + " 'http://127.0.0.1:1/custom_object_instances/Tv%C3%A5%20ord'");
    assertThat(SandboxCommand.curl("http://127.0.0.1:1/", "t", List.of()))
        .endsWith(" 'http://127.0.0.1:1/me'");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "--prot 1, There is no option '--prot'; --help lists the options",
        "shop.json, There is no option 'shop.json'; --help lists the options",
        "--port, --port needs a value; --help describes it",
        "--workspace=, --workspace needs a value; --help describes it",
        "--port 65536, --port must be from 0 to 65535: '65536'",
        "--port x, --port must be from 0 to 65535: 'x'",
        "--allow-host http://sandbox, \"An allowed host must be a name or an address without scheme"
            + " and port, such as sandbox.test: 'http://sandbox'\""
      })
  void invalidInputIsReportedAndExitsWith2(String arguments, String message) {
    assertThat(run(sandbox -> {}, arguments.split(" "))).isEqualTo(2);
    assertThat(text(err)).isEqualTo(message + "\n");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void allowedHostNamesAreAccepted() {
    run(
        sandbox -> {
          for (String host : List.of("shop-api", "Sandbox.Test:4000", "localhost")) {
            assertThat(me(sandbox, host)).startsWith("HTTP/1.1 200 ");
          }
          assertThat(me(sandbox, "other")).startsWith("HTTP/1.1 403 ");
        },
        "--port=0",
        "--allow-host",
        "shop-api",
        "--allow-host=sandbox.test");
    assertThat(text(err)).isEmpty();
  }

  private static String me(Sandbox sandbox, String host) {
    try {
      return Raw.send(
          sandbox,
          "GET /me",
          List.of("Host: " + host, "Authorization: Bearer " + sandbox.getToken()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void mistakesInTheFileAreReported() {
    assertThat(run(sandbox -> {}, "--workspace=missing.json")).isEqualTo(2);
    assertThat(text(err))
        .isEqualTo(
            "There is no file missing.json (looked for "
                + Path.of("missing.json").toAbsolutePath()
                + ")\n");
    err.reset();
    assertThat(run(sandbox -> {}, "--workspace", "pom.xml")).isEqualTo(2);
    assertThat(text(err)).startsWith("pom.xml is not valid JSON: line 1, column 1: ");
  }

  @Test
  void aPortInUseExitsWith1() {
    try (Sandbox first = Sandbox.start()) {
      int port = URI.create(first.getBaseUrl()).getPort();
      assertThat(run(sandbox -> {}, "--port=" + port)).isEqualTo(1);
      assertThat(text(err))
          .isEqualTo(
              "Port " + port + " of 127.0.0.1 is in use or not allowed; port 0 takes a free one\n");
    }
  }

  @Test
  void anUnknownHostExitsWith1() {
    assertThat(run(sandbox -> {}, "--host", "nowhere.invalid")).isEqualTo(1);
    assertThat(text(err))
        .isEqualTo(
            "There is no host 'nowhere.invalid'; use an address of this machine, such as"
                + " 127.0.0.1\n");
  }

  @Test
  void helpIsPrinted() {
    assertThat(run(sandbox -> {}, "--help")).isZero();
    assertThat(text(out))
        .startsWith("Usage: java -jar ")
        .contains(
            "--workspace FILE", "--port PORT", "--host HOST", "--allow-host NAME", "Exit codes: ");
  }

  @Test
  void aSignalEndsTheProcess() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SandboxCommand.class.getName(),
                "--port",
                "0")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("Base URL      http://127.0.0.1:");
      assertThat(lines.readLine()).isEqualTo("Access token  sandbox-token");
      process.destroy();
      // 128 plus the number of the signal, as in a shell.
      assertThat(process.waitFor()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  private int run(Consumer<Sandbox> use, String... arguments) {
    return new SandboxCommand(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(List.of(arguments), use);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
