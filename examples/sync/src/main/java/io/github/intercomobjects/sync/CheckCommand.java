package io.github.intercomobjects.sync;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.sync.Check.Finding;
import io.github.intercomobjects.sync.Check.Level;
import io.github.intercomobjects.sync.InputOptions.Input;
import io.github.intercomobjects.sync.TargetOptions.Connected;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that looks whether a sync would go well. */
@Command(
    name = "check",
    header = "Looks whether rows, mapping and workspace fit together, and writes nothing.",
    description = {
      "",
      "Reads all rows, and asks Intercom for the workspace, a page of objects of the type and some of"
          + " the contacts. Intercom does not tell which attributes a type has; those of the objects"
          + " are what there is to compare with.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "2:a sync would run, and not all would go well: the warnings say what",
      "1:a sync cannot run: the mistakes say why"
    },
    footer = {
      "  intercom-sync check orders.csv --key order_number --contact customer_id --live",
      "  intercom-sync check --mapping orders.json --live --region EU"
    })
@SuppressWarnings("NullAway.Init") // Options and parameters are set before call().
final class CheckCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private InputOptions inputOptions;

  @Mixin private TargetOptions target;

  @Mixin private CheckOptions checkOptions;

  @Mixin CommonOptions commonOptions;

  CheckCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws CannotRunException {
    target.check(shell);
    target.requireLive("check");
    Input input = inputOptions.read(shell.environment());
    try (Connected connected = target.connect(shell, input.mapping().type());
        SyncState state = SyncState.temporary();
        Scratch scratch = Scratch.create()) {
      Intercom intercom = connected.connection().intercom();
      Failures failures = new Failures(intercom.getBaseUrl());
      ContactResolver contacts =
          new ContactResolver(
              intercom, new ContactMemory(state, scratch), failures, input.columns().contactName());
      List<Finding> findings = checkOptions.check(input, intercom, failures).all(scratch, contacts);
      findings.forEach(finding -> shell.terminal().out().println(finding));
      return exitCode(findings);
    }
  }

  private static int exitCode(List<Finding> findings) {
    Level worst = findings.stream().map(Finding::level).max(Level::compareTo).orElse(Level.OK);
    return switch (worst) {
      case OK -> Shell.STORED;
      case WARNING -> Shell.SOME_FAILED;
      case MISTAKE -> Shell.COULD_NOT_RUN;
    };
  }
}
