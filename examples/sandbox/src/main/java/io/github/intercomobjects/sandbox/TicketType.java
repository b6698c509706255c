package io.github.intercomobjects.sandbox;

import java.util.List;

/** A type of tickets, as somebody would make it in Intercom's settings. */
record TicketType(String id, String name, String category) {
  static final String CUSTOMER = "Customer";
  static final String BACK_OFFICE = "Back-office";
  static final List<String> CATEGORIES = List.of(CUSTOMER, BACK_OFFICE, "Tracker");

  /** What a workspace has that defines none. */
  static final TicketType REQUEST = new TicketType("1", "Request", CUSTOMER);
}
