// The views of object types and their instances.

const PER_PAGE = 20;

/** Creates a paged list of instances, contacts or conversations, with a search by id. */
function listView(place, what, query, columns, toRow, hint) {
  const oldestFirst = query.get("order") === "oldest";
  const find = query.get("find") ?? "";
  const page = Number(query.get("page") ?? 1);
  const asked = new URLSearchParams({ page, per_page: PER_PAGE, newest_first: !oldestFirst });
  if (find) {
    asked.set("find", find);
  }
  const to = (changes) => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(changes)) {
      value ? next.set(name, value) : next.delete(name);
    }
    return next.size ? `${place}?${next}` : place;
  };
  return {
    query: asked,
    show(body, entries) {
      return [
        el(
          "div",
          { class: "bar" },
          finder(find, hint, (text) => (location.hash = to({ find: text, page: null }))),
          el(
            "a",
            { href: to({ order: oldestFirst ? null : "oldest", page: null }), class: "button" },
            oldestFirst ? "Newest first" : "Oldest first",
          ),
        ),
        entries.length
          ? table(what, columns(body), entries.map((entry) => toRow(entry, body)))
          : el(
              "p",
              { class: "empty" },
              find
                ? `No ${hint} equals “${find}”.`
                : body.total_count
                  ? "This page is empty."
                  : "Nothing is stored yet.",
            ),
        pager(body, (number) => to({ page: number === 1 ? null : number })),
      ];
    },
  };
}

function finder(find, hint, go) {
  const input = el("input", {
    type: "search",
    name: "find",
    value: find,
    placeholder: `Find by ${hint}`,
    "aria-label": `Find by ${hint}`,
    autocomplete: "off",
    spellcheck: "false",
  });
  return el(
    "form",
    {
      role: "search",
      onsubmit(event) {
        event.preventDefault();
        go(event.target.elements.find.value.trim());
      },
    },
    input,
    el("button", { type: "submit" }, "Find"),
  );
}

function pager(body, to) {
  const { page, per_page: perPage, total_count: total } = body;
  const pages = Math.max(1, body.total_pages);
  const first = (page - 1) * perPage + 1;
  const last = Math.min(total, page * perPage);
  const step = (name, number, there) =>
    there
      ? el("a", { href: to(number), class: "button" }, name)
      : el("span", { class: "button off", "aria-disabled": "true" }, name);
  return el(
    "nav",
    { class: "pager", "aria-label": "Pages" },
    el("span", { class: "dim" }, total ? `${count(first)}–${count(last)} of ${count(total)}` : "0"),
    el("span", { class: "space" }),
    step("First", 1, page > 1),
    step("Previous", page - 1, page > 1),
    step("Next", page + 1, page < pages),
    step("Last", pages, page < pages),
  );
}

/** Returns a short text for the definition of an attribute. */
function kindOf(definition) {
  if (Array.isArray(definition)) {
    return "list";
  }
  return typeof definition === "object"
    ? definition.to_one
      ? `to one ${definition.to_one}`
      : `to many ${definition.to_many}`
    : definition;
}

function isNumber(definition) {
  return definition === "integer" || definition === "decimal";
}

function shown(value, definition) {
  if (value == null) {
    return none();
  }
  if (definition === "date" && typeof value === "number") {
    return time(value);
  }
  if (typeof value === "object") {
    return references(value, definition.to_one ?? definition.to_many);
  }
  const text = String(value);
  return cut(text.startsWith(EXACT) ? text.slice(1) : text);
}

/** Shows the first object under a reference attribute, and the number of others. */
function references(list, type) {
  const [first, ...others] = list.instances;
  const more = (list.total_count ?? list.instances.length) - 1;
  const names = others.slice(0, 10).map((other) => other.external_id ?? other.id);
  return [
    objectLink(type, first),
    more ? el("span", { class: "more", title: names.join(", ") }, `+${count(more)}`) : null,
  ];
}

/** Creates a link to an instance, a contact or a conversation, with its external id or name. */
function objectLink(type, object) {
  const place =
    type === "contact"
      ? ["contacts"]
      : type === "conversation"
        ? ["conversations"]
        : ["objects", type];
  return el(
    "a",
    { href: address(...place, object.id), title: `${type} ${object.id}` },
    cut(object.external_id ?? object.name ?? object.id, 60),
  );
}

function instancesView(type, query) {
  const columns = (body) => [
    head("external_id", null, { class: "first" }),
    head("id"),
    Object.entries(body.attributes).map(([name, definition]) =>
      head(name, kindOf(definition), { class: isNumber(definition) ? "number" : null }),
    ),
    head("created_at"),
    head("updated_at"),
  ];
  const toRow = (instance, body) =>
    row(
      instance.id,
      cell(objectLink(type, instance), "first"),
      cell(instance.id, "number dim"),
      Object.entries(body.attributes).map(([name, definition]) =>
        cell(
          shown(instance.custom_attributes[name], definition),
          isNumber(definition) ? "number" : null,
        ),
      ),
      cell(time(instance.created_at), "dim"),
      cell(time(instance.updated_at), "dim"),
    );
  const list = listView(address("objects", type), type, query, columns, toRow, "id or external id");
  return {
    title: type,
    async refresh() {
      const body = await ask(`objects/${encodeURIComponent(type)}?${list.query}`);
      return list.show(body, body.instances);
    },
  };
}

function instanceView(type, id) {
  return detailView(`${type} ${id}`, address("objects", type), type, ["objects", type, id], (body) => {
    const instance = body.instance;
    return {
      title: `${type} ${instance.external_id ?? id}`,
      object: instance,
      entries: [
        ...["id", "external_id"].map((name) => [name, instance[name]]),
        ...["external_created_at", "external_updated_at", "created_at", "updated_at"].map((name) => [
          name,
          time(instance[name]),
        ]),
        ...Object.entries(body.attributes).map(([name, definition]) => [
          name,
          shown(instance.custom_attributes[name], definition),
          kindOf(definition),
        ]),
      ],
    };
  });
}

/** Creates the view of one object: its values, its links in both directions, and its JSON. */
function detailView(title, upHref, upName, path, read) {
  const view = {
    title,
    up: { href: upHref, name: upName },
    async refresh() {
      const body = await ask(path.map(encodeURIComponent).join("/"));
      const { title: named, object, entries } = read(body);
      view.title = named;
      return [
        el("div", { class: "two" }, panel("Values", facts(entries)), linksPanel(body)),
        panel("JSON", json(object)),
      ];
    },
  };
  return view;
}

function facts(entries) {
  return el(
    "dl",
    null,
    entries.map(([name, content, hint]) => [
      el("dt", null, name, hint ? el("small", null, hint) : null),
      el("dd", null, content ?? none()),
    ]),
  );
}
