package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The page of a list that a call requests.
 *
 * @param after the end of the previous page; null for the first page
 */
record PageRequest(int perPage, @Nullable Cursor after) {
  private static final int MAX_PER_PAGE = 150;

  static PageRequest ofQuery(Call call, int defaultPerPage) {
    int perPage = call.number("per_page", defaultPerPage, MAX_PER_PAGE);
    return new PageRequest(
        perPage,
        call.hasParameter("starting_after")
            ? Cursor.parse(call.parameter("starting_after"))
            : null);
  }

  /** Returns the page that the body of a search requests. */
  static PageRequest ofBody(ObjectNode request, int defaultPerPage) {
    JsonNode pagination = request.path("pagination");
    if (!pagination.isObject() && !pagination.isMissingNode() && !pagination.isNull()) {
      throw Refusal.invalid("pagination", "pagination must be an object");
    }
    JsonNode perPage = pagination.path("per_page");
    if (!perPage.isMissingNode()
        && (!perPage.isIntegralNumber()
            || !perPage.canConvertToInt()
            || perPage.intValue() < 1
            || perPage.intValue() > MAX_PER_PAGE)) {
      throw Refusal.invalid(
          "per_page", "per_page must be a whole number from 1 to " + MAX_PER_PAGE);
    }
    JsonNode after = pagination.path("starting_after");
    return new PageRequest(
        perPage.isMissingNode() ? defaultPerPage : perPage.intValue(),
        after.isMissingNode() || after.isNull() ? null : Cursor.parse(after.asText()));
  }
}
