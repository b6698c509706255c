package io.github.intercomobjects.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client that sends request lines unchanged, which no client library does. */
final class Raw {
  private Raw() {}

  static String send(Sandbox sandbox, String methodAndTarget) throws IOException {
    return send(
        sandbox,
        methodAndTarget,
        List.of("Host: localhost", "Authorization: Bearer " + sandbox.getToken()));
  }

  /** Sends a request with exactly these headers; client libraries add their own. */
  static String send(Sandbox sandbox, String methodAndTarget, List<String> headers)
      throws IOException {
    URI base = URI.create(sandbox.getBaseUrl());
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      String request =
          methodAndTarget
              + " HTTP/1.1\r\nConnection: close\r\n"
              + String.join("\r\n", headers)
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Sends text unchanged over a new connection, and returns the response. */
  static String exchange(Sandbox sandbox, String request) throws IOException {
    try (Socket socket = connect(sandbox)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Opens a connection with a timeout. */
  static Socket connect(Sandbox sandbox) throws IOException {
    URI base = URI.create(sandbox.getBaseUrl());
    Socket socket = new Socket(base.getHost(), base.getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Sends a request over a new connection, and returns everything that was received. */
  static Reply call(Sandbox sandbox, String method, String target, String body) throws IOException {
    URI base = URI.create(sandbox.getBaseUrl());
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      String head =
          method
              + " "
              + target
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
              + sandbox.getToken()
              + "\r\nContent-Length: "
              + content.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(content);
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    }
  }

  private static Reply read(InputStream in) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    boolean reset = false;
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        received.write(b);
      }
    } catch (SocketException e) {
      reset = String.valueOf(e.getMessage()).contains("reset");
      if (!reset) {
        throw e;
      }
    }
    return new Reply(received.toString(StandardCharsets.UTF_8), reset);
  }

  /**
   * Everything that was received over a connection.
   *
   * @param reset whether it was reset, not closed
   */
  record Reply(String text, boolean reset) {
    String head() {
      return text.substring(0, text.indexOf("\r\n\r\n"));
    }

    String body() {
      return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    int promised() {
      return Integer.parseInt(
          head()
              .lines()
              .filter(line -> line.startsWith("Content-Length: "))
              .findFirst()
              .orElseThrow()
              .substring("Content-Length: ".length()));
    }
  }
}
