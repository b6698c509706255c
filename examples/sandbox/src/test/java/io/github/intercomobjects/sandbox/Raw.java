package io.github.intercomobjects.sandbox;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends a request line as it is, which no client library does. */
final class Raw {
  private Raw() {}

  static String send(Sandbox sandbox, String methodAndTarget) throws IOException {
    URI base = URI.create(sandbox.getBaseUrl());
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      String request =
          methodAndTarget
              + " HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\nAuthorization: Bearer "
              + sandbox.getToken()
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
