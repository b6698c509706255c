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
    Secrets secrets = Secrets.of(shell.environment(), args);
    try {
      FileNames.requireReadable(args);
      return execute(args, shell, secrets);
    } catch (CannotRunException e) {
      printError(terminal, secrets.masked(e.text()));
    } catch (OutOfMemoryError e) {
      printError(terminal, Fault.text(e));
    } catch (Error e) {
      Fault.print(e, terminal.err());
    }
    return Shell.COULD_NOT_RUN;
  }

  private static void printError(Terminal terminal, String text) {
    terminal.err().println("intercom-sync: " + Printable.lines(JdbcUrl.masked(text)));
  }

  private static int execute(String[] args, Shell shell, Secrets secrets) {
    Terminal terminal = shell.terminal();
    StringWriter help = new StringWriter();
    int exitCode =
        new CommandLine(new RootCommand())
            .addSubcommand(new SyncCommand(shell, secrets))
            .addSubcommand(new CheckCommand(shell))
            .addSubcommand(new ReconcileCommand(shell))
            .addSubcommand(new InitCommand(shell))
            .addSubcommand(new ExportCommand(shell))
            .addSubcommand(new InspectCommand(shell))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(Path.class, RootCommand::path)
            .setOut(new PrintWriter(help))
            .setParameterExceptionHandler(
                (e, rest) -> {
                  printError(terminal, secrets.masked(JdbcUrl.masked(text(e), args)));
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
                    printError(terminal, secrets.masked(String.valueOf(e.getMessage())));
                  } else if (e instanceof InvalidPathException invalid) {
                    printError(terminal, secrets.masked(FileNames.problem(invalid)));
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
    CommandLine command = e.getCommandLine();
    List<String> names = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
    names.addAll(command.getSubcommands().keySet());
    List<String> options = unmatched.getUnmatched().stream().filter(Secrets::isOption).toList();
    List<String> unknown =
        options.isEmpty()
            ? unmatched.getUnmatched()
            : options.stream().map(option -> Secrets.unknownOption(option, names)).toList();
    String kind =
        !options.isEmpty() ? "option" : command.getSubcommands().isEmpty() ? "argument" : "command";
    String meant = Secrets.meant(options.isEmpty() ? unknown.get(0) : options.get(0), names);
    return "Unknown "
        + kind
        + (unknown.size() == 1 ? " '" : "s '")
        + String.join("', '", unknown)
        + (meant == null ? "'" : "'. Did you mean " + meant + "?");
  }

  private static Path path(String text) {
    try {
      return FileNames.path(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
