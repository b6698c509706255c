package io.github.intercomobjects.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All files that a run reads and writes, of which no output may be another file of the run. */
final class RunFiles {
  private static final String STATE = "--state";

  private final List<Use> uses = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();

  /** A file that is replaced. */
  private record Output(EarlierOutput kind, Path file) {}

  /**
   * The use of a file.
   *
   * @param role the role of the file as the end of a sentence
   * @param option the option that names the file; null for a file that is only read
   */
  private record Use(String role, @Nullable String option, Path path) {}

  /** Adds a file that is only read; null for none. */
  RunFiles read(String role, @Nullable Path file) {
    if (file != null) {
      uses.add(new Use(role, null, file));
    }
    return this;
  }

  /** Adds the state file, which is read and written; null for none. */
  RunFiles state(@Nullable Path file) {
    if (file != null) {
      uses.add(new Use("the state file", STATE, file));
    }
    return this;
  }

  /** Adds a file that is replaced; null for none. */
  RunFiles write(String option, @Nullable Path file) {
    if (file != null) {
      uses.add(new Use("the file of " + option, option, file));
      if (!RealPath.isSpecial(file)) {
        Path partial = OutputFile.partial(target(file));
        uses.add(new Use("the unfinished file of " + option, option, partial));
        outputs.add(new Output(EarlierOutput.of(option), file));
      }
    }
    return this;
  }

  /** Returns the file to which a symbolic link leads, beside which the output is written. */
  private static Path target(Path file) {
    try {
      return Files.isSymbolicLink(file) ? RealPath.of(file) : file;
    } catch (IOException e) {
      return file;
    }
  }

  /**
   * Requires that each output is a file of its own, which can be written and replaces nothing but
   * an earlier output of its kind.
   *
   * @throws CannotRunException if a file would be lost, or cannot be written
   */
  void check() throws CannotRunException {
    for (Use use : uses) {
      if (use.option != null && use.path.toString().equals("-")) {
        throw new CannotRunException(
            use.option
                + " - is not possible, because "
                + (STATE.equals(use.option)
                    ? "the state is read again by the next run"
                    : "other texts go to standard output")
                + "; give a file");
      }
    }
    requireDistinct();
    requireFolderOfState();
    for (Output output : outputs) {
      Path target = target(output.file);
      output.kind.requireReplaceable(target, output.file);
      // It may be a file of the user that has this name.
      Path partial = OutputFile.partial(target);
      if (Files.exists(partial)) {
        output.kind.requireReplaceable(partial, partial);
      }
    }
  }

  private void requireFolderOfState() throws CannotRunException {
    for (Use use : uses) {
      Path folder = use.path.toAbsolutePath().getParent();
      if (STATE.equals(use.option) && folder != null && !Files.isDirectory(folder)) {
        throw new CannotRunException(
            use.role
                + " "
                + use.path
                + " cannot be created: there is no folder "
                + folder
                + "; create it, or give another file with "
                + STATE);
      }
    }
  }

  private void requireDistinct() throws CannotRunException {
    for (Use output : uses) {
      for (Use other : uses) {
        if (output.option != null && !output.option.equals(other.option) && isSame(output, other)) {
          throw new CannotRunException(
              (output.role.startsWith("the file of")
                      ? output.option + " " + output.path
                      : output.role + " " + output.path)
                  + " is "
                  + other.role
                  + (output.path.equals(other.path) ? "" : " " + other.path)
                  + (other.option == null ? " and would be overwritten" : "")
                  + "; give another file with "
                  + output.option);
        }
      }
    }
  }

  private static boolean isSame(Use a, Use b) throws CannotRunException {
    // Two outputs may share a device.
    if (RealPath.isSpecial(a.path) || RealPath.isSpecial(b.path)) {
      return false;
    }
    try {
      return RealPath.isSame(RealPath.of(a.path), RealPath.of(b.path));
    } catch (IOException e) {
      throw new CannotRunException(
          a.path
              + " and "
              + b.path
              + " cannot be compared: "
              + IoReason.of(e)
              + "; check both paths",
          e);
    }
  }
}
