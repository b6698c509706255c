package io.github.intercomobjects;

import io.github.intercomobjects.client.api.CustomObjectInstancesApi;
import io.github.intercomobjects.client.model.CustomObjectInstanceList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterators;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * Objects that are fetched page by page, 150 at a time, as they are iterated.
 *
 * <pre>{@code
 * orders.list().stream().limit(10).forEach(one -> out.println(one.getExternalId()));
 * orders.list(Parent.contact(customer.getId())).forEach(one -> out.println(one.getExternalId()));
 * ObjectList.Page<Order> first = orders.list().pages().findFirst().orElseThrow(); // one call
 * out.println(first.getTotalCount() + " orders on " + first.getTotalPages() + " pages");
 * }</pre>
 *
 * <p>Each iteration starts anew and sees what Intercom holds at the time of each page. Pages are
 * numbered (API description 2.16): if objects are made meanwhile, those that shift onto a later
 * page are not given twice; if objects are deleted meanwhile, others are skipped. To delete what is
 * listed, collect {@link #ids()} first.
 *
 * <p>Thread-safe, but its iterators and streams are not. They throw what every call throws, see
 * {@link CustomObjects}; after a failure {@code next} asks for the same page again.
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
    return new PagedObjects<>(new Pager<>(this, null));
  }

  /** Returns a stream over {@link #iterator()}. */
  public Stream<CustomObject<T>> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  /**
   * Returns the pages, each with the totals that Intercom gave with it; the first is there even
   * where there are no objects.
   */
  public Stream<Page<T>> pages() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(new Pager<>(this, null), 0), false);
  }

  /** Fetches all pages and returns Intercom's ids of the objects, each once. */
  public List<String> ids() {
    return ids(null);
  }

  /**
   * As {@link #ids()}, before a deadline that the caller shares with other calls; null for one per
   * page.
   */
  List<String> ids(@Nullable Deadline deadline) {
    List<String> ids = new ArrayList<>();
    new PagedObjects<>(new Pager<>(this, deadline))
        .forEachRemaining(object -> ids.add(object.getId()));
    return List.copyOf(ids);
  }

  Deadline newDeadline() {
    return calls.newDeadline();
  }

  /** Fetches a page and returns what {@code read} makes of it and the token, which may throw. */
  <R> R fetch(int page, Deadline deadline, BiFunction<CustomObjectInstanceList, String, R> read) {
    Call<CustomObjectInstanceList> call = call(page);
    return calls.run(
        call,
        deadline,
        answer -> read.apply(answer, ApiCall.stateOf(call).token()),
        e -> {
          throw e;
        });
  }

  /**
   * Fails if the parent does not exist, where its id may be an external id: Intercom lists nothing
   * for that.
   */
  void requireParent(Deadline deadline) {
    if (parent == null || !parent.kind().isUnusual(parent.getId())) {
      return;
    }
    try {
      show(parent.kind().api(), parent.getId(), deadline);
    } catch (NotFoundException e) {
      if (e.isFromIntercom()) {
        throw e;
      }
    } catch (IntercomException e) {
      // Merged, not permitted, no response: the list may be empty all the same.
    }
  }

  private <A, M> void show(ParentApi<A, M> parents, String id, Deadline deadline) {
    calls.run(parents.show().apply(calls.api(parents.type()), id), deadline);
  }

  private Call<CustomObjectInstanceList> call(int page) {
    return parent == null
        ? api.listCustomObjectInstances(type, null, null, page, PAGE_SIZE)
        : parent.kind().list(api, type, parent.getId(), page, PAGE_SIZE);
  }

  /** Whether the client's version is known to list objects. */
  boolean isSupported() {
    return ApiCall.stateOf(call(1)).operation().isIn(calls.settings().version());
  }

  /** Fails at once, and not at the first page, where the client's version does not list objects. */
  void requireVersion(String what, String remedy) {
    ApiVersion version = calls.settings().version();
    Call<?> call = call(1);
    if (version != null) {
      ApiCall.stateOf(call).operation().requireVersion(version, call.request(), what, remedy);
    }
  }

  String type() {
    return type;
  }

  Mapping<T> mapping() {
    return mapping;
  }

  @Override
  public String toString() {
    return "ObjectList[" + type + (parent == null ? "" : " of " + parent) + "]";
  }

  /**
   * The objects of pages, one after another, each once: while others are made, objects shift onto
   * later pages, and by more than one page if the caller takes its time. The ids of all objects are
   * kept for that, some 10 MB for the 100,000 that a type may have. Not thread-safe.
   */
  private static final class PagedObjects<T> implements Iterator<CustomObject<T>> {
    private final Iterator<Page<T>> pages;
    private final Set<String> seen = new HashSet<>();
    private Iterator<CustomObject<T>> objects = List.<CustomObject<T>>of().iterator();
    private @Nullable CustomObject<T> next;

    PagedObjects(Iterator<Page<T>> pages) {
      this.pages = pages;
    }

    @Override
    public boolean hasNext() {
      while (next == null) {
        if (objects.hasNext()) {
          CustomObject<T> candidate = objects.next();
          if (seen.add(candidate.getId())) {
            next = candidate;
          }
        } else if (pages.hasNext()) {
          objects = pages.next().getObjects().iterator();
        } else {
          return false;
        }
      }
      return true;
    }

    @Override
    public CustomObject<T> next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      CustomObject<T> result = next;
      next = null;
      return result;
    }
  }

  /** One page of a list, as Intercom answered it. Immutable. */
  public static final class Page<T> {
    private final int number;
    private final List<CustomObject<T>> objects;
    private final @Nullable Long totalPages;
    private final @Nullable Long totalCount;

    Page(
        int number,
        List<CustomObject<T>> objects,
        @Nullable Long totalPages,
        @Nullable Long totalCount) {
      this.number = number;
      this.objects = List.copyOf(objects);
      this.totalPages = totalPages;
      this.totalCount = totalCount;
    }

    /** The number of the page, from 1. */
    public int getNumber() {
      return number;
    }

    /** The objects of the page exactly as they came; cannot be changed. */
    public List<CustomObject<T>> getObjects() {
      return objects;
    }

    /** How many pages there were when this one was fetched; null where the answer did not say. */
    public @Nullable Long getTotalPages() {
      return totalPages;
    }

    /** How many objects there were when this one was fetched; null where the answer did not say. */
    public @Nullable Long getTotalCount() {
      return totalCount;
    }

    @Override
    public String toString() {
      return "page "
          + number
          + (totalPages == null ? "" : " of " + totalPages)
          + " with "
          + objects.size()
          + " objects";
    }
  }
}
