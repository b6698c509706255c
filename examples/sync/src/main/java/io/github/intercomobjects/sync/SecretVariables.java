package io.github.intercomobjects.sync;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Secrets in environment variables, or in files that the variables with {@code _FILE} name. Those
 * are not visible in lists of processes.
 */
final class SecretVariables {
  private static final String SUFFIX = "_FILE";
  private static final int MAX_BYTES = 1 << 16;

  private SecretVariables() {}

  /** Returns the name of the variable that names the file of a secret. */
  static String fileOf(String name) {
    return name + SUFFIX;
  }

  /** Returns whether a secret is given, in whichever way. */
  static boolean isSet(Map<String, String> environment, String name) {
    return environment.containsKey(name) || environment.containsKey(fileOf(name));
  }

  /**
   * Returns a secret; null if neither variable is set. A line break at the end of the file does not
   * belong to it.
   *
   * @throws CannotRunException if both variables are set, or the file cannot be read
   */
  static @Nullable String find(Map<String, String> environment, String name)
      throws CannotRunException {
    String value = environment.get(name);
    String file = environment.get(fileOf(name));
    if (value != null && file != null) {
      throw new CannotRunException(
          "both " + name + " and " + fileOf(name) + " are set; unset one of them");
    }
    if (value != null) {
      FileNames.requireReadable(name, value);
    }
    return file == null ? value : read(fileOf(name), file);
  }

  /**
   * Returns all secrets of which a user may give a copy as an argument, as far as they are known.
   */
  static List<String> values(Map<String, String> environment) {
    List<String> values = new ArrayList<>();
    for (String variable : List.of(Shell.TOKEN, JdbcUrl.PASSWORD)) {
      String file = environment.get(fileOf(variable));
      try {
        // A pipe can be read only once.
        String secret =
            file == null
                ? environment.get(variable)
                : Files.isRegularFile(FileNames.path(file)) ? read(fileOf(variable), file) : null;
        if (secret != null && !secret.isBlank()) {
          values.add(secret);
        }
      } catch (CannotRunException | IllegalArgumentException e) {
        // The command that needs the secret reports the reason.
      }
    }
    return values;
  }

  private static String read(String variable, String file) throws CannotRunException {
    String secret = text(variable, file).replaceFirst("^\uFEFF", "").replaceFirst("\\R$", "");
    if (secret.isBlank()) {
      throw new CannotRunException(
          "the file " + file + " of " + variable + " is empty; write the secret to it");
    }
    if (secret.chars().anyMatch(Character::isISOControl)) {
      throw new CannotRunException(
          "the file "
              + file
              + " of "
              + variable
              + " has more than one line, or control characters; write only the secret to it");
    }
    return secret;
  }

  /**
   * Returns the content of a small file.
   *
   * @param variable the variable that names it
   * @throws CannotRunException if it cannot be read
   */
  static String text(String variable, String file) throws CannotRunException {
    String shown = shown(file);
    try (InputStream in = Files.newInputStream(FileNames.path(file))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new CannotRunException(
            "the file " + shown + " of " + variable + " is too long for a secret; name another");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CannotRunException(
          "the file " + shown + " of " + variable + " is not UTF-8; save it as UTF-8", e);
    } catch (IOException | IllegalArgumentException e) {
      throw new CannotRunException(
          "the file "
              + shown
              + " of "
              + variable
              + " cannot be read: "
              + (e instanceof IOException ? IoReason.of(e) : "there can be no such file")
              + "; check that it exists and is readable, and that the variable has the name of a"
              + " file instead of the secret",
          e);
    }
  }

  /** Returns the name of a file, unless it may be a secret that was given instead of one. */
  private static String shown(String file) {
    try {
      Path path = FileNames.path(file);
      Path folder = path.getParent();
      boolean isName = Files.exists(path) || (folder != null && Files.isDirectory(folder));
      return isName && !TokenText.isLike(file) ? file : "(not shown)";
    } catch (IllegalArgumentException e) {
      return "(not shown)";
    }
  }

  /** Adds the files with secrets to those of a run. */
  static void addTo(RunFiles files, Map<String, String> environment) {
    for (String variable :
        List.of(
            fileOf(Shell.TOKEN),
            fileOf(JdbcUrl.USER),
            fileOf(JdbcUrl.PASSWORD),
            JdbcUrl.PROPERTIES_FILE)) {
      String file = environment.get(variable);
      if (file != null) {
        try {
          files.read("the file of " + variable, FileNames.path(file));
        } catch (IllegalArgumentException e) {
          // Such a file cannot be overwritten, and reading it reports the reason.
        }
      }
    }
  }
}
