package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "order-\u00DC, ORDER-\u00FC"
  })
  void keyThatASpreadsheetChangedKeepsItsObject(String before, String after) throws Exception {
    try (Nights nights = new Nights(directory, "--key=no")) {
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
  void longKeysAreReadInNoTime() {
    String digits = "1".repeat(100_000);
    assertThat(SpreadsheetKeys.offered(digits)).hasSizeLessThan(3);
    assertThat(SpreadsheetKeys.sought("1-1".repeat(100_000))).isEmpty();
  }
}
