package io.github.intercomobjects.sync;

import picocli.CommandLine.Option;

/** The option for the checks before the first write. */
final class CheckOptions {
  @Option(
      names = "--record-limit",
      paramLabel = "COUNT",
      defaultValue = "" + RecordLimit.DEFAULT,
      description =
          "The number of objects that your plan allows per type. Default: ${DEFAULT-VALUE}")
  private long recordLimit;

  RecordLimit recordLimit() {
    return new RecordLimit(recordLimit);
  }
}
