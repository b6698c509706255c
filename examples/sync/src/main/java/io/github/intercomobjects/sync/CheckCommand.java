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

/** The command that checks whether a sync would succeed. */
@Command(
    name = "check",
    header = "Checks that rows, mapping and workspace fit together, and writes nothing.",
    description = {
      "",
      "Reads all rows, and fetches the workspace, one page of objects of the type, and some of the"
          + " contacts from Intercom. The attributes of the rows are compared with those of the"
          + " objects, because Intercom does not report which attributes a type has.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no problems were found",
      "2:a sync would run, but with the problems that the warnings describe",
      "1:a sync cannot run, for the reasons that the errors describe"
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
    try (Input input = inputOptions.read(shell.environment());
        Connected connected = target.connect(shell, input.mapping().type());
        SyncState state = SyncState.temporary();
        Scratch scratch = Scratch.create()) {
      Intercom intercom = connected.connection().intercom();
      Failures failures = new Failures(intercom.getBaseUrl());
      ContactResolver contacts =
          new ContactResolver(
              intercom, new ContactMemory(state, scratch), failures, input.columns().contactName());
      List<Finding> findings = checkOptions.check(input, intercom, failures).all(scratch, contacts);
      findings.forEach(
          finding -> shell.terminal().out().println(Printable.lines(finding.toString())));
      return exitCode(findings);
    }
  }

  private static int exitCode(List<Finding> findings) {
    Level worst = findings.stream().map(Finding::level).max(Level::compareTo).orElse(Level.OK);
    return switch (worst) {
      case OK -> Shell.STORED;
      case WARNING -> Shell.SOME_FAILED;
      case ERROR -> Shell.COULD_NOT_RUN;
    };
  }
}
