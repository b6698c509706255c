package io.github.intercomobjects.sync;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.sync.InputOptions.Input;
import picocli.CommandLine.Option;

/** The option for the checks before the first write. */
final class CheckOptions {
  @Option(
      names = "--record-limit",
      paramLabel = "COUNT",
      defaultValue = "" + Check.DEFAULT_RECORD_LIMIT,
      description =
          "The number of objects that your plan allows per type. Default: ${DEFAULT-VALUE}")
  private long recordLimit;

  /**
   * Returns the check.
   *
   * @param failures classifies calls that fail
   */
  Check check(Input input, Intercom intercom, Failures failures) {
    return new Check(input, intercom, failures, recordLimit);
  }
}
