package io.github.intercomobjects.sync;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A check that a file is a state file, before a database writes to it. */
final class StateFile {
  /** How a header of the database begins. There are two, of which one may be damaged. */
  private static final byte[] HEADER = "H:".getBytes(StandardCharsets.ISO_8859_1);

  private static final int SECOND_HEADER = 4096;

  private StateFile() {}

  /**
   * Checks a file, which may be missing or empty.
   *
   * @throws CannotRunException if it is another kind of file
   */
  static void check(Path file) throws CannotRunException {
    if (!Files.exists(file)) {
      return;
    }
    if (!Files.isRegularFile(file)) {
      throw new CannotRunException(
          "the state file "
              + file
              + " cannot be opened, because it is not a file; give another one with --state");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(SECOND_HEADER + HEADER.length);
    } catch (IOException e) {
      throw new CannotRunException(
          "the state file "
              + file
              + " cannot be read: "
              + IoReason.of(e)
              + "; check the path, and that you may read and write it",
          e);
    }
    if (bytes.length > 0 && !isHeader(bytes, 0) && !isHeader(bytes, SECOND_HEADER)) {
      throw new CannotRunException(
          "the state file "
              + file
              + " is damaged, or is not a state file, and was not changed; if it was one, delete it,"
              + " and the next run sends every row, otherwise give another one with --state");
    }
  }

  private static boolean isHeader(byte[] bytes, int start) {
    int end = start + HEADER.length;
    return bytes.length >= end && Arrays.equals(bytes, start, end, HEADER, 0, HEADER.length);
  }
}
