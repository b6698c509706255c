package io.github.intercomobjects.sandbox;

import java.util.List;

/** A ticket type, as defined in Intercom's settings. */
record TicketType(String id, String name, String category) {
  static final String CUSTOMER = "Customer";
  static final String BACK_OFFICE = "Back-office";
  static final List<String> CATEGORIES = List.of(CUSTOMER, BACK_OFFICE, "Tracker");

  /** The attributes that every type has. Other attributes are stored without a definition. */
  static final List<String> ATTRIBUTES = List.of("_default_title_", "_default_description_");

  /** The default type. */
  static final TicketType REQUEST = new TicketType("1", "Request", CUSTOMER);

  /** Returns the id of an attribute; without a definition it is the name. */
  String attributeId(String attribute) {
    int index = ATTRIBUTES.indexOf(attribute);
    return index < 0 ? attribute : id + (index + 1);
  }
}
