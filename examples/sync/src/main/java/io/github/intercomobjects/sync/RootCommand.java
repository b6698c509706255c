package io.github.intercomobjects.sync;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line, which has commands. */
@Command(
    name = "intercom-sync",
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    header = "Keeps Intercom's custom objects as the rows of a file or a database say.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%n",
    footer = "intercom-sync COMMAND --help tells what a command does, with examples.")
final class RootCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  @SuppressWarnings("UnusedVariable") // Its being there is all that counts.
  private boolean help;

  private RootCommand() {}

  /** Runs a command and returns its exit code. */
  static int run(String[] args, Shell shell) {
    Terminal terminal = shell.terminal();
    StringWriter help = new StringWriter();
    int exitCode =
        new CommandLine(new RootCommand())
            .addSubcommand(new SyncCommand(shell))
            .addSubcommand(new CheckCommand(shell))
            .addSubcommand(new ReconcileCommand(shell))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(help))
            .setParameterExceptionHandler(
                (e, rest) -> {
                  terminal.err().println("intercom-sync: " + e.getMessage());
                  terminal
                      .err()
                      .println(
                          e.getCommandLine().getCommandSpec().qualifiedName()
                              + " --help tells what there is.");
                  return Shell.COULD_NOT_RUN;
                })
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  if (e instanceof CannotRunException cannotRun) {
                    terminal.err().println("intercom-sync: " + cannotRun.text());
                  } else if (e instanceof StateFailedException failed) {
                    terminal.err().println("intercom-sync: " + failed.cannotRun().text());
                  } else {
                    // A mistake in this program; whoever mends it needs to know where.
                    e.printStackTrace(terminal.err());
                  }
                  return Shell.COULD_NOT_RUN;
                })
            .execute(args);
    terminal.out().print(help);
    return exitCode;
  }
}
