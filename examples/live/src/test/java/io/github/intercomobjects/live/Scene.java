package io.github.intercomobjects.live;

import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A sandbox that takes the part of a user's workspace, and runs of the check against it. */
final class Scene implements AutoCloseable {
  static final String TYPE = "Probe";
  static final String TOKEN = "zebra-token";

  /** The result of a run. */
  record Run(int exitCode, String output) {
    List<String> different() {
      return output
          .lines()
          .filter(line -> line.startsWith("   different: "))
          .map(line -> line.substring("   different: ".length()))
          .toList();
    }
  }

  final Sandbox sandbox;
  final Contact contact;
  final Path folder;
  final Map<String, String> environment = new HashMap<>();

  private Scene(Workspace workspace, Path folder) {
    this.contact = workspace.addContact("zebra-7", "zebra@example.com", "Zebra Person");
    this.sandbox = Sandbox.start(workspace);
    this.folder = folder;
    environment.put(Options.TOKEN, TOKEN);
    environment.put(Options.BASE_URL, sandbox.getBaseUrl());
    environment.put(Options.TYPE, TYPE);
    environment.put(Options.CONTACT, contact.getId());
    environment.put(Options.RELATIONSHIP, "probes");
    environment.put(Options.FOLDER, folder.toString());
  }

  static Workspace.Builder workspace(ObjectTypeDefinition type) {
    return Workspace.builder()
        .token(TOKEN)
        .objectType(type)
        .contactRelationship("probes", TYPE, Cardinality.MANY)
        .rateLimit(1_000_000, Duration.ofSeconds(10));
  }

  static Workspace.Builder workspace() {
    return workspace(Scratch.definition(TYPE, Scratch.ATTRIBUTES.keySet()));
  }

  static Scene of(Workspace.Builder workspace, Path folder) {
    return new Scene(workspace.build(), folder);
  }

  /** Stores an object of the user, and returns its id. */
  String store(String externalId) {
    return Json.parse(
            send(
                "POST",
                "custom_object_instances/" + TYPE,
                Json.object().put("external_id", externalId).toString()))
        .path("id")
        .asText();
  }

  void link(List<String> ids) {
    var body = Json.object();
    body.putObject("custom_attributes").set("probes", Json.array(ids));
    String unused = send("PUT", "contacts/" + contact.getId(), body.toString());
  }

  String send(String method, String path, String body) {
    Request request =
        new Request.Builder()
            .url(sandbox.getBaseUrl() + path)
            .header("Authorization", "Bearer " + TOKEN)
            .method(method, RequestBody.create(body, MediaType.get("application/json")))
            .build();
    try (Response response = new OkHttpClient().newCall(request).execute()) {
      return response.body().string();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Run run() {
    return run(new OkHttpClient(), () -> false);
  }

  Run run(OkHttpClient http, BooleanSupplier stopped) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode =
        LiveCheck.run(
            environment, http, new PrintStream(out, true, StandardCharsets.UTF_8), stopped);
    return new Run(exitCode, out.toString(StandardCharsets.UTF_8));
  }

  /** Returns the external ids of all objects. */
  Set<String> objects() {
    List<String> externalIds = new ArrayList<>();
    for (StoredInstance instance : sandbox.getWorkspace().getInstances(TYPE)) {
      externalIds.add(String.valueOf(instance.getExternalId()));
    }
    return Set.copyOf(externalIds);
  }

  List<String> links() {
    return sandbox.getWorkspace().getContactLinks(contact.getId(), "probes");
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
