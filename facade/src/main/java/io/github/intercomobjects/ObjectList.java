package io.github.intercomobjects;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.api.CustomObjectInstancesApi;
import io.github.intercomobjects.client.model.CustomObjectInstance;
import io.github.intercomobjects.client.model.CustomObjectInstanceList;
import io.github.intercomobjects.client.model.Pages;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Objects that are fetched page by page, 150 at a time, as they are iterated.
 *
 * <pre>{@code
 * orders.list().stream().limit(10).forEach(order -> System.out.println(order.getExternalId()));
 * for (CustomObject<Order> order : orders.list(Parent.contact("63a07ddf05a32042dffac965"))) {}
 * }</pre>
 *
 * <p>Each iteration starts anew and sees what Intercom holds at the time of each page. Pages are
 * numbered, so deleting objects while iterating makes it skip others: collect {@link #ids()} first.
 * Iterators are not thread-safe, this is.
 */
public final class ObjectList<T> implements Iterable<CustomObject<T>> {
  private static final int PAGE_SIZE = 150;

  private final Calls calls;
  private final CustomObjectInstancesApi api;
  private final String type;
  private final Mapping<T> mapping;
  private final @Nullable Parent parent;

  ObjectList(
      Calls calls,
      CustomObjectInstancesApi api,
      String type,
      Mapping<T> mapping,
      @Nullable Parent parent) {
    this.calls = calls;
    this.api = api;
    this.type = type;
    this.mapping = mapping;
    this.parent = parent;
  }

  @Override
  public Iterator<CustomObject<T>> iterator() {
    return new Pager(null);
  }

  /** Returns a stream over {@link #iterator()}. */
  public Stream<CustomObject<T>> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  /** Fetches all pages and returns Intercom's ids of the objects. */
  public List<String> ids() {
    return ids(null);
  }

  /**
   * As {@link #ids()}, before a deadline that the caller shares with other calls; null for one per
   * page.
   */
  List<String> ids(@Nullable Deadline deadline) {
    List<String> ids = new ArrayList<>();
    new Pager(deadline).forEachRemaining(object -> ids.add(object.getId()));
    return List.copyOf(ids);
  }

  private CustomObjectInstanceList fetch(int page, @Nullable Deadline deadline) {
    return calls.run(
        api.listCustomObjectInstances(
            type,
            parent != null && parent.kind() == Parent.Kind.CONTACT ? parent.getId() : null,
            parent != null && parent.kind() == Parent.Kind.CONVERSATION ? parent.getId() : null,
            page,
            PAGE_SIZE),
        deadline == null ? calls.newDeadline() : deadline);
  }

  /**
   * Counts pages itself and never follows an address from an answer. The last page is the one whose
   * number is the total of the newest answer; where an answer tells no total, an empty page is the
   * last.
   */
  private final class Pager implements Iterator<CustomObject<T>> {
    private final @Nullable Deadline deadline;
    private Iterator<CustomObjectInstance> items = List.<CustomObjectInstance>of().iterator();
    private List<String> previousIds = List.of();
    private int page;
    private int emptyPages;
    private boolean last;

    Pager(@Nullable Deadline deadline) {
      this.deadline = deadline;
    }

    @Override
    public boolean hasNext() {
      while (!items.hasNext() && !last) {
        advance();
      }
      return items.hasNext();
    }

    @Override
    public CustomObject<T> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return new CustomObject<>(items.next(), mapping, Outcome.NOT_APPLIED);
    }

    private void advance() {
      int asked = page + 1;
      CustomObjectInstanceList answer = fetch(asked, deadline);
      List<CustomObjectInstance> data = answer.getData();
      Pages pages = answer.getPages();
      Long shown = pages == null ? null : pages.getPage();
      Long total = pages == null ? null : pages.getTotalPages();
      if (total != null && asked > total && shown != null && shown != asked) {
        // The list has become shorter, and the server shows its last page instead.
        last = true;
        return;
      }
      List<String> pageIds = data.stream().map(CustomObjectInstance::getId).toList();
      if ((shown != null && shown != asked)
          || (!pageIds.isEmpty() && pageIds.equals(previousIds))) {
        throw new DecodingException(
            "asked for page "
                + asked
                + " of "
                + type
                + " and got page "
                + (shown == null || shown == asked ? page : shown),
            null,
            Outcome.NOT_APPLIED,
            1);
      }
      emptyPages = data.isEmpty() ? emptyPages + 1 : 0;
      // A total that grows with every empty page would never be reached.
      last = total == null ? data.isEmpty() : asked >= total || emptyPages == 100;
      previousIds = pageIds;
      items = data.iterator();
      // Only now: after a failure the same page is asked for again.
      page = asked;
    }
  }
}
