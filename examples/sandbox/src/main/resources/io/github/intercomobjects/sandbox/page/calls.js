// The views of requests, rate windows and faults.

const CALLS_SHOWN = 50;
const BARS = 40;

function status(call) {
  const kind =
    call.status === 0 ? "none" : droppedOf(call).length ? "partly" : `s${Math.floor(call.status / 100)}`;
  return el(
    "span",
    { class: `status ${kind}`, title: call.status ? null : "The connection was reset" },
    call.status === 0 ? "reset" : String(call.status),
  );
}

/** Returns pairs of the values that were not stored and the reasons. */
function droppedOf(call) {
  return Object.entries(call.dropped);
}

function remarks(call) {
  const dropped = droppedOf(call).map(([name]) => name);
  const parts = [
    call.fault && el("span", { class: "fault" }, call.fault),
    dropped.length > 0 && el("span", { class: "dropped" }, "not stored: ", dropped.join(", ")),
  ].filter((part) => part);
  return parts.length === 2 ? [parts[0], ", ", parts[1]] : parts[0];
}

function method(call) {
  return el("span", { class: "method" }, call.method);
}

function callCells(call, path) {
  return [
    cell(time(call.time, false), "dim narrow"),
    cell(status(call), "narrow"),
    cell([method(call), " ", path], "path"),
    cell(remarks(call)),
    cell(call.version, "dim"),
  ];
}

function callHeads() {
  return ["time (UTC)", "status", "request", "remarks", "version"].map((name) => head(name));
}

function latestCalls(calls) {
  return table(
    "Latest requests",
    callHeads(),
    calls.map((call) => row(call.number, callCells(call, el("span", null, cut(call.path, 200))))),
  );
}

function requestsView(query) {
  const failed = query.get("failed") === "true";
  let shown = null;
  let paused = false;
  const open = new Map();
  // After a reset, numbers start again at 1.
  const keyOf = (call) => `${call.number} ${call.time}`;

  const toggle = (call) =>
    act(async () => {
      if (!open.delete(keyOf(call))) {
        // New requests would move the open one away.
        paused = true;
        open.set(keyOf(call), await fetchCall(call.number));
      }
    });
  const bar = () =>
    el(
      "div",
      { class: "bar" },
      el(
        "button",
        {
          type: "button",
          class: paused ? "on" : null,
          onclick: () => act(async () => (paused = !paused)),
        },
        paused ? "Resume" : "Pause",
      ),
      el(
        "label",
        null,
        el("input", {
          type: "checkbox",
          checked: failed,
          onchange: (event) =>
            (location.hash = address("requests") + (event.target.checked ? "?failed=true" : "")),
        }),
        "Failed only",
      ),
      el("span", { class: "space" }),
      el(
        "span",
        { class: "dim" },
        `the newest ${count(shown.calls.length)} of ${count(shown.total_count)}`,
      ),
    );
  const rows = () =>
    [...shown.calls].reverse().flatMap((call) => {
      const details = open.get(keyOf(call));
      const button = el(
        "button",
        {
          type: "button",
          class: "open",
          "aria-expanded": String(details != null),
          onclick: () => toggle(call),
        },
        cut(call.path, 200),
      );
      const one = row(keyOf(call), callCells(call, button));
      return details ? [one, row(`${keyOf(call)} details`, detailsCell(details))] : [one];
    });
  return {
    title: "Requests",
    async refresh() {
      if (!paused || !shown) {
        shown = await ask(`calls?limit=${CALLS_SHOWN}&bodies=false&failed=${failed}`);
      }
      return [
        bar(),
        shown.calls.length
          ? table("Requests", callHeads(), rows())
          : el("p", { class: "empty" }, failed ? "No failed requests." : "No requests yet."),
      ];
    },
  };
}

/** Returns a call with its bodies, or the error message if the sandbox no longer keeps it. */
async function fetchCall(number) {
  try {
    return await ask(`calls/${number}`);
  } catch (problem) {
    if (problem instanceof ApiError) {
      return { missing: problem.message };
    }
    throw problem;
  }
}

function detailsCell(call) {
  const body = (title, text) => [
    el("h3", null, title),
    text ? el("pre", { tabindex: "0", "aria-label": title }, pretty(text)) : el("p", null, none()),
  ];
  return el(
    "td",
    { colspan: "5", class: "details" },
    el(
      "div",
      null,
      call.missing
        ? el("p", null, call.missing)
        : [
            droppedOf(call).length
              ? [el("h3", null, "Not stored"), facts(droppedOf(call))]
              : null,
            el("h3", null, "Request headers"),
            facts(Object.entries(call.headers)),
            body("Request body", call.body),
            body(call.fault ? `Response (${call.fault})` : "Response", call.answer),
          ],
    ),
  );
}

