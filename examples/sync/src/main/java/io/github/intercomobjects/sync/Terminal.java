package io.github.intercomobjects.sync;

import java.io.Console;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The output streams of a command.
 *
 * @param interactive whether a person watches, so that a line may be redrawn
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {

  static Terminal system() {
    return new Terminal(System.out, System.err, isInteractive(System.console()));
  }

  /** Prints a result, to standard error if nobody reads standard output any more. */
  void printResult(Consumer<PrintStream> result) {
    result.accept(out);
    if (out.checkError()) {
      err.println("Standard output is closed; the result was:");
      result.accept(err);
    }
  }

  /**
   * Returns whether the output goes to a terminal. Since Java 22 a console exists even for a file,
   * and has a method that distinguishes them.
   */
  private static boolean isInteractive(@Nullable Console console) {
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
