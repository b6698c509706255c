package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sync.TargetOptions.Connected;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that shows what the objects of a type have. */
@Command(
    name = "inspect",
    header = "Shows the attributes of a type in Intercom, as a table, a mapping or a class.",
    description = {
      "",
      "Lists objects of the type, because no call returns its attributes. An attribute that none of"
          + " these objects has is not shown. Nothing is written.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the type was inspected, and with --against nothing differs",
      "2:the mapping file and the objects differ",
      "1:the command could not run, for the reason in the message"
    },
    footer = {
      "  intercom-sync inspect --live --type Order --as record > Order.java",
      "  intercom-sync inspect --live --against orders.json --all"
    })
@SuppressWarnings("NullAway.Init") // Options are set before call().
final class InspectCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private TargetOptions target;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "The identifier of the type. Default: that of the file of --against")
  private @Nullable String type;

  @Option(
      names = "--as",
      paramLabel = "FORM",
      description = "The form of the output: ${COMPLETION-CANDIDATES}. Default: table")
  private @Nullable Form form;

  @Option(
      names = "--sample",
      paramLabel = "COUNT",
      defaultValue = "300",
      description = "The number of objects to list. Default: ${DEFAULT-VALUE}")
  private int sample;

  @Option(names = "--all", description = "List all objects.")
  private boolean all;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "Show only where this mapping file and the objects differ.")
  private @Nullable Path against;

  @Mixin CommonOptions commonOptions;

  InspectCommand(Shell shell) {
    this.shell = shell;
  }

  private enum Form {
    TABLE,
    MAPPING,
    RECORD,
    KOTLIN
  }

  @Override
  public Integer call() throws CannotRunException {
    target.check(shell);
    target.requireLive("inspect", "reads from Intercom");
    if (sample < 1) {
      throw new CannotRunException("--sample must be at least 1, was " + sample);
    }
    if (against != null && form != null) {
      throw new CannotRunException(
          "--against shows only differences, so --as cannot be given with it; remove one of the"
              + " two");
    }
    MappingFile file = against == null ? null : MappingFile.read(against);
    String named = type != null || file == null ? type : file.mapping().type;
    if (named == null) {
      throw new CannotRunException("the type is missing; name it with --type");
    }
    SampledType sampled = sample(named);
    if (file != null) {
      List<String> drift = sampled.drift(file);
      print(drift.isEmpty() ? List.of("no differences, in " + sampled.what()) : drift);
      print(sampled.notCompared(file));
      return drift.isEmpty() ? Shell.STORED : Shell.SOME_FAILED;
    }
    print(
        switch (form == null ? Form.TABLE : form) {
          case TABLE -> sampled.table();
          case MAPPING -> sampled.mapping();
          case RECORD -> new TypeCode(sampled, false).lines();
          case KOTLIN -> new TypeCode(sampled, true).lines();
        });
    return Shell.STORED;
  }

  private void print(List<String> lines) {
    lines.forEach(line -> shell.terminal().out().println(Printable.line(line)));
  }

  private SampledType sample(String named) throws CannotRunException {
    SampledType sampled = new SampledType(named);
    // Standard output may be a file of code.
    try (Connected connected = target.connect(shell.withOutputToErr(), named)) {
      Intercom intercom = connected.connection().intercom();
      try {
        for (CustomObject<Attributes> object :
            intercom.customObjects(ObjectType.untyped(named)).list()) {
          sampled.add(object);
          if (shell.stop().getAsBoolean()) {
            throw new CannotRunException("stopped by a signal");
          }
          if (!all && sampled.count() == sample) {
            break;
          }
        }
      } catch (IntercomException e) {
        throw new Failures(intercom.getBaseUrl()).cannotList(named, "nothing was shown", e);
      }
      return sampled;
    } catch (IllegalArgumentException e) {
      throw new CannotRunException("--type: " + e.getMessage(), e);
    }
  }
}
