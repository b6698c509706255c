package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.SearchFilter.Field;
import io.github.intercomobjects.sandbox.SearchFilter.Kind;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The list of contacts and the search for them. Runs under the workspace's lock. */
final class ContactListing {
  private static final int DEFAULT_PER_PAGE = 50;
  private static final CursorPage.Order<ContactRecord> NEWEST_FIRST =
      order(contact -> contact.createdAt().getEpochSecond(), false);
  private static final SearchFilter<ContactRecord> FILTER =
      new SearchFilter<>(
          "contacts",
          Map.of(
              "id", field(Kind.ID, ContactRecord::id),
              "role", field(Kind.TEXT, ContactRecord::role),
              "external_id", field(Kind.ID, contact -> contact.profile().externalId()),
              "email", field(Kind.ADDRESS, contact -> contact.profile().email()),
              "phone", field(Kind.TEXT, contact -> contact.profile().phone()),
              "name", field(Kind.TEXT, contact -> contact.profile().name()),
              "owner_id", field(Kind.ID, contact -> contact.profile().ownerId())),
          ContactRecord::attributes);

  private final State state;
  private final ContactView view;

  ContactListing(State state, ContactView view) {
    this.state = state;
    this.view = view;
  }

  ObjectNode list(Call call) {
    return page(contact -> true, NEWEST_FIRST, PageRequest.ofQuery(call, DEFAULT_PER_PAGE), call);
  }

  ObjectNode search(Call call) {
    ObjectNode request = call.json();
    // What Intercom rejects is checked before the operators that only the sandbox rejects.
    CursorPage.Order<ContactRecord> order =
        call.version().isAtLeast(ApiVersion.V2_16) ? order(request.path("sort")) : NEWEST_FIRST;
    Predicate<ContactRecord> filter = FILTER.read(request);
    return page(filter, order, PageRequest.ofBody(request, DEFAULT_PER_PAGE), call);
  }

  private ObjectNode page(
      Predicate<ContactRecord> filter,
      CursorPage.Order<ContactRecord> order,
      PageRequest request,
      Call call) {
    ObjectNode body = Json.object();
    order
        .page(
            state.contacts().all().stream()
                .filter(contact -> !contact.archived())
                .filter(filter)
                .toList(),
            request)
        .put(body, "list", "data", contact -> view.full(contact, call));
    return body;
  }

  private static CursorPage.Order<ContactRecord> order(JsonNode sort) {
    if (sort.isMissingNode() || sort.isNull()) {
      return NEWEST_FIRST;
    }
    String direction = sort.path("order").asText("descending");
    if (!direction.equals("ascending") && !direction.equals("descending")) {
      throw new Refusal(
          400,
          "invalid_sort_order",
          "The order must be ascending or descending, was '" + direction + "'",
          null);
    }
    boolean ascending = direction.equals("ascending");
    String field = sort.path("field").asText("created_at");
    return switch (field) {
      case "created_at" -> order(contact -> contact.createdAt().getEpochSecond(), ascending);
      case "updated_at" -> order(contact -> contact.updatedAt().getEpochSecond(), ascending);
      default ->
          throw Refusal.invalid(
              "field",
              "The sandbox sorts contacts by created_at and updated_at; the field was '"
                  + field
                  + "'");
    };
  }

  private static CursorPage.Order<ContactRecord> order(
      ToLongFunction<ContactRecord> key, boolean ascending) {
    return new CursorPage.Order<>(key, ContactRecord::id, ascending);
  }

  private static Field<ContactRecord> field(
      Kind kind, Function<ContactRecord, @Nullable String> value) {
    return new Field<>(
        kind,
        contact -> {
          String held = value.apply(contact);
          return held == null ? Set.of() : Set.of(held);
        });
  }
}
