package io.github.intercomobjects;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.model.CustomObjectInstance;
import io.github.intercomobjects.client.model.CustomObjectInstanceList;
import io.github.intercomobjects.client.model.Pages;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An iterator that fetches pages by number and never follows an address from a response. The last
 * page is the one whose number is the total in the newest response, or an empty page if a response
 * has no total. Not thread-safe.
 */
final class Pager<T> implements Iterator<ObjectList.Page<T>> {
  /** The limit of consecutive empty pages, for a total that grows with every page. */
  private static final int MOST_EMPTY_PAGES = 100;

  private final ObjectList<T> list;
  private final int first;
  private final int size;
  private final @Nullable Deadline deadline;
  private ObjectList.@Nullable Page<T> next;
  private List<String> previousIds = List.of();
  private int page;
  private int emptyPages;
  private boolean last;

  /**
   * @param first the number of the first page to return, which is there even if the list is shorter
   * @param size the number of objects of a page
   * @param deadline the deadline of all pages together; null for a new one for each page
   */
  Pager(ObjectList<T> list, int first, int size, @Nullable Deadline deadline) {
    this.list = list;
    this.first = first;
    this.page = first - 1;
    this.size = size;
    this.deadline = deadline;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !last) {
      int number = page + 1;
      Deadline end = deadline == null ? list.newDeadline() : deadline;
      ObjectList.Page<T> fetched =
          list.fetch(
                  number,
                  size,
                  end,
                  (body, token) -> Optional.ofNullable(read(number, body, token)))
              .orElse(null);
      // A caller that shares its deadline has already read the contact.
      if (deadline == null && number == first && fetched != null && fetched.isOfEmptyList()) {
        boolean isLast = last;
        // After a failure, also one of the supplier of tokens, the same page is requested again.
        page = first - 1;
        last = false;
        list.requireParent(end);
        page = first;
        last = isLast;
      }
      next = fetched;
    }
    return next != null;
  }

  @Override
  public ObjectList.Page<T> next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    ObjectList.Page<T> result = next;
    next = null;
    return result;
  }

  /** Returns the requested page, or null if the list has become shorter. */
  private ObjectList.@Nullable Page<T> read(
      int requested, CustomObjectInstanceList body, String token) {
    List<CustomObjectInstance> data = body.getData();
    Pages pages = body.getPages();
    Long shown = pages == null ? null : pages.getPage();
    Long total = pages == null ? null : pages.getTotalPages();
    if (shown != null && shown != requested) {
      if (total != null && requested > total) {
        // The server returns its last page instead.
        last = true;
        return requested == first
            ? new ObjectList.Page<>(requested, List.of(), total, body.getTotalCount())
            : null;
      }
      throw wrongPage(requested, shown);
    }
    List<String> ids = data.stream().map(CustomObjectInstance::getId).toList();
    if ((shown == null || total == null) && !ids.isEmpty() && ids.equals(previousIds)) {
      throw wrongPage(requested, page);
    }
    List<CustomObject<T>> objects = new ArrayList<>(data.size());
    for (CustomObjectInstance instance : data) {
      objects.add(new CustomObject<>(instance, list.mapping(), Outcome.NOT_APPLIED, token));
    }
    emptyPages = data.isEmpty() ? emptyPages + 1 : 0;
    last = total == null ? data.isEmpty() : requested >= total || emptyPages == MOST_EMPTY_PAGES;
    previousIds = ids;
    // Set last, so that after a failure the same page is requested again.
    page = requested;
    return new ObjectList.Page<>(requested, objects, total, body.getTotalCount());
  }

  private DecodingException wrongPage(int requested, long shown) {
    return new DecodingException(
        "requested page %s of %s and received page %s"
            .formatted(requested, list.mapping().typeName(), shown),
        null,
        Outcome.NOT_APPLIED,
        1);
  }
}
