package io.github.intercomobjects.sync;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sync.Check.Finding;
import io.github.intercomobjects.sync.Check.Level;
import io.github.intercomobjects.sync.InputOptions.Input;
import io.github.intercomobjects.sync.TargetOptions.Connected;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that stores rows. */
@Command(
    name = "sync",
    sortOptions = false,
    usageHelpAutoWidth = true,
    header = "Brings rows into Intercom as custom objects, linked to contacts.",
    description = {
      "",
      "Each row becomes one object, made or updated by its key, so running it again doubles"
          + " nothing. The columns are: the key, the contact, and for every other column the"
          + " attribute of the same name that it fills. An empty cell clears its attribute; an"
          + " attribute without a column is left alone. A file is UTF-8, and its first line names"
          + " the columns.",
      "",
      "What was stored is noted in a state file beside the source: the next run sends the rows that"
          + " changed since, and a run that was killed goes on where it was. The state file may be"
          + " deleted; then every row is sent.",
      "",
      "Without --live this is a rehearsal: a sandbox on this machine takes Intercom's place, with a"
          + " type and contacts made for the rows, and nothing leaves the machine.",
      ""
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every row is stored; some without values that Intercom did not keep, which are listed",
      "2:some rows failed, links are missing or objects were not deleted, which is listed; the rest"
          + " is done",
      "1:it could not run, or not to the end: the message says why"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  intercom-sync sync orders.csv --key order_number",
      "      Rehearses: every row as an Order with text attributes.",
      "  intercom-sync sync orders.csv --key order_number --contact customer_id \\",
      "      --decimal total_amount --date delivered_on --created-at placed_at --live",
      "      The real thing, each order linked by its attribute \"customer\".",
      "  intercom-sync sync --mapping orders.json --live --dry-run",
      "      What the real thing would do; nothing is written.",
      "  intercom-sync sync --mapping orders.json --live --delete-gone --report failed.csv",
      "      Every night; objects whose rows are gone are deleted, up to a tenth of all.",
      "  intercom-sync sync orders.csv --key order_number --contact customer_id \\",
      "      --link-contact-attribute orders --region EU --live",
      "      Links by the contacts' attribute \"orders\", in a workspace in Europe."
    })
