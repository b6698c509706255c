// The views of contacts and conversations, and the links of objects.

/** Shows the links of an object in both directions. */
function linksPanel(body) {
  const entry = (name, hint, link) => [
    name,
    link.total_count ? linkedObjects(link) : null,
    [hint, link.total_count && count(link.total_count)].filter((word) => word).join(" · "),
  ];
  return panel(
    "Links",
    el("h3", null, "Refers to"),
    body.links.length
      ? facts(body.links.map((link) => entry(link.attribute, link.type, link)))
      : el("p", { class: "empty" }, "It has no attributes that can refer to objects."),
    el("h3", null, "Referred to by"),
    body.linked_by.length
      ? facts(body.linked_by.map((link) => entry(link.type, null, link)))
      : el("p", { class: "empty" }, "No other objects have attributes that can refer to it."),
  );
}

function linkedObjects(link) {
  const more = link.total_count - link.objects.length;
  return el(
    "ul",
    { class: "links" },
    link.objects.map((object) =>
      el(
        "li",
        null,
        objectLink(link.type, object),
        object.attributes ? el("small", null, object.attributes.join(", ")) : null,
      ),
    ),
    more ? el("li", { class: "dim" }, `and ${count(more)} more`) : null,
  );
}

/** Shows the numbers of links in both directions in a cell. */
function linkCounts(entry) {
  const counts = [
    ...entry.links.map((link) => [link.attribute, link.total_count, `${link.attribute} → ${link.type}`]),
    ...entry.linked_by.map((link) => [
      `← ${link.type}`,
      link.total_count,
      `instances of ${link.type} that refer to it`,
    ]),
  ].filter(([, number]) => number);
  return counts.length
    ? counts.map(([name, number, title]) =>
        el("span", { class: "chip", title }, name, " ", el("b", null, count(number))),
      )
    : null;
}

function heads(first, ...others) {
  return [head(first, null, { class: "first" }), ...others.map((name) => head(name))];
}

const FIND_CONTACT = "id, external id or e-mail address";

function contactsView(query) {
  const columns = () =>
    heads("external_id", "name", "email", "role", "links", "created_at", "updated_at");
  const toRow = (contact) =>
    row(
      contact.id,
      cell(objectLink("contact", contact), "first"),
      cell(contact.name && cut(contact.name)),
      cell(contact.email && cut(contact.email)),
      cell([contact.role, contact.archived ? el("span", { class: "chip" }, "archived") : null]),
      cell(linkCounts(contact)),
      cell(time(contact.created_at), "dim"),
      cell(time(contact.updated_at), "dim"),
    );
  const list = listView(address("contacts"), "Contacts", query, columns, toRow, FIND_CONTACT);
  return {
    title: "Contacts",
    async refresh() {
      const body = await ask(`contacts?${list.query}`);
      return list.show(body, body.contacts);
    },
  };
}

function contactView(id) {
  return detailView(`Contact ${id}`, address("contacts"), "Contacts", ["contacts", id], ({ contact }) => ({
    title: `Contact ${contact.name ?? contact.external_id ?? id}`,
    object: contact,
    entries: [
      ...["id", "external_id", "name", "email", "role"].map((name) => [name, contact[name]]),
      ["created_at", time(contact.created_at)],
      ["updated_at", time(contact.updated_at)],
    ],
  }));
}

function conversationsView(query) {
  const columns = () =>
    heads("id", "title", "contacts", "state", "links", "created_at", "updated_at");
  const toRow = (conversation) =>
    row(
      conversation.id,
      cell(el("a", { href: address("conversations", conversation.id) }, conversation.id), "first"),
      cell(conversation.title && cut(conversation.title)),
      cell(
        conversation.contacts.length
          ? references({ instances: conversation.contacts }, "contact")
          : null,
      ),
      cell(conversation.open ? "open" : "closed"),
      cell(linkCounts(conversation)),
      cell(time(conversation.created_at), "dim"),
      cell(time(conversation.updated_at), "dim"),
    );
  const list = listView(address("conversations"), "Conversations", query, columns, toRow, "id");
  return {
    title: "Conversations",
    async refresh() {
      const body = await ask(`conversations?${list.query}`);
      return list.show(body, body.conversations);
    },
  };
}

function conversationView(id) {
  const title = `Conversation ${id}`;
  const path = ["conversations", id];
  return detailView(title, address("conversations"), "Conversations", path, ({ conversation }) => {
    const contacts = conversation.contacts.contacts;
    return {
      title,
      object: conversation,
      entries: [
        ...["id", "title", "state"].map((name) => [name, conversation[name]]),
        ["contacts", contacts.length ? references({ instances: contacts }, "contact") : null],
        ["created_at", time(conversation.created_at)],
        ["updated_at", time(conversation.updated_at)],
      ],
    };
  });
}
