package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of numbers as countries, spreadsheets and databases write them. */
class NumbersTest {
  private static final String[] DECIMAL = {"--key=no", "--decimal=total"};

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static @Nullable Object parse(ColumnType type, @Nullable String format, String cell) {
    CellSettings settings = new CellSettings(null, format, null, Set.of(), false);
    return ColumnFormat.of(type, null, settings).parse(cell);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "de-DE|1.234,50|1234.50",
        "de-DE|1234,50|1234.50",
        "de-DE|2.085|2085",
        "de-DE|-1.234.567,8|-1234567.8",
        "de-DE|\u2212 7|",
        "de-DE|\u22127,5|-7.5",
        "de-DE|+7,5|7.5",
        "de-DE|+-7,5|",
        "de-DE|0012,50|12.50",
        "de-DE|,5|0.5",
        "de-DE|-0,00|0.00",
        "de-DE|\u00A012,50\u200B|12.50",
        "de-DE|1.00|",
        "de-DE|12.34.5|",
        "de-DE|1234.567|",
        "de-DE|1.234567|",
        "de-DE|1,234.50|",
        "de-DE|12,|",
        "de-DE|1,5,5|",
        "de-DE|7 Stk|",
        "de-DE|NaN|",
        "de-DE|-\u221E|",
        "de-DE|1E5|",
        "de-DE|1E999999999|",
        "de-DE|\u0663|",
        "de_DE|1,5|1.5",
        "en-US|1,234.56|1234.56",
        "en-US|1.5|1.5",
        "en-US|1,23|",
        "fr-FR|1\u202F234,5|1234.5",
        "fr-FR|1\u00A0234,5|1234.5",
        "fr-FR|1 234,5|1234.5",
        "fr-FR|12 34,5|",
        "de-CH|1'234.50|1234.50",
        "de-CH|1\u2019234.50|1234.50",
        "sv-SE|-1 234,5|-1234.5",
        "sv-SE|\u22121 234,5|-1234.5",
        "#,##0.00;(#,##0.00)|(1,234.50)|-1234.50",
        "#,##0.00;#,##0.00-|12.50-|-12.50",
        "0.##' EUR'|12.50 EUR|12.50",
        "0.##' EUR'|12.50|",
        "0%|12%|0.12"
      })
  void numberIsReadIfItsFormatWritesItSo(String format, String cell, @Nullable BigDecimal number) {
    Object read = parse(ColumnType.DECIMAL, format, cell);
    assertThat(read == null ? null : ((BigDecimal) read).toPlainString())
        .isEqualTo(number == null ? null : number.toPlainString());
  }

  @ParameterizedTest
  @CsvSource({
    "7.0, 7",
    "7.00, 7",
    "-12.0000, -12",
    "0.000, 0",
    "\u22127, -7",
    "7.5,",
    "7.,",
    "1.000,",
    "12.000,",
    "1e3,"
  })
  void wholeNumberMayHaveZerosAfterThePoint(String cell, @Nullable String number) {
    Object read = parse(ColumnType.NUMBER, null, cell);
    assertThat(read == null ? null : read.toString()).isEqualTo(number);
  }

  @Test
  void patternOfAColumnHasTheLocaleOfAll() throws Exception {
    Command.file(directory, "no;total;rate", "1;1.234,50;12,5 %");
    Path mapping =
        Files.writeString(
            directory.resolve("map.json"),
            """
            {"source": {"csv": "orders.csv", "separator": ";"}, "key": "no", "numbers": "de-DE",
             "attributes": {"total_amount": {"column": "total", "type": "decimal"},
                            "note": {"column": "rate", "type": "decimal", "format": "0.0' '%"}}}
            """);
    try (Shop shop = new Shop()) {
      Command command =
          Command.run(
              Map.of(Shell.TOKEN, shop.sandbox.getToken()),
              "--mapping=" + mapping,
              "--live",
              "--base-url=" + shop.sandbox.getBaseUrl());
      assertThat(command.out()).contains("note");
      assertThat(shop.sandbox.getCalls().get(2).getBody())
          .contains("\"total_amount\":1234.50,\"note\":0.125");
    }
  }

  @Test
  void formatThatIsNoneIsRejected() {
    for (String format : new String[] {"xx-YY", "german", "#.#.#", "-"}) {
      assertThatThrownBy(() -> parse(ColumnType.DECIMAL, format, "1"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "format \""
                  + format
                  + "\" is not one of numbers; give a locale such as de-DE, or a pattern such as"
                  + " #,##0.00");
    }
  }

  @Test
  void columnWithCommasMakesPointsBeforeThreeDigitsDoubtful() throws Exception {
    List<String> lines =
        List.of(
            "no|total_amount", "1|2.085", "2|12.5", "3|1.234,50", "4|3.100", "5|0.125", "6|2085");
    String[] options = {"--key=no", "--decimal=total_amount", "--separator=|"};
    String doubt =
        " is another number if the point separates groups; give the locale of numbers with"
            + " --numbers en-US or --numbers de-DE";
    try (Nights nights = new Nights(directory, options)) {
      nights.write(lines);
      for (Command run :
          List.of(nights.run("check"), nights.run("sync", "--dry-run"), nights.run("sync"))) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).contains(doubt).contains("2.085").contains("3.100");
      }
      assertThat(nights.objects()).isEqualTo(3);
      assertThat(nights.shop.has("1")).isFalse();
      // Of the rows that Intercom lacks, those that fail are not counted.
      assertThat(nights.run("reconcile").out()).containsPattern("missing +0\n");
      // The advice, followed.
      nights.run("sync", "--numbers=de-DE");
      assertThat(nights.shop.order("1").getAttributes().get("total_amount")).hasToString("2085");
    }
  }

  @Test
  void commaOfALaterNightMakesUnchangedPointsDoubtful() throws Exception {
    String[] options = {"--key=no", "--decimal=total_amount", "--separator=|"};
    try (Nights nights = new Nights(directory, options)) {
      List<String> rows = List.of("no|total_amount", "1|2.085", "2|12.5");
      nights.sync(rows);
      assertThat(nights.sync(rows).out()).containsPattern("unchanged +2 ");
      Command command = nights.sync(List.of("no|total_amount", "1|2.085", "2|12.5", "3|1.234,50"));
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .containsPattern("unchanged +1 ")
          .contains("line 2", "\"2.085\" is another number if the point separates groups");
    }
  }

  @Test
  void columnWithoutCommasHasNoDoubt() throws Exception {
    Path file = Command.file(directory, "no,total", "1,2.085", "2,\"1,234.50\"", "3,1.5");
    Command command = Command.rehearse(file, DECIMAL);
    assertThat(command.out())
        .containsPattern("stored +2\n")
        .contains(
            "total \"1,234.50\" is not a decimal number such as 12.50; give the locale of numbers"
                + " with --numbers en-US\n");
    // The advice, followed.
    assertThat(Command.rehearse(file, Command.with(DECIMAL, "--numbers=en-US")).exitCode())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"12\u202F345.5,", "'12 345,5', fr-FR", "12'345.5, de-CH"})
  void suggestedLocaleReadsTheNumber(String cell, @Nullable String locale) {
    String problem = ColumnFormat.of(ColumnType.DECIMAL, null, CellSettings.NONE).problem(cell);
    assertThat(problem)
        .isEqualTo(
            "is not a decimal number such as 12.50"
                + (locale == null ? "" : "; give the locale of numbers with --numbers " + locale));
    assertThat(locale == null ? null : parse(ColumnType.DECIMAL, locale, cell) + "")
        .isIn(null, "12345.5");
  }

  @Test
  void numbersThatAreOnlyWrittenInAnotherWayAreNotSentAgain() throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--decimal=total_amount")) {
      nights.sync(List.of("no,total_amount", "1,1.0", "2,2.50", "3,100.00"));
      Command next = nights.sync(List.of("no,total_amount", "1,1", "2,2.5", "3,100"));
      assertThat(next.out()).containsPattern("unchanged +3 ");
      assertThat(nights.writes()).isEmpty();
      assertThat(nights.sync(List.of("no,total_amount", "1,1", "2,2.51", "3,100")).out())
          .containsPattern("unchanged +2 ");
    }
  }
}
