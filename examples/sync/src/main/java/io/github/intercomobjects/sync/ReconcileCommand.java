package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sync.InputOptions.Input;
import io.github.intercomobjects.sync.Reconciliation.Found;
import io.github.intercomobjects.sync.TargetOptions.Connected;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that finds and fixes changes made without sync. */
@Command(
    name = "reconcile",
    header = "Compares the objects in Intercom with the rows, and fixes differences with --apply.",
    description = {
      "",
      "Lists all objects of the type, and reports the rows without an object (missing), the objects"
          + " that differ from what was stored or from their row (stale), with the names of the"
          + " attributes that differ, and the objects without a row (orphaned). Without a state"
          + " file, objects are compared with their rows; those with values that cannot be compared"
          + " are uncertain.",
      "",
      "With --apply the state file is rebuilt, and missing, stale and uncertain rows are sent."
          + " Links by an attribute of the contact are not compared.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:there are no differences, or all were fixed",
      "2:there are differences, or some were not fixed, such as orphaned objects without"
          + " --delete-gone",
      "1:the command could not run, or stopped early, for the reason in the message"
    },
    footer = {
      "  intercom-sync reconcile --mapping orders.json --live",
      "      Shows the differences; nothing is written.",
      "  intercom-sync reconcile --mapping orders.json --live --apply --delete-gone"
    })
@SuppressWarnings("NullAway.Init") // Options and parameters are set before call().
final class ReconcileCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private InputOptions inputOptions;

  @Mixin private TargetOptions target;

  @Mixin private DeletionOptions deletionOptions;

  @Mixin private UnlinkOption unlinkOption;

  @Mixin private UpdateOption updateOption;

  @Option(names = "--apply", description = "Fix the differences.")
  private boolean apply;

  @Mixin private StateOption stateOption;

  @Option(
      names = "--show",
      paramLabel = "COUNT",
      defaultValue = "20",
      description = "The number of external ids of each kind to show. Default: ${DEFAULT-VALUE}")
  private int shown;

  @Mixin CommonOptions commonOptions;

  ReconcileCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws CannotRunException {
    target.check(shell);
    target.requireLive("reconcile", "reads from Intercom");
    MaxDeletes deletion = deletionOptions.limit();
    unlinkOption.check();
    updateOption.check();
    if (shown < 0) {
      throw new CannotRunException("--show must not be negative, was " + shown);
    }
    try (Input input = inputOptions.read(shell.environment(), this::start)) {
      inputOptions.files(shell.environment()).state(stateOption.location(input)).check();
      return reconcile(input, deletion);
    }
  }

  private void start(RowSource source, Mapping mapping, @Nullable Path mappingFile) {
    JdbcCursor cursor = source.cursor();
    if (cursor != null) {
      cursor.startAt(shell.clock().instant());
    }
  }

  private int reconcile(Input input, @Nullable MaxDeletes deletion) throws CannotRunException {
    input.source().load(shell.stop());
    try (Connected connected = target.connect(shell, input.mapping().type());
        SyncState state = stateOption.open(input, connected.subject(), !apply, shell.clock());
        Scratch scratch = Scratch.create();
        Progress progress = Progress.on(shell.terminal())) {
      Intercom intercom = connected.connection().intercom();
      SourceRows rows = SourceRows.of(input, intercom.getVersion(), state, scratch, null);
      Reconciliation found = compare(rows, intercom, progress);
      print(shell.terminal().out(), found);
      if (!apply) {
        return found.hasDifferences() ? Shell.SOME_FAILED : Shell.STORED;
      }
      return fix(rows, connected.connection(), progress, deletion, found.orphaned().count());
    }
  }

  private Reconciliation compare(SourceRows rows, Intercom intercom, Progress progress)
      throws CannotRunException {
    Reconciliation found = new Reconciliation(rows, apply, deletionOptions.isAskedFor(), shown);
    Plan plan = rows.planWithContacts(new ContactMemory(rows.state(), rows.scratch()), found::row);
    if (apply) {
      updateOption.require(plan, rows, deletionOptions.isEmptyAllowed());
      unlinkOption.require(plan, rows);
      rows.suspendCursor();
    }
    if (plan.rows() == 0) {
      shell.terminal().out().println(Printable.lines(RowsCheck.none(rows.source()).toString()));
    }
    String type = rows.mapping().type();
    try {
      CustomObjects<Attributes> objects = intercom.customObjects(ObjectType.untyped(type));
      found.compare(objects, progress, plan.rows());
      return found;
    } catch (IllegalArgumentException e) {
      throw new CannotRunException("--type: " + e.getMessage(), e);
    } catch (IntercomException e) {
      throw new Failures(intercom.getBaseUrl()).cannotList(type, "nothing was written", e);
    }
  }

  private int fix(
      SourceRows rows,
      Connection connection,
      Progress progress,
      @Nullable MaxDeletes deletion,
      long orphaned)
      throws CannotRunException {
    Plan plan = rows.planWithContacts();
    Report report =
        new SyncJob(rows, connection, progress, shell.stop(), null, shown)
            .run(plan, deletion, null);
    PrintStream out = shell.terminal().out();
    out.println();
    out.println("Fixed:");
    report.print(out);
    boolean isFixed =
        !report.hasFailures(deletionOptions.isAskedFor()) && report.deleted() >= orphaned;
    if (orphaned > 0 && !deletionOptions.isAskedFor()) {
      out.println(
          Report.counted(orphaned, "object")
              + " without a row not deleted; add --delete-gone to delete orphaned objects");
    }
    return isFixed ? Shell.STORED : Shell.SOME_FAILED;
  }

  private static void print(PrintStream out, Reconciliation found) {
    out.println();
    Report.row(out, "in sync", found.equal(), "");
    row(out, "missing", found.missing());
    row(out, "stale", found.stale());
    row(out, "uncertain", found.uncertain());
    row(out, "orphaned", found.orphaned());
    String remark = found.remark();
    if (remark != null) {
      out.println("  " + remark);
    }
  }

  private static void row(PrintStream out, String name, Found found) {
    Report.row(out, name, found.count(), "");
    found.texts().forEach(text -> out.println("    " + Printable.line(text)));
    if (found.texts().size() < found.count()) {
      out.println("    and more; show them with --show " + found.count());
    }
  }
}
