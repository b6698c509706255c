package io.github.intercomobjects.sync;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sync.Finding.Level;
import io.github.intercomobjects.sync.InputOptions.Input;
import io.github.intercomobjects.sync.MaxFailed.Verdict;
import io.github.intercomobjects.sync.TargetOptions.Connected;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that stores rows as objects. */
@Command(
    name = "sync",
    header = "Stores rows in Intercom as custom objects, linked to contacts.",
    description = {
      "",
      "Each row creates or updates the object with its key, so running it again creates no"
          + " duplicates. One column is the key, one may name the contact, and each other column"
          + " sets the attribute of the same name. An empty cell clears its attribute; an attribute"
          + " without a column is not changed. The file is UTF-8 unless --encoding says otherwise,"
          + " with the column names in its first line.",
      "",
      "A state file records the stored rows: the next run sends only rows that changed, and"
          + " continues a run that was killed. If the state file is deleted, the next run sends"
          + " every row.",
      "",
      "Without --live this is a rehearsal: the rows are stored in a sandbox on this machine, with a"
          + " type and contacts created for them. Nothing leaves the machine.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every row is stored, except as many as --max-failed allows; values that Intercom dropped"
          + " are listed",
      "2:some rows failed, links are missing, or objects were not deleted or found no room, all of"
          + " which are listed; the rest is stored",
      "1:the command could not run, or stopped early, for the reason in the message"
    },
    footer = {
      "  intercom-sync sync orders.csv --key order_number",
      "      Rehearses: stores every row as an Order with text attributes.",
      "  intercom-sync sync orders.csv --key order_number --contact customer_id \\",
      "      --decimal total_amount --date delivered_on --created-at placed_at --live",
      "      Stores the rows, and links each order by its attribute \"customer\".",
      "  intercom-sync sync --mapping orders.json --live --dry-run",
      "      Shows what a run would do; nothing is written.",
      "  intercom-sync sync --mapping orders.json --live --delete-gone \\",
      "      --report failed.csv",
      "      A nightly run, which also deletes objects without a row (at most 10 %%, or ten).",
      "  intercom-sync sync --mapping devices.json --mapping orders.json --live \\",
      "      --summary {type}.summary.json",
      "      Runs both in this order; the second only if the first ran to its end.",
      "  intercom-sync sync --mapping orders.json --live --create-contacts",
      "      Also creates the contacts that rows name and Intercom lacks (at most 100).",
      "  intercom-sync sync --mapping orders.json --live --only ORDER-7",
      "      Sends one row again.",
      "  intercom-sync sync orders.csv --key order_number --contact customer_id \\",
      "      --link-contact-attribute orders --region EU --live",
      "      Links by the contacts' attribute \"orders\", in a workspace in Europe."
    })
@SuppressWarnings("NullAway.Init") // Options and parameters are set before call().
final class SyncCommand implements Callable<Integer> {
  private final Shell shell;
  private final Secrets secrets;

  @Mixin private InputOptions inputOptions;

  @Mixin private TargetOptions target;

  @Option(
      names = "--dry-run",
      description =
          "Show what --live would do, according to the state file and the contacts in Intercom;"
              + " change nothing there.")
  private boolean dryRun;

  @Option(
      names = "--only",
      paramLabel = "KEY",
      description =
          "Send only the row with this key, even if it is unchanged. Other objects and their links"
              + " stay as they are.")
  private @Nullable String only;

  @Option(
      names = "--all-rows",
      description = "Read all rows of a query with a cursor, such as once a week to delete others.")
  private boolean allRows;

  @Mixin private StateOption stateOption;

  @Mixin private DeletionOptions deletionOptions;

  @Mixin private UnlinkOption unlinkOption;

  @Mixin private UpdateOption updateOption;

  @Mixin private CreationOptions creationOptions;

  @Mixin private CheckOptions checkOptions;

  @Mixin private final OutputOptions outputs;

  @Mixin private MaxFailed maxFailed;

