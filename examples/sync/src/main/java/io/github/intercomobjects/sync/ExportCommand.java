package io.github.intercomobjects.sync;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sync.TargetOptions.Connected;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that writes all objects of a type to a file. */
@Command(
    name = "export",
    header = "Writes all objects of a type to a file, as a backup.",
    description = {
      "",
      "Lists the objects, which Intercom does since version 2.16 of its API, and writes nothing to"
          + " Intercom. A CSV file has a column for each attribute that any object has; references"
          + " are ids. Lists, references to several objects and structures are JSON there, which sync"
          + " does not restore, nor empty texts. jsonl has each object as Intercom sent it, where"
          + " null and absent differ.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every object was written",
      "1:the command could not run, or the export may be incomplete, for the reason in the"
          + " message; an earlier export is left as it is"
    },
    footer = {
      "  intercom-sync export --type Order --live -o orders.csv",
      "  intercom-sync sync orders.csv --type Order --key external_id --live \\",
      "      --created-at external_created_at --updated-at external_updated_at",
      "      Stores the objects of the export again, with the types that it has."
    })
@SuppressWarnings("NullAway.Init") // Options are set before call().
final class ExportCommand implements Callable<Integer> {
  private static final String OUTPUT = "--output";

  private final Shell shell;

  @Mixin private TargetOptions target;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "Order",
      description = "The identifier of the custom object type. Default: ${DEFAULT-VALUE}")
  private String type;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv or jsonl. Default: ${DEFAULT-VALUE}")
  private Export.Format format;

  @Option(
      names = {"-o", OUTPUT},
      paramLabel = "FILE",
      required = true,
      description = "The file, which replaces an earlier export, or - for standard output.")
  private Path output;

  @Mixin CommonOptions commonOptions;

  ExportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws CannotRunException {
    target.check(shell);
    target.requireLive("export", "reads from Intercom");
    boolean isPrinted = output.toString().equals("-");
    RunFiles files = new RunFiles().write(OUTPUT, isPrinted ? null : output, RunMode.LIVE);
    SecretVariables.addTo(files, shell.environment());
    files.check();
    Shell quiet = isPrinted ? shell.withOutputToErr() : shell;
    try (Connected connected = target.connect(quiet, type);
        Progress progress = Progress.on(quiet.terminal())) {
      Intercom intercom = connected.connection().intercom();
      Export export =
          new Export(intercom.customObjects(ObjectType.untyped(type)), progress, shell.stop());
      try {
        write(export, isPrinted);
      } catch (IntercomException e) {
        boolean hasWritten = isPrinted && format == Export.Format.JSONL && export.count() > 0;
        String effect = hasWritten ? "the output is incomplete" : "nothing was written";
        throw new Failures(intercom.getBaseUrl()).cannotList(type, effect, e);
      }
      printResult(quiet.terminal().out(), export, connected.connection().traffic());
      return Shell.STORED;
    } catch (IllegalArgumentException e) {
      throw new CannotRunException("--type: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new CannotRunException(
          OUTPUT + " " + output + " cannot be written: " + IoReason.of(e) + "; give another file",
          e);
    }
  }

  private void write(Export export, boolean isPrinted) throws IOException, CannotRunException {
    if (isPrinted) {
      PrintStream out = shell.terminal().out();
      export.write(format, new OutputStreamWriter(out, StandardCharsets.UTF_8));
      if (out.checkError()) {
        throw new IOException("standard output is closed");
      }
      return;
    }
    OutputFile file = OutputFile.open(output);
    try {
      export.write(format, file.writer());
      file.close();
    } finally {
      file.abandon();
    }
  }

  private String partial(Export export) {
    return export.partial().isEmpty()
        ? ""
        : ". Intercom showed only some of the references in "
            + Printable.line(String.join(", ", export.partial()))
            + (format == Export.Format.CSV ? ", so the file has no such column" : "");
  }

  private static String nested(Export export) {
    return export.nested().isEmpty()
        ? ""
        : ". The cells of some columns are JSON, which sync cannot store; exclude them with --ignore "
            + Printable.line(String.join(",", export.nested()));
  }

  private void printResult(PrintStream out, Export export, Traffic traffic) {
    String lost =
        ". A sync of the file does not restore Intercom's own ids, links by attributes of contacts,"
            + " references to several objects, lists, structures, empty texts, and objects without"
            + " an external id ("
            + export.withoutExternalId()
            + ")";
    out.println();
    out.println(
        Report.counted(export.count(), "object")
            + Printable.line(" of " + type + " written to " + output)
            + (" with " + Report.counted(traffic.calls(), "call") + traffic.remark())
            + (format == Export.Format.CSV ? lost : "")
            + partial(export)
            + nested(export));
  }
}
