package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The scene of the operations on custom object instances. */
final class ObjectScene extends ReplayScene {
  private final ShownObjects objects = new ShownObjects();
  private final List<JsonNode> instances = new ArrayList<>();
  private final String type;
  private final boolean typeIsMissing;
  private final boolean instanceIsMissing;
  private String id = NO_ID;
  private String externalId = NO_ID;

  ObjectScene(ReplayCase wanted) {
    super(wanted);
    JsonNode response = wanted.success();
    boolean notFound = wanted.code().equals("not_found");
    typeIsMissing = notFound && wanted.message().contains("type");
    instanceIsMissing = (notFound && !typeIsMissing) || !response.path("found").asBoolean(true);
    String named = response.path("type").asText(response.path("object").asText("Order"));
    type = response.has("data") ? response.at("/data/0/type").asText("Order") : named;
    objects.see(type, wanted.request().path("custom_attributes"));
    if (response.has("data")) {
      response.path("data").forEach(instances::add);
      instances.sort(Comparator.comparingLong(one -> one.path("id").asLong()));
    } else if (!wanted.method().equals("POST") && !instanceIsMissing) {
      instances.add(response);
    }
    if (response.isObject() && wanted.method().equals("POST")) {
      objects.seeChange(
          wanted.request().path("custom_attributes"), response.path("custom_attributes"));
      addEarlier(response);
    }
    instances.forEach(one -> objects.see(type, one.path("custom_attributes")));
    objects.see(type, response.path("custom_attributes"));
  }

  /** Adds what an update found: the values that its response shows and its request did not send. */
  private void addEarlier(JsonNode response) {
    ObjectNode earlier = response.deepCopy();
    for (JsonNode sent : List.of(wanted.request(), wanted.request().path("custom_attributes"))) {
      sent.fieldNames().forEachRemaining(earlier.withObject("/custom_attributes")::remove);
      if (sent.hasNonNull("external_created_at")) {
        earlier.remove("external_created_at");
      }
    }
    for (JsonNode value : earlier.path("custom_attributes")) {
      if (!value.isNull()) {
        instances.add(earlier);
        return;
      }
    }
  }

  @Override
  Set<String> errors() {
    return Set.of("not_found", "parameter_missing", "parameter_invalid");
  }

  @Override
  void define(Workspace.Builder workspace) {
    objects.define(workspace);
    if (wanted.status() == 404) {
      workspace.missAnswer(MissAnswer.NOT_FOUND);
    } else if (instanceIsMissing) {
      workspace.missAnswer(MissAnswer.FOUND_FALSE);
    }
  }

  @Override
  void fill(Workspace workspace, Http http) {
    Contact contact = workspace.addContact("70", "joe@example.com", "Joe");
    wanted
        .success()
        .findValues("instances")
        .forEach(
            shown -> ids.put(shown.path(0).path("id"), Json.object().put("id", contact.getId())));
    int more = wanted.success().path("total_count").asInt() - instances.size();
    for (int i = 0; i < more; i++) {
      ObjectNode filler = Json.object().put("external_id", "filler-" + i);
      ShownObjects.store(type, filler, ids, http);
    }
    for (JsonNode instance : instances) {
      JsonNode stored = ShownObjects.store(type, instance, ids, http);
      id = stored.path("id").asText();
      externalId = stored.path("external_id").asText();
    }
  }

  @Override
  String segment(String parameter, String documented) {
    if (parameter.contains("type")) {
      return typeIsMissing ? "NoSuchType" : type;
    }
    return id;
  }

  @Override
  Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    if (wanted.code().equals("parameter_missing")) {
      return query;
    }
    if (wanted.code().equals("parameter_invalid") && wanted.method().equals("GET")) {
      query.put("references_contact_id", NO_ID);
      query.put("references_conversation_id", NO_ID);
      return query;
    }
    if (wanted.success().has("data")) {
      query.put("per_page", wanted.success().at("/pages/per_page").asText());
    } else if (!wanted.from().parameters(wanted.operation(), "query").isEmpty()) {
      query.put("external_id", externalId);
    }
    return query;
  }
}
