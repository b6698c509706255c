package io.github.intercomobjects.sync;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a type's objects from earlier runs, in a database file. It saves calls, and
 * nothing depends on it: without the file every row is sent again.
 *
 * <p>What an answer says is recorded before the next answer is looked at, and what is about to
 * change is forgotten before the call is made. So a process may be killed at any moment: what is
 * recorded is true, and only the calls that were under way are made again. Thread-safe.
 */
final class SyncState implements AutoCloseable {
  /** A file of another format is refused. */
  private static final String FORMAT = "1";

  private static final String SEPARATOR = "\n";

  private static final String DOUBT = "?";

  private final Database database;
  private final MVMap<String, String> about;
  private final MVMap<String, String> objects;
  private final MVMap<String, String> contacts;
  private final MVMap<String, String> links;

  private SyncState(Database database) {
    this.database = database;
    this.about = database.texts("about");
    this.objects = database.texts("objects");
    this.contacts = database.texts("contacts");
    this.links = database.texts("links");
  }

  /**
   * Whose objects a file is about.
   *
   * @param workspace its id; null where Intercom did not tell it
   */
  record Subject(String type, String baseUrl, @Nullable String workspace) {
    @Override
    public String toString() {
      return type
          + " of "
          + (workspace == null ? "a workspace" : "workspace " + workspace)
          + " at "
          + baseUrl;
    }

    private boolean isSame(Subject other) {
      boolean bothTold = workspace != null && other.workspace != null;
      return type.equals(other.type)
          && baseUrl.equals(other.baseUrl)
          && (!bothTold || Objects.equals(workspace, other.workspace));
    }
  }

  /**
   * What is known of an object.
   *
   * @param rowHash of the row that it was stored from; null where that is not sure, so that the row
   *     is sent again
   * @param answerHash of what Intercom answered then; null with {@code rowHash}
   * @param id Intercom's id; null before the first answer
   * @param contact the contact that the row named; null for none
   */
  record Known(
      @Nullable String rowHash,
      @Nullable String answerHash,
      @Nullable String id,
      @Nullable String contact) {

    private String text() {
      return String.join(SEPARATOR, text(rowHash), text(answerHash), text(id), text(contact));
    }

    private static String text(@Nullable String part) {
      return part == null ? "" : part;
    }

    private static Known of(String text) {
      // The contact is whatever the source has, with ends of lines perhaps.
      String[] parts = text.split(SEPARATOR, 4);
      return new Known(part(parts[0]), part(parts[1]), part(parts[2]), part(parts[3]));
    }

    private static @Nullable String part(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  /**
   * Opens the file, or makes it.
   *
   * @throws CannotRunException if it is damaged, about something else, or used by another sync
   */
  static SyncState at(Path file, Subject subject) throws CannotRunException {
    return checked(Database.at(file), file, subject);
  }

  /** Opens the file to look at it; where there is none, nothing is known. */
  static SyncState readOnly(Path file, Subject subject) throws CannotRunException {
    return Files.exists(file) ? checked(Database.readOnly(file), file, subject) : temporary();
  }

  /** Makes one that knows nothing and is gone when it is closed. */
  static SyncState temporary() throws CannotRunException {
    return new SyncState(Database.temporary());
  }

  private static SyncState checked(Database database, Path file, Subject subject)
      throws CannotRunException {
    boolean fits = false;
    try {
      SyncState state = new SyncState(database);
      state.check(file, subject);
      fits = true;
      return state;
    } catch (CannotGoOnException e) {
      throw e.cannotRun();
    } finally {
      if (!fits) {
        database.close();
      }
    }
  }

  private void check(Path file, Subject subject) throws CannotRunException {
    String format = database.find(() -> about.get("format"));
    if (format == null) {
      about.put("format", FORMAT);
      about.put("type", subject.type());
      about.put("base_url", subject.baseUrl());
      if (subject.workspace() != null) {
        about.put("workspace", subject.workspace());
      }
      database.commit();
      return;
    }
    if (!format.equals(FORMAT)) {
      throw new CannotRunException(
          "the state file "
              + file
              + " has format "
              + format
              + ", and this version reads format "
              + FORMAT
              + "; delete it, which costs a run that sends every row, or give another one with"
              + " --state");
    }
    Subject other =
        new Subject(
            String.valueOf(about.get("type")),
            String.valueOf(about.get("base_url")),
            about.get("workspace"));
    if (!other.isSame(subject)) {
      throw new CannotRunException(
          "the state file "
              + file
              + " is about "
              + other
              + ", and this run about "
              + subject
              + "; give another file with --state, one for each type and workspace");
    }
  }

  /** What is known of the object with this external id; null if nothing is. */
  @Nullable Known find(String key) {
    String text = database.find(() -> objects.get(key));
    return text == null ? null : Known.of(text);
  }

  /** Records what an answer said. */
  void record(String key, Known known) {
    put(objects, key, known.text());
  }

  /** Says that the object is about to change, and it is not known to what until it is recorded. */
  void doubt(String key) {
    Known known = find(key);
    if (known != null && known.rowHash() != null) {
      record(key, new Known(null, null, known.id(), known.contact()));
    }
  }

  /** Forgets an object that is gone. */
  void forget(String key) {
    remove(objects, key);
  }

  /** The external ids of all known objects, in their order; some may be forgotten meanwhile. */
  Iterator<String> keys() {
    return database.keys(objects);
  }

  /** Intercom's id of a contact that was found before; null if it is not known. */
  @Nullable String contactId(String contact) {
    return database.find(() -> contacts.get(contact));
  }

  void recordContact(String contact, String id) {
    put(contacts, contact, id);
  }

  /** Forgets a contact whose id is no longer right. */
  void forgetContact(String contact) {
    remove(contacts, contact);
  }

  /**
   * What a contact is linked to.
   *
   * @param ids Intercom's ids of the objects
   * @param sure false where a change was begun, and perhaps made
   */
  record Links(List<String> ids, boolean sure) {}

  /** What a contact was linked to; null if that is not known. */
  @Nullable Links links(String contact) {
    String text = database.find(() -> links.get(contact));
    if (text == null) {
      return null;
    }
    boolean sure = !text.startsWith(DOUBT);
    String ids = sure ? text : text.substring(DOUBT.length());
    return new Links(ids.isEmpty() ? List.of() : List.of(ids.split(SEPARATOR, -1)), sure);
  }

  /** Records that a contact is linked to these objects. */
  void recordLinks(String contact, List<String> ids) {
    put(links, contact, String.join(SEPARATOR, ids));
  }

  /** Says that the contact is about to be linked to these, and may be to what it was before. */
  void doubtLinks(String contact, List<String> ids) {
    Links before = links(contact);
    Set<String> all = new LinkedHashSet<>(ids);
    if (before != null) {
      all.addAll(before.ids());
    }
    put(links, contact, DOUBT + String.join(SEPARATOR, all));
  }

  /** All contacts whose links are known. */
  Iterator<String> linkedContacts() {
    return database.keys(links);
  }

  private void put(MVMap<String, String> map, String key, String value) {
    database.change(() -> map.put(key, value));
    database.commit();
  }

  private void remove(MVMap<String, String> map, String key) {
    if (database.find(() -> map.remove(key)) != null) {
      database.commit();
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
