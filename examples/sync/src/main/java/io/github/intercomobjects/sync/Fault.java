package io.github.intercomobjects.sync;

import io.github.intercomobjects.IntercomException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/** The message about an exception that no code expects, which is a fault of this program. */
final class Fault {
  private static final String ISSUES = "https://github.com/intercomobjects/intercom-objects/issues";
  private static final int FRAMES = 4;
  private static final int CAUSES = 5;

  private Fault() {}

  /** Returns the message about a failure that ended a run. That about a fault has no data. */
  static String text(Throwable e) {
    if (e instanceof IntercomException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof InvalidPathException invalid) {
      return FileNames.problem(invalid);
    }
    if (e instanceof OutOfMemoryError) {
      return "the memory of "
          + (Runtime.getRuntime().maxMemory() >> 20)
          + " MB is too small; give more with the option -Xmx of java, such as -Xmx1g";
    }
    return "the program failed because of a fault of its own: " + line(e);
  }

  /** Prints the message, with one line that can be sent to the project. */
  static void print(Throwable e, PrintStream err) {
    err.println(
        "intercom-sync: the program failed because of a fault of its own. Rows stored until then"
            + " stay stored. Please send the next line to "
            + ISSUES);
    err.println("  " + line(e));
    Throwable root = root(e);
    if (root.getMessage() != null) {
      err.println(
          "  Its message, which may contain your data: "
              + Printable.cell(JdbcUrl.masked(root.getMessage())));
    }
  }

  /** Returns types and locations of the exception and its causes, without messages. */
  private static String line(Throwable e) {
    StringBuilder line = new StringBuilder("Java " + System.getProperty("java.version"));
    Throwable cause = e;
    for (int i = 0; i < CAUSES && cause != null; i++, cause = cause.getCause()) {
      line.append(i == 0 ? ": " : " caused by ").append(cause.getClass().getName());
      line.append(
          Arrays.stream(cause.getStackTrace())
              .limit(FRAMES)
              .map(
                  frame ->
                      frame.getClassName()
                          + "."
                          + frame.getMethodName()
                          + ":"
                          + frame.getLineNumber())
              .collect(Collectors.joining(" < ", " at ", "")));
    }
    return line.toString();
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    for (int i = 0; i < CAUSES && root.getCause() != null; i++) {
      root = Objects.requireNonNull(root.getCause());
    }
    return root;
  }
}
