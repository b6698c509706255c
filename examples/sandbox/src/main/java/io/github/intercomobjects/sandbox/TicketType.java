package io.github.intercomobjects.sandbox;

import java.util.List;

/** A type of tickets, as somebody would make it in Intercom's settings. */
record TicketType(String id, String name, String category) {
  static final String CUSTOMER = "Customer";
  static final String BACK_OFFICE = "Back-office";
  static final List<String> CATEGORIES = List.of(CUSTOMER, BACK_OFFICE, "Tracker");

  /** The attributes that every type has; others are not defined, but stored as they are sent. */
  static final List<String> ATTRIBUTES = List.of("_default_title_", "_default_description_");

  /** What a workspace has that defines none. */
  static final TicketType REQUEST = new TicketType("1", "Request", CUSTOMER);

  /** The id of an attribute; that of one which is not defined is its name. */
  String attributeId(String attribute) {
    int index = ATTRIBUTES.indexOf(attribute);
    return index < 0 ? attribute : id + (index + 1);
  }
}
