// The overview, the navigation and the reset.

const seen = { objects: null, at: 0 };

async function refreshCounts() {
  const objects = await ask("objects");
  const now = performance.now();
  // No calls at first and after a reset.
  const calls = Math.max(0, objects.calls - (seen.objects?.calls ?? objects.calls));
  const rate = (calls * 1000) / (now - seen.at);
  seen.objects = objects;
  seen.at = now;
  document.getElementById("rate").textContent = calls ? `${count(Math.round(rate))} calls/s` : "";
  patch(document.getElementById("nav"), navigation(objects));
}

function navigation(objects) {
  const here = location.hash.split("?")[0] || "#/";
  const entry = (href, name, number) => {
    const within = here.startsWith(href + "/") && href !== "#/";
    const current = here === href ? "page" : within ? "true" : null;
    return el(
      "li",
      null,
      el(
        "a",
        { href, "aria-current": current },
        el("span", null, name),
        number == null ? null : el("span", { class: "count" }, count(number)),
      ),
    );
  };
  return [
    el(
      "ul",
      null,
      entry("#/", "Overview"),
      entry("#/requests", "Requests", objects.calls),
      entry("#/windows", "Rate windows"),
      entry("#/faults", "Faults", objects.faults),
    ),
    el("h2", null, "Objects"),
    el(
      "ul",
      null,
      objects.types.map((of) => entry(address("objects", of.type), of.type, of.count)),
      objects.types.length ? null : el("li", { class: "dim" }, "No types defined"),
    ),
    el("h2", null, "People"),
    el(
      "ul",
      null,
      entry("#/contacts", "Contacts", objects.contacts),
      entry("#/conversations", "Conversations", objects.conversations),
    ),
  ];
}

function overview() {
  const tile = (name, number, href) =>
    el(
      href ? "a" : "div",
      { class: "tile", href },
      el("b", null, count(number)),
      el("span", null, name),
    );
  return {
    title: "Overview",
    async refresh() {
      const [windows, { calls }] = await Promise.all([
        ask(`windows?limit=${BARS}`),
        ask("calls?limit=12&bodies=false"),
      ]);
      const { types, contacts, conversations, tickets } = seen.objects;
      return [
        el(
          "div",
          { class: "tiles" },
          types.map((of) => tile(of.type, of.count, address("objects", of.type))),
          tile("Requests", seen.objects.calls, "#/requests"),
          tile("Contacts", contacts, "#/contacts"),
          tile("Conversations", conversations, "#/conversations"),
          tile("Tickets", tickets),
        ),
        panel("Rate windows", windowChart(windows)),
        panel(
          "Latest requests",
          calls.length
            ? latestCalls(calls.reverse())
            : el(
                "p",
                { class: "empty" },
                `No requests yet. Send requests to ${location.origin}/ with the access token of the sandbox.`,
              ),
        ),
      ];
    },
  };
}

/** Returns the view of a URL hash, or else the overview. */
function viewOf(hash) {
  const [path, query] = hash.replace(/^#\/?/, "").split("?", 2);
  let parts;
  try {
    parts = path.split("/").map(decodeURIComponent);
  } catch {
    return overview();
  }
  const parameters = new URLSearchParams(query);
  const [kind, first, second] = parts;
  switch (`${kind} ${parts.length}`) {
    case "requests 1":
      return requestsView(parameters);
    case "windows 1":
      return windowsView();
    case "faults 1":
      return faultsView();
    case "objects 2":
      return instancesView(first, parameters);
    case "objects 3":
      return instanceView(first, second);
    case "contacts 1":
      return contactsView(parameters);
    case "contacts 2":
      return contactView(first);
    case "conversations 1":
      return conversationsView(parameters);
    case "conversations 2":
      return conversationView(first);
    default:
      return overview();
  }
}

const main = document.getElementById("main");

/** Draws a view. */
function draw(view, nodes) {
  document.title = `${view.title} · Sandbox`;
  const up = view.up && el("a", { href: view.up.href, class: "up" }, `← ${view.up.name}`);
  patch(main, [up, el("h1", null, view.title), ...nodes].filter((node) => node));
}

function go() {
  const view = viewOf(location.hash);
  main.replaceChildren(el("h1", null, view.title));
  return follow(async () => {
    await refreshCounts();
    let nodes;
    try {
      nodes = await view.refresh();
    } catch (problem) {
      if (!(problem instanceof ApiError)) {
        throw problem;
      }
      nodes = [el("p", { class: "empty" }, problem.message)];
    }
    draw(view, nodes);
  });
}

addEventListener("hashchange", () => {
  go();
  scrollTo(0, 0);
  main.focus({ preventScroll: true });
});

document.querySelector(".skip").onclick = (event) => {
  event.preventDefault();
  main.focus();
};

const dialog = document.getElementById("confirm");
document.getElementById("reset").onclick = () => dialog.showModal();
document.getElementById("cancel").onclick = () => dialog.close();
document.getElementById("do-reset").onclick = () => {
  dialog.close();
  act(() => ask("reset", { method: "POST" }));
};

document.getElementById("address").textContent = location.origin + "/";
go();
