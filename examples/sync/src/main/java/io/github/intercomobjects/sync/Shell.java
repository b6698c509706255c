package io.github.intercomobjects.sync;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What a command runs in.
 *
 * @param stop whether it was told to end
 */
record Shell(Map<String, String> environment, Terminal terminal, BooleanSupplier stop) {
  static final String TOKEN = "INTERCOM_ACCESS_TOKEN";

  static final int STORED = 0;
  static final int COULD_NOT_RUN = 1;
  static final int SOME_FAILED = 2;

  /** As this, with an output that a program may read aside. */
  Shell withOutputToErr() {
    return new Shell(
        environment, new Terminal(terminal.err(), terminal.err(), terminal.interactive()), stop);
  }
}
