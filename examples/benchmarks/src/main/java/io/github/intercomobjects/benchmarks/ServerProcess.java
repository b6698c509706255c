package io.github.intercomobjects.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** A {@link CannedServer} that runs until it is closed. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final String baseUrl;
  private final String limitedBaseUrl;

  ServerProcess() throws IOException {
    process = Java.start(List.of(), CannedServer.class);
    BufferedReader ports = process.inputReader();
    baseUrl = baseUrl(ports);
    limitedBaseUrl = baseUrl(ports);
  }

  private static String baseUrl(BufferedReader ports) throws IOException {
    return "http://127.0.0.1:" + Java.line(ports) + "/";
  }

  /** Returns the URL of responses without rate limit headers. */
  String baseUrl() {
    return baseUrl;
  }

  /** Returns the URL of responses with rate limit headers. */
  String limitedBaseUrl() {
    return limitedBaseUrl;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
