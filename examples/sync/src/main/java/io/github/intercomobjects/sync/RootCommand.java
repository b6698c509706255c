package io.github.intercomobjects.sync;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line, which has commands. */
@Command(
    name = "intercom-sync",
    synopsisSubcommandLabel = "COMMAND",
    header = "Keeps Intercom's custom objects as the rows of a file or a database say.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%n",
    footer = "intercom-sync COMMAND --help tells what a command does, with examples.")
@SuppressWarnings("NullAway.Init") // Set by the command line.
final class RootCommand {
  @Mixin CommonOptions commonOptions;

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
                  } else if (e instanceof CannotGoOnException cannotGoOn) {
                    terminal.err().println("intercom-sync: " + cannotGoOn.getMessage());
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
