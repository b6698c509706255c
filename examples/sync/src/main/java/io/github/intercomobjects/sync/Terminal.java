package io.github.intercomobjects.sync;

import java.io.Console;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints.
 *
 * @param interactive whether somebody watches, so that a line may be drawn over
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {

  static Terminal system() {
    return new Terminal(System.out, System.err, isWatched(System.console()));
  }

  /**
   * From Java 22 on there is a console where the output goes to a file, too, and it can be asked.
   */
  private static boolean isWatched(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
