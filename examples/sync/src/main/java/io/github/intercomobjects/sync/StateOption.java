package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.Finding.Level;
import io.github.intercomobjects.sync.InputOptions.Input;
import io.github.intercomobjects.sync.StateOwner.Subject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the state file. */
final class StateOption {
  private static final String SUFFIX = ".intercom-sync";

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "The state file; use one for each type and workspace. Default: FILE"
              + SUFFIX
              + " for a CSV file, TYPE"
              + SUFFIX
              + " beside the mapping file for a database")
  private @Nullable Path file;

  @Option(
      names = "--source-moved",
      description =
          "Accept the state file of another file, query or key column. Give it once, if the same"
              + " rows are now in another place.")
  private boolean sourceMoved;

  /** Returns the option that was given, as text; null if none was. */
  @Nullable String given() {
    return file != null ? "--state " + file : sourceMoved ? "--source-moved" : null;
  }

  /**
   * Returns the location of the state file.
   *
   * @throws CannotRunException if it has no default
   */
  Path location(Input input) throws CannotRunException {
    return location(input.source(), input.mapping(), input.mappingFile());
  }

  /** Returns the same before the columns are known. */
  Path location(RowSource source, Mapping mapping, @Nullable Path mappingFile)
      throws CannotRunException {
    if (file == null && source.isPart()) {
      // With a state of its own, no later run would notice that the report was older than an
      // object.
      throw new CannotRunException(
          source.name()
              + " is a report of failed rows, whose objects and links are in the state file of the"
              + " run that wrote the report; give that file with --state");
    }
    return file == null ? defaultFor(source.path(), mapping, mappingFile) : file;
  }

  /** Returns the likely location of the state file before the source could be read. */
  @Nullable Path locationBeside(@Nullable Path source) {
    return file != null || source == null
        ? file
        : source.resolveSibling(source.getFileName() + SUFFIX);
  }

  /** Returns the location of the state file; null if it has no default. */
  @Nullable Path locationIfKnown(Input input) {
    try {
      return location(input);
    } catch (CannotRunException e) {
      return null;
    }
  }

  /**
   * Opens the state of a source.
   *
   * @param clock the clock for the times of deletions
   * @param readOnly whether nothing is written
   * @throws CannotRunException if it belongs to another type, workspace or source, or if it has no
   *     default location
   */
  SyncState open(Input input, Subject subject, boolean readOnly, Clock clock)
      throws CannotRunException {
    Path location = location(input);
    SyncState state =
        readOnly
            ? SyncState.readOnly(location, subject, clock)
            : SyncState.at(location, subject, clock);
    boolean fits = false;
    try {
      state
          .owner()
          .requireSource(
              location,
              input.source().isPart() ? null : input.source().identity(),
              input.columns().keyName(),
              sourceMoved,
              readOnly);
      fits = true;
      return state;
    } finally {
      if (!fits) {
        state.close();
      }
    }
  }

  /** Returns the warning for a state file without objects. */
  Finding withoutObjects(Input input) throws CannotRunException {
    return new Finding(
        Level.WARNING,
        "state",
        location(input)
            + " has no objects yet, so this run deletes none; if an earlier run stored some, check"
            + " --state");
  }

  private static Path defaultFor(@Nullable Path source, Mapping of, @Nullable Path mapping)
      throws CannotRunException {
    if (source != null) {
      if (source.toAbsolutePath().startsWith("/dev")
          || source.toAbsolutePath().startsWith("/proc")) {
        throw new CannotRunException(
            "a state file cannot be beside " + source + "; give its location with --state");
      }
      return source.resolveSibling(source.getFileName() + SUFFIX);
    }
    Path name = Path.of(of.type() + SUFFIX);
    Path inWorkingDirectory = name.toAbsolutePath();
    if (mapping == null) {
      throw new CannotRunException(
          "a database without a mapping file needs --state, so that each run finds the state file"
              + " in whatever directory it runs; give an absolute path, such as --state "
              + inWorkingDirectory);
    }
    Path beside = mapping.toAbsolutePath().normalize().resolveSibling(name);
    if (Files.exists(inWorkingDirectory) && !Files.exists(beside)) {
      throw new CannotRunException(
          "the state file is now beside the mapping file, but an earlier one is "
              + inWorkingDirectory
              + "; move it to "
              + beside
              + ", or give it with --state");
    }
    return beside;
  }
}
