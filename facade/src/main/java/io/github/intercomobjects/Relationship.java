package io.github.intercomobjects;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/** Reads and writes one relationship attribute of one contact or conversation. */
final class Relationship {
  /**
   * What a parent shows under the attribute.
   *
   * @param ids null where the form cannot be read
   * @param isSure whether the form is one that only linked objects have
   * @param isPartial whether the parent says that it shows only some
   */
  record Shown(@Nullable List<String> ids, boolean isSure, boolean isPartial) {}

  private final Calls calls;
  private final Contacts contacts;
  private final Conversations conversations;
  private final Parent parent;
  private final String attribute;

  Relationship(Intercom intercom, Parent parent, String attribute) {
    this.calls = intercom.calls();
    this.contacts = intercom.contacts();
    this.conversations = intercom.conversations();
    this.parent = parent;
    this.attribute = attribute;
  }

  Shown read(Deadline deadline) {
    String id = parent.getId();
    return shown(
        parent.kind() == Parent.Kind.CONTACT
            ? calls.run(contacts.show(id), deadline).getCustomAttributes()
            : calls.run(conversations.show(id), deadline).getCustomAttributes());
  }

  /** Sends the ids as a list, one id by itself, or null, and returns what is shown then. */
  Shown write(@Nullable Object json, Deadline deadline) {
    Map<String, @Nullable Object> attributes = Collections.singletonMap(attribute, json);
    String id = parent.getId();
    return shown(
        parent.kind() == Parent.Kind.CONTACT
            ? calls
                .run(advised(contacts.update(id, attributes), attributes), deadline)
                .getCustomAttributes()
            : calls
                .run(advised(conversations.update(id, attributes), attributes), deadline)
                .getCustomAttributes());
  }

  private static <C> Call<C> advised(Call<C> call, Map<String, @Nullable Object> attributes) {
    return RefusedAttribute.advise(call, attributes, RefusedAttribute.Source.ASSOCIATIONS);
  }

  /** The call that writes, for the listener. */
  Call<?> call() {
    return parent.kind() == Parent.Kind.CONTACT
        ? contacts.update(parent.getId(), Map.of())
        : conversations.update(parent.getId(), Map.of());
  }

  private Shown shown(@Nullable Map<String, @Nullable Object> attributes) {
    Object json = attributes == null ? null : attributes.get(attribute);
    if (json == null || List.of().equals(json)) {
      // How an empty association is shown is not documented: an empty list, null, or not at all.
      return new Shown(List.of(), true, false);
    }
    List<String> ids = ReferenceShape.idsOfParent(json);
    return new Shown(
        ids, ids != null && ReferenceShape.isAssociation(json), ReferenceShape.isPartial(json));
  }
}