@SuppressWarnings("NullAway.Init") // Options and parameters are set before call().
final class SyncCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private InputOptions inputOptions;

  @Mixin private TargetOptions target;

  @Option(
      names = "--dry-run",
      description = "Say what --live would do, by what the state file knows; write nothing.")
  private boolean dryRun;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "The state file, one for each type and workspace. Default: the source's name with "
              + StateFiles.ENDING
              + ", for a database the type's")
  private @Nullable Path stateFile;

  @Mixin private DeletionOptions deletionOptions;

  @Option(
      names = "--record-limit",
      paramLabel = "COUNT",
      defaultValue = "" + Check.DEFAULT_RECORD_LIMIT,
      description = "How many objects your plan allows for a type. Default: ${DEFAULT-VALUE}")
  private long recordLimit;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write the rows that fail into a CSV file, with the reasons; mended, it can be fed again.")
  private @Nullable Path reportFile;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the counts as JSON into a file, or to the output with -.")
  private @Nullable String summary;

  @Option(
      names = "--show",
      paramLabel = "COUNT",
      defaultValue = "100",
      description = "How many problems of each kind to show. Default: ${DEFAULT-VALUE}")
  private int listed;

  @Option(names = "--strict", description = "Exit with 2 also if a row is stored only in part.")
  private boolean strict;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  @SuppressWarnings("UnusedVariable") // Its being there is all that counts.
  private boolean help;

  SyncCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws CannotRunException {
    requireSense();
    Input input = inputOptions.read(shell.environment());
    Shell quiet = Summary.isOutput(summary) ? shell.withOutputToErr() : shell;
    Ended ended = target.isLive() ? live(quiet, input) : rehearse(quiet, input);
    if (summary != null) {
      Summary.write(
          summary, shell.terminal(), ended.counts(), input.mapping().type(), input.source().name());
    }
    return ended.exitCode();
  }

  /**
   * @param counts for the summary
   */
  private record Ended(int exitCode, Map<String, Object> counts) {}

  private Ended live(Shell quiet, Input input) throws CannotRunException {
    String type = input.mapping().type();
    Path file = stateFile == null ? StateFiles.of(input.source(), type) : stateFile;
    try (Connected connected = target.connect(quiet, type);
        SyncState state =
            dryRun
                ? SyncState.readOnly(file, connected.subject())
                : SyncState.at(file, connected.subject());
        Scratch scratch = Scratch.create()) {
      ApiVersion version = connected.connection().intercom().getVersion();
      SourceRows rows = SourceRows.of(input, version, state, scratch);
      if (dryRun) {
        return dryRun(quiet.terminal().out(), rows);
      }
      Plan plan = rows.planWithContacts();
      if (plan.created() + plan.updated() > 0) {
        check(quiet.terminal().out(), input, plan, connected.connection());
      }
      return run(quiet, rows, plan, connected.connection());
    }
  }

  /** Looks at what one call tells, before the first write. */
  private void check(PrintStream out, Input input, Plan plan, Connection connection)
      throws CannotRunException {
    Failures failures = new Failures(connection.intercom().getBaseUrl());
    Check check =
        new Check(
            input.source(),
            input.columns(),
            input.mapping(),
            connection.intercom(),
            failures,
            recordLimit);
    for (Finding finding : check.type(plan.rows())) {
      if (finding.level() == Level.MISTAKE) {
        throw new CannotRunException(finding.text());
      }
      if (finding.level() == Level.WARNING) {
        out.println(finding);
      }
    }
  }

  private Ended rehearse(Shell quiet, Input input) throws CannotRunException {
    Mapping mapping = input.mapping();
    try (SyncState state = SyncState.temporary();
        Scratch scratch = Scratch.create()) {
      SourceRows rows = SourceRows.of(input, null, state, scratch);
      Plan plan = rows.planWithContacts();
      ContactsInState contacts = new ContactsInState(state, scratch);
      try (Sandbox sandbox =
              Sandbox.start(Rehearsal.workspaceFor(input.columns(), mapping, contacts));
          Connection connection = Connection.to(sandbox.getBaseUrl(), sandbox.getToken())) {
        sayThatItIsARehearsal(quiet.terminal().out(), mapping, contacts.wanted());
        return run(quiet, rows, plan, connection);
      }
    }
  }

  private void sayThatItIsARehearsal(PrintStream out, Mapping mapping, long contacts) {
    out.println(
        "Rehearsal in a sandbox: nothing leaves this machine. Its type "
            + mapping.type()
            + (mapping.contact() == null
                ? " is"
                : " and " + Report.counted(contacts, "contact") + " are")
            + " made for "
            + "these rows.");
    out.println(
        "Add --live to go to Intercom"
            + (shell.environment().get(Shell.TOKEN) == null
                ? ", with an access token in " + Shell.TOKEN + "."
                : "; the token in " + Shell.TOKEN + " is not used now."));
  }

  private Ended dryRun(PrintStream out, SourceRows rows) throws CannotRunException {
    Tally tally = new Tally(listed);
    Plan plan =
        rows.planWithContacts(
            item -> {
              BadRowException bad = item.bad();
              if (bad != null) {
                tally.failed(item.raw().place(), bad.key(), bad.reason());
              }
            });
    Gone gone = rows.gone();
    String refusal = gone.refusal(deletionOptions.limit());
    out.println();
    out.println(Report.counted(plan.rows(), "row") + " of " + rows.source().name());
    plan.print(out, gone.count(), refusal, rows.scratch().wanted());
    tally.report(0, Duration.ZERO).printFailures(out);
    Map<String, Object> counts = plan.toMap();
    counts.put("gone", gone.count());
    counts.put("delete", refusal == null ? gone.count() : 0L);
    boolean whole = plan.failed() == 0 && !(deletionOptions.isAskedFor() && refusal != null);
    return new Ended(whole ? Shell.STORED : Shell.SOME_FAILED, counts);
  }

  private Ended run(Shell quiet, SourceRows rows, Plan plan, Connection connection)
      throws CannotRunException {
    Report report;
    try (FailedRows failed =
            reportFile == null
                ? null
                : FailedRows.to(reportFile, rows.source(), rows.columns().header());
        Progress progress = Progress.on(quiet.terminal())) {
      report =
          new SyncJob(rows, connection, progress, shell.stop(), failed, listed)
              .run(plan, deletionOptions.limit());
    }
    PrintStream out = quiet.terminal().out();
    out.println();
    out.println(Report.counted(report.rows(), "row") + " of " + rows.source().name());
    report.print(out);
    boolean whole =
        !report.hasFailures(deletionOptions.isAskedFor()) && !(strict && report.partlyStored() > 0);
    return new Ended(whole ? Shell.STORED : Shell.SOME_FAILED, report.toMap());
  }

  private void requireSense() throws CannotRunException {
    target.check(shell);
    if (listed < 0) {
      throw new CannotRunException("--show must not be negative, was " + listed);
    }
    MaxDeletes unused = deletionOptions.limit();
    if (target.isLive()) {
      return;
    }
    if (dryRun || stateFile != null || deletionOptions.isAskedFor()) {
      throw new CannotRunException(
          (dryRun ? "--dry-run" : stateFile != null ? "--state " + stateFile : "--delete-gone")
              + " is about what an earlier run with --live did, and this is a rehearsal; add --live"
              + (dryRun ? " (nothing is written)" : "")
              + ", or leave it out");
    }
  }
}
