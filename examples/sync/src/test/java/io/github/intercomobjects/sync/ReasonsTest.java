package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the reasons of rows that fail or are partly stored. */
class ReasonsTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @Test
  void failuresAreGroupedByReasonWithCountsAndFirstLines() throws IOException {
    StringBuilder rows = new StringBuilder("no,total\n");
    for (int i = 1; i <= 300; i++) {
      rows.append(i).append(",\"").append(i).append(".120,63\"\n");
    }
    rows.append("x,1,2\n");
    Path file = Files.writeString(directory.resolve("orders.csv"), rows);
    Command command = Command.rehearse(file, "--key=no", "--decimal=total", "--show=2");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .contains(
            "Rows that are already stored are not duplicated.\n"
                + "  300 rows: a cell is not a decimal number such as 12.50; give the locale of"
                + " numbers with --numbers de-DE\n"
                + "    line 2  1  total \"1.120,63\"\n"
                + "    line 3  2  total \"2.120,63\"\n"
                + "    and 298 more; show them with --show 300\n"
                + "  line 302  x  it has 3 cells where the first line has 2; put quotes around cells"
                + " that contain a separator\n");
  }

  @Test
  void allProblemsOfARowAreReportedAtOnce() throws IOException {
    Path report = directory.resolve("failed.csv");
    Path file = Command.file(directory, "no,total,count,day", "A,1,1,", "A,x,1.5,31.12.2026");
    Command command =
        Command.rehearse(
            file,
            "--key=no",
            "--decimal=total",
            "--number=count",
            "--date=day",
            "--report=" + report);
    assertThat(command.out())
        .containsPattern("failed +1 ")
        .contains("  line 3  A  no \"A\" is also in line 2; use each key in one line only\n")
        .contains("  line 3  A  total \"x\" is not a decimal number such as 12.50\n")
        .contains("  line 3  A  count \"1.5\" is not a whole number such as 3\n")
        .contains("  line 3  A  day \"31.12.2026\" is not a date such as 2026-01-31, or a time");
    assertThat(Files.readAllLines(report).get(1))
        .contains(
            "A,x,1.5,31.12.2026,line 3,\"no \"\"A\"\" is also in line 2; use each key in one line"
                + " only; total \"\"x\"\" is not a decimal number such as 12.50; count \"\"1.5\"\" is"
                + " not a whole number such as 3; day ");
  }

  @Test
  void rowWithoutAKeyReportsItsOtherProblemsToo() throws IOException {
    Command command =
        Command.rehearse(Command.file(directory, "no,total", ",x"), "--key=no", "--decimal=total");
    assertThat(command.out())
        .contains("line 2  no is empty; every row needs a key\n")
        .contains("line 2  total \"x\" is not a decimal number such as 12.50\n");
  }

  @Test
  void sameAdviceIsPrintedOnceForAllRowsAndColumns() throws IOException {
    Path file = Command.file(directory, "no,status,note", "1,#REF!,", "2,,#N/A", "3,#REF!,#REF!");
    Command command = Command.rehearse(file, "--key=no");
    assertThat(command.out())
        .containsPattern("failed +3 ")
        .contains(
            "  3 rows: a cell is an error of a spreadsheet; correct its formula, or empty the cell\n")
        .contains("    line 2  1  status \"#REF!\"\n")
        .contains("    line 3  2  note \"#N/A\"\n")
        .containsOnlyOnce("correct its formula");
  }

  @Test
  void reasonsThatDifferInRequestsOnlyAreOne() {
    Reason first = Reason.of("Intercom returned 400: no (POST /a, request abc) of \"x\" in line 7");
    Reason second =
        Reason.of("Intercom returned 400: no (POST /a, request def) of \"y\" in line 8");
    assertThat(first.kind())
        .isEqualTo(second.kind())
        .isEqualTo("Intercom returned 400: no (POST /a) of \"…\" in line …");
    assertThat(first.value()).isEqualTo("\"x\"");
  }

  @Test
  void numberOfReasonsIsLimited() {
    ProblemGroups groups = new ProblemGroups(1);
    for (int i = 0; i < 1000; i++) {
      groups.add(null, "key " + i, new Reason("text " + i, "kind " + i, null));
    }
    Problems problems = groups.problems();
    assertThat(problems.count()).isEqualTo(1000);
    assertThat(problems.groups()).hasSize(ProblemGroups.MAX_GROUPS + 1);
    assertThat(problems.groups().get(0).kind()).isEqualTo("other reasons");
    assertThat(problems.groups().get(0).count()).isEqualTo(900);
    assertThat(problems.groups().get(0).shown().get(0).withoutReason())
        .isEqualTo("key 100  text 100");
  }

  @Test
  void partlyStoredRowsAreInTheReportWhichCanBeUsedAsSource() throws IOException {
    Path report = directory.resolve("failed.csv");
    Path file =
        Command.file(directory, "no,status,channel", "1,paid,web", "2,paid,fax", "3,paid,store");
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, file, "--key=no", "--report=" + report);
      assertThat(command.exitCode()).isZero();
      assertThat(ReportLines.of(report))
          .containsExactly(
              "no,status,channel,intercom_sync_place,intercom_sync_reason,intercom_sync_run",
              "2,paid,fax,line 3,\"stored, but Intercom dropped channel=fax\",");
      assertThat(command.out())
          .contains("Partly stored: ")
          .contains("\n  line 3  2  channel=fax\n");
      Files.writeString(report, Files.readString(report).replace(",fax,", ",web,"));
      Command corrected =
          Command.live(shop.sandbox, report, "--key=no", "--state=" + file + ".intercom-sync");
      assertThat(corrected.exitCode()).as(corrected.err()).isZero();
      assertThat(shop.order("2").getAttributes())
          .isEqualTo(Map.of("status", "paid", "channel", "web"));
    }
  }
}
