package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * A benchmark of upserts to the command line in a separate JVM with a heap of 256 MB, while it
 * fills up to 100,000 instances and afterwards. It is run by hand; the README of the sandbox has
 * the command and the latest results.
 */
final class UpsertCost {
  private static final int INSTANCES = 100_000;
  private static final int CONTACTS = 1_000;
  private static final int CALLERS = 4;
  private static final JsonMapper JSON = new JsonMapper();

  private final Process process;
  private final String baseUrl;

  private UpsertCost(Process process) throws IOException {
    this.process = process;
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.baseUrl = lines.readLine().replaceFirst("^.* ", "");
  }

  public static void main(String[] arguments) throws Exception {
    Path workspace = Files.writeString(Files.createTempFile("workspace", ".json"), workspace());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SandboxCommand.class.getName(),
                "--port=0",
                "--workspace=" + workspace)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      UpsertCost cost = new UpsertCost(process);
      List<String> contacts = cost.contacts();
      cost.round("created", contacts, 1);
      cost.round("updated", contacts, 2);
      cost.heap();
    } finally {
      process.destroyForcibly();
      Files.delete(workspace);
    }
  }

  private void round(String what, List<String> contacts, int round) throws Exception {
    Duration before = cpu();
    ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
    List<Future<?>> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      int first = caller;
      callers.add(
          pool.submit(
              () -> {
                try (Caller connection = new Caller()) {
                  for (int i = first; i < INSTANCES; i += CALLERS) {
                    connection.call("POST " + Shops.ORDERS, order(i, round, contacts));
                  }
                }
                return null;
              }));
    }
    for (Future<?> caller : callers) {
      caller.get();
    }
    pool.shutdown();
    System.out.printf(
        "%,d %s: %d µs of CPU each%n",
        INSTANCES, what, cpu().minus(before).toNanos() / 1000 / INSTANCES);
  }

  private Duration cpu() {
    return process.toHandle().info().totalCpuDuration().orElseThrow();
  }

  private List<String> contacts() throws Exception {
    List<String> ids = new ArrayList<>();
    try (Caller connection = new Caller()) {
      for (int i = 0; i < CONTACTS; i++) {
        String found = connection.call("GET /contacts/find_by_external_id/customer-" + i, "");
        ids.add(JSON.readTree(found).at("/id").asText());
      }
    }
    return ids;
  }

  /** A persistent connection with a minimal client, which leaves the processor to the sandbox. */
  private final class Caller implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    Caller() throws IOException {
      URI uri = URI.create(baseUrl);
      socket = new Socket(uri.getHost(), uri.getPort());
      socket.setTcpNoDelay(true);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    String call(String methodAndTarget, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String request =
          methodAndTarget
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sandbox-token\r\n"
              + "Intercom-Version: 2.16\r\nContent-Type: application/json\r\nContent-Length: "
              + bytes.length
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String status = line();
      int length = 0;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
          length = Integer.parseInt(header.substring("content-length: ".length()));
        }
      }
      String response = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      if (!status.startsWith("HTTP/1.1 200")) {
        throw new IllegalStateException(status + " " + response);
      }
      return response;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (char c = (char) in.readByte(); c != '\n'; c = (char) in.readByte()) {
        if (c != '\r') {
          line.append(c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static String order(int i, int round, List<String> contacts) {
    return """
        {"external_id": "ORDER-%1$d", "external_created_at": %2$d, "external_updated_at": %2$d,
         "custom_attributes": {"status": "shipped", "total_amount": %3$d.99, "parcels": %4$d,
         "gift": true, "placed_at": %2$d, "coupon": "SPRING-%1$d", "note": "Round %4$d of %1$d",
         "customer": "%5$s"}}"""
        .formatted(i, 1_788_256_800 + i, i % 500, round, contacts.get(i % CONTACTS));
  }

  private static String workspace() {
    StringBuilder contacts = new StringBuilder();
    for (int i = 0; i < CONTACTS; i++) {
      contacts.append(i == 0 ? "" : ",").append("{\"external_id\":\"customer-").append(i);
      contacts.append("\"}");
    }
    return """
        {"object_types": {"Order": {"status": ["pending", "shipped"], "total_amount": "decimal",
         "parcels": "integer", "gift": "boolean", "placed_at": "date", "coupon": "text",
         "note": "text", "customer": {"to_one": "contact"}}},
         "limits": {"calls_per_window": 1000000000},
         "contacts": [%s]}"""
        .formatted(contacts);
  }

  /** Returns the memory in use after a full collection, as the JVM reports it. */
  private void heap() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String pid = Long.toString(process.pid());
    try (Stream<String> status = Files.lines(Path.of("/proc", pid, "status"))) {
      status.filter(line -> line.startsWith("VmHWM")).forEach(System.out::println);
    }
    run(jcmd, pid, "GC.run");
    run(jcmd, pid, "GC.heap_info");
    run(jcmd, pid, "GC.class_histogram");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    text.lines().limit(22).forEach(System.out::println);
  }
}
