package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of keys that a spreadsheet took for dates or numbers, or wrote in another case. */
class SpreadsheetKeysTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @ParameterizedTest
  @CsvSource({
    "1-1, 01. Jan",
    "1-1, Jan-01",
    "1-1, 1. Jan",
    "1-1, 2026-01-01",
    "1-1, 01.01.2026 00:00",
    "3-12, 12. Mrz",
    "3-12, 12-M\u00E4r",
    "3-12, 3-Dec",
    "3/12, 12/03/2026",
    "10-2026, Okt 26",
    "1-2-03, 01.02.2003",
    "MAR1, 1-Mar",
    "SEPT2, 2. Sep",
    "Jan-01, 1-1",
    "1234567890123456, 1234567890123450",
    "1234567890123456, 1234567890123460",
    "12345678901234567890, 12345678901234500000",
    "9999999999999999, 10000000000000000",
    "1234567890123450, 1234567890123456",
    "Order-a, ORDER-A",
    "order-\u00DC, ORDER-\u00FC",
    "F 6, F6",
    "Y  1, Y 1",
    "'P\"1', P1",
    "007.50, 7.5",
    "1.10, 1.1",
    "+49123, 49123",
    "10%, 0.1",
    "O''1, O\u20191",
    "B-2, B\u20132",
    "C-3, C\u00A0-3",
    "1000, 1.000",
    "2000, 2 000",
    "3000, 3'000",
    "2.7, '2,7'",
    "99.99, '99,99'",
    "12:30, 12:30:00",
    "9:30, 09:30:00.000",
    "-7, \u22127",
    "(100), -100",
    "Stra\u00DFe, STRASSE",
    "X&Y, X&amp;Y",
    "M\u00FCller, M&uuml;ller",
    "G\u00FC, Gu",
    "A&#45;5, A-5",
    "9007199254740993, 9007199254740992",
    "12345678901234567890, 12345678901234567000",
    "V-001, V-1",
    "123e4567-e89b-12d3-a456-426614174000, 123e4567e89b12d3a456426614174000",
    "2026-01-01T10:00, 2026-01-01 10:00:00.0"
  })
  void keyThatASpreadsheetChangedKeepsItsObject(String before, String after) throws Exception {
    try (Nights nights = new Nights(directory, "--key=no", "--separator=|")) {
      nights.sync(List.of("no", before, "B", "C", "D", "E"));
      for (int night = 0; night < 2; night++) {
        Command command = nights.delete(List.of("no", after, "B", "C", "D"));
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.out())
            .contains(
                before
                    + "  line 2 has the similar key \""
                    + after
                    + "\", and may mean this object; correct that key");
        assertThat(nights.shop.has(before)).isTrue();
        assertThat(nights.shop.has("E")).isFalse();
      }
      // The advice, followed.
      assertThat(nights.delete(List.of("no", before, "B", "C", "D")).exitCode()).isZero();
      assertThat(nights.shop.has(before)).isTrue();
      assertThat(nights.shop.has(after)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1-1, 1-2",
    "1-1, 02. Jan",
    "2025-01-01, 2026-01-01",
    "Jan-25, Jan-26",
    "1-1, Order 1-1",
    "13-14, 14. Jan",
    "1234567890123456, 1234567890123457",
    "123456789012345, 123456789012340",
    "12345678901234567891, 12345678901234567893",
    "4, May",
    "A-1, A-2"
  })
  void otherKeyIsNoDoubt(String before, String after) throws Exception {
    try (Nights nights = new Nights(directory, "--key=no")) {
      nights.sync(List.of("no", before, "B", "C", "D", "E"));
      assertThat(nights.delete(List.of("no", after, "B", "C", "D", "E")).exitCode()).isZero();
      assertThat(nights.shop.has(before)).isFalse();
    }
  }

  @Test
  void keyOfAnEarlierObjectIsNoDoubt() throws Exception {
    List<String> all = new ArrayList<>(List.of("no"));
    for (int i = 1; i <= 20; i++) {
      all.addAll(
          List.of("O-" + i, "1." + i, "A1-" + i, "A-1-" + i, "A-1" + i, "900719925474099" + i));
    }
    try (Nights nights = new Nights(directory, "--key=no")) {
      nights.sync(all);
      List<String> gone = List.of("1.10", "1.2", "A-1-1", "A1-12", "O-11", "9007199254740993");
      all.removeAll(gone);
      Command command = nights.delete(all);
      assertThat(command.exitCode()).as(command.out()).isZero();
      assertThat(gone).noneMatch(nights.shop::has);
    }
  }

  @Test
  void consecutiveKeysAreNotSimilar() {
    for (String form : new String[] {"O-%d", "A1-%d", "A-%03d", "2026-%d", "90071992547409%d"}) {
      Map<String, String> seen = new HashMap<>();
      for (int i = 100; i < 300; i++) {
        String key = String.format(Locale.ROOT, form, i);
        LooseKeys.formsOfRow(key).forEach(each -> seen.put(each, key));
      }
      for (int i = 100; i < 300; i++) {
        String key = String.format(Locale.ROOT, form, i);
        // A neighbor may be the rounded form of a long number.
        if (key.length() < 16) {
          assertThat(LooseKeys.forms(key)).allMatch(each -> key.equals(seen.get(each)));
        }
      }
    }
  }

  @Test
  void newKeyIsSimilarAlsoIfItWasStoredWithoutADeletion() throws Exception {
    try (Nights nights = new Nights(directory, "--key=no")) {
      nights.sync(List.of("no", "F 6", "B", "C", "D"));
      nights.sync(List.of("no", "F6", "B", "C", "D"));
      Command command = nights.delete(List.of("no", "F6", "B", "C", "D"));
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).contains("F 6  line 2 has the similar key \"F6\", and may mean");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"O1003", "O/1003", "O-01003"})
  void newKeyIsSimilarAlsoIfItsRowWasSentAlone(String key) throws Exception {
    try (Nights nights = new Nights(directory, "--key=no")) {
      nights.sync(List.of("no", "O-1003", "B", "C", "D"));
      nights.sync(List.of("no", key, "B", "C", "D"), "--only=" + key);
      Command command = nights.delete(List.of("no", key, "B", "C", "D"));
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .contains("O-1003  line 2 has the similar key \"" + key + "\", and may mean");
      assertThat(nights.objects()).isEqualTo(5);
    }
  }

  @Test
  void newKeyOfAReportReplacesNoKeyOfItsSource() throws Exception {
    Path report = directory.resolve("failed.csv");
    try (Nights nights = new Nights(directory, "--key=no", "--number=item_count")) {
      List<String> source = List.of("no,item_count", "O-1003,1", "B,1", "C,1", "D,1", "O1003,x");
      nights.sync(source, "--report=" + report);
      Files.writeString(report, Files.readString(report).replace(",x,", ",2,"));
      Path state = nights.file().resolveSibling("orders.csv.intercom-sync");
      Command corrected =
          Command.live(
              nights.shop.sandbox, report, "--key=no", "--number=item_count", "--state=" + state);
      assertThat(corrected.exitCode()).as(corrected.out()).isZero();
      Command command = nights.delete(List.of("no,item_count", "B,1", "C,1", "D,1", "O1003,2"));
      assertThat(command.exitCode()).as(command.out()).isZero();
      assertThat(nights.shop.has("O-1003")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0E7", "1.2E+15", "5E+05", "1,5E10"})
  void roundedNumberDeletesNothing(String key) {
    assertThat(SimilarKeys.damage(key)).isEqualTo("whose key \"" + key + "\" is a rounded number");
    assertThat(SimilarKeys.damage("1E5")).isNull();
  }

  @Test
  void longKeysAreReadInNoTime() {
    String digits = "1".repeat(100_000);
    assertThat(SpreadsheetKeys.offered(digits)).hasSizeLessThan(3);
    assertThat(SpreadsheetKeys.sought("1-1".repeat(100_000))).isEmpty();
  }
}
