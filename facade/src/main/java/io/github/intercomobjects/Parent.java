package io.github.intercomobjects;

import io.github.intercomobjects.client.api.CustomObjectInstancesApi;
import io.github.intercomobjects.client.model.CustomObjectInstanceList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A contact or a conversation that custom objects are linked to. Immutable.
 *
 * <pre>{@code
 * Associations<Order> linked = orders.associations(Parent.contact(customer.getId()), "orders");
 * }</pre>
 *
 * <p>Intercom documents associations for these two only (API descriptions 2.13 to 2.16).
 */
public final class Parent {
  /** The kinds of parents, with everything that differs between them. */
  enum Kind {
    CONTACT("contact", ParentApi.CONTACTS, Pattern.compile("[0-9a-f]{24}")) {
      @Override
      Call<CustomObjectInstanceList> list(
          CustomObjectInstancesApi api, String type, String id, int page, int perPage) {
        return api.listCustomObjectInstances(type, id, null, page, perPage);
      }
    },
    CONVERSATION("conversation", ParentApi.CONVERSATIONS, null) {
      @Override
      Call<CustomObjectInstanceList> list(
          CustomObjectInstancesApi api, String type, String id, int page, int perPage) {
        return api.listCustomObjectInstances(type, null, id, page, perPage);
      }
    };

    /** The name of the kind, for messages. */
    final String label;

    @SuppressWarnings("ImmutableEnumChecker") // A record of functions without state.
    final ParentApi<?, ?> api;

    private final @Nullable Pattern usualId;

    Kind(String label, ParentApi<?, ?> api, @Nullable Pattern usualId) {
      this.label = label;
      this.api = api;
      this.usualId = usualId;
    }

    /** Returns the call that lists the objects linked to the parent with an id. */
    abstract Call<CustomObjectInstanceList> list(
        CustomObjectInstancesApi api, String type, String id, int page, int perPage);

    /**
     * Returns whether an id may be another system's, because it differs from all of Intercom's
     * examples. Their form is not documented, so this only decides about an extra call.
     */
    boolean isUnusual(String id) {
      return usualId != null && !usualId.matcher(id).matches();
    }
  }

  private final Kind kind;
  private final String id;

  private Parent(Kind kind, String id) {
    this.kind = kind;
    this.id = id;
  }

  /**
   * Returns the contact with this id. Look up an external id first:
   *
   * <pre>{@code
   * Contact customer = intercom.contacts().findByExternalId("customer-7").orElseThrow();
   * orders.list(Parent.contact(customer.getId())).forEach(one -> out.println(one.getExternalId()));
   * }</pre>
   *
   * @param id Intercom's id of the contact; an external id would be unknown or another contact's
   */
  public static Parent contact(String id) {
    return new Parent(Kind.CONTACT, Arguments.pathSegment("contact id", id));
  }

  /**
   * Returns the conversation with this id.
   *
   * @param id Intercom's id of the conversation
   */
  public static Parent conversation(String id) {
    return new Parent(Kind.CONVERSATION, Arguments.pathSegment("conversation id", id));
  }

  /** Returns Intercom's id of the contact or conversation. */
  public String getId() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Parent that && kind == that.kind && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + id.hashCode();
  }

  @Override
  public String toString() {
    return kind.label + " " + ForeignText.of(id);
  }
}
