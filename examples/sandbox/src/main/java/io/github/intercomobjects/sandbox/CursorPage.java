package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A page of a list with cursor pagination.
 *
 * @param pages the JSON object with the page number and the cursor of the next page
 * @param total the number of entries on all pages
 */
record CursorPage<T>(List<T> entries, ObjectNode pages, int total) {

  /** Adds the page to a response. */
  void put(ObjectNode body, String type, String field, Function<T, ObjectNode> view) {
    body.put("type", type);
    entries.stream().map(view).forEach(body.putArray(field)::add);
    body.put("total_count", total);
    body.set("pages", pages);
  }

  /**
   * The sort order of a list.
   *
   * @param key the sort key; entries with the same key are sorted by their ids
   */
  record Order<T>(ToLongFunction<T> key, Function<T, String> id, boolean ascending) {

    CursorPage<T> page(List<T> unsorted, PageRequest request) {
      Comparator<T> byKey = Comparator.comparingLong(key).thenComparing(id);
      List<T> sorted = unsorted.stream().sorted(ascending ? byKey : byKey.reversed()).toList();
      Cursor after = request.after();
      int first = after == null ? 0 : (int) sorted.stream().filter(e -> !isAfter(e, after)).count();
      int end = Math.min(first + request.perPage(), sorted.size());
      List<T> entries = sorted.subList(first, end);

      int number = after == null ? 1 : after.page() + 1;
      ObjectNode pages = Json.object();
      pages.put("type", "pages");
      pages.put("page", number);
      pages.put("per_page", request.perPage());
      pages.put("total_pages", (sorted.size() + request.perPage() - 1) / request.perPage());
      if (end == sorted.size()) {
        pages.putNull("next");
      } else {
        T last = entries.get(entries.size() - 1);
        ObjectNode next = pages.putObject("next");
        next.put("per_page", request.perPage());
        next.put(
            "starting_after", new Cursor(key.applyAsLong(last), id.apply(last), number).text());
      }
      return new CursorPage<>(entries, pages, sorted.size());
    }

    private boolean isAfter(T entry, Cursor cursor) {
      int byKey = Long.compare(key.applyAsLong(entry), cursor.key());
      int compared = byKey != 0 ? byKey : id.apply(entry).compareTo(cursor.id());
      return ascending ? compared > 0 : compared < 0;
    }
  }
}
