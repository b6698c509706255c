// The Inbox and the Messenger around the card, and what is sent and received.

const KEPT = 30;
const state = {
  scene: null,
  place: "inbox",
  conversation: null,
  canvas: null,
  failure: null,
  /** Raised by each request, so that the response to an earlier one is not shown. */
  number: 0,
  busy: false,
  wire: [],
  selected: null,
};

const byId = (id) => document.getElementById(id);

/** Returns the request that Intercom would send, with what was used if anything was. */
function requestOf(used) {
  const { scene, conversation } = state;
  const common = { workspace_id: scene.workspace_id, workspace_region: scene.workspace_region };
  const submit = used && {
    component_id: used,
    current_canvas: state.canvas,
    input_values: inputValues(byId("panel")),
  };
  if (state.place === "inbox") {
    return {
      ...common,
      admin: scene.admin,
      conversation: { type: "conversation", id: conversation.id },
      contact: conversation.contact,
      ...submit,
    };
  }
  const context = {
    conversation_id: Number(conversation.id),
    location: "conversation",
    locale: "en",
    messenger_action_color: "#0f766e",
    messenger_background_color: "#ffffff",
  };
  return { ...common, context, ...(used ? { user: conversation.contact, ...submit } : {}) };
}

async function post(path, value) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(value),
  });
  if (!response.ok) {
    throw new Error(await response.text());
  }
  return response.json();
}

/** Sends bytes as they are, and returns what happened, which is then selected. */
async function exchange(path, body) {
  const entry = { path, body, ...(await post("/send", { path, body })) };
  state.wire = [entry, ...state.wire].slice(0, KEPT);
  state.selected = entry;
  return entry;
}

/** Requests a canvas: the first one, or that which follows the use of a component. */
async function request(used) {
  const number = ++state.number;
  const path = `/${state.place}/${used ? "submit" : "initialize"}`;
  const body = JSON.stringify(requestOf(used));
  state.busy = true;
  draw();
  let canvas = null;
  let failure = null;
  try {
    const entry = await exchange(path, body);
    ({ canvas, failure } = read(entry));
  } catch (problem) {
    failure = `The previewer failed: ${problem.message}`;
  }
  if (number === state.number) {
    Object.assign(state, { canvas, failure, busy: false });
  }
  draw();
}

function read(entry) {
  if (entry.status !== 200) {
    return { canvas: null, failure: `No card: the app responded with ${entry.status || "nothing"}.` };
  }
  try {
    const canvas = JSON.parse(entry.response).canvas;
    if (Array.isArray(canvas?.content?.components)) {
      return { canvas, failure: null };
    }
    return {
      canvas: null,
      failure: canvas?.content_url
        ? `A live canvas, which is not requested here: ${canvas.content_url}`
        : "No card: the response has no canvas.",
    };
  } catch {
    return { canvas: null, failure: "No card: the response is no JSON." };
  }
}

function open(conversation) {
  Object.assign(state, { conversation, canvas: null, failure: null });
  request(null);
}

function draw() {
  const { scene, conversation, place } = state;
  byId("app").textContent = scene.app;
  document.body.className = place + (state.busy ? " busy" : "");
  for (const button of document.querySelectorAll("[data-place]")) {
    button.setAttribute("aria-pressed", String(button.dataset.place === place));
  }
  byId("conversations").replaceChildren(
    ...scene.conversations.map((one) =>
      el(
        "button",
        { type: "button", "aria-current": one === conversation ? "true" : null, onclick: () => open(one) },
        el("b", null, text(one.contact.name)),
        el("small", null, one.messages.at(-1)),
      ),
    ),
  );
  byId("thread").replaceChildren(
    el("h2", null, text(conversation.contact.name), " ", el("span", { class: "dim" }, text(conversation.contact.email))),
    ...conversation.messages.map((message, index) =>
      el("p", { class: `message ${index % 2 ? "admin" : "contact"}` }, message),
    ),
  );
  drawCard();
  drawWire();
}

function drawCard() {
  const card = document.querySelector(".card");
  if (state.busy && state.canvas && card) {
    // Stays as it is until the next canvas is there, with what was typed.
    card.setAttribute("aria-busy", "true");
    return;
  }
  const shown = state.failure
    ? [el("p", { class: "text error failure" }, state.failure)]
    : (state.canvas?.content.components ?? []).map((one) => component(one, request));
  byId("panel").replaceChildren(
    el(
      "article",
      { class: "card", "aria-busy": String(state.busy) },
      el("h2", null, state.scene.name),
      el("div", { class: "canvas" }, shown),
    ),
  );
}

function pretty(json) {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

function drawWire() {
  const { selected } = state;
  const result = (one) => el("span", { class: one.status === 200 ? "ok" : "bad" }, text(one.status));
  byId("wire").replaceChildren(
    el("h2", null, "Requests of Intercom, newest first"),
    el(
      "ol",
      null,
      state.wire.map((one) =>
        el(
          "li",
          null,
          el(
            "button",
            { type: "button", "aria-current": one === selected ? "true" : null, onclick: () => select(one) },
            result(one),
            el("span", null, one.path),
            el("span", { class: "dim" }, `${one.milliseconds} ms`),
            el("span", { class: "dim" }, `${one.calls.length} call${one.calls.length === 1 ? "" : "s"}`),
          ),
        ),
      ),
    ),
    ...(selected ? details(selected) : []),
  );
}

function details(one) {
  return [
    el(
      "div",
      { class: "row" },
      el("h2", null, `Calls of the app to Intercom’s API: ${one.calls.length}`),
      el("span", { class: "space" }),
      el("button", { type: "button", onclick: () => again(one) }, "Send again"),
    ),
    el("ul", { class: "calls" }, one.calls.map((call) => el("li", null, call))),
    el("h2", null, `Response, ${one.milliseconds} ms`),
    el("pre", { class: "response", tabindex: "0" }, pretty(one.response)),
    el("h2", null, "Request"),
    el("pre", { class: "request", tabindex: "0" }, `POST ${one.path}\n${one.signature}\n\n${pretty(one.body)}`),
  ];
}

function select(entry) {
  state.selected = entry;
  drawWire();
}

/** Sends the same bytes once more, as when a click arrives twice. */
async function again(entry) {
  const number = ++state.number;
  const result = read(await exchange(entry.path, entry.body));
  if (number === state.number) {
    Object.assign(state, result);
  }
  draw();
}

for (const button of document.querySelectorAll("[data-place]")) {
  button.onclick = () => {
    state.place = button.dataset.place;
    open(state.conversation);
  };
}
byId("api").onchange = async (event) => {
  await post("/api", { state: event.target.value });
};

state.scene = await (await fetch("/scene")).json();
byId("api").dispatchEvent(new Event("change"));
open(state.scene.conversations[0]);
