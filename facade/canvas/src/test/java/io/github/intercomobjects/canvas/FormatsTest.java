package io.github.intercomobjects.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatsTest {
  private static final Instant TIME = Instant.parse("2019-01-08T18:05:59Z");
  private static final Formats AMERICAN = Formats.of(Locale.US, ZoneId.of("America/New_York"));
  private static final Formats GERMAN = Formats.of(Locale.GERMANY, ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "1299, USD, '$1,299.00'",
    "1299.5, usd, '$1,299.50'",
    "-0.1, USD, -$0.10",
    "99, EUR, €99.00",
    "0.125, USD, $0.125",
    "1.500, USD, $1.50",
    "1E+3, USD, '$1,000.00'",
    "12345678901234567890.12, USD, '$12,345,678,901,234,567,890.12'",
    "1200, ' jpy ', '¥1,200'",
    "-9.5, CHF, -CHF\u00a09.50",
    "1.2345, KWD, KWD\u00a01.2345",
    "5, points, 5 points",
    "5.25, '', 5.25",
    "5, XYZ, 5 XYZ",
  })
  void moneyHasTheSymbolOfItsCurrencyAndAllDecimals(
      BigDecimal amount, String currency, String shown) {
    assertThat(AMERICAN.money(amount, currency)).isEqualTo(shown);
  }

  @Test
  void minorUnitsHaveTheDecimalsOfTheirCurrency() {
    assertThat(AMERICAN.minorUnits(9900, "USD")).isEqualTo("$99.00");
    assertThat(AMERICAN.minorUnits(-5, "USD")).isEqualTo("-$0.05");
    assertThat(AMERICAN.minorUnits(9900, "JPY")).isEqualTo("¥9,900");
    assertThat(AMERICAN.minorUnits(9900, "KWD")).isEqualTo("KWD\u00a09.900");
    assertThat(AMERICAN.minorUnits(9900, "points")).isEqualTo("99 points");
  }

  @Test
  void formatsFollowTheLocaleAndTheZone() {
    assertThat(GERMAN.money(new BigDecimal("1299"), "EUR")).isEqualTo("1.299,00\u00a0€");
    assertThat(GERMAN.number(new BigDecimal("1299.5"))).isEqualTo("1.299,5");
    assertThat(GERMAN.date(TIME)).isEqualTo("08.01.2019");
    assertThat(GERMAN.dateTime(TIME)).isEqualTo("08.01.2019, 19:05");
    assertThat(AMERICAN.number(1_299.5)).isEqualTo("1,299.5");
    assertThat(AMERICAN.date(TIME)).isEqualTo("Jan 8, 2019");
    assertThat(AMERICAN.dateTime(TIME)).isEqualTo("Jan 8, 2019 at 1:05PM");
    assertThat(Formats.of(Locale.ENGLISH, ZoneOffset.UTC).dateTime(TIME))
        .isEqualTo("Jan 8, 2019 at 6:05PM");
    assertThat(Formats.of(Locale.UK, ZoneOffset.UTC).dateTime(TIME)).contains("18:05");
  }

  @Test
  void aNumberHasUpToTenDecimals() {
    assertThat(AMERICAN.number(new BigDecimal("0.12345678901"))).isEqualTo("0.123456789");
    assertThat(AMERICAN.number(Long.MAX_VALUE)).isEqualTo("9,223,372,036,854,775,807");
  }

  @Test
  void aBooleanIsYesOrNo() {
    assertThat(AMERICAN.yesNo(true)).isEqualTo("Yes");
    assertThat(GERMAN.yesNo(false)).isEqualTo("No");
  }

  @Test
  void markdownIsShownAsItIs() {
    assertThat(Formats.plain("[a](https://b.example.com) **c**"))
        .isEqualTo("[a]\u200b(https://b.example.com) *\u200b*c*\u200b*");
  }
}
