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
 * Fetches pages by their number and never follows an address from an answer. The last page is the
 * one whose number is the total of the newest answer; where an answer tells no total, an empty page
 * is the last. Not thread-safe.
 */
final class Pager<T> implements Iterator<ObjectList.Page<T>> {
  /** A total that grows with every empty page is never reached. */
  private static final int MOST_EMPTY_PAGES = 100;

  private final ObjectList<T> list;
  private final @Nullable Deadline deadline;
  private ObjectList.@Nullable Page<T> next;
  private List<String> previousIds = List.of();
  private int page;
  private int emptyPages;
  private boolean last;

  /**
   * @param deadline for all pages together; null for one per page
   */
  Pager(ObjectList<T> list, @Nullable Deadline deadline) {
    this.list = list;
    this.deadline = deadline;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !last) {
      int asked = page + 1;
      Deadline end = deadline == null ? list.newDeadline() : deadline;
      ObjectList.Page<T> fetched =
          list.fetch(asked, end, (answer, token) -> Optional.ofNullable(read(asked, answer, token)))
              .orElse(null);
      // Who shares a deadline has read the contact already.
      if (deadline == null && asked == 1 && fetched != null && fetched.getObjects().isEmpty()) {
        requireParent(end);
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

  private void requireParent(Deadline end) {
    try {
      list.requireParent(end);
    } catch (NotFoundException e) {
      // After a failure the same page is asked for again.
      page = 0;
      last = false;
      throw e;
    }
  }

  /** The page with this number; null where the list has become shorter meanwhile. */
  private ObjectList.@Nullable Page<T> read(
      int asked, CustomObjectInstanceList answer, String token) {
    List<CustomObjectInstance> data = answer.getData();
    Pages pages = answer.getPages();
    Long shown = pages == null ? null : pages.getPage();
    Long total = pages == null ? null : pages.getTotalPages();
    if (shown != null && shown != asked) {
      if (total != null && asked > total) {
        // The server shows its last page instead.
        last = true;
        return null;
      }
      throw wrongPage(asked, shown);
    }
    List<String> ids = data.stream().map(CustomObjectInstance::getId).toList();
    if (shown == null && !ids.isEmpty() && ids.equals(previousIds)) {
      throw wrongPage(asked, page);
    }
    List<CustomObject<T>> objects = new ArrayList<>(data.size());
    for (CustomObjectInstance instance : data) {
      objects.add(new CustomObject<>(instance, list.mapping(), Outcome.NOT_APPLIED, token));
    }
    emptyPages = data.isEmpty() ? emptyPages + 1 : 0;
    last = total == null ? data.isEmpty() : asked >= total || emptyPages == MOST_EMPTY_PAGES;
    previousIds = ids;
    // Only now: after a failure the same page is asked for again.
    page = asked;
    return new ObjectList.Page<>(asked, objects, total, answer.getTotalCount());
  }

  private DecodingException wrongPage(int asked, long got) {
    return new DecodingException(
        "asked for page " + asked + " of " + list.type() + " and got page " + got,
        null,
        Outcome.NOT_APPLIED,
        1);
  }
}
