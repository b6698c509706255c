package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operation that updates a ticket. Runs under the workspace's lock. */
final class TicketUpdates {
  private final State state;
  private final People people;
  private final TicketView view;

  TicketUpdates(State state, People people, TicketView view) {
    this.state = state;
    this.people = people;
    this.view = view;
  }

  ObjectNode update(Call call) {
    TicketRecord ticket = TicketCalls.found(state, call);
    ObjectNode request = call.json();
    TicketRecord.Details before = ticket.details();
    TicketCalls.ignoreCompany(request, call);
    ObjectNode assignment = assignment(request, call);
    Teammate actor = actor(assignment);
    TicketRecord.Details after = changed(request, assignment, before);
    ticket.update(after, state.now());
    record(ticket, before, after, actor);
    return view.full(ticket, call.version());
  }

  /** Returns the object with the two fields, which version 2.13 has one level deeper. */
  private static ObjectNode assignment(ObjectNode request, Call call) {
    if (call.version().isAtLeast(ApiVersion.V2_14)) {
      call.dropped().field(request, "assignment", call.version());
      return request;
    }
    List.of("admin_id", "assignee_id")
        .forEach(field -> call.dropped().field(request, field, call.version()));
    return request.path("assignment") instanceof ObjectNode nested ? nested : Json.object();
  }

  private TicketRecord.Details changed(
      ObjectNode request, ObjectNode assignment, TicketRecord.Details before) {
    TicketState next = nextState(request, before.state());
    boolean open = Fields.flag(request, "open", before.open());
    Instant snoozedUntil = Fields.time(request, "snoozed_until", before.snoozedUntil());
    return new TicketRecord.Details(
        TicketCalls.attributes(request, before.attributes()),
        next,
        next == before.state() ? before.previousState() : before.state(),
        people.reassigned(before.assignment(), Fields.id(assignment, "assignee_id", null)),
        open,
        Fields.flag(request, "is_shared", before.shared()),
        open ? snoozedUntil : null);
  }

  private Teammate actor(ObjectNode assignment) {
    String id = Fields.id(assignment, "admin_id", null);
    Teammate actor = id == null ? Teammate.OWNER : people.teammate(id);
    if (actor == null) {
      throw People.assigneeNotFound();
    }
    return actor;
  }

  private static TicketState nextState(ObjectNode request, TicketState before) {
    String id = Fields.id(request, "ticket_state_id", null);
    return id == null
        ? before
        : TicketState.find(id)
            .orElseThrow(
                () ->
                    new Refusal(
                        400,
                        "ticket_state_id_invalid",
                        "State " + id + " does not belong to this type of ticket",
                        null));
  }

  private void record(
      TicketRecord ticket,
      TicketRecord.Details before,
      TicketRecord.Details after,
      Teammate actor) {
    recordAttributes(ticket, before, after, actor);
    if (after.state() != before.state()) {
      add(
          ticket,
          TicketPart.STATE_UPDATED,
          actor,
          TicketPart.stateChange(before.state(), after.state()));
    }
    Assignment to = after.assignment();
    if (!Objects.equals(to.teammateId(), before.assignment().teammateId())) {
      add(ticket, "assignment", actor, assignedTo("admin", to.teammateId()));
    }
    if (!Objects.equals(to.teamId(), before.assignment().teamId())) {
      add(ticket, "assignment", actor, assignedTo("team", to.teamId()));
    }
    if (after.snoozedUntil() != null && !after.snoozedUntil().equals(before.snoozedUntil())) {
      add(ticket, "snoozed", actor, Json.object());
    }
  }

  private void recordAttributes(
      TicketRecord ticket,
      TicketRecord.Details before,
      TicketRecord.Details after,
      Teammate actor) {
    Set<String> names = new LinkedHashSet<>(before.attributes().keySet());
    names.addAll(after.attributes().keySet());
    for (String name : names) {
      JsonNode value = after.attributes().get(name);
      if (!Objects.equals(value, before.attributes().get(name))) {
        ObjectNode change = Json.object();
        ObjectNode updated = change.putObject(TicketPart.UPDATED_ATTRIBUTE);
        ObjectNode attribute = updated.putObject("attribute");
        attribute.put("type", "attribute");
        attribute.put("id", ticket.type().attributeId(name));
        attribute.put("label", name);
        String text = value == null || value.isContainerNode() ? null : value.asText();
        ObjectNode shown = updated.putObject("value");
        shown.put("type", "value");
        shown.put("id", text);
        shown.put("label", text == null ? "" : text);
        add(ticket, "ticket_attribute_updated_by_admin", actor, change);
      }
    }
  }

  private void add(TicketRecord ticket, String partType, Teammate actor, ObjectNode change) {
    Instant now = state.now();
    ticket.add(
        new TicketPart(
            state.nextPartId(), partType, now, AuthorView.of(actor), null, List.of(), change),
        now);
  }

  private static ObjectNode assignedTo(String kind, @Nullable String id) {
    ObjectNode change = Json.object();
    if (id == null) {
      change.putNull("assigned_to");
    } else {
      change.putObject("assigned_to").put("type", kind).put("id", id);
    }
    return change;
  }
}
