package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is under {@code /_sandbox/}: the sandbox about itself, to anybody on this machine. */
final class ControlCalls {
  static final String ROOT = "/_sandbox";

  // Those who look at the sandbox need no token; they see all of it.
  private static final AccessToken ANYBODY = new AccessToken("", null);
  private static final int DEFAULT_CALLS = 100;
  private static final int DEFAULT_PER_PAGE = 20;
  private static final int MAX_PER_PAGE = 1_000;

  private final Workspace workspace;
  private final RateWindow rateWindow;
  private final Faults faults;
  private final CallLog calls;
  private final InstanceView view;
  private final List<Endpoint> endpoints;

  ControlCalls(
      Workspace workspace, RateWindow rateWindow, Faults faults, CallLog calls, Runnable reset) {
    this.workspace = workspace;
    this.rateWindow = rateWindow;
    this.faults = faults;
    this.calls = calls;
    this.view = new InstanceView(workspace.state());
    this.endpoints =
        List.of(
            endpoint("GET", "calls", this::calls),
            endpoint("GET", "objects", call -> workspace.locked(this::counts)),
            endpoint("GET", "objects/{}", call -> workspace.locked(() -> instances(call))),
            endpoint("GET", "windows", call -> windows()),
            endpoint("GET", "faults", call -> faults()),
            endpoint("POST", "faults", call -> FaultJson.write(FaultJson.add(faults, call.json()))),
            endpoint("DELETE", "faults", call -> clearFaults()),
            endpoint("POST", "reset", call -> reset(reset)));
  }

  static boolean isFor(String rawPath) {
    return rawPath.equals(ROOT) || rawPath.startsWith(ROOT + "/");
  }

  Answer answer(Incoming incoming, String requestId) {
    try {
      if (incoming.tooLarge()) {
        throw Refusal.tooLarge();
      }
      Call call = new Call(incoming, ApiVersion.PREVIEW, ANYBODY);
      Endpoint endpoint =
          endpoints.stream()
              .filter(e -> e.matches(call))
              .findFirst()
              .orElseThrow(() -> unknown(call));
      return new Answer(200, endpoint.answer(call), Map.of(), null);
    } catch (Refusal refusal) {
      return Answer.to(refusal, requestId, null);
    }
  }

  private Refusal unknown(Call call) {
    String there =
        endpoints.stream()
            .map(e -> e.method() + " /" + String.join("/", e.template()).replace("{}", "{type}"))
            .collect(Collectors.joining(", "));
    return Refusal.notFound(
        "There is no " + call.method() + ' ' + call.rawPath() + "; there are " + there);
  }

  private ObjectNode calls(Call call) {
    int after = call.number("after", 0, 0, Integer.MAX_VALUE);
    int limit = call.number("limit", DEFAULT_CALLS, Integer.MAX_VALUE);
    CallLog.Snapshot snapshot = calls.snapshot();
    int end = snapshot.calls().size();
    long first = Math.max(snapshot.number(0), after + 1L);
    int from = (int) Math.min(end, first - snapshot.number(0));
    ObjectNode body = Json.object();
    body.put("total_count", snapshot.total());
    ArrayNode list = body.putArray("calls");
    // Without a start the newest are meant, and with one those that come next.
    int begin = call.hasParameter("after") ? from : Math.max(from, end - limit);
    for (int i = begin; i < end && i - begin < limit; i++) {
      list.add(json(snapshot.number(i), snapshot.calls().get(i)));
    }
    return body;
  }

  private static ObjectNode json(long number, RecordedCall call) {
    ObjectNode json = Json.object();
    json.put("number", number);
    json.put("time", call.getTime().toString());
    json.put("method", call.getMethod());
    json.put("path", call.getPath());
    json.put("version", call.getVersion());
    ObjectNode headers = json.putObject("headers");
    call.getHeaders().forEach((name, value) -> headers.put(name, value));
    json.put("body", call.getBody());
    json.put("status", call.getStatus());
    json.put("answer", call.getAnswer());
    json.put("fault", call.getFault());
    return json;
  }

  private ObjectNode counts() {
    State state = workspace.state();
    ObjectNode body = Json.object();
    ArrayNode types = body.putArray("types");
    for (String type : workspace.settings().types().keySet()) {
      ObjectNode json = types.addObject();
      json.put("type", type);
      json.put("count", InstanceCalls.table(state, type).size());
    }
    body.put("contacts", state.contacts().all().size());
    body.put("conversations", state.conversations().size());
    body.put("tickets", state.ticketCount());
    return body;
  }

  private ObjectNode instances(Call call) {
    InstanceTable table = InstanceCalls.table(workspace.state(), call.segment(2));
    int page = call.number("page", 1, Integer.MAX_VALUE);
    int perPage = call.number("per_page", DEFAULT_PER_PAGE, MAX_PER_PAGE);
    List<String> ids = table.ids();
    ObjectNode body = Json.object();
    body.put("type", table.type().getName());
    body.put("total_count", ids.size());
    body.put("page", page);
    body.put("per_page", perPage);
    body.put("total_pages", (ids.size() + perPage - 1) / perPage);
    ArrayNode instances = body.putArray("instances");
    ids.stream()
        .skip((long) (page - 1) * perPage)
        .limit(perPage)
        .forEach(id -> add(instances, table, table.byId(id)));
    return body;
  }

  private void add(ArrayNode instances, InstanceTable table, @Nullable StoredInstance instance) {
    if (instance != null) {
      instances.add(view.whole(table, instance));
    }
  }

  private ObjectNode windows() {
    ObjectNode body = Json.object();
    body.put("limit", rateWindow.limit());
    body.put("milliseconds", rateWindow.lengthMillis());
    ArrayNode windows = body.putArray("windows");
    for (RateWindow.Used window : rateWindow.history()) {
      ObjectNode json = windows.addObject();
      json.put("start", window.start().toString());
      json.put("calls", window.calls());
      json.put("refused", window.refused());
    }
    return body;
  }

  private ObjectNode faults() {
    ObjectNode body = Json.object();
    ArrayNode rules = body.putArray("faults");
    faults.getRules().forEach(rule -> rules.add(FaultJson.write(rule)));
    return body;
  }

  private ObjectNode clearFaults() {
    faults.clear();
    return faults();
  }

  private static ObjectNode reset(Runnable reset) {
    reset.run();
    return Json.object().put("reset", true);
  }

  private static Endpoint endpoint(String method, String path, Function<Call, ObjectNode> action) {
    String whole = ROOT.substring(1) + '/' + path;
    return new Endpoint(method, List.of(whole.split("/", -1)), ApiVersion.ANY, List.of(), action);
  }
}
