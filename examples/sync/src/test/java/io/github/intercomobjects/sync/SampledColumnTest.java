package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampledColumnTest {
  private SampledColumn column = new SampledColumn("x", ColumnType.TEXT);

  /** Returns what the column "x" of a file is proposed to be. */
  private String proposed(String... cells) {
    return proposedAs("x", cells);
  }

  private String proposedAs(String name, String... cells) {
    column = new SampledColumn(name, ColumnType.TEXT);
    for (int i = 0; i < cells.length; i++) {
      column.add(cells[i], Location.Unit.LINE.at(i + 1));
    }
    return column.attribute().toString();
  }

  @Test
  void numbersHaveTheFormatThatFitsAllCells() {
    assertThat(proposed("7", "-12", "5.0")).isEqualTo("{type=number}");
    assertThat(proposed("7", "12.5")).isEqualTo("{type=decimal}");
    assertThat(proposed("1,234.50", "7.00")).isEqualTo("{type=decimal, format=en-US}");
    assertThat(proposed("1 234,50", "7")).isEqualTo("{type=decimal, format=fr-FR}");
    assertThat(proposed("1'234.50", "7")).isEqualTo("{type=decimal, format=de-CH}");
    assertThat(proposed("12.50 EUR", "7")).isEqualTo("x");
  }

  @Test
  void numberWithTwoMeaningsIsADoubtAndATextUntilThen() {
    assertThat(proposed("1.234", "5.678")).isEqualTo("x");
    assertThat(column.comment())
        .contains(
            "doubt: x can be {\"type\":\"number\",\"format\":\"de-DE\"} or {\"type\":\"decimal\"},"
                + " and is a text until you choose");
    assertThat(proposed("1.234", "5.67")).isEqualTo("{type=decimal}");
  }

  @Test
  void digitsThatANumberWouldLoseAreTexts() {
    assertThat(proposed("12", "007")).isEqualTo("x");
    assertThat(proposed("+49 30 123456", "+4930654321")).isEqualTo("x");
    assertThat(proposed("12345678901234567")).isEqualTo("x");
    for (String name :
        new String[] {
          "zip", "postal_code", "phone", "productId", "sku", "plz", "rechnungsnr", "partCode"
        }) {
      assertThat(proposedAs(name, "12345", "23456")).isEqualTo(name);
    }
    assertThat(proposedAs("paid", "12345", "23456")).isEqualTo("{type=number}");
  }

  @Test
  void booleansNeedBothOfTheirTexts() {
    assertThat(proposed("true", "TRUE")).isEqualTo("{type=boolean}");
    assertThat(proposed("Y", "n", "")).isEqualTo("{type=boolean, format=y/n}");
    assertThat(proposed("yes", "yes")).isEqualTo("x");
    assertThat(proposed("yes", "no", "on")).isEqualTo("x");
    assertThat(proposed("1", "1")).isEqualTo("{type=number}");
    assertThat(proposed("1", "0")).isEqualTo("{type=boolean, format=1/0}");
    assertThat(column.comment())
        .contains("doubt: x has only 0 and 1; give it the type \"number\" if it counts");
  }

  @Test
  void datesAndTimesHaveThePatternThatFitsAllCells() {
    assertThat(proposed("2026-01-31", "2026-02-01")).isEqualTo("{type=date}");
    assertThat(proposed("31.1.2026", "01.02.2026")).isEqualTo("{type=date, format=d.M.yyyy}");
    assertThat(proposed("31 Jan 2026")).isEqualTo("{type=date, format=d MMM yyyy}");
    assertThat(proposed("1/31/2026 9:30 PM", "2/1/2026"))
        .isEqualTo("{type=datetime, format=M/d/yyyy[ h:mm[:ss] a]}");
    assertThat(proposed("2026-01-31T09:30:00+01:00", "2026-02-01")).isEqualTo("{type=datetime}");
    assertThat(column.needsZone()).isFalse();
    assertThat(proposed("2026-01-31 09:30:00")).isEqualTo("{type=datetime}");
    assertThat(column.needsZone()).isTrue();
  }

  @Test
  void dateWithTwoMeaningsIsADoubtAndATextUntilThen() {
    assertThat(proposed("03/04/2026", "05/06/2026")).isEqualTo("x");
    String doubt =
        "doubt: x can be {\"type\":\"date\",\"format\":\"d/M/yyyy\"} or"
            + " {\"type\":\"date\",\"format\":\"M/d/yyyy\"}, and is a text until you choose";
    assertThat(column.comment()).isEqualTo(doubt);
    assertThat(proposed("03/04/2026", "05/06/2026", "13/06/2026"))
        .isEqualTo("{type=date, format=d/M/yyyy}");
    // Both patterns read the same days.
    assertThat(proposed("03/03/2026", "05/05/2026")).isEqualTo("{type=date, format=d/M/yyyy}");
  }

  @Test
  void yearsOfTwoDigitsAreADoubtAndATextUntilThen() {
    for (String cell : new String[] {"17.08.62", "1.2.10"}) {
      assertThat(proposed(cell)).isEqualTo("x");
      assertThat(column.type()).isEqualTo(ColumnType.TEXT);
      assertThat(column.comment())
          .isEqualTo(
              "doubt: x can be {\"type\":\"date\",\"format\":\"d.M.yy\"}, of years from 2000 to"
                  + " 2099, and is a text until you choose");
    }
    assertThat(proposed("17.08.62", "17.08.1962")).isEqualTo("x");
  }

  @Test
  void identifiersAreNoDates() {
    assertThat(proposedAs("part_no", "01.02.2026")).isEqualTo("part_no");
    assertThat(column.comment()).isNull();
  }

  @Test
  void numbersAreTimesOnlyInAColumnNamedSo() {
    assertThat(proposedAs("paid_at", "1769851800", "1769851900"))
        .isEqualTo("{type=datetime, format=epoch-seconds}");
    assertThat(proposedAs("paidAt", "1769851800000"))
        .isEqualTo("{type=datetime, format=epoch-millis}");
    assertThat(proposedAs("due_date", "20260131", "20260201"))
        .isEqualTo("{type=date, format=yyyyMMdd}");
    assertThat(proposed("1769851800", "20260131")).isEqualTo("{type=number}");
    assertThat(proposedAs("paid_at", "1", "2")).isEqualTo("{type=number}");
  }

  @Test
  void cellFarBelowDecidesAndIsNamed() {
    String[] cells = new String[5_000];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = String.valueOf(i);
    }
    cells[4_000] = "many";
    assertThat(proposed(cells)).isEqualTo("x");
    assertThat(column.comment()).isEqualTo("x: line 4001 has the first cell that is no number");
  }

  @Test
  void missingValuesAreNullsOfTypedColumnsOnly() {
    assertThat(proposed("7", "n/a", "-")).isEqualTo("{type=number}");
    assertThat(column.nulls()).containsExactly("-", "n/a");
    assertThat(proposed("gold", "none", "\\N")).isEqualTo("x");
    assertThat(column.nulls()).containsExactly("\\N");
  }
}
