package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
  @Test
  void escapesCountWithTheirLength() {
    assertThat(Printable.cell("\u0000".repeat(300)))
        .isEqualTo("\\u0000".repeat(34) + "… (300 characters)");
    assertThat(Printable.cell("K\u0000".repeat(20))).isEqualTo("K\\u0000".repeat(20));
  }

  @Test
  void longCellsAreShownInPart() {
    assertThat(Printable.cell("\uD83D\uDE00".repeat(200))).isEqualTo("\uD83D\uDE00".repeat(200));
    assertThat(Printable.cell("\uD83D\uDE00".repeat(201)))
        .isEqualTo("\uD83D\uDE00".repeat(200) + "… (201 characters)");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "9949, 9.9 s",
    "9950, 10.0 s",
    "59949, 59.9 s",
    "59950, 1 min 0 s",
    "72400, 1 min 12 s",
    "3599499, 59 min 59 s",
    "3599950, 1 h 0 min",
    "7500000, 2 h 5 min",
    "3600000000, '1,000 h 0 min'"
  })
  void durationsHaveOneForm(long millis, String text) {
    assertThat(Printable.time(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void escapesBeyondSixteenBitsAreThoseOfCodeAndJson() {
    assertThat(Printable.line("a\uDB40\uDC01")).isEqualTo("a\\udb40\\udc01");
  }

  @Test
  void countsHaveCommas() {
    assertThat(Printable.number(1_234_567)).isEqualTo("1,234,567");
    assertThat(Printable.counted(1, "row")).isEqualTo("1 row");
    assertThat(Printable.counted(2_000, "row")).isEqualTo("2,000 rows");
  }
}
