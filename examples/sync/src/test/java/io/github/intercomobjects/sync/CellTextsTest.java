package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of booleans, missing values, blanks and damaged texts in cells. */
class CellTextsTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @ParameterizedTest
  @CsvSource({
    "ja/nein, JA, true",
    "ja/nein, ' nein ', false",
    "ja/nein, true,",
    "'1,t,yes/0,f,no', t, true",
    "'1,t,yes/0,f,no', 0, false",
    "'1,t,yes/0,f,no', 2,",
    ", TRUE, true",
    ", yes,"
  })
  void booleanIsOneOfItsTexts(@Nullable String format, String cell, @Nullable Boolean value) {
    assertThat(ColumnFormat.of(ColumnType.BOOLEAN, format, CellSettings.NONE).parse(cell))
        .isEqualTo(value);
  }

  @Test
  void textsOfBooleansAreTwoDifferentOnes() {
    for (String format : new String[] {"yes", "yes/", "/no", "a/b/c", "a,b/c,A"}) {
      assertThatThrownBy(() -> ColumnFormat.of(ColumnType.BOOLEAN, format, CellSettings.NONE))
          .hasMessageStartingWith(
              "format \"" + format + "\" is not one of booleans; give the text");
    }
  }

  @Test
  void suggestedBooleansAreRead() throws Exception {
    Path file = Command.file(directory, "no,gift,extra", "1,yes,x", "2,NO,y");
    Command without = Command.rehearse(file, "--key=no", "--boolean=gift");
    assertThat(without.out())
        .contains(
            "2 rows: a cell is not true or false; give both texts with --booleans, such as"
                + " --booleans yes/no\n");
    String[] options = {"--key=no", "--boolean=gift", "--booleans=yes/no"};
    assertThat(Command.rehearse(file, options).exitCode()).isZero();
    Files.writeString(
        directory.resolve("map.json"),
        """
        {"source": {"csv": "orders.csv"}, "key": "no", "booleans": "yes/no",
         "attributes": {"gift": {"type": "boolean"},
                        "extra": {"type": "boolean", "format": "x/y"}}}
        """);
    assertThat(Command.run(Map.of(), "--mapping=" + directory.resolve("map.json")).exitCode())
        .isZero();
    Command.file(directory, "no,gift,extra", "1,true,x");
    assertThat(Command.run(Map.of(), "--mapping=" + directory.resolve("map.json")).out())
        .contains("gift \"true\" is not one of the texts yes/no for true and false; add it with");
  }

  @Test
  void missingValuesAreEmptyCells() throws Exception {
    String[] header = {"no,cust,note,total,day,gift"};
    Path file =
        Command.file(directory, Command.with(header, "1,NULL,N/A,\\N,NULL, N/A ", "2,,x,1,,"));
    String[] types = {"--key=no", "--contact=cust", "--decimal=total", "--date=day"};
    String[] options = Command.with(types, "--boolean=gift");
    assertThat(Command.rehearse(file, options).out())
        .contains(
            "total \"\\N\" is not a decimal number such as 12.50; if it means an empty cell,"
                + " give --null '\\N'");
    try (Shop shop = new Shop()) {
      Command command =
          Command.live(
              shop.sandbox,
              file,
              "--key=no",
              "--contact=cust",
              "--ignore=total,day,gift",
              "--null=NULL",
              "--null=N/A");
      assertThat(command.exitCode()).as(command.out() + command.err()).isZero();
      assertThat(shop.order("1").getAttributes()).isEmpty();
    }
    Command all =
        Command.rehearse(file, Command.with(options, "--null=NULL", "--null=N/A", "--null=\\N"));
    assertThat(all.exitCode()).as(all.out()).isZero();
    Path error = Command.file(directory, "no,note", "1,#N/A");
    assertThat(Command.rehearse(error, "--key=no", "--null=#N/A").exitCode()).isZero();
    assertThat(Command.rehearse(file, Command.with(options, "--null= ")).err())
        .contains("--null must not be blank; a blank cell is always empty");
  }

  @Test
  void missingKeyIsNoKeyAndMissingValuesFillNoColumn() throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--null=NULL")) {
      List<String> full = List.of("no,note", "1,a", "2,b", "3,c", "4,d", "5,e", "6,f");
      nights.sync(full);
      Command command =
          nights.sync(full.stream().map(r -> r.replaceFirst(",[a-f]$", ",NULL")).toList());
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err()).contains("note");
      assertThat(nights.sync(List.of("no,note", "NULL,a")).out())
          .contains("no is empty; every row needs a key");
    }
  }

  @Test
  void nullsOfAMappingFileAreOneTextOrSeveral() throws Exception {
    Command.file(directory, "no,n", "1,NULL", "2,-");
    Path mapping = directory.resolve("map.json");
    String json =
        "{\"source\": {\"csv\": \"orders.csv\"}, \"key\": \"no\", \"null\": %s, \"attributes\":"
            + " {\"n\": {\"type\": \"number\"}}}";
    Files.writeString(mapping, String.format(json, "[\"NULL\", \"-\"]"));
    assertThat(Command.run(Map.of(), "--mapping=" + mapping).exitCode()).isZero();
    Files.writeString(mapping, String.format(json, "\"NULL\""));
    assertThat(Command.run(Map.of(), "--mapping=" + mapping).out())
        .contains(
            "n \"-\" is not a whole number such as 3; if it means an empty cell, give --null '-'");
    Files.writeString(mapping, String.format(json, "[\" \"]"));
    assertThat(Command.run(Map.of(), "--mapping=" + mapping).err())
        .contains("/null/0 in line 1: must not be blank; a blank cell is always empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\u00A0", "\u200B", "\uFEFF", "\t", "\u202F"})
  void blanksAroundKeysAndContactsAreNoPartOfThem(String blank) throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--contact=cust", "--separator=;")) {
      nights.sync(List.of("no;cust;note", "1;customer-1;x"));
      String row = blank + "1" + blank + ";" + blank + "customer-1" + blank + ";x";
      Command next = nights.delete(List.of("no;cust;note", row));
      assertThat(next.exitCode()).as(next.out()).isZero();
      assertThat(next.out()).containsPattern("unchanged +1 ");
      assertThat(nights.writes()).isEmpty();
      assertThat(nights.run("reconcile").exitCode()).isZero();
      assertThat(nights.run("sync", "--only=" + blank + "1").out()).containsPattern("stored +1\n");
      assertThat(nights.sync(List.of("no;cust;note", blank + ";;x")).out())
          .contains("no is empty; every row needs a key");
    }
  }

  @Test
  void keysThatDifferInBlanksOnlyFailOrAreWarnedAbout() throws Exception {
    Path file = Command.file(directory, "no,note", "A-1,x", "A-1\u00A0,y");
    Command command = Command.rehearse(file, "--key=no");
    assertThat(command.out())
        .contains(
            "no \"A-1\" is also in line 2; use each key in one line only, or keep the blanks around"
                + " keys with --keep-blanks");
    // The advice, followed.
    Command kept = Command.rehearse(file, "--key=no", "--keep-blanks");
    assertThat(kept.exitCode()).as(kept.err()).isZero();
    String warning =
        "warning       keys: line 3 has the key \"A-1\\u00a0\", which differs from A-1 in line 2 only in"
            + " the blanks around it; correct one of them, or omit --keep-blanks\n";
    assertThat(kept.out()).contains(warning);
    assertThat(Command.any(Map.of(), "check", file.toString(), "--key=no", "--keep-blanks").out())
        .contains(warning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.23E+15", "4,5E+12", "1E+10", "1.0E7"})
  void shortenedNumberIsNoKeyNoContactAndNoText(String text) throws Exception {
    String problem =
        " is a number of which a spreadsheet kept the first digits only; format the column as text,"
            + " and enter it again";
    for (String row : new String[] {"%s;c;x", "1;%s;x", "1;c;%s"}) {
      Path file = Command.file(directory, "no;cust;note", String.format(row, text));
      Command command = Command.rehearse(file, "--key=no", "--contact=cust", "--separator=;");
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).contains(" \"" + text + "\"" + problem);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E5", "E+10", "12E+10", "1.2e+15", "A1E+15"})
  void otherTextWithAnEIsStored(String text) throws Exception {
    Path file = Command.file(directory, "no;note", text + ";" + text);
    assertThat(Command.rehearse(file, "--key=no", "--separator=;").exitCode()).isZero();
  }

  @Test
  void textsOfADatabaseAndOfItsReportAreReadInTheSameWay() throws Exception {
    String query =
        "SELECT ' A-1' AS \"no\", 'customer-9' AS \"cust\", '1.234,50' AS \"total_amount\", 'ja' AS"
            + " \"gift\", 'NULL' AS \"note\", '2026-01-31 09:30:00+01' AS \"delivered_on\"";
    String[] options = {
      "--key=no",
      "--contact=cust",
      "--decimal=total_amount",
      "--boolean=gift",
      "--datetime=delivered_on",
      "--numbers=de-DE",
      "--booleans=ja/nein",
      "--null=NULL",
      "--type=Order",
      "--live",
      "--state=" + directory.resolve("state")
    };
    Path report = directory.resolve("failed.csv");
    try (Shop shop = new Shop()) {
      String url = "--base-url=" + shop.sandbox.getBaseUrl();
      Map<String, String> token = Map.of(Shell.TOKEN, shop.sandbox.getToken());
      Command failed =
          Command.run(
              token,
              Command.with(
                  options, url, "--jdbc=jdbc:h2:mem:a", "--query=" + query, "--report=" + report));
      assertThat(failed.exitCode()).as(failed.out() + failed.err()).isEqualTo(2);
      assertThat(failed.out()).contains("row 1  \" A-1\"  ");
      shop.workspace.addContact("customer-9", null, null);
      Command fed = Command.run(token, Command.with(options, url, report.toString()));
      assertThat(fed.exitCode()).as(fed.out() + fed.err()).isZero();
      assertThat(shop.order(" A-1").getAttributes())
          .containsEntry("gift", true)
          .doesNotContainKey("note")
          .hasEntrySatisfying("total_amount", total -> assertThat(total).hasToString("1234.50"))
          .hasEntrySatisfying(
              "delivered_on", time -> assertThat(time).hasToString("2026-01-31T08:30:00Z"));
    }
  }

  @Test
  void objectThatWasStoredWithBlanksAroundItsKeyGetsNoDuplicate() throws Exception {
    try (Nights nights = new Nights(directory, "--key=no")) {
      List<String> rows = List.of("no,note", "A1   ,x", "B,y");
      // Earlier versions kept blanks.
      nights.sync(rows, "--keep-blanks");
      for (String[] options : new String[][] {{}, {"--dry-run"}, {"--delete-gone"}}) {
        Command next = nights.sync(rows, options);
        assertThat(next.exitCode()).isEqualTo(1);
        assertThat(next.err())
            .isEqualTo(
                "intercom-sync: "
                    + nights.file()
                    + " has the key \"A1   \" in line 2, whose object was stored with the blanks"
                    + " around its key; keep them with --keep-blanks\n");
        assertThat(nights.writes()).isEmpty();
      }
      // The advice, followed.
      assertThat(nights.sync(rows, "--keep-blanks").out()).containsPattern("unchanged +2 ");
      assertThat(nights.objects()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0/1, 1, false",
    "0/1, 0, true",
    "-1/0, -1, true",
    "-1/0, 0, false",
    "ja/nein, 1, true"
  })
  void textsOfBooleansAreAlsoThoseOfTheNumbersOfADatabase(
      String format, BigInteger cell, boolean value) {
    assertThat(ColumnFormat.of(ColumnType.BOOLEAN, format, CellSettings.NONE).parse(cell))
        .isEqualTo(value);
  }

  @Test
  void keyOrContactThatLostCharactersFailsItsRow() throws Exception {
    Path file =
        Command.file(directory, "no,cust,note", "M\uFFFDller,c,x", "2,J\uFFFDrn,x", "3,c,\uFFFD");
    Command command = Command.rehearse(file, "--key=no", "--contact=cust");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .contains(
            "2 rows: a cell has characters that were lost before this file was written; export it"
                + " again\n",
            "no \"M\uFFFDller\"\n",
            "cust \"J\uFFFDrn\"\n")
        .doesNotContain("line 4");
  }
}
