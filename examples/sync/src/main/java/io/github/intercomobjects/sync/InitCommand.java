package io.github.intercomobjects.sync;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that proposes a mapping file. */
@Command(
    name = "init",
    header = "Proposes a mapping file for a source, and rehearses with it.",
    description = {
      "",
      "Reads all rows, and writes what they show: key, contact, types and formats. Comments that"
          + " begin with \"doubt\" are for you to decide. Then it rehearses the mapping, as sync"
          + " does without --live.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file was written, and the rehearsal stored every row",
      "2:the file was written, and rows failed in the rehearsal",
      "1:no file was written, or the rehearsal could not run, for the reason in the message"
    },
    footer = {
      "  intercom-sync init orders.csv -o orders.json",
      "  intercom-sync init --jdbc jdbc:postgresql://db/shop --query \"SELECT * FROM orders\" \\",
      "      -o orders.json"
    })
@SuppressWarnings("NullAway.Init") // Options and parameters are set before call().
final class InitCommand implements Callable<Integer> {
  private static final String EXISTS = "it exists; delete it first";

  private final Shell shell;

  @Mixin private SourceOptions sourceOptions;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The mapping file to write.")
  private Path output;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "Order",
      description = "The identifier of the custom object type. Default: ${DEFAULT-VALUE}")
  private String type;

  @Mixin CommonOptions commonOptions;

  InitCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws CannotRunException {
    Path csv = sourceOptions.given().csv();
    if (csv != null && (csv.toString().equals("-") || RealPath.isSpecial(csv))) {
      throw new CannotRunException(
          "init and its rehearsal each read " + csv + ", which can be read only once; name a file");
    }
    requireOutput();
    if (type.isBlank()) {
      throw new CannotRunException("--type must not be blank; name a custom object type");
    }
    SampledSource source = SampledSource.read(sourceOptions, shell);
    Proposal proposal = new Proposal(source, type, output);
    try {
      Files.writeString(output, proposal.text(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw unwritten(EXISTS);
    } catch (IOException e) {
      // A part of the file would be in the way of the next run.
      output.toFile().delete();
      throw unwritten(IoReason.of(e));
    }
    PrintStream out = shell.terminal().out();
    out.println(Printable.line(output + " was written"));
    proposal.doubts().forEach(doubt -> out.println("  " + Printable.line(doubt)));
    out.println();
    List<String> options = new ArrayList<>(List.of("sync", "--mapping=" + output));
    sourceOptions.drivers().forEach(jar -> options.add("--driver=" + jar));
    int exitCode = RootCommand.run(options.toArray(String[]::new), shell);
    if (exitCode == Shell.COULD_NOT_RUN) {
      return exitCode;
    }
    options.set(0, "check");
    out.println();
    out.println(
        Printable.line(
            "Next: "
                + (proposal.doubts().isEmpty() ? "" : "decide the doubts in " + output + ", then ")
                + ("intercom-sync "
                    + options.stream().map(InitCommand::quoted).collect(Collectors.joining(" ")))
                + " --live"));
    return exitCode;
  }

  private void requireOutput() throws CannotRunException {
    if (output.toString().equals("-")) {
      throw new CannotRunException(
          "--output - is not possible, because other texts go to standard output; give a file");
    }
    if (Files.exists(output)) {
      throw unwritten(EXISTS);
    }
    Path folder = output.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw unwritten("there is no such file or folder");
    }
  }

  /** Returns an argument as it is typed in a shell. */
  private static String quoted(String argument) {
    boolean isPosix = File.separatorChar == '/';
    return argument.matches("[\\p{L}\\p{Nd}_./:=,@%+~-]+") || (!isPosix && !argument.contains(" "))
        ? argument
        : isPosix ? "'" + argument.replace("'", "'\\''") + "'" : '"' + argument + '"';
  }

  private CannotRunException unwritten(String reason) {
    return new CannotRunException(
        "--output " + output + " cannot be written: " + reason + ", or give another file");
  }
}
