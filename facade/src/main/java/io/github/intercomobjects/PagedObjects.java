package io.github.intercomobjects;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects of pages, one after another. An object that is on two pages in a row, because others
 * were made before it meanwhile, is given once. Not thread-safe.
 */
final class PagedObjects<T> implements Iterator<CustomObject<T>> {
  private final Iterator<ObjectList.Page<T>> pages;
  private Iterator<CustomObject<T>> objects = List.<CustomObject<T>>of().iterator();
  private Set<String> present = Set.of();
  private Set<String> previous = Set.of();
  private @Nullable CustomObject<T> next;

  PagedObjects(Iterator<ObjectList.Page<T>> pages) {
    this.pages = pages;
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      if (objects.hasNext()) {
        CustomObject<T> candidate = objects.next();
        if (!previous.contains(candidate.getId())) {
          next = candidate;
        }
      } else if (pages.hasNext()) {
        turn(pages.next());
      } else {
        return false;
      }
    }
    return true;
  }

  private void turn(ObjectList.Page<T> page) {
    objects = page.getObjects().iterator();
    Set<String> ids = new HashSet<>();
    page.getObjects().forEach(object -> ids.add(object.getId()));
    previous = present;
    present = ids;
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
