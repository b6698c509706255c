package io.github.intercomobjects.live;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The definition of the scratch type, which its user creates in Intercom's settings. */
final class Scratch {
  /** What begins the external id of every object that the check writes. */
  static final String PREFIX = "intercom-objects-live-check-";

  static final String TYPE = "LiveCheck";
  static final String RELATIONSHIP = "live_checks";
  static final String STATE = "state";
  static final String DUE = "due";
  static final String NOTE = "note";
  static final String CUSTOMER = "customer";

  /** The attributes of the type, with what to create. */
  static final Map<String, String> ATTRIBUTES =
      Map.of(
          STATE, "list with the options open and closed",
          DUE, "date",
          NOTE, "text",
          CUSTOMER, "reference to one contact (People)");

  static final ApiVersion NEWEST = ApiVersion.V2_16;
  static final List<ApiVersion> VERSIONS =
      List.of(
          ApiVersion.V2_13,
          ApiVersion.V2_14,
          ApiVersion.V2_15,
          ApiVersion.V2_16,
          ApiVersion.PREVIEW);

  private Scratch() {}

  /** Returns the definition for a sandbox, with those of the attributes that exist. */
  static ObjectTypeDefinition definition(String type, Set<String> attributes) {
    ObjectTypeDefinition.Builder definition = ObjectTypeDefinition.builder(type);
    if (attributes.contains(STATE)) {
      definition.list(STATE, "open", "closed");
    }
    if (attributes.contains(DUE)) {
      definition.date(DUE);
    }
    if (attributes.contains(NOTE)) {
      definition.text(NOTE);
    }
    if (attributes.contains(CUSTOMER)) {
      definition.referenceToOne(CUSTOMER, "contact");
    }
    return definition.build();
  }
}
