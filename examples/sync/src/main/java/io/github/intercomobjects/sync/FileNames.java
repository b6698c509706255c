package io.github.intercomobjects.sync;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Converts texts to paths. */
final class FileNames {
  /** The character that an argument has where the locale cannot represent one. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final String CHANGE_LOCALE = "; use a locale with UTF-8, such as LC_ALL=C.UTF-8";

  /** The message for a URL, which is not shown, because it may contain a password. */
  private static final String NOT_A_FILE =
      "it is a URL, not a file; give the URL of a database with --jdbc";

  /** The beginning of a URL without a scheme, such as user:password@host. */
  private static final Pattern LOGIN = Pattern.compile("[^/:\\\\]{2,}:.+@.+");

  private FileNames() {}

  /**
   * Returns the path.
   *
   * @throws IllegalArgumentException if there can be no such path
   */
  static Path path(String text) {
    if (text.startsWith("jdbc:") || text.contains("://")) {
      throw new IllegalArgumentException(NOT_A_FILE);
    }
    try {
      Path path = Path.of(text);
      if (LOGIN.matcher(text).matches() && !Files.exists(path)) {
        throw new IllegalArgumentException(NOT_A_FILE);
      }
      return path;
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(problem(e), e);
    }
  }

  /** Returns why a text is not a path, with a suggested fix. */
  static String problem(InvalidPathException e) {
    boolean hasOthers = e.getInput().chars().anyMatch(c -> c >= 0x80);
    return "\""
        + e.getInput()
        + "\" cannot be the name of a file: "
        + e.getReason()
        + (hasOthers ? CHANGE_LOCALE : "; give another name");
  }

  /**
   * Requires that the arguments and the working directory are complete.
   *
   * @throws CannotRunException if the locale of the process cannot represent one of them
   */
  static void requireReadable(String[] arguments) throws CannotRunException {
    String directory = System.getProperty("user.dir", "");
    if (directory.indexOf(REPLACEMENT) >= 0) {
      throw new CannotRunException(
          "the working directory \""
              + directory
              + "\" has characters that the locale of this process cannot represent"
              + CHANGE_LOCALE);
    }
    for (String argument : arguments) {
      if (argument.indexOf(REPLACEMENT) >= 0) {
        throw new CannotRunException(
            "the argument \""
                + JdbcUrl.masked(argument)
                + "\" has characters that the locale of this process cannot represent"
                + CHANGE_LOCALE);
      }
    }
  }

  /**
   * Requires that the value of an environment variable is complete.
   *
   * @throws CannotRunException if the locale of the process cannot represent it
   */
  static void requireReadable(String name, String value) throws CannotRunException {
    if (value.indexOf(REPLACEMENT) >= 0) {
      throw new CannotRunException(
          name
              + " has characters that the locale of this process cannot represent"
              + CHANGE_LOCALE);
    }
  }
}
