package io.github.intercomobjects.sync;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.sync.InputOptions.Input;
import picocli.CommandLine.Option;

/** The option for what is checked before the first write. */
final class CheckOptions {
  @Option(
      names = "--record-limit",
      paramLabel = "COUNT",
      defaultValue = "" + Check.DEFAULT_RECORD_LIMIT,
      description = "How many objects your plan allows for a type. Default: ${DEFAULT-VALUE}")
  private long recordLimit;

  /**
   * @param failures judges the calls that fail
   */
  Check check(Input input, Intercom intercom, Failures failures) {
    return new Check(input, intercom, failures, recordLimit);
  }
}
