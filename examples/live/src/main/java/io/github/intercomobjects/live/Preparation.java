package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.IntercomException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is done in the workspace before the first question, and after the last. */
final class Preparation {
  private final Target target;
  private final Options options;
  private final Session session;
  private final Links links;
  private boolean mayHaveWritten;

  Preparation(Target target, Options options) {
    this.target = target;
    this.options = options;
    this.session =
        new Session(
            target,
            options.type(),
            options.contactId(),
            options.relationship(),
            new Capabilities(Set.of(), "", false));
    this.links = new Links(session, new SavedLinks(options));
  }

  /** Checks without a change that the token is accepted, and that contact and type exist. */
  void check() throws CannotRunException {
    Exchange contact = session.contact(Scratch.NEWEST);
    if (contact.status() == 401) {
      throw new CannotRunException(
          "the token is not accepted; check it, and the region in " + Options.REGION);
    }
    require(contact, Options.CONTACT + " must be Intercom's id of a contact, not an external id");
    require(
        target.get(Scratch.NEWEST, session.objects().addQueryParameter("per_page", "1")),
        Options.TYPE + " must be the identifier of a type under Settings > Data > Custom objects");
  }

  private static void require(Exchange exchange, String advice) throws CannotRunException {
    if (exchange.status() == 403) {
      throw new CannotRunException(
          "the token lacks a permission; it needs read_write_custom_object_instances and"
              + " read_write_users");
    }
    if (!exchange.isSuccess()) {
      throw new CannotRunException(
          "%s %s was rejected with status %d; %s"
              .formatted(exchange.method(), exchange.path(), exchange.status(), advice));
    }
  }

  /** Removes what a killed run left, and finds out what can be asked. */
  Session prepare(PrintStream out) throws CannotRunException {
    mayHaveWritten = true;
    try {
      // First: an object that refers to the contact is listed for it as well.
      int deleted = session.deleteOwn();
      links.restore();
      if (deleted > 0) {
        out.println("Deleted " + deleted + " objects that an earlier run left.");
      }
      Set<String> attributes = new TreeSet<>();
      for (String name : new TreeSet<>(Scratch.ATTRIBUTES.keySet())) {
        if (hasAttribute(name)) {
          attributes.add(name);
        }
      }
      boolean hasExternalId =
          !session
              .contact(Scratch.NEWEST)
              .required()
              .response()
              .path("external_id")
              .asText("")
              .isEmpty();
      session.deleteStored();
      Session prepared = session.with(new Capabilities(attributes, links.prepare(), hasExternalId));
      session.deleteStored();
      return prepared;
    } catch (NotAskedException e) {
      throw new CannotRunException(e.reason());
    }
  }

  private boolean hasAttribute(String name) {
    ObjectNode attributes = Json.object();
    switch (name) {
      case Scratch.STATE -> attributes.put(name, "open");
      case Scratch.DUE -> attributes.put(name, 1_700_000_000L);
      case Scratch.NOTE -> attributes.put(name, "a note");
      default -> attributes.put(name, options.contactId());
    }
    Exchange stored = session.store(Scratch.NEWEST, "probe", attributes);
    return stored.isSuccess() && stored.response().path("custom_attributes").hasNonNull(name);
  }

  /** Restores the links, deletes the objects, and returns whether nothing is left. */
  boolean cleanUp(PrintStream out) {
    target.startCleaning();
    if (!mayHaveWritten) {
      return true;
    }
    List<String> left = new ArrayList<>();
    try {
      int unused = session.deleteOwn();
      if (session.findOwn().stream().anyMatch(session::mayExist)) {
        left.add("objects, although their deletion was accepted");
      }
    } catch (NotAskedException e) {
      left.add("objects: " + e.reason());
    } catch (IntercomException e) {
      left.add("objects: a call failed with " + e.getClass().getSimpleName());
    }
    try {
      links.restore();
    } catch (CannotRunException e) {
      left.add(e.text());
    } catch (NotAskedException e) {
      left.add("the links of the contact: " + e.reason());
    } catch (IntercomException e) {
      left.add("the links of the contact: a call failed with " + e.getClass().getSimpleName());
    }
    out.println();
    if (left.isEmpty()) {
      out.println("Nothing of this run is left in the workspace; the links are as before.");
    } else {
      out.println("LEFT in the workspace; run the command again to remove it:");
      left.forEach(line -> out.println("   " + line));
    }
    return left.isEmpty();
  }
}
