// The views of contacts and conversations, and of what is linked with what.

/** Both directions of links, each object by its name. */
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
      : el("p", { class: "empty" }, "No attribute of it can hold a link."),
    el("h3", null, "Referred to by"),
    body.linked_by.length
      ? facts(body.linked_by.map((link) => entry(link.type, null, link)))
      : el("p", { class: "empty" }, "No attribute of others can hold a link to it."),
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

/** How many objects are linked each way, in a cell. */
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

const FIND_CONTACT = "id, external id or e-mail address";

function contactsView(query) {
  const columns = () =>
    ["external_id", "name", "email", "role", "links", "created_at", "updated_at"].map((name, i) =>
      head(name, null, { class: i ? null : "first" }),
    );
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
  const view = {
    title: `Contact ${id}`,
    up: { href: address("contacts"), name: "Contacts" },
    async refresh() {
      const body = await ask(`contacts/${encodeURIComponent(id)}`);
      const contact = body.contact;
      view.title = `Contact ${contact.name ?? contact.external_id ?? id}`;
      return [
        el(
          "div",
          { class: "two" },
          panel(
            "Contact",
            facts([
              ["external_id", contact.external_id],
              ["name", contact.name],
              ["email", contact.email],
              ["role", contact.role],
              ["created_at", time(contact.created_at)],
              ["updated_at", time(contact.updated_at)],
            ]),
          ),
          linksPanel(body),
        ),
        panel("JSON", json(contact)),
      ];
    },
  };
  return view;
}

function conversationsView(query) {
  const columns = () =>
    ["id", "title", "contacts", "state", "links", "created_at", "updated_at"].map((name, i) =>
      head(name, null, { class: i ? null : "first" }),
    );
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
  return {
    title: `Conversation ${id}`,
    up: { href: address("conversations"), name: "Conversations" },
    async refresh() {
      const body = await ask(`conversations/${encodeURIComponent(id)}`);
      const conversation = body.conversation;
      const contacts = conversation.contacts.contacts;
      return [
        el(
          "div",
          { class: "two" },
          panel(
            "Conversation",
            facts([
              ["title", conversation.title],
              ["state", conversation.state],
              ["contacts", contacts.length ? references({ instances: contacts }, "contact") : null],
              ["created_at", time(conversation.created_at)],
              ["updated_at", time(conversation.updated_at)],
            ]),
          ),
          linksPanel(body),
        ),
        panel("JSON", json(conversation)),
      ];
    },
  };
}
