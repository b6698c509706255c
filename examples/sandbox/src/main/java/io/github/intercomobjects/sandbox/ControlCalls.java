package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The control API under {@code /_sandbox/}, which needs no access token. */
final class ControlCalls {
  private static final AccessToken EVERYTHING = new AccessToken("", null);
  private static final String REQUEST_ID = "sandbox-itself-00000";
  private static final Map<String, String> HEADERS =
      Map.of(
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "Cross-Origin-Resource-Policy", "same-origin");

  private final HostNames hosts;
  private final BrowserGuard guard;
  private final Faults faults;
  private final List<Endpoint> endpoints = new ArrayList<>();

  ControlCalls(
      HostNames hosts,
      BrowserGuard guard,
      Workspace workspace,
      Faults faults,
      ControlLog log,
      Runnable reset) {
    this.hosts = hosts;
    this.guard = guard;
    this.faults = faults;
    Settings settings = workspace.settings();
    State state = workspace.state();
    InstanceView view = new InstanceView(state, settings.nestedNulls(), ControlLinks.SHOWN);
    ControlLinks links = new ControlLinks(settings, state);
    ControlObjects objects = new ControlObjects(settings, state, view, links);
    ControlPeople people = new ControlPeople(settings, state, view, links);
    add("GET", "calls", log::calls);
    add("GET", "calls/{number}", log::call);
    add("GET", "windows", log::windows);
    add(
        "GET",
        "objects",
        call ->
            workspace
                .locked(objects::counts)
                .put("calls", log.total())
                .put("faults", faults.getRules().size()));
    add("GET", "objects/{type}", call -> workspace.locked(() -> objects.instances(call)));
    add("GET", "objects/{type}/{id}", call -> workspace.locked(() -> objects.instance(call)));
    add("GET", "contacts", call -> workspace.locked(() -> people.contacts(call)));
    add("GET", "contacts/{id}", call -> workspace.locked(() -> people.contact(call)));
    add("POST", "contacts/merge", call -> merge(workspace, call.json()));
    add("GET", "conversations", call -> workspace.locked(() -> people.conversations(call)));
    add("GET", "conversations/{id}", call -> workspace.locked(() -> people.conversation(call)));
    add("GET", "faults", call -> rules());
    add("POST", "faults", call -> FaultJson.write(FaultJson.add(faults, call.json())));
    add("DELETE", "faults", call -> clearFaults());
    add("POST", "reset", call -> reset(reset));
  }

  Outgoing respond(Incoming incoming) {
    return dispatch(incoming).withHeaders(HEADERS);
  }

  private Outgoing dispatch(Incoming incoming) {
    try {
      hosts.check(incoming);
      guard.check(incoming);
      incoming.requireBody();
      if (incoming.method().equals("GET") && incoming.rawPath().equals(ControlPath.ROOT)) {
        return SandboxPage.redirect();
      }
      if (incoming.method().equals("GET") && incoming.rawPath().equals(ControlPath.ROOT + "/")) {
        return SandboxPage.show();
      }
      Call call = new Call(incoming, ApiVersion.PREVIEW, EVERYTHING);
      Endpoint endpoint =
          endpoints.stream()
              .filter(e -> e.matches(call))
              .findFirst()
              .orElseThrow(() -> unknown(call));
      return Outgoing.of(200, endpoint.execute(call));
    } catch (Refusal refusal) {
      return Outgoing.of(ApiResponse.to(refusal, REQUEST_ID, null), REQUEST_ID);
    }
  }

  private Refusal unknown(Call call) {
    String there =
        endpoints.stream()
            .map(e -> e.method() + " /" + String.join("/", e.template()))
            .collect(Collectors.joining(", "));
    return Refusal.notFound(
        "There is no "
            + call.method()
            + ' '
            + call.rawPath()
            + "; there are GET "
            + ControlPath.ROOT
            + "/ (a page), "
            + there);
  }

  private static ObjectNode merge(Workspace workspace, ObjectNode request) {
    String from = id(request, "from");
    String into = id(request, "into");
    try {
      workspace.mergeContacts(from, into);
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, "parameter_invalid", String.valueOf(e.getMessage()), null);
    }
    return Json.object().put("merged", from).put("into", into);
  }

  private static String id(ObjectNode request, String field) {
    String id = Fields.text(request, field, null);
    if (id == null) {
      throw Refusal.missing(field);
    }
    return id;
  }

  private ObjectNode rules() {
    ObjectNode body = Json.object();
    ArrayNode rules = body.putArray("faults");
    faults.getRules().forEach(rule -> rules.add(FaultJson.write(rule)));
    return body;
  }

  private ObjectNode clearFaults() {
    faults.clear();
    return rules();
  }

  private static ObjectNode reset(Runnable reset) {
    reset.run();
    return Json.object().put("reset", true);
  }

  private void add(String method, String path, Function<Call, ObjectNode> action) {
    String fullPath = ControlPath.ROOT.substring(1) + '/' + path;
    endpoints.add(
        new Endpoint(method, List.of(fullPath.split("/", -1)), ApiVersion.ANY, List.of(), action));
  }
}