/** Draws the latest windows, including those without calls, as bars against the limit. */
function windowChart(body) {
  const { limit, milliseconds, windows } = body;
  const length = milliseconds / 1000;
  const rateLimit = `${count(limit)} calls in ${count(length)} s`;
  if (windows.length === 0) {
    return el("p", { class: "empty" }, `No calls yet. The limit is ${rateLimit}.`);
  }
  const used = new Map(windows.map((window) => [Date.parse(window.start), window]));
  const end = Math.max(...used.keys());
  const top = Math.max(limit, ...windows.map((window) => window.calls + window.refused));
  const bars = [];
  for (let i = 0; i < BARS; i++) {
    const window = used.get(end - (BARS - 1 - i) * milliseconds);
    if (window) {
      bars.push(...bar(i, window, top));
    }
  }
  const last = used.get(end);
  const clock = (at) => new Date(at).toISOString().slice(11, 19);
  return el(
    "figure",
    { class: "chart" },
    svg(
      "svg",
      {
        viewBox: `0 0 ${BARS * 10} 100`,
        preserveAspectRatio: "none",
        role: "img",
        "aria-label": `Calls per rate window; ${count(last.calls)} in the latest one; the limit is ${rateLimit}`,
      },
      svg("line", { x1: 0, x2: BARS * 10, y1: 100 - (100 * limit) / top, y2: 100 - (100 * limit) / top }),
      bars,
    ),
    el(
      "figcaption",
      { class: "dim" },
      el("span", null, clock(end - (BARS - 1) * milliseconds)),
      el(
        "span",
        null,
        `Limit: ${rateLimit}; latest window: `,
        el("span", { class: "key granted" }, `${count(last.calls)} granted`),
        " ",
        el("span", { class: "key refused" }, `${count(last.refused)} refused`),
      ),
      el("span", null, clock(end)),
    ),
  );
}

function bar(index, window, top) {
  const title = `${window.start}: ${count(window.calls)} granted, ${count(window.refused)} refused`;
  const piece = (kind, from, number) => {
    const height = Math.max(number ? 1.5 : 0, (100 * number) / top);
    return svg(
      "rect",
      { class: kind, x: index * 10 + 1, width: 8, y: 100 - from - height, height },
      svg("title", null, title),
    );
  };
  const granted = piece("granted", 0, window.calls);
  return [granted, piece("refused", (100 * window.calls) / top, window.refused)];
}

function windowsView() {
  return {
    title: "Rate windows",
    async refresh() {
      const body = await ask(`windows?limit=${BARS}`);
      return [
        panel("Calls per window", windowChart(body)),
        body.windows.length
          ? table(
              "Rate windows",
              [
                head("start (UTC)"),
                head("granted", null, { class: "number" }),
                head("refused", null, { class: "number" }),
              ],
              [...body.windows]
                .reverse()
                .map((window) =>
                  row(
                    window.start,
                    cell(time(Date.parse(window.start) / 1000)),
                    cell(count(window.calls), "number"),
                    cell(window.refused ? count(window.refused) : null, "number"),
                  ),
                ),
            )
          : null,
      ].filter((node) => node);
    },
  };
}

function faultsView() {
  return {
    title: "Faults",
    async refresh() {
      const { faults } = await ask("faults");
      const clear = () => act(() => ask("faults", { method: "DELETE" }));
      return [
        el(
          "div",
          { class: "bar" },
          el("button", { type: "button", disabled: faults.length === 0, onclick: clear }, "Clear all"),
          el("span", { class: "dim" }, many(faults.length, "rule")),
        ),
        faults.length
          ? table("Faults", FAULT_COLUMNS.map(([name]) => head(name)), faults.map(faultRow))
          : el("p", { class: "empty" }, "No fault rules."),
        panel(
          "Add a rule",
          el(
            "pre",
            { tabindex: "0", "aria-label": "Commands that add a fault" },
            `curl ${location.origin}/_sandbox/faults -d '{"fault":"lost_answer","method":"POST","times":1}'\n` +
              `curl ${location.origin}/_sandbox/faults -d '{"fault":"status","status":503,"path":"/contacts/*","every":10}'\n` +
              `curl ${location.origin}/_sandbox/faults -d '{"fault":"delay","milliseconds":500}'`,
          ),
        ),
      ];
    },
  };
}

const FAULT_COLUMNS = [
  ["fault", (rule) => el("span", { class: "fault" }, rule.fault, detailOf(rule))],
  ["calls", (rule) => `${rule.method} ${rule.path}`],
  ["struck", (rule) => `${count(rule.struck)}${rule.times ? ` of ${count(rule.times)}` : ""}`],
  ["every", (rule) => count(rule.every)],
  ["after", (rule) => count(rule.after)],
  ["applied", (rule) => (rule.applied ? "yes" : "no")],
];

function detailOf(rule) {
  return rule.status ? ` ${rule.status}` : rule.milliseconds ? ` ${count(rule.milliseconds)} ms` : "";
}

function faultRow(rule, index) {
  return row(`fault-${index}`, FAULT_COLUMNS.map(([, show]) => cell(show(rule))));
}
