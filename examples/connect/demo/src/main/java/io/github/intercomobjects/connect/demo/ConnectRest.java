package io.github.intercomobjects.connect.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The REST interface of a worker. */
final class ConnectRest {
  private static final Duration MAX_START = Duration.ofMinutes(1);
  private static final int REBALANCING = 409;

  private final Http http;

  ConnectRest(URI base) {
    this.http = new Http(base);
  }

  /** Returns whether the worker has joined its group and takes requests. */
  boolean isHealthy() throws InterruptedException {
    try {
      // Workers before 3.9 have no /health.
      return http.send("GET", "/connectors", null).isOk();
    } catch (IOException e) {
      return false;
    }
  }

  /** Creates a connector, or changes its settings. */
  void put(String name, Map<String, String> settings) throws IOException, InterruptedException {
    Await.until(
        "the group of workers to settle",
        MAX_START,
        () -> {
          Http.Response response = http.send("PUT", "/connectors/" + name + "/config", settings);
          if (!response.isOk() && response.status() != REBALANCING) {
            throw new IOException("Connector " + name + ": " + response.body());
          }
          return response.isOk();
        });
  }

  /** Waits until a connector and its one task run. */
  void awaitRunning(String name) throws IOException, InterruptedException {
    Await.until("connector " + name, MAX_START, () -> isRunning(name));
  }

  boolean isRunning(String name) throws IOException, InterruptedException {
    List<String> states = states(name);
    if (states.contains("FAILED")) {
      throw new IOException("Connector " + name + " failed: " + status(name));
    }
    return states.size() > 1 && states.stream().allMatch("RUNNING"::equals);
  }

  /** Returns the states of a connector and its tasks; empty if it is not known yet. */
  List<String> states(String name) throws IOException, InterruptedException {
    Http.Response response = http.send("GET", "/connectors/" + name + "/status", null);
    List<String> states = new ArrayList<>();
    if (response.isOk()) {
      states.add(response.body().path("connector").path("state").asText());
      response.body().path("tasks").forEach(task -> states.add(task.path("state").asText()));
    }
    return states;
  }

  /** Returns the id of the worker that runs the one task of a connector. */
  String workerOfTask(String name) throws IOException, InterruptedException {
    return status(name).path("tasks").path(0).path("worker_id").asText();
  }

  JsonNode status(String name) throws IOException, InterruptedException {
    return http.get("/connectors/" + name + "/status");
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return http.get(path);
  }

  void delete(String name) throws IOException, InterruptedException {
    http.json("DELETE", "/connectors/" + name, null);
  }
}
