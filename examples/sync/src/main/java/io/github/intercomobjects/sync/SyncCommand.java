package io.github.intercomobjects.sync;

import io.github.intercomobjects.Region;
import io.github.intercomobjects.sandbox.Sandbox;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
    name = "intercom-sync",
    sortOptions = false,
    usageHelpAutoWidth = true,
    header = "Brings the rows of a CSV file into Intercom as custom objects, linked to contacts.",
    description = {
      "",
      "Each row becomes one object, made or updated by its key, so running a file again doubles"
          + " nothing. The first line names the columns: the key, the contact, and for every other"
          + " column the attribute of the same name that it fills. An empty cell clears its"
          + " attribute; an attribute without a column is left alone. The file is UTF-8.",
      "",
      "Without --live this is a rehearsal: a sandbox on this machine takes Intercom's place, with a"
          + " type and contacts made for the file, and nothing leaves the machine.",
      ""
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every row is stored; some without values that Intercom did not keep, which are listed",
      "2:some rows failed or links are missing, which are listed; the others are stored",
      "1:it could not run, or not to the end: the message says why"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  intercom-sync orders.csv --key order_number",
      "      Rehearses: every row as an Order with text attributes.",
      "  intercom-sync orders.csv --key order_number --contact customer_id \\",
      "      --decimal total_amount --date delivered_on --created-at placed_at --live",
      "      The real thing, each order linked by its attribute \"customer\".",
      "  intercom-sync orders.csv --key order_number --contact customer_id \\",
      "      --link-contact-attribute orders --region EU --live",
      "      Links by the contacts' attribute \"orders\", in a workspace in Europe."
    })
@SuppressWarnings("NullAway.Init") // Options and parameters are set before call().
final class SyncCommand implements Callable<Integer> {
  static final String TOKEN = "INTERCOM_ACCESS_TOKEN";

  static final int STORED = 0;
  static final int COULD_NOT_RUN = 1;
  static final int SOME_FAILED = 2;

  private final Map<String, String> environment;
  private final Terminal terminal;

  @Mixin private ColumnOptions columnOptions;

  @Mixin private SourceOptions sourceOptions;

  @Option(
      names = "--show",
      paramLabel = "COUNT",
      defaultValue = "100",
      description = "How many problems of each kind to show. Default: ${DEFAULT-VALUE}")
  private int listed;

  @Option(names = "--strict", description = "Exit with 2 also if a row is stored only in part.")
  private boolean strict;

  @Option(names = "--live", description = "Go to Intercom, with the access token in " + TOKEN + ".")
  private boolean live;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Where the workspace is hosted: ${COMPLETION-CANDIDATES}. Default: US")
  private @Nullable Region region;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Another address for --live, such as a proxy's or a running sandbox's.")
  private @Nullable String baseUrl;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  @SuppressWarnings("UnusedVariable") // Its being there is all that counts.
  private boolean help;

  private SyncCommand(Map<String, String> environment, Terminal terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  /** Runs the command and returns its exit code. */
  static int run(String[] args, Map<String, String> environment, Terminal terminal) {
    StringWriter help = new StringWriter();
    int exitCode =
        new CommandLine(new SyncCommand(environment, terminal))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(help))
            .setParameterExceptionHandler(
                (e, rest) -> {
                  terminal.err().println("intercom-sync: " + e.getMessage());
                  terminal.err().println("intercom-sync --help tells what there is.");
                  return COULD_NOT_RUN;
                })
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  if (e instanceof CannotRunException cannotRun) {
                    terminal.err().println("intercom-sync: " + cannotRun.text());
                  } else {
                    // A mistake in this program; whoever mends it needs to know where.
                    e.printStackTrace(terminal.err());
                  }
                  return COULD_NOT_RUN;
                })
            .execute(args);
    terminal.out().print(help);
    return exitCode;
  }

  @Override
  public Integer call() throws CannotRunException {
    MappingFile mappingFile = columnOptions.file();
    Mapping mapping = columnOptions.mapping(mappingFile);
    String token = environment.get(TOKEN);
    requireSense(token);
    RowSource file =
        sourceOptions.source(
            mappingFile == null ? SourceSettings.NONE : mappingFile.source(), environment);
    Columns columns = Columns.of(file, mapping);
    Survey survey = Survey.of(file, columns);
    Report report =
        live
            ? live(String.valueOf(token), file, columns, mapping, survey)
            : rehearse(token, file, columns, mapping, survey);
    terminal.out().println();
    terminal.out().println(Report.counted(survey.rows(), "row") + " of " + file.name());
    report.print(terminal.out());
    return report.hasFailures() || (strict && report.partlyStored() > 0) ? SOME_FAILED : STORED;
  }

  private Report live(String token, RowSource file, Columns columns, Mapping mapping, Survey survey)
      throws CannotRunException {
    Region hosted = region == null ? Region.US : region;
    String address = baseUrl == null ? hosted.getBaseUrl() : baseUrl;
    try (Connection connection = Connection.to(address, token)) {
      terminal
          .out()
          .println(
              "LIVE: "
                  + (baseUrl == null ? "region " + hosted : "address given with --base-url")
                  + ", "
                  + connection.intercom().getBaseUrl());
      terminal.out().println("Workspace: " + LiveWorkspace.describe(connection.intercom()));
      return run(connection, file, columns, mapping, survey);
    }
  }

  private Report rehearse(
      @Nullable String token, RowSource file, Columns columns, Mapping mapping, Survey survey)
      throws CannotRunException {
    try (Sandbox sandbox =
            Sandbox.start(Rehearsal.workspaceFor(columns, mapping, survey.contacts()));
        Connection connection = Connection.to(sandbox.getBaseUrl(), sandbox.getToken())) {
      terminal
          .out()
          .println(
              "Rehearsal in a sandbox: nothing leaves this machine. Its type "
                  + mapping.type()
                  + (mapping.contact() == null
                      ? " is"
                      : " and " + Report.counted(survey.contacts().size(), "contact") + " are")
                  + " made for this file.");
      terminal
          .out()
          .println(
              "Add --live to go to Intercom"
                  + (token == null
                      ? ", with an access token in " + TOKEN + "."
                      : "; the token in " + TOKEN + " is not used now."));
      return run(connection, file, columns, mapping, survey);
    }
  }

  private Report run(
      Connection connection, RowSource file, Columns columns, Mapping mapping, Survey survey)
      throws CannotRunException {
    try (Progress progress = Progress.on(terminal)) {
      return new SyncJob(file, columns, mapping, connection, progress, listed).run(survey.rows());
    }
  }

  private void requireSense(@Nullable String token) throws CannotRunException {
    if (live && (token == null || token.isBlank())) {
      throw new CannotRunException(
          "--live needs an access token in the environment variable "
              + TOKEN
              + ", which is "
              + (token == null ? "not set" : "blank")
              + "; there is one under Developer Hub > Your app > Authentication");
    }
    if (!live && (region != null || baseUrl != null)) {
      throw new CannotRunException(
          (region != null ? "--region " + region : "--base-url " + baseUrl)
              + " says where to go with --live; add --live, or leave it out");
    }
    if (region != null && baseUrl != null) {
      throw new CannotRunException(
          "--region " + region + " and --base-url " + baseUrl + " both say where to go; give one");
    }
    if (listed < 0) {
      throw new CannotRunException("--show must not be negative, was " + listed);
    }
  }
}
