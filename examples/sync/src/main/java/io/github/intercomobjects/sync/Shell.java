package io.github.intercomobjects.sync;

import java.time.Clock;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The environment of a command.
 *
 * @param stop returns whether the process was asked to stop
 */
record Shell(
    Map<String, String> environment, Terminal terminal, BooleanSupplier stop, Clock clock) {
  static final String TOKEN = "INTERCOM_ACCESS_TOKEN";

  static final int STORED = 0;
  static final int COULD_NOT_RUN = 1;
  static final int SOME_FAILED = 2;

  /** Creates the environment with the clock of the system. */
  Shell(Map<String, String> environment, Terminal terminal, BooleanSupplier stop) {
    this(environment, terminal, stop, Clock.systemUTC());
  }

  /** Returns a shell that prints to standard error, to keep standard output for a program. */
  Shell withOutputToErr() {
    return new Shell(
        environment,
        new Terminal(terminal.err(), terminal.err(), terminal.interactive()),
        stop,
        clock);
  }
}
