package io.github.intercomobjects.connect.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sandbox in a process of its own, so that its memory and its libraries are its own. */
final class SandboxProcess {
  private static final Duration MAX_START = Duration.ofMinutes(1);
  private static final Pattern BASE_URL = Pattern.compile("Base URL +(\\S+)");
  private static final int PER_PAGE = 1000;

  private final Child process;
  private final URI baseUrl;
  private final Http http;

  private SandboxProcess(Child process, URI baseUrl) {
    this.process = process;
    this.baseUrl = baseUrl;
    this.http = new Http(baseUrl);
  }

  /**
   * Starts a sandbox.
   *
   * @param workspace its definition, as the sandbox reads it from a file
   */
  static SandboxProcess start(Children children, String name, String heap, JsonNode workspace)
      throws IOException, InterruptedException {
    Path file = children.logs().resolve(name + ".json");
    Files.writeString(file, Json.write(workspace));
    Child process =
        children.start(
            name,
            List.of(
                Jvm.java(),
                "-Xmx" + heap,
                "-jar",
                Jvm.entry("-cli.jar").toString(),
                "--port",
                "0",
                "--workspace",
                file.toString()));
    process.await(MAX_START, () -> process.output().contains("Page "));
    Matcher matcher = BASE_URL.matcher(process.output());
    if (!matcher.find()) {
      throw new IOException("The sandbox printed no base URL: " + process.output());
    }
    return new SandboxProcess(process, URI.create(matcher.group(1)));
  }

  URI baseUrl() {
    return baseUrl;
  }

  /** Returns the number of objects of a type. */
  int count(String type) throws IOException, InterruptedException {
    for (JsonNode one : counts().path("types")) {
      if (one.path("type").asText().equals(type)) {
        return one.path("count").asInt();
      }
    }
    throw new IOException("The sandbox has no type " + type);
  }

  /** Returns the number of calls, without those of this class. */
  long calls() throws IOException, InterruptedException {
    return counts().path("calls").asLong();
  }

  private JsonNode counts() throws IOException, InterruptedException {
    return http.get("/_sandbox/objects");
  }

  /** The calls of the rate windows: each {@code {"start", "calls", "refused"}}. */
  JsonNode windows() throws IOException, InterruptedException {
    return http.get("/_sandbox/windows").path("windows");
  }

  long refused() throws IOException, InterruptedException {
    long refused = 0;
    for (JsonNode window : windows()) {
      refused += window.path("refused").asLong();
    }
    return refused;
  }

  /** Returns all objects of a type in the order in which they were created. */
  Iterable<JsonNode> objects(String type) throws IOException, InterruptedException {
    return all("/_sandbox/objects/" + type, "instances");
  }

  /** Returns the object with an external id. */
  Optional<JsonNode> find(String type, String externalId) throws IOException, InterruptedException {
    JsonNode found = http.get("/_sandbox/objects/" + type + "?find=" + externalId);
    return Optional.ofNullable(found.path("instances").get(0));
  }

  /** Returns the ids of the contacts by their external ids. */
  Map<String, String> contacts() throws IOException, InterruptedException {
    Map<String, String> ids = new TreeMap<>();
    for (JsonNode contact : all("/_sandbox/contacts", "contacts")) {
      ids.put(contact.path("external_id").asText(), contact.path("id").asText());
    }
    return ids;
  }

  private List<JsonNode> all(String path, String field) throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    int pages = 1;
    for (int page = 1; page <= pages; page++) {
      JsonNode body = http.get(path + "?per_page=" + PER_PAGE + "&page=" + page);
      body.path(field).forEach(all::add);
      pages = body.path("total_pages").asInt();
    }
    return all;
  }

  /** Lets calls fail, as {@code POST /_sandbox/faults} describes. */
  void fail(Map<String, Object> rule) throws IOException, InterruptedException {
    http.json("POST", "/_sandbox/faults", rule);
  }

  void clearFaults() throws IOException, InterruptedException {
    http.json("DELETE", "/_sandbox/faults", null);
  }

  void close() {
    process.close();
  }
}
