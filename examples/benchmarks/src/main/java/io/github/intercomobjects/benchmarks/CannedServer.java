package io.github.intercomobjects.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A server that responds to every request with the same instance, at almost no cost. It runs in a
 * separate process, so that it adds nothing to the time and memory of a contender.
 *
 * <p>It prints its port. Responses have rate limit headers, as those of Intercom do, with a limit
 * that is never reached.
 */
final class CannedServer {
  private static final int NEVER_REACHED = 1_000_000_000;
  private static final byte[] BODY = Samples.instance(1);
  private static final String CONTENT_LENGTH = "content-length:";

  private final Clock clock = Clock.systemUTC();

  /** The response for the second of {@link CannedResponse#epochSecond}. */
  private volatile CannedResponse latest = new CannedResponse(0, new byte[0]);

  private static final class CannedResponse {
    private final long epochSecond;
    private final byte[] bytes;

    CannedResponse(long epochSecond, byte[] bytes) {
      this.epochSecond = epochSecond;
      this.bytes = bytes;
    }
  }

  private CannedServer() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println(new CannedServer().start());
    // The input ends when the parent process ends.
    while (System.in.read() != -1) {}
    System.exit(0);
  }

  private int start() throws IOException {
    ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    inBackground(
        () -> {
          while (true) {
            Socket socket = server.accept();
            inBackground(() -> serve(socket));
          }
        });
    return server.getLocalPort();
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void inBackground(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // The other side has closed the connection.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket socket) throws IOException {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 16384);
      while (skipRequest(in)) {
        socket.getOutputStream().write(response());
      }
    }
  }

  /** Reads a request to its end; returns false if the connection was closed. */
  private static boolean skipRequest(InputStream in) throws IOException {
    int length = 0;
    String line = line(in);
    if (line.isEmpty()) {
      return false;
    }
    while (!line.isEmpty()) {
      if (line.regionMatches(true, 0, CONTENT_LENGTH, 0, CONTENT_LENGTH.length())) {
        length = Integer.parseInt(line.substring(CONTENT_LENGTH.length()).trim());
      }
      line = line(in);
    }
    in.skipNBytes(length);
    return true;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    for (int b = in.read(); b != '\n' && b != -1; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private byte[] response() {
    long now = clock.instant().getEpochSecond();
    CannedResponse response = latest;
    if (response.epochSecond != now) {
      response = new CannedResponse(now, response(now));
      latest = response;
    }
    return response.bytes;
  }

  private byte[] response(long now) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME
            .withLocale(Locale.ROOT)
            .format(Instant.ofEpochSecond(now).atOffset(ZoneOffset.UTC));
    String head =
        "HTTP/1.1 200 OK\r\nDate: %s\r\nContent-Type: application/json; charset=utf-8\r\n"
                .formatted(date)
            + "X-Request-Id: 000ft1jaqdmmkcmmj5v0\r\nIntercom-Version: 2.16\r\n"
            + "X-RateLimit-Limit: %d\r\nX-RateLimit-Remaining: %d\r\nX-RateLimit-Reset: %d\r\n"
                .formatted(NEVER_REACHED, NEVER_REACHED - 1, now / 10 * 10 + 10)
            + "Content-Length: %d\r\n\r\n".formatted(BODY.length);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(BODY);
    return bytes.toByteArray();
  }
}