  @Option(
      names = "--show",
      paramLabel = "COUNT",
      defaultValue = "5",
      description = "The number of rows to show for each reason. Default: ${DEFAULT-VALUE}")
  private int listed;

  @Mixin CommonOptions commonOptions;

  /** The counts for the summary; empty before anything is counted. */
  private Map<String, Object> counts = Map.of();

  private boolean filesAreChecked;

  private boolean summarized;

  SyncCommand(Shell shell, Secrets secrets) {
    this.shell = shell;
    this.secrets = secrets;
    this.outputs = new OutputOptions(shell.clock());
  }

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws CannotRunException {
    if (inputOptions.mappings().size() > 1) {
      return new SeveralMappings(inputOptions.mappings(), spec).run(shell, target);
    }
    outputs.setMode(mode());
    try {
      requireValidOptions();
      try (Input input = inputOptions.read(shell.environment(), this::limit)) {
        outputs
            .addTo(inputOptions.files(shell.environment()))
            .state(
                target.isLive() ? stateOption.location(input) : stateOption.locationIfKnown(input))
            .check();
        filesAreChecked = true;
        creationOptions.check(input.mapping());
        return run(input);
      }
    } catch (DataAccessException e) {
      throw summarized(e.toCannotRun());
    } catch (CannotRunException e) {
      throw summarized(e);
    } catch (RuntimeException | Error e) {
      CannotRunException stopped = summarized(new CannotRunException(Fault.text(e)));
      if (stopped.getCause() != null) {
        e.addSuppressed(stopped);
      }
      throw e;
    }
  }

  /** Limits a query with a cursor to the rows that may have changed since the last run. */
  private void limit(RowSource source, Mapping mapping, @Nullable Path mappingFile)
      throws CannotRunException {
    JdbcCursor cursor = source.cursor();
    if (cursor != null) {
      cursor.startAt(shell.clock().instant());
    }
    if (cursor == null || allRows || only != null || !target.isLive()) {
      return;
    }
    if (deletionOptions.isAskedFor()) {
      throw new CannotRunException(
          "--delete-gone needs all rows, because rows that a cursor leaves out are not gone; add"
              + " --all-rows, or remove --delete-gone");
    }
    Path state = stateOption.location(source, mapping, mappingFile);
    cursor.continueFrom(SyncState.cursorIn(state), source.identity(), mapping);
  }

  /** Returns the type and the source by name, as far as they are known. */
  private Map<String, String> known() {
    Map<String, String> known = inputOptions.known();
    known.replaceAll((name, value) -> secrets.masked(value));
    return known;
  }

  private RunMode mode() {
    return dryRun
        ? RunMode.DRY_RUN
        : !target.isLive() ? RunMode.REHEARSAL : only == null ? RunMode.LIVE : RunMode.ONLY;
  }

  private int run(Input input) throws CannotRunException {
    Shell quiet = outputs.isSummaryOutput() ? shell.withOutputToErr() : shell;
    int exitCode = target.isLive() ? live(quiet, input) : rehearse(quiet, input);
    summarized = true;
    outputs.summarize(shell.terminal(), known(), null, counts);
    return exitCode;
  }

  /** Writes the summary of a run that ended early, once, and returns the failure. */
  private CannotRunException summarized(CannotRunException e) {
    if (summarized) {
      return e;
    }
    summarized = true;
    try {
      if (!filesAreChecked) {
        outputs
            .addTo(inputOptions.files(shell.environment()))
            .state(stateOption.locationBeside(inputOptions.path()))
            .check(OutputOptions.SUMMARY);
      }
      outputs.summarize(shell.terminal(), known(), secrets.masked(e.text()), counts);
      return e;
    } catch (CannotRunException unwritten) {
      return e.text().contains(OutputOptions.SUMMARY)
          ? e
          : new CannotRunException(e.text() + "\n  " + unwritten.text(), e);
    }
  }

