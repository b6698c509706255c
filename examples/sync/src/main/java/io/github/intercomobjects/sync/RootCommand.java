package io.github.intercomobjects.sync;

import io.github.intercomobjects.IntercomException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

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
    try {
      FileNames.requireReadable(args);
      return execute(args, shell);
    } catch (CannotRunException e) {
      printError(terminal, e.text());
    } catch (OutOfMemoryError e) {
      printError(
          terminal,
          "the memory of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB is too small; give more with the option -Xmx of java, such as -Xmx1g");
    } catch (Error e) {
      Fault.print(e, terminal.err());
    }
    return Shell.COULD_NOT_RUN;
  }

  private static void printError(Terminal terminal, String text) {
    terminal.err().println("intercom-sync: " + Printable.lines(JdbcUrl.masked(text)));
  }

  private static int execute(String[] args, Shell shell) {
    Terminal terminal = shell.terminal();
    StringWriter help = new StringWriter();
    int exitCode =
        new CommandLine(new RootCommand())
            .addSubcommand(new SyncCommand(shell))
            .addSubcommand(new CheckCommand(shell))
            .addSubcommand(new ReconcileCommand(shell))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(Path.class, RootCommand::path)
            .setOut(new PrintWriter(help))
            .setParameterExceptionHandler(
                (e, rest) -> {
                  printError(terminal, JdbcUrl.masked(text(e), args));
                  terminal
                      .err()
                      .println(
                          e.getCommandLine().getCommandSpec().qualifiedName()
                              + " --help shows all options.");
                  return Shell.COULD_NOT_RUN;
                })
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  if (e instanceof CannotRunException
                      || e instanceof DataAccessException
                      || e instanceof IntercomException) {
                    printError(
                        terminal,
                        TokenText.masked(String.valueOf(e.getMessage()), args, TokenText::isLike));
                  } else if (e instanceof InvalidPathException invalid) {
                    printError(terminal, FileNames.problem(invalid));
                  } else {
                    Fault.print(e, terminal.err());
                  }
                  return Shell.COULD_NOT_RUN;
                })
            .execute(args);
    terminal.out().print(help);
    return exitCode;
  }

  /** Returns the message of an exception, with the option or command that may be meant. */
  private static String text(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return String.valueOf(e.getMessage());
    }
    String name = unmatched.getUnmatched().get(0).split("=", 2)[0];
    CommandLine command = e.getCommandLine();
    List<String> names = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
    names.addAll(command.getSubcommands().keySet());
    String meant = Typo.nearest(name, names);
    return e.getMessage() + (meant == null ? "" : "; did you mean " + meant + "?");
  }

  private static Path path(String text) {
    try {
      return FileNames.path(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
