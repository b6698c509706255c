package io.github.intercomobjects.benchmarks;

import java.io.IOException;
import java.util.List;

/** A {@link CannedServer} that runs until it is closed. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final String baseUrl;

  ServerProcess() throws IOException {
    process = Java.start(List.of(), CannedServer.class);
    baseUrl = "http://127.0.0.1:" + Java.line(process.inputReader()) + "/";
  }

  String baseUrl() {
    return baseUrl;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
