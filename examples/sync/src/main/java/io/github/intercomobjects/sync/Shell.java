package io.github.intercomobjects.sync;

import java.time.Clock;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a command.
 *
 * @param stop returns whether the process was asked to stop
 * @param shared the connection of several runs; null if each has its own
 */
record Shell(
    Map<String, String> environment,
    Terminal terminal,
    BooleanSupplier stop,
    Clock clock,
    @Nullable Connection shared) {
  static final String TOKEN = "INTERCOM_ACCESS_TOKEN";

  static final int STORED = 0;
  static final int COULD_NOT_RUN = 1;
  static final int SOME_FAILED = 2;

  /** Creates the environment with the clock of the system. */
  Shell(Map<String, String> environment, Terminal terminal, BooleanSupplier stop) {
    this(environment, terminal, stop, Clock.systemUTC(), null);
  }

  /** Returns a shell that prints to standard error, to keep standard output for a program. */
  Shell withOutputToErr() {
    Terminal err = new Terminal(terminal.err(), terminal.err(), terminal.interactive());
    return new Shell(environment, err, stop, clock, shared);
  }

  /** Returns a shell whose commands use a connection instead of their own. */
  Shell sharing(@Nullable Connection connection) {
    return new Shell(environment, terminal, stop, clock, connection);
  }
}