  private int live(Shell quiet, Input input) throws CannotRunException {
    // Calls may take long, and a server ends a query that is not read meanwhile.
    input.source().load(shell.stop());
    try (Connected connected = target.connect(quiet, input.mapping().type());
        SyncState state = stateOption.open(input, connected.subject(), dryRun, shell.clock());
        Scratch scratch = Scratch.create()) {
      ApiVersion version = connected.connection().intercom().getVersion();
      SourceRows rows = SourceRows.of(input, version, state, scratch, only);
      if (deletionOptions.isAskedFor() && state.isEmpty()) {
        quiet
            .terminal()
            .out()
            .println(Printable.lines(stateOption.withoutObjects(input).toString()));
      }
      ContactMemory contacts = dryRun ? DryRun.memory(rows) : new ContactMemory(state, scratch);
      Plan plan = rows.planWithContacts(contacts, this::continueUnlessStopped);
      warn(quiet, rows);
      // A forecast of a run that is refused would be wrong.
      updateOption.require(plan, rows, deletionOptions.isEmptyAllowed());
      unlinkOption.require(plan, rows);
      Intercom intercom = connected.connection().intercom();
      if (plan.created() + plan.updated() > 0) {
        check(quiet.terminal().out(), input, plan, intercom, rows);
      }
      return dryRun
          ? dryRun(quiet, rows, contacts, intercom)
          : run(quiet, rows, plan, connected.connection());
    }
  }

  private static void warn(Shell quiet, SourceRows rows) {
    Finding similar = RowReader.similarKeys(rows.columns(), rows.scratch());
    if (similar != null) {
      quiet.terminal().out().println(Printable.lines(similar.toString()));
    }
    JdbcCursor cursor = rows.source().cursor();
    Finding ofCursor = cursor == null ? null : cursor.warning();
    if (ofCursor != null) {
      quiet.terminal().out().println(Printable.lines(ofCursor.toString()));
    }
  }

  /** Ends the first reading of the rows if the process was asked to stop. */
  private void continueUnlessStopped(RowFeed.Item item) {
    if (shell.stop().getAsBoolean()) {
      CannotRunException stopped = new CannotRunException("stopped by a signal");
      throw new DataAccessException(stopped.text(), stopped);
    }
  }

  /** Checks the type with one call, before the first write. */
  private void check(PrintStream out, Input input, Plan plan, Intercom intercom, SourceRows rows)
      throws CannotRunException {
    List<Finding> findings = new ArrayList<>();
    Failures failures = new Failures(intercom.getBaseUrl());
    Check check = new Check(input, intercom, failures, checkOptions.recordLimit(), findings::add);
    check.type(plan.rows());
    for (Finding finding : findings) {
      if (finding.level() == Level.ERROR) {
        throw new CannotRunException(finding.text());
      }
      if (finding.level() == Level.WARNING) {
        out.println(Printable.lines(finding.toString()));
      }
    }
    if (!dryRun) {
      rows.noteObjects(check.objects());
    }
  }

  private int rehearse(Shell quiet, Input input) throws CannotRunException {
    Mapping mapping = input.mapping();
    try (SyncState state = SyncState.temporary();
        Scratch scratch = Scratch.create()) {
      SourceRows rows = SourceRows.of(input, null, state, scratch, only);
      scratch.links().setEachObjectKnown();
      ContactMemory contacts = new ContactMemory(state, scratch);
      Plan plan = rows.planWithContacts(contacts, this::continueUnlessStopped);
      warn(quiet, rows);
      try (Sandbox sandbox =
              Sandbox.start(
                  Rehearsal.workspaceFor(input.columns(), mapping, contacts, scratch.numbers()));
          Connection connection = Connection.to(sandbox.getBaseUrl(), sandbox.getToken())) {
        boolean hasToken = SecretVariables.isSet(shell.environment(), Shell.TOKEN);
        Rehearsal.printNotice(quiet.terminal().out(), mapping, contacts.wanted(), hasToken);
        return run(quiet, rows, plan, connection);
      }
    }
  }

