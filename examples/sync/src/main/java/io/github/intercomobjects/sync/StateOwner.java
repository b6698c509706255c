package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.util.Objects;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The type, workspace, source and key column that a state file belongs to. */
final class StateOwner {
  /** The format of the file. Files of another format are rejected. */
  private static final String FORMAT = "1";

  private static final String SOURCE = "source";
  private static final String KEY = "key_column";

  private final Database database;
  private final MVMap<String, String> about;

  StateOwner(Database database, MVMap<String, String> about) {
    this.database = database;
    this.about = about;
  }

  /**
   * The type and workspace that a file belongs to.
   *
   * @param workspace the id of the workspace; null if Intercom did not report it
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

    boolean isSame(Subject other) {
      boolean bothKnown = workspace != null && other.workspace != null;
      return type.equals(other.type)
          && baseUrl.equals(other.baseUrl)
          && (!bothKnown || Objects.equals(workspace, other.workspace));
    }
  }

  /**
   * Records format, type and workspace in a new file, and checks them in others.
   *
   * @throws CannotRunException if the file has another format, or belongs to another type or
   *     workspace
   */
  void requireSubject(Path file, Subject subject) throws CannotRunException {
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
              + "; delete it, and the next run sends every row");
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
              + " belongs to "
              + other
              + ", but this run is for "
              + subject
              + "; give another file with --state, one for each type and workspace");
    }
  }

  /**
   * Records source and key column on first use, and checks them later.
   *
   * @param file the state file, for messages
   * @param source the identity of the source; null for a part of one, which needs the state of the
   *     complete source
   * @param key the name of the column with the keys
   * @param moved whether another source or column may take over the state
   * @param readOnly whether nothing may be recorded
   * @throws CannotRunException if the state belongs to another source or column
   */
  void requireSource(
      Path file, @Nullable String source, String key, boolean moved, boolean readOnly)
      throws CannotRunException {
    String otherSource = database.find(() -> about.get(SOURCE));
    if (source == null && otherSource == null) {
      throw new CannotRunException(
          "the state file "
              + file
              + " belongs to no source yet, but this run reads a report of failed rows; give the"
              + " state file of the run that wrote the report with --state, or sync its source"
              + " first");
    }
    if (source != null && otherSource != null && !otherSource.equals(source) && !moved) {
      throw new CannotRunException(
          "the state file "
              + file
              + " belongs to "
              + otherSource
              + ", but this run reads "
              + source
              + ", which would make the objects of the other rows look deleted; if it has the same"
              + " rows in another place, run once with --source-moved, otherwise combine both into"
              + " one source, because each type needs a single one");
    }
    String otherKey = database.find(() -> about.get(KEY));
    if (otherKey != null && !otherKey.equals(key) && !moved) {
      throw new CannotRunException(
          "the state file "
              + file
              + " has objects with the keys of the column "
              + otherKey
              + ", but the keys of this run are in "
              + key
              + ", which would make all objects look deleted; give --key "
              + otherKey
              + " again, or if the same keys are now in "
              + key
              + ", run once with --source-moved");
    }
    boolean isSame = source == null || source.equals(otherSource);
    if (!readOnly && !(isSame && key.equals(otherKey))) {
      database.change(
          () -> {
            if (source != null) {
              about.put(SOURCE, source);
            }
            about.put(KEY, key);
          });
      database.commit();
    }
  }
}
