// The twelve components of a canvas. All content comes from an app, so it is added as text nodes.

/** Creates an element. Properties that start with "on" are handlers; null properties are ignored. */
function el(tag, properties, ...children) {
  const element = document.createElement(tag);
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

/** Returns the address of a link, or null if it could run something. */
function safeUrl(text, schemes = ["https:", "http:"]) {
  try {
    const url = new URL(text);
    return schemes.includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function anchor(url, properties, ...content) {
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", ...properties }, ...content);
}

/** Creates the nodes of a text, in which links and bold are all the Markdown there is. */
function markdown(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(/\[([^\]\n]+)\]\(([^)\s]+)\)|\*\*([^*\n]+)\*\*|__([^_\n]+)__/g)) {
    const url = match[1] && safeUrl(match[2], ["https:", "http:", "mailto:"]);
    if (match[1] && !url) {
      continue;
    }
    nodes.push(text.slice(end, match.index));
    nodes.push(url ? anchor(url, null, match[1]) : el("b", null, match[3] ?? match[4]));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
}

const text = (value) => (value == null ? "" : String(value));

/** Returns a value that is known, else the first that is, so that no text becomes a class. */
const oneOf = (value, ...known) => (known.includes(value) ? value : known[0]);

/** Wraps content in what an action makes of it: a button that submits, or a link in a new tab. */
function actionable(action, id, properties, content, submit) {
  if (action?.type === "url") {
    const url = safeUrl(action.url);
    return url
      ? anchor(url, properties, content, el("span", { class: "out", "aria-hidden": "true" }, "↗"))
      : el("span", { ...properties, title: `not opened: ${text(action.url)}` }, content);
  }
  const enabled = action?.type === "submit" && !properties.disabled;
  return el(
    "button",
    {
      type: "button",
      ...properties,
      disabled: !enabled,
      title: action?.type === "sheet" ? `opens the sheet ${text(action.url)}` : null,
      onclick: () => submit(id),
    },
    content,
  );
}

function option(one, type, name, component, checked) {
  const off = Boolean(one.disabled || isLocked(component));
  return el(
    "label",
    { class: "option" },
    el("input", { type, name, value: text(one.id), checked, disabled: off }),
    text(one.text),
  );
}

const isLocked = (component) => component.disabled || component.save_state === "saved";

function field(component, control, ...more) {
  const failed = component.save_state === "failed" || component.error;
  const id = `field-${text(component.id)}`;
  control.id = id;
  return el(
    "div",
    { class: `field ${failed ? "failed" : text(oneOf(component.save_state, "", "saved"))}`, "data-id": text(component.id) },
    component.label ? el("label", { for: id }, text(component.label)) : null,
    el("div", { class: "control" }, control, more),
  );
}

function fieldSet(component, kind, options) {
  const failed = component.save_state === "failed";
  return el(
    "fieldset",
    { class: `field ${kind} ${failed ? "failed" : ""}`, "data-id": text(component.id) },
    component.label ? el("legend", null, text(component.label)) : null,
    options,
  );
}

const RENDER = {
  text: (c) =>
    el(
      c.style === "header" ? "h3" : "p",
      { class: `text ${oneOf(c.style, "paragraph", "header", "muted", "error")} ${oneOf(c.align, "left", "center", "right")}` },
      markdown(text(c.text)),
    ),
  image: (c) => {
    const picture = el("img", {
      src: safeUrl(c.url, ["https:"]),
      width: c.align === "full_width" ? null : Number(c.width) || null,
      height: c.align === "full_width" ? null : Number(c.height) || null,
      alt: "",
      class: c.rounded ? "rounded" : null,
    });
    const url = c.action?.type === "url" && safeUrl(c.action.url);
    const align = oneOf(c.align, "left", "center", "right", "full_width");
    return el("div", { class: `image ${align}` }, url ? anchor(url, null, picture) : picture);
  },
  divider: () => el("hr"),
  spacer: (c) => el("div", { class: `spacer ${oneOf(c.size, "s", "xs", "m", "l", "xl")}` }),
  "data-table": (c) =>
    el(
      "dl",
      null,
      (c.items ?? []).map((item) => [
        el("dt", null, text(item.field)),
        el("dd", { title: text(item.value) }, text(item.value)),
      ]),
    ),
  list: (c, submit) =>
    el(
      "ul",
      { class: "items" },
      (c.items ?? []).map((item) =>
        el(
          "li",
          { "data-id": text(item.id) },
          (item.action ? (content) => actionable(item.action, item.id, { class: "item", disabled: Boolean(c.disabled || item.disabled) }, content, submit)
            : (content) => el("div", { class: "item" }, content))([
            item.image
              ? el("img", {
                  src: safeUrl(item.image, ["https:"]),
                  width: Number(item.image_width) || null,
                  height: Number(item.image_height) || null,
                  alt: "",
                  class: item.rounded_image ? "rounded" : null,
                })
              : null,
            el(
              "span",
              { class: "lines" },
              el("b", null, text(item.title)),
              item.subtitle || item.tertiary_text
                ? el("small", null, [item.subtitle, item.tertiary_text].filter(Boolean).map(text).join(" · "))
                : null,
            ),
          ]),
        ),
      ),
    ),
  button: (c, submit) =>
    actionable(
      c.action,
      c.id,
      { class: `button ${oneOf(c.style, "primary", "secondary", "link")}`, disabled: Boolean(c.disabled), "data-id": text(c.id) },
      text(c.label),
      submit,
    ),
  input: (c, submit) =>
    field(
      c,
      el("input", { type: "text", value: text(c.value), placeholder: text(c.placeholder), disabled: Boolean(isLocked(c)) }),
      c.action ? actionable(c.action, c.id, { class: "inline", disabled: Boolean(isLocked(c)) }, "→", submit) : null,
    ),
  textarea: (c) =>
    field(c, el("textarea", { rows: 3, placeholder: text(c.placeholder), disabled: Boolean(c.disabled) }, text(c.value))),
  dropdown: (c) =>
    field(
      c,
      el(
        "select",
        { disabled: Boolean(isLocked(c)) },
        c.value == null ? el("option", { value: "" }, "…") : null,
        (c.options ?? []).map((one) =>
          el("option", { value: text(one.id), selected: one.id === c.value, disabled: Boolean(one.disabled) }, text(one.text)),
        ),
      ),
    ),
  "single-select": (c, submit) => {
    const set = fieldSet(
      c,
      "single",
      (c.options ?? []).map((one) => option(one, "radio", `single-${text(c.id)}`, c, one.id === c.value)),
    );
    if (c.action?.type === "submit") {
      set.onchange = () => submit(c.id);
    }
    return set;
  },
  checkbox: (c) =>
    fieldSet(
      c,
      "check",
      (c.options ?? c.option ?? []).map((one) =>
        option(one, "checkbox", `check-${text(c.id)}`, c, (c.value ?? []).includes(one.id)),
      ),
    ),
};

/** Creates the node of a component. An unknown one is shown as such, as it may be a mistake. */
function component(c, submit) {
  const render = Object.hasOwn(RENDER, c?.type) ? RENDER[c.type] : null;
  if (!render) {
    return el("p", { class: "unknown" }, `unknown component: ${text(c?.type)}`);
  }
  const node = render(c, submit);
  if (c.bottom_margin === "none") {
    node.classList.add("tight");
  }
  return node;
}

/** Returns the values of all interactive components that are shown, as a submit reports them. */
function inputValues(root) {
  const values = {};
  for (const node of root.querySelectorAll(".field")) {
    const control = node.querySelector("input[type=text], textarea, select");
    const chosen = [...node.querySelectorAll("input:checked")].map((one) => one.value);
    const value = control ? control.value : node.classList.contains("check") ? chosen : chosen[0];
    if (value !== undefined) {
      values[node.dataset.id] = value;
    }
  }
  return values;
}
