package io.github.intercomobjects.sync;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What all commands have: {@code --help}, and how it looks. */
@Command(
    sortOptions = false,
    usageHelpAutoWidth = true,
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n")
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  @SuppressWarnings("UnusedVariable") // Its being there is all that counts.
  private boolean help;
}
