package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Tests of the command line in a process with little memory. */
class MemoryTest {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void aThousandLargeCallsFitIntoMemory() throws IOException, InterruptedException {
    try (Running sandbox = new Running("-Xmx48m")) {
      for (int i = 1; i <= 1_000; i++) {
        assertThat(sandbox.upsert("ORDER-1", 64_000)).isEqualTo(200);
      }
      assertThat(sandbox.get("_sandbox/calls?bodies=false")).contains("\"total_count\":1000,");
    }
  }

  @Test
  void theProcessEndsWithAMessageWhenTheWorkspaceFillsTheMemory()
      throws IOException, InterruptedException {
    try (Running sandbox = new Running("-Xmx24m")) {
      int status = 200;
      for (int i = 1; i <= 100 && status == 200; i++) {
        status = sandbox.upsert("ORDER-" + i, 1_000_000);
      }
      assertThat(status).isZero();
      assertThat(sandbox.process.waitFor()).isEqualTo(3);
      assertThat(sandbox.lines.lines())
          .contains("The sandbox ran out of memory; increase it with java -Xmx, or store less");
    }
  }

  private static final class Running implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final URI baseUrl;

    Running(String memory) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  memory,
                  "-cp",
                  System.getProperty("java.class.path"),
                  SandboxCommand.class.getName(),
                  "--port",
                  "0")
              .redirectErrorStream(true)
              .start();
      lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      baseUrl = URI.create(lines.readLine().substring("Base URL".length()).strip());
    }

    String get(String address) throws IOException, InterruptedException {
      HttpRequest request = HttpRequest.newBuilder(baseUrl.resolve(address)).build();
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Returns the status; 0 if there was no response. */
    int upsert(String externalId, int length) throws InterruptedException {
      String body = Shops.order(externalId, "{\"coupon\":\"" + "x".repeat(length) + "\"}");
      HttpRequest request =
          HttpRequest.newBuilder(baseUrl.resolve("custom_object_instances/Order"))
              .header("Authorization", "Bearer sandbox-token")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      try {
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      } catch (IOException e) {
        return 0;
      }
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      lines.close();
    }
  }
}
