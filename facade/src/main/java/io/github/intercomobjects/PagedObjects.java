package io.github.intercomobjects;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects of pages, one after another, each once: while others are made, objects shift onto
 * later pages, and by more than one page if the caller takes its time. The ids of all objects are
 * kept for that, some 10 MB for the 100,000 that a type may have. Not thread-safe.
 */
final class PagedObjects<T> implements Iterator<CustomObject<T>> {
  private final Iterator<ObjectList.Page<T>> pages;
  private final Set<String> seen = new HashSet<>();
  private Iterator<CustomObject<T>> objects = List.<CustomObject<T>>of().iterator();
  private @Nullable CustomObject<T> next;

  PagedObjects(Iterator<ObjectList.Page<T>> pages) {
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