  private int dryRun(Shell quiet, SourceRows rows, ContactMemory contacts, Intercom intercom)
      throws CannotRunException {
    Failures failures = new Failures(intercom.getBaseUrl());
    ContactResolver resolver =
        new ContactResolver(intercom, contacts, failures, rows.columns().contactName());
    Terminal terminal = quiet.terminal();
    DryRun forecast;
    try (RowOutputs files = outputs.open(rows, terminal);
        Progress progress = Progress.on(terminal)) {
      forecast = new DryRun(rows, resolver, files, listed);
      forecast.run(progress, shell.stop(), deletionOptions.limit(), creationOptions.limit());
    }
    counts = forecast.toMap();
    Verdict verdict =
        maxFailed.verdict(
            forecast.rows(),
            forecast.failed(),
            0,
            forecast.isComplete(deletionOptions.isAskedFor()));
    terminal.printResult(
        out -> {
          Report.printRows(out, rows.source(), forecast.rows());
          forecast.print(out);
          verdict.print(out);
        });
    return verdict.exitCode();
  }

  private int run(Shell quiet, SourceRows rows, Plan plan, Connection connection)
      throws CannotRunException {
    Terminal terminal = quiet.terminal();
    Report report;
    try (RowOutputs files = outputs.open(rows, terminal)) {
      report = run(terminal, rows, plan, connection, files);
    }
    Verdict verdict =
        maxFailed.verdict(
            report.rows(),
            report.failed(),
            report.partlyStored(),
            !report.hasOtherFailures(deletionOptions.isAskedFor()));
    terminal.printResult(
        out -> {
          report.print(out, rows.source());
          verdict.print(out);
        });
    return verdict.exitCode();
  }

  private Report run(
      Terminal terminal, SourceRows rows, Plan plan, Connection connection, RowOutputs files)
      throws CannotRunException {
    SyncJob job = null;
    try (Progress progress = Progress.on(terminal)) {
      job = new SyncJob(rows, connection, progress, shell.stop(), files, listed);
      Report report = job.run(plan, deletionOptions.limit(), creationOptions.limit());
      counts = report.toMap();
      return report;
    } catch (CannotRunException e) {
      if (job != null && job.report().rows() > 0) {
        job.report().print(terminal.err(), rows.source());
      }
      counts = job == null ? Map.of() : job.report().toMap();
      throw stopped(rows, files, e);
    }
  }

  /**
   * Completes the files of a run that ended early. The log comes last: a process that was asked to
   * stop may not have the time to add all rows that were not sent.
   */
  private CannotRunException stopped(SourceRows rows, RowOutputs files, CannotRunException e) {
    CannotRunException stopped = e;
    try {
      files.closeReport();
    } catch (CannotRunException unwritten) {
      stopped = new CannotRunException(e.text() + "\n  " + unwritten.text(), e);
    }
    stopped = summarized(stopped);
    try (CloseableIterator<RawRow> all = rows.source().rows()) {
      files.addRest(all, rows.columns(), only);
    } catch (CannotRunException | DataAccessException unwritten) {
      stopped.addSuppressed(unwritten);
    }
    return stopped;
  }

  private void requireValidOptions() throws CannotRunException {
    target.check(shell);
    if (listed < 0) {
      throw new CannotRunException("--show must not be negative, was " + listed);
    }
    deletionOptions.check();
    unlinkOption.check();
    updateOption.check();
    creationOptions.check();
    maxFailed.check();
    if (dryRun) {
      outputs.checkDryRun();
    }
    if (only != null && deletionOptions.isAskedFor()) {
      throw new CannotRunException(
          "--only sends one row and deletes nothing, so --delete-gone cannot be given with it;"
              + " remove one of the two");
    }
    if (target.isLive()) {
      return;
    }
    String state = stateOption.given();
    if (dryRun || state != null || deletionOptions.isAskedFor()) {
      throw new CannotRunException(
          (dryRun ? "--dry-run" : state != null ? state : "--delete-gone")
              + " refers to earlier runs with --live, but this is a rehearsal; add --live"
              + (dryRun ? " (nothing is written)" : "")
              + ", or remove it");
    }
  }
}
