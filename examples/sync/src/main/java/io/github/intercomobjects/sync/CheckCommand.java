package io.github.intercomobjects.sync;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.sync.Finding.Level;
import io.github.intercomobjects.sync.InputOptions.Input;
import io.github.intercomobjects.sync.TargetOptions.Connected;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that checks whether a sync would succeed. */
@Command(
    name = "check",
    header = "Checks that rows, mapping and workspace fit together, and writes nothing.",
    description = {
      "",
      "Reads all rows. With --live it also fetches the workspace, one page of objects of the type,"
          + " and some of the contacts from Intercom. The attributes of the rows are compared with"
          + " those of the objects, because Intercom does not report which attributes a type has."
          + " What no call shows is listed as not verified.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no problems were found, though some things may not be verified",
      "2:a sync would run, but with the problems that the warnings describe",
      "1:a sync cannot run, for the reasons that the errors describe"
    },
    footer = {
      "  intercom-sync check orders.csv --key order_number",
      "      Checks mapping and rows, without a token and without a network.",
      "  intercom-sync check --mapping orders.json --live --region EU",
      "  intercom-sync check --mapping orders.json --live --probe",
      "      Also stores one object with the values of the first good row, and deletes it again."
    })
@SuppressWarnings("NullAway.Init") // Options and parameters are set before call().
final class CheckCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private InputOptions inputOptions;

  @Mixin private TargetOptions target;

  @Mixin private CheckOptions checkOptions;

  @Option(
      names = "--probe",
      description =
          "Store one object with the values of the first good row and a new external id, report"
              + " what Intercom drops, and delete the object.")
  private boolean probe;

  @Mixin CommonOptions commonOptions;

  private Level worst = Level.OK;

  CheckCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws CannotRunException {
    target.check(shell);
    if (probe) {
      target.requireLive("check --probe", "writes one object to Intercom");
    }
    try (Input input = inputOptions.read(shell.environment());
        Scratch scratch = Scratch.create()) {
      RowsCheck.Rows rows = new RowsCheck(input, this::found).read(scratch);
      if (rows != null && target.isLive()) {
        checkLive(input, rows, scratch);
      } else if (rows != null) {
        found(checkOptions.recordLimit().check(rows.count(), null));
        found(
            new Finding(
                Level.NOT_VERIFIED,
                "workspace",
                "token, type, attributes and contacts were not checked; add --live"));
      }
    }
    return switch (worst) {
      case OK, NOT_VERIFIED -> Shell.STORED;
      case WARNING -> Shell.SOME_FAILED;
      case ERROR -> Shell.COULD_NOT_RUN;
    };
  }

  private void found(Finding finding) {
    shell.terminal().out().println(Printable.lines(finding.toString()));
    worst = finding.level().compareTo(worst) > 0 ? finding.level() : worst;
  }

  private void checkLive(Input input, RowsCheck.Rows rows, Scratch scratch)
      throws CannotRunException {
    try (Connected connected = target.connect(shell, input.mapping().type());
        SyncState state = SyncState.temporary()) {
      Intercom intercom = connected.connection().intercom();
      Failures failures = new Failures(intercom.getBaseUrl());
      Check check = new Check(input, intercom, failures, checkOptions.recordLimit(), this::found);
      if (!check.token() || !check.type(rows.count())) {
        return;
      }
      String contactId = null;
      if (input.mapping().contact() != null) {
        ContactMemory memory = new ContactMemory(state, scratch);
        contactId =
            check.contacts(
                rows,
                new ContactResolver(intercom, memory, failures, input.columns().contactName()));
      }
      boolean written = probe && probe(input, rows.good(), contactId, intercom, failures);
      check.notVisible(written, written && contactId != null);
    }
  }

  /** Stores and deletes an object, and returns whether it was stored. */
  private boolean probe(
      Input input,
      @Nullable Row row,
      @Nullable String contactId,
      Intercom intercom,
      Failures failures)
      throws CannotRunException {
    if (row == null || worst == Level.ERROR) {
      String reason = row == null ? "there is no good row" : "of the errors";
      found(new Finding(Level.NOT_VERIFIED, "probe", "nothing was written, because " + reason));
      return false;
    }
    if (shell.stop().getAsBoolean()) {
      throw new CannotRunException("stopped by a signal; nothing was written");
    }
    Probe one =
        new Probe(
            intercom, input, failures, this::found, "intercom-sync-probe-" + UUID.randomUUID());
    shell.terminal().out().println(Printable.line(one.notice(row)));
    return one.run(row, contactId);
  }
}
