package io.github.intercomobjects.sync;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The contacts that the rows of a run name and Intercom lacks. They are created before the first
 * row is sent, so that a token without the permission changes nothing.
 */
final class NewContacts {
  private static final Pattern EMAIL =
      Pattern.compile("[^\\s@<>(),;:\"\\[\\]]+@[^\\s@<>(),;:\"\\[\\]]+\\.[^\\s@<>(),;:\"\\[\\].]+");

  /** Keys of other records may be these texts, but nobody creates a contact with them. */
  private static final Pattern NO_CONTACT =
      Pattern.compile("0+|[-?.#]+|na|unknown|#[a-z0/]+[!?]?", Pattern.CASE_INSENSITIVE);

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private final SourceRows rows;
  private final ContactResolver contacts;
  private final ContactMemory memory;

  NewContacts(SourceRows rows, ContactResolver contacts, ContactMemory memory) {
    this.rows = rows;
    this.contacts = contacts;
    this.memory = memory;
  }

  /**
   * Returns the contacts to create, each once. The contacts of the run must have been looked up.
   *
   * @param stop returns whether to end early
   * @throws CannotRunException if there are more than the limit allows
   */
  Set<ContactKey> find(CreationOptions.Limit limit, Stop stop) throws CannotRunException {
    Set<ContactKey> missing = new LinkedHashSet<>();
    if (missingCount(1) == 0) {
      return missing;
    }
    try (CloseableIterator<RowFeed.Item> feed = rows.feed()) {
      while (feed.hasNext()) {
        stop.check();
        // The rows that fail do not count.
        Row row = feed.next().row();
        ContactKey key = row == null ? null : row.contact();
        if (key == null || missing.contains(key) || !contacts.isMissing(key)) {
          continue;
        }
        String doubt = doubt(key);
        if (doubt != null) {
          memory.recordFailure(key, contacts.missing(key, "none is created, because " + doubt));
        } else if (missing.size() == limit.count()) {
          throw limit.exceeded(
              missingCount(Long.MAX_VALUE), rows.columns().contactName(), key.by());
        } else {
          missing.add(key);
        }
      }
    } catch (DataAccessException e) {
      throw e.toCannotRun();
    }
    return missing;
  }

  /** Counts missing contacts up to {@code most}. */
  private long missingCount(long most) {
    long count = 0;
    for (Iterator<ContactKey> all = memory.wantedKeys(); count < most && all.hasNext(); ) {
      ContactKey key = all.next();
      count += contacts.isMissing(key) ? 1 : 0;
    }
    return count;
  }

  /** Returns why a key may be no key of a person; null if nothing indicates that. */
  static @Nullable String doubt(ContactKey key) {
    String value = key.value();
    if (KeyDamage.isMissing(value) || NO_CONTACT.matcher(value.strip()).matches()) {
      return "it is a placeholder";
    }
    if (!value.equals(value.strip()) || CONTROL.matcher(value).find()) {
      return "it has spaces around it or control characters in it";
    }
    if (SimilarKeys.damage(value) != null) {
      return "it is a rounded number or has characters that could not be decoded";
    }
    return key.by() == ContactKey.By.EMAIL && !EMAIL.matcher(value).matches()
        ? "it is no e-mail address"
        : null;
  }

  /** Creates contacts. One that cannot be created fails the rows that name it. */
  void create(Set<ContactKey> missing, Tally tally, Progress progress, Stop stop)
      throws CannotRunException {
    if (missing.isEmpty()) {
      return;
    }
    progress.begin("creating", "contacts", missing.size());
    Queue<ContactKey> left = new ArrayDeque<>(missing);
    // A token without the permission is refused once.
    create(left.remove(), tally, progress);
    try (Workers workers = new Workers()) {
      for (ContactKey key : left) {
        stop.check();
        workers.submit(() -> create(key, tally, progress));
      }
      workers.await();
    }
  }

  private void create(ContactKey key, Tally tally, Progress progress) throws CannotRunException {
    if (contacts.create(key)) {
      tally.contactCreated();
    }
    progress.step();
  }

  /** Records that a run would create contacts, so that their rows do not fail in its forecast. */
  void forecast(Set<ContactKey> missing) {
    missing.forEach(key -> memory.remember(key, "to be created"));
  }
}
