package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.Attribute.Choice;
import io.github.intercomobjects.sandbox.Attribute.Plain;
import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** The control calls about object types and their instances. Runs under the workspace's lock. */
final class ControlObjects {
  private final Settings settings;
  private final State state;
  private final InstanceView view;
  private final ControlLinks links;

  ControlObjects(Settings settings, State state, InstanceView view, ControlLinks links) {
    this.settings = settings;
    this.state = state;
    this.view = view;
    this.links = links;
  }

  ObjectNode counts() {
    ObjectNode body = Json.object();
    ArrayNode types = body.putArray("types");
    for (String type : settings.types().keySet()) {
      ObjectNode json = types.addObject();
      json.put("type", type);
      json.put("count", InstanceCalls.table(state, type).size());
    }
    body.put("contacts", state.contacts().all().size());
    body.put("conversations", state.conversations().size());
    body.put("tickets", state.ticketCount());
    return body;
  }

  ObjectNode instances(Call call) {
    InstanceTable table = InstanceCalls.table(state, call.segment(2));
    ObjectNode body = Json.object();
    body.put("type", table.type().getName());
    putAttributes(body, table.type());
    List<String> ids =
        call.hasParameter("find") ? find(table, call.parameter("find")) : table.ids();
    PageNumber.of(call)
        .put(
            body, "instances", ids, id -> view.full(table, Objects.requireNonNull(table.byId(id))));
    return body;
  }

  ObjectNode instance(Call call) {
    InstanceTable table = InstanceCalls.table(state, call.segment(2));
    StoredInstance instance = table.byId(call.segment(3));
    if (instance == null) {
      throw Refusal.notFound(
          "There is no " + table.type().getName() + " with the id '" + call.segment(3) + "'");
    }
    ObjectNode body = Json.object();
    body.set("instance", view.full(table, instance));
    putAttributes(body, table.type());
    links.put(body, table, instance);
    return body;
  }

  /** Returns the ids of the instances whose id or external id equals a text. */
  private static List<String> find(InstanceTable table, String text) {
    return Stream.of(table.byId(text), table.byExternalId(text))
        .filter(Objects::nonNull)
        .map(StoredInstance::getId)
        .distinct()
        .toList();
  }

  /** Adds the attributes in the format of workspace files, and the ids of options. */
  private static void putAttributes(ObjectNode response, ObjectTypeDefinition type) {
    ObjectNode body = response.putObject("attributes");
    ObjectNode optionIds = response.putObject("option_ids");
    for (Attribute attribute : type.attributes().values()) {
      if (attribute instanceof Plain plain) {
        body.put(plain.name(), plain.kind().name().toLowerCase(Locale.ROOT));
      } else if (attribute instanceof Choice choice) {
        ArrayNode options = body.putArray(choice.name());
        ObjectNode ids = optionIds.putObject(choice.name());
        choice.ids().forEach((label, id) -> options.add(label));
        choice.ids().forEach((label, id) -> ids.put(label, id));
      } else if (attribute instanceof Reference reference) {
        body.putObject(reference.name())
            .put(
                reference.cardinality() == Cardinality.ONE ? FileTypes.TO_ONE : FileTypes.TO_MANY,
                reference.target());
      }
    }
  }
}
