// All content comes from callers of the sandbox, so it is added as text nodes, never as HTML.

/** Creates an element. Properties that start with "on" are handlers; null properties are ignored. */
function el(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

function svg(tag, properties, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith("on")) {
      element[name] = value;
    } else if (value != null && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child != null));
  return element;
}

/**
 * Updates the children of a parent to equal the given nodes. It changes only what differs, so that
 * focus, selection and scroll positions are kept. Elements with a data-key are matched by it.
 */
function patch(parent, fresh) {
  const keyed = new Map();
  for (const child of parent.children) {
    if (child.dataset.key) {
      keyed.set(child.dataset.key, child);
    }
  }
  let at = parent.firstChild;
  for (const node of fresh) {
    const key = node.dataset?.key;
    const old = key ? keyed.get(key) : at && isSameKind(at, node) ? at : null;
    if (!old) {
      parent.insertBefore(node, at);
      continue;
    }
    update(old, node);
    if (old === at) {
      at = at.nextSibling;
    } else {
      parent.insertBefore(old, at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function isSameKind(old, node) {
  return old.nodeName === node.nodeName && !old.dataset?.key && old.id === node.id;
}

function update(old, node) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (old.data !== node.data) {
      old.data = node.data;
    }
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!node.hasAttribute(name)) {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of node.attributes) {
    if (old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  for (const handler of ["onclick", "onsubmit", "onchange"]) {
    old[handler] = node[handler];
  }
  patch(old, [...node.childNodes]);
}

// The prefix of texts that stand for numbers which JavaScript cannot keep (11.50, or 20 digits).
const EXACT = "\u0001";

function parseJson(text) {
  return JSON.parse(
    text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
      token[0] === '"' || String(Number(token)) === token ? token : JSON.stringify(EXACT + token),
    ),
  );
}

function printJson(value) {
  return JSON.stringify(value, null, 2).replace(/"\\u0001([^"]*)"/g, "$1");
}

/** Indents JSON, and returns any other text unchanged. */
function pretty(text) {
  try {
    return printJson(parseJson(text));
  } catch {
    return text;
  }
}

function count(number) {
  return number.toLocaleString("en");
}

/** Returns a number with a noun: "1 contact", "2 contacts". */
function many(number, one) {
  return `${count(number)} ${one}${number === 1 ? "" : "s"}`;
}

/** Creates a time element for unix seconds or ISO text; all times are UTC. */
function time(value, withDate = true) {
  if (value == null) {
    return none();
  }
  const date = new Date(typeof value === "number" ? value * 1000 : value);
  if (Number.isNaN(date.getTime())) {
    return String(value);
  }
  const iso = date.toISOString();
  const shown = typeof value === "number" ? iso.slice(0, 19) : iso.slice(0, 23);
  return el(
    "time",
    { datetime: iso, title: `${iso}${typeof value === "number" ? ` (${value})` : ""}` },
    (withDate ? shown : shown.slice(11)).replace("T", " "),
  );
}

function none() {
  return el("span", { class: "none" }, "–");
}

function cut(text, length = 120) {
  return text.length > length ? text.slice(0, length) + "…" : text;
}

/** Creates a table that scrolls horizontally if it is too wide for the page. */
function table(label, heads, rows) {
  return el(
    "div",
    { class: "scroll", role: "region", "aria-label": label, tabindex: "0" },
    el(
      "table",
      null,
      el("thead", null, el("tr", null, heads)),
      el("tbody", null, rows),
    ),
  );
}

function head(name, hint, properties) {
  return el("th", { scope: "col", ...properties }, name, hint ? el("small", null, hint) : null);
}

function row(key, ...cells) {
  return el("tr", { "data-key": key }, cells);
}

function cell(content, kind) {
  return el("td", { class: kind }, content ?? none());
}

function panel(title, ...content) {
  return el("section", { class: "panel" }, el("h2", null, title), content);
}

function json(value) {
  return el("pre", { tabindex: "0", "aria-label": "JSON" }, printJson(value));
}

function address(...parts) {
  return "#/" + parts.map(encodeURIComponent).join("/");
}
