package io.github.intercomobjects;

import io.github.intercomobjects.client.api.CustomObjectInstancesApi;
import io.github.intercomobjects.client.model.CustomObjectInstanceList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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

  /**
   * Ids of contacts as all examples have them. The form is not documented, so it refuses nothing:
   * it only saves the call that shows whether there is such a contact.
   */
  private static final Pattern CONTACT_ID = Pattern.compile("[0-9a-f]{24}");

  private final Calls calls;
  private final CustomObjectInstancesApi api;
  private final String type;
  private final Mapping<T> mapping;
  private final @Nullable Parent parent;
  private final Supplier<Contacts> contacts;

  ObjectList(
      Calls calls,
      CustomObjectInstancesApi api,
      String type,
      Mapping<T> mapping,
      @Nullable Parent parent,
      Supplier<Contacts> contacts) {
    this.calls = calls;
    this.api = api;
    this.type = type;
    this.mapping = mapping;
    this.parent = parent;
    this.contacts = contacts;
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
        answer -> read.apply(answer, Calls.state(call).token()),
        e -> {
          throw e;
        });
  }

  /**
   * Fails if nothing is listed because the id is none of a contact, but for instance an external
   * id, which Intercom answers with an empty list.
   */
  void requireContact(Deadline deadline) {
    if (parent == null
        || parent.kind() != Parent.Kind.CONTACT
        || CONTACT_ID.matcher(parent.getId()).matches()) {
      return;
    }
    try {
      calls.run(contacts.get().show(parent.getId()), deadline);
    } catch (NotFoundException e) {
      if (Misses.isMissing(e)) {
        throw e;
      }
    } catch (IntercomException e) {
      // Merged, not permitted, no response: the list may be empty all the same.
    }
  }

  private Call<CustomObjectInstanceList> call(int page) {
    return api.listCustomObjectInstances(
        type,
        parent != null && parent.kind() == Parent.Kind.CONTACT ? parent.getId() : null,
        parent != null && parent.kind() == Parent.Kind.CONVERSATION ? parent.getId() : null,
        page,
        PAGE_SIZE);
  }

  /** Whether the client's version is known to list objects. */
  boolean isSupported() {
    return Calls.state(call(1)).operation().isIn(calls.settings().version());
  }

  /** Fails at once, and not at the first page, where the client's version does not list objects. */
  void requireVersion(String what, String remedy) {
    ApiVersion version = calls.settings().version();
    Call<?> call = call(1);
    if (version != null) {
      Calls.state(call).operation().requireVersion(version, call.request(), what, remedy);
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
