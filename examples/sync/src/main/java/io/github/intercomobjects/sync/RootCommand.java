package io.github.intercomobjects.sync;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line, with its subcommands. */
@Command(
    name = "intercom-sync",
    synopsisSubcommandLabel = "COMMAND",
    header = "Keeps custom objects in sync with a file or a database.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%n",
    footer = "intercom-sync COMMAND --help describes a command, with examples.")
@SuppressWarnings("NullAway.Init") // Options are set by picocli.
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
                              + " --help shows all options.");
                  return Shell.COULD_NOT_RUN;
                })
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  if (e instanceof CannotRunException cannotRun) {
                    terminal.err().println("intercom-sync: " + cannotRun.text());
                  } else if (e instanceof DataAccessException failure) {
                    terminal.err().println("intercom-sync: " + failure.getMessage());
                  } else {
                    // A bug in this program: the stack trace shows where.
                    e.printStackTrace(terminal.err());
                  }
                  return Shell.COULD_NOT_RUN;
                })
            .execute(args);
    terminal.out().print(help);
    return exitCode;
  }
}
