package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;

/** The control calls about recorded calls and rate windows. */
final class ControlLog {
  private static final int DEFAULT_CALLS = 100;

  private final CallLog log;
  private final RateWindow rateWindow;

  ControlLog(CallLog log, RateWindow rateWindow) {
    this.log = log;
    this.rateWindow = rateWindow;
  }

  /** Returns the number of calls, including those that are no longer kept. */
  long total() {
    return log.total();
  }

  ObjectNode calls(Call call) {
    int after = call.number("after", 0, 0, Integer.MAX_VALUE);
    int limit = call.number("limit", DEFAULT_CALLS, Integer.MAX_VALUE);
    boolean withBodies = call.flag("bodies", true);
    boolean failed = call.flag("failed", false);
    CallLog.Snapshot snapshot = log.snapshot();
    List<Integer> chosen =
        IntStream.range(0, snapshot.calls().size())
            .filter(i -> snapshot.number(i) > after)
            .filter(i -> !failed || isFailed(snapshot.calls().get(i)))
            .boxed()
            .toList();
    // Without "after", the newest calls are returned, and with it the next ones.
    int begin = call.hasParameter("after") ? 0 : Math.max(0, chosen.size() - limit);
    ObjectNode body = Json.object();
    body.put("total_count", snapshot.total());
    ArrayNode list = body.putArray("calls");
    chosen.stream()
        .skip(begin)
        .limit(limit)
        .forEach(i -> list.add(json(snapshot.number(i), snapshot.calls().get(i), withBodies)));
    return body;
  }

  ObjectNode call(Call call) {
    CallLog.Snapshot snapshot = log.snapshot();
    String number = call.segment(2);
    return IntStream.range(0, snapshot.calls().size())
        .filter(i -> Long.toString(snapshot.number(i)).equals(number))
        .mapToObj(i -> json(snapshot.number(i), snapshot.calls().get(i), true))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "There is no call '"
                        + number
                        + "'; the sandbox keeps the newest "
                        + snapshot.calls().size()
                        + " of "
                        + snapshot.total()
                        + " calls"));
  }

  ObjectNode windows(Call call) {
    List<RateWindow.Used> history = rateWindow.history();
    int limit = call.number("limit", RateWindow.KEPT, Integer.MAX_VALUE);
    ObjectNode body = Json.object();
    body.put("limit", rateWindow.limit());
    body.put("milliseconds", rateWindow.lengthMillis());
    ArrayNode windows = body.putArray("windows");
    for (RateWindow.Used window :
        history.subList(Math.max(0, history.size() - limit), history.size())) {
      ObjectNode json = windows.addObject();
      json.put("start", window.start().toString());
      json.put("calls", window.calls());
      json.put("refused", window.rejected());
    }
    return body;
  }

  private static boolean isFailed(RecordedCall call) {
    return call.getFault() != null || call.getStatus() < 200 || call.getStatus() > 299;
  }

  private static ObjectNode json(long number, RecordedCall call, boolean withBodies) {
    ObjectNode json = Json.object();
    json.put("number", number);
    json.put("time", call.getTime().toString());
    json.put("method", call.getMethod());
    json.put("path", call.getPath());
    json.put("version", call.getVersion());
    if (withBodies) {
      ObjectNode headers = json.putObject("headers");
      call.getHeaders().forEach((name, value) -> headers.put(name, value));
      json.put("body", call.getBody());
    }
    json.put("status", call.getStatus());
    if (withBodies) {
      json.put("answer", call.getAnswer());
    }
    json.put("fault", call.getFault());
    ObjectNode dropped = json.putObject("dropped");
    call.getDropped().forEach((name, reason) -> dropped.put(name, reason));
    return json;
  }
}
