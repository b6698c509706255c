package io.github.intercomobjects.sandbox;

import java.util.Optional;
import java.util.stream.Stream;

/** The state of a ticket; all ticket types have the same states. */
enum TicketState {
  SUBMITTED("1", "submitted", "Submitted"),
  IN_PROGRESS("2", "in_progress", "In progress"),
  WAITING_ON_CUSTOMER("3", "waiting_on_customer", "Waiting on you"),
  RESOLVED("4", "resolved", "Resolved");

  private final String id;
  private final String category;
  private final String label;

  TicketState(String id, String category, String label) {
    this.id = id;
    this.category = category;
    this.label = label;
  }

  static Optional<TicketState> find(String id) {
    return Stream.of(values()).filter(state -> state.id.equals(id)).findFirst();
  }

  String id() {
    return id;
  }

  String category() {
    return category;
  }

  String label() {
    return label;
  }
}
