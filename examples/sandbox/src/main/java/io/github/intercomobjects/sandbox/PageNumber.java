package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/**
 * The page of a list that a control call requests.
 *
 * @param page the page number, from 1
 */
record PageNumber(int page, int perPage, boolean newestFirst) {
  private static final int DEFAULT_PER_PAGE = 20;
  private static final int MAX_PER_PAGE = 1_000;

  static PageNumber of(Call call) {
    return new PageNumber(
        call.number("page", 1, Integer.MAX_VALUE),
        call.number("per_page", DEFAULT_PER_PAGE, MAX_PER_PAGE),
        call.flag("newest_first", false));
  }

  /** Adds the page and its position to a response. */
  <T> void put(ObjectNode body, String field, List<T> oldestFirst, Function<T, ObjectNode> view) {
    int total = oldestFirst.size();
    body.put("total_count", total);
    body.put("page", page);
    body.put("per_page", perPage);
    body.put("total_pages", (total + perPage - 1) / perPage);
    ArrayNode shown = body.putArray(field);
    long first = (long) (page - 1) * perPage;
    for (long i = first; i < Math.min(total, first + perPage); i++) {
      shown.add(view.apply(oldestFirst.get((int) (newestFirst ? total - 1 - i : i))));
    }
  }
}
