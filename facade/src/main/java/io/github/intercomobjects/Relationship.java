package io.github.intercomobjects;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A relationship attribute of a contact or conversation.
 *
 * @param <A> the Retrofit interface of the parent's kind
 * @param <M> the model of the parent's kind
 */
final class Relationship<A, M> {
  /**
   * The value of the attribute in a response.
   *
   * @param ids null if the form cannot be read
   * @param isSure whether only linked objects have this form
   * @param isPartial whether the parent reports that it shows only some
   */
  record Shown(@Nullable List<String> ids, boolean isSure, boolean isPartial) {}

  private final Calls calls;
  private final ParentApi<A, M> parents;
  private final A api;
  private final String id;
  private final String attribute;

  private Relationship(Calls calls, ParentApi<A, M> parents, String id, String attribute) {
    this.calls = calls;
    this.parents = parents;
    this.api = calls.api(parents.type());
    this.id = id;
    this.attribute = attribute;
  }

  static Relationship<?, ?> of(Calls calls, Parent parent, String attribute) {
    return new Relationship<>(calls, parent.kind().api, parent.getId(), attribute);
  }

  Shown read(Deadline deadline) {
    return shown(calls.run(parents.show().apply(api, id), deadline));
  }

  /** Sends a list of ids, a bare id, or null, and returns the value in the response. */
  Shown write(@Nullable Object json, Deadline deadline) {
    Map<String, @Nullable Object> attributes = Collections.singletonMap(attribute, json);
    Call<M> update =
        AttributeAdvice.advise(
            parents.update().call(api, id, attributes),
            attributes,
            AttributeAdvice.Source.ASSOCIATIONS);
    return shown(calls.run(update, deadline));
  }

  /** Returns the call that writes, for the listener. */
  Call<?> call() {
    return parents.update().call(api, id, Map.of());
  }

  private Shown shown(M parent) {
    Map<String, @Nullable Object> attributes = parents.attributes().apply(parent);
    Object json = attributes == null ? null : attributes.get(attribute);
    if (json == null || List.of().equals(json)) {
      // The form of an empty association is not documented: an empty list, null, or absent.
      return new Shown(List.of(), true, false);
    }
    List<String> ids = ReferenceShape.idsOfParent(json);
    return new Shown(
        ids, ids != null && ReferenceShape.isAssociation(json), ReferenceShape.isPartial(json));
  }
}
