package io.github.intercomobjects.sync;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option {@code --help} of all commands, and its layout. */
@Command(
    sortOptions = false,
    usageHelpAutoWidth = true,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n")
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // Picocli reads it.
  private boolean help;
}
