package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of reports of failed rows that are used as a source. */
class CorrectedReportTest {
  private static final String CUT =
      "it has 2 cells where the first line has 4; check whether the line was cut off";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Nights nights;

  @BeforeEach
  void open() {
    nights = new Nights(directory, "--key=no", "--contact=cust");
  }

  @AfterEach
  void close() {
    nights.close();
  }

  private Path report() {
    return directory.resolve("failed.csv");
  }

  private String state() {
    return "--state=" + nights.file() + ".intercom-sync";
  }

  private Command feed(String... options) {
    return Command.live(
        nights.shop.sandbox, report(), Command.with(options, "--key=no", "--contact=cust"));
  }

  private void cutOffOneRow() throws Exception {
    nights.sync(List.of("no,status,note,cust", "1,paid,a,customer-1", "2,paid,b,customer-1"));
    nights.sync(
        List.of("no,status,note,cust", "1,paid,a,customer-1", "2,op"), "--report=" + report());
  }

  @Test
  void rowThatWasCutOffFailsAgain() throws Exception {
    cutOffOneRow();
    List<String> lines = ReportLines.of(report());
    assertThat(lines)
        .containsExactly(
            "no,status,note,cust,intercom_sync_place,intercom_sync_reason,intercom_sync_run",
            "2,op,,,\"line 3, 2 cells\",\"" + CUT + "\",");
    Path again = directory.resolve("again.csv");
    Command command = feed(state(), "--report=" + again);
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out()).contains("line 2  2  " + CUT);
    assertThat(nights.shop.order("2").getAttributes()).containsEntry("status", "paid");
    assertThat(ReportLines.of(again))
        .containsExactly(lines.get(0), "2,op,,,\"line 2, 2 cells\",\"" + CUT + "\",");
  }

  @Test
  void rowThatWasCutOffIsStoredWhenAMissingCellIsFilledIn() throws Exception {
    cutOffOneRow();
    String text = Files.readString(report());
    Files.writeString(report(), text.replace("2,op,,,", "2,open,,customer-2,"));
    assertThat(feed(state()).exitCode()).isZero();
    assertThat(nights.shop.order("2").getAttributes()).containsEntry("status", "open");
  }

  @Test
  void rowWithEmptyCellsIsStoredWhenTheNumberOfCellsIsRemoved() throws Exception {
    cutOffOneRow();
    String text = Files.readString(report());
    Files.writeString(report(), text.replace(", 2 cells", ""));
    assertThat(feed(state()).exitCode()).isZero();
    assertThat(nights.shop.order("2").getAttributes()).containsEntry("status", "op");
  }

  @Test
  void reportWithoutTheStateOfItsRunIsRejected() throws Exception {
    cutOffOneRow();
    String refused =
        "intercom-sync: "
            + report()
            + " is a report of failed rows, whose objects and links are in the state file of the"
            + " run that wrote the report; give that file with --state\n";
    for (String option : List.of("--dry-run", "--delete-gone", "--only=2")) {
      assertThat(feed(option).err()).isEqualTo(refused);
    }
    Path other = directory.resolve("other.state");
    Command command = feed("--state=" + other);
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .isEqualTo(
            "intercom-sync: the state file "
                + other
                + " belongs to no source yet, but this run reads a report of failed rows; give the"
                + " state file of the run that wrote the report with --state, or sync its source"
                + " first\n");
    assertThat(Command.rehearse(report(), "--key=no", "--contact=cust").exitCode()).isEqualTo(2);
  }

  @Test
  void valuesOfAReportWithoutARunAreReplacedByTheNextRun() throws Exception {
    String header = "no,total_amount";
    nights.close();
    nights = new Nights(directory, "--key=no", "--decimal=total_amount");
    nights.sync(List.of(header, "1,1.5"));
    nights.sync(List.of(header, "1,6x"), "--report=" + report());
    List<String> newer = List.of(header, "1,6.5");
    nights.sync(newer);
    // An earlier version wrote no column for the run.
    String text = Files.readString(report()).replaceAll(",(intercom_sync_run.*)?(\r?\n)", "$2");
    Files.writeString(report(), text.replace("6x", "2.5"));
    Command fed =
        Command.live(nights.shop.sandbox, report(), "--key=no", "--decimal=total_amount", state());
    assertThat(fed.exitCode()).as(fed.err()).isZero();
    assertThat(nights.sync(newer).out()).contains("stored");
    assertThat(nights.shop.order("1").getAttributes().get("total_amount")).hasToString("6.5");
  }

  @Test
  void numberThatMayBeAnotherOneIsDoubtfulInAReportWithoutTheCellsThatShowedIt() throws Exception {
    nights.close();
    nights = new Nights(directory, "--key=no", "--decimal=total_amount");
    nights.sync(
        List.of("no;total_amount", "1;2.085", "2;1.234,50"),
        "--separator=;",
        "--report=" + report());
    Files.writeString(report(), Files.readString(report()).replace("1.234,50", "1234.50"));
    String[] options = {"--key=no", "--decimal=total_amount", state()};
    Command fed = Command.live(nights.shop.sandbox, report(), options);
    assertThat(fed.exitCode()).isEqualTo(2);
    assertThat(fed.out())
        .contains(
            "total_amount \"2.085\" is another number if the point separates groups; give the"
                + " locale of numbers with --numbers en-US or --numbers de-DE");
    assertThat(nights.shop.has("1")).isFalse();
  }
}
