package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
