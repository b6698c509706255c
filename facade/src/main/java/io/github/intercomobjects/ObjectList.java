package io.github.intercomobjects;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.intercomobjects.client.api.CustomObjectInstancesApi;
import io.github.intercomobjects.client.model.CustomObjectInstanceList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterators;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A list of objects that are fetched page by page, 150 at a time, as they are iterated.
 *
 * <pre>{@code
 * orders.list().stream().limit(10).forEach(one -> out.println(one.getExternalId()));
 * orders.list(Parent.contact(customer.getId())).forEach(one -> out.println(one.getExternalId()));
 * ObjectList.Page<Order> first = orders.list().page(1); // one call
 * out.println(first.getTotalCount() + " orders on " + first.getTotalPages() + " pages");
 * }</pre>
 *
 * <p>Each iteration starts at page 1 and fetches each page as Intercom holds it then. Pages are
 * numbered (API description 2.16): objects that shift onto a later page because others are created
 * during the iteration are returned once; if objects are deleted, others are skipped. To delete
 * what is listed, collect {@link #ids()} first.
 *
 * <p>Thread-safe, but its iterators and streams are not. They throw the exceptions of {@link
 * CustomObjects}; after a failure {@code next} requests the same page again.
 */
public final class ObjectList<T> implements Iterable<CustomObject<T>> {
  /** The largest that Intercom allows. */
  static final int PAGE_SIZE = 150;

  private final Calls calls;
  private final CustomObjectInstancesApi api;
  private final Mapping<T> mapping;
  private final @Nullable Parent parent;

  ObjectList(
      Calls calls, CustomObjectInstancesApi api, Mapping<T> mapping, @Nullable Parent parent) {
    this.calls = calls;
    this.api = api;
    this.mapping = mapping;
    this.parent = parent;
  }

  /** Returns the same list, whose calls are run by {@code newCalls}. */
  ObjectList<T> through(Calls newCalls) {
    return new ObjectList<>(newCalls, api, mapping, parent);
  }

  @Override
  public Iterator<CustomObject<T>> iterator() {
    return new PagedObjects<>(new Pager<>(this, 1, PAGE_SIZE, null));
  }

  /** Returns a stream over {@link #iterator()}. */
  public Stream<CustomObject<T>> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  /**
   * Returns the pages with the totals that Intercom sent with each. There is a first page even if
   * there are no objects.
   */
  public Stream<Page<T>> pages() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(new Pager<>(this, 1, PAGE_SIZE, null), 0), false);
  }

  /** Fetches one page of 150 objects, as {@link #page(int, int)} does. */
  public Page<T> page(int number) {
    return page(number, PAGE_SIZE);
  }

  /**
   * Fetches one page with one call, for lists that people leaf through. A page beyond the end has
   * no objects, but the totals. If a list is empty and the id of its contact or conversation does
   * not look like one of Intercom's, a second call checks that there is one.
   *
   * @param number the number of the page, from 1
   * @param size the number of objects of each page, from 1 to 150
   */
  public Page<T> page(int number, int size) {
    if (number < 1) {
      throw new IllegalArgumentException("the number of a page must be 1 or more, was " + number);
    }
    if (size < 1 || size > PAGE_SIZE) {
      throw new IllegalArgumentException(
          "the size of a page must be from 1 to " + PAGE_SIZE + ", was " + size);
    }
    return new Pager<>(this, number, size, null).next();
  }

  /** Fetches all pages and returns Intercom's ids of the objects, without duplicates. */
  public List<String> ids() {
    return ids(null);
  }

  /** Returns {@link #ids()} before the caller's deadline; null for a deadline for each page. */
  List<String> ids(@Nullable Deadline deadline) {
    List<String> ids = new ArrayList<>();
    new PagedObjects<>(new Pager<>(this, 1, PAGE_SIZE, deadline))
        .forEachRemaining(object -> ids.add(object.getId()));
    return List.copyOf(ids);
  }

  Deadline newDeadline() {
    return calls.newDeadline();
  }

  /** Fetches a page and returns the result of {@code read} for the body and the access token. */
  <R> R fetch(
      int page, int size, Deadline deadline, BiFunction<CustomObjectInstanceList, String, R> read) {
    Call<CustomObjectInstanceList> call = call(page, size);
    return calls.run(call, deadline, body -> read.apply(body, ApiCall.stateOf(call).token()));
  }

  /**
   * Throws if the parent's id may be an external id and there is no such parent, since Intercom
   * returns an empty list for it.
   */
  void requireParent(Deadline deadline) {
    if (parent == null || !parent.kind().isUnusual(parent.getId())) {
      return;
    }
    try {
      show(parent.kind().api, parent.getId(), deadline);
    } catch (NotFoundException e) {
      if (e.isFromIntercom()) {
        throw e;
      }
    } catch (IntercomException e) {
      // For example, merged or not permitted: the list may still be empty.
    }
  }

  private <A, M> void show(ParentApi<A, M> parents, String id, Deadline deadline) {
    calls.run(parents.show().apply(calls.api(parents.type()), id), deadline);
  }

  private Call<CustomObjectInstanceList> call(int page, int size) {
    return parent == null
        ? api.listCustomObjectInstances(mapping.typeName(), null, null, page, size)
        : parent.kind().list(api, mapping.typeName(), parent.getId(), page, size);
  }

  /** Returns whether the client's version is known to list objects. */
  boolean isSupported() {
    return ApiCall.stateOf(call(1, PAGE_SIZE)).operation().isIn(calls.settings().version());
  }

  /** Throws now, instead of at the first page, if the client's version cannot list objects. */
  void requireVersion(String what, String remedy) {
    ApiVersion version = calls.settings().version();
    Call<?> call = call(1, PAGE_SIZE);
    if (version != null) {
      ApiCall.stateOf(call).operation().requireVersion(version, call.request(), what, remedy);
    }
  }

  Mapping<T> mapping() {
    return mapping;
  }

  @Override
  public String toString() {
    return "ObjectList[" + mapping.typeName() + (parent == null ? "" : " of " + parent) + "]";
  }

  /**
   * The objects of all pages without duplicates: while others are created, objects shift onto later
   * pages, and by several pages if the caller is slow. So the ids of all objects are kept, some 10
   * MB for the 100,000 that a type may have. Not thread-safe.
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

  /** A page of a list, as Intercom returned it. Immutable. */
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

    /** Returns the number of the page, from 1. */
    public int getNumber() {
      return number;
    }

    /** Returns the objects exactly as Intercom sent them, as an unmodifiable list. */
    public List<CustomObject<T>> getObjects() {
      return objects;
    }

    /** Returns the number of pages at the time of this one, or null if Intercom did not send it. */
    public @Nullable Long getTotalPages() {
      return totalPages;
    }

    /** Returns the number of objects at that time, or null if Intercom did not send it. */
    public @Nullable Long getTotalCount() {
      return totalCount;
    }

    /** Returns whether the list may have no objects, and not only this page. */
    boolean isOfEmptyList() {
      return objects.isEmpty() && (totalCount == null || totalCount == 0);
    }

    /**
     * Returns the page in the form of Intercom's JSON, as an unmodifiable map with the keys {@code
     * data} (see {@link CustomObject#toMap}), {@code total_count} and {@code pages}, which has
     * {@code page} and {@code total_pages}. Jackson writes this form.
     */
    @JsonValue
    public Map<String, @Nullable Object> toMap() {
      return JsonForm.of(
          "data", objects.stream().map(CustomObject::toMap).toList(),
          "total_count", totalCount,
          "pages", JsonForm.of("page", number, "total_pages", totalPages));
    }

    @Override
    public String toString() {
      String total = totalPages == null ? "" : " of " + totalPages;
      return "page " + number + total + " with " + objects.size() + " objects";
    }
  }
}
