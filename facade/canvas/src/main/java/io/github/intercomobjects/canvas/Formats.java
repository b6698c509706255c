package io.github.intercomobjects.canvas;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Formats of values in a card, for a locale and a time zone.
 *
 * <pre>{@code
 * Formats formats = Formats.of(Locale.US, ZoneId.of("America/New_York"));
 * formats.money(new BigDecimal("1299"), "EUR"); // €1,299.00
 * formats.dateTime(Instant.now()); // Jan 8, 2019 at 1:05PM
 * }</pre>
 *
 * <p>Times are absolute, because a card is not updated while it is open. Immutable and thread-safe.
 */
public final class Formats {
  private static final int MAX_FRACTION_DIGITS = 10;

  private final Locale locale;
  private final DateTimeFormatter dates;
  private final DateTimeFormatter dateTimes;

  private Formats(Locale locale, ZoneId zone) {
    this.locale = locale;
    dates = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).withZone(zone);
    // The style of Intercom's own times, which Java does not have, and which JDKs do not agree on.
    boolean american =
        locale.getLanguage().equals("en")
            && (locale.getCountry().equals("US") || locale.getCountry().isEmpty());
    dateTimes =
        (american
                ? DateTimeFormatter.ofPattern("MMM d, y 'at' h:mma", locale)
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                    .withLocale(locale))
            .withZone(zone);
  }

  /** Returns the formats of a locale, with times in a zone. */
  public static Formats of(Locale locale, ZoneId zone) {
    return new Formats(
        Objects.requireNonNull(locale, "locale"), Objects.requireNonNull(zone, "zone"));
  }

  /**
   * Returns an amount of money with all its decimals.
   *
   * @param currency the ISO 4217 code, in any case. The text after the amount if there is no such
   *     currency.
   */
  public String money(BigDecimal amount, String currency) {
    Currency known = currency(currency);
    if (known == null) {
      return (number(amount) + " " + currency).strip();
    }
    NumberFormat format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(known);
    int digits = Math.max(0, known.getDefaultFractionDigits());
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(Math.max(digits, amount.stripTrailingZeros().scale()));
    // Java writes CHF99.00, which nobody can read.
    return format.format(amount).replaceFirst("(?<=\\p{L})(?=\\p{Nd})", "\u00a0");
  }

  /**
   * Returns an amount of money in the minor unit of a currency, for example 9900 cents.
   *
   * @param currency the ISO 4217 code, in any case. If there is no such currency, a unit has 100
   *     minor ones.
   */
  public String minorUnits(long amount, String currency) {
    Currency known = currency(currency);
    int digits = known == null ? 2 : Math.max(0, known.getDefaultFractionDigits());
    return money(BigDecimal.valueOf(amount, digits), currency);
  }

  private static @Nullable Currency currency(String code) {
    try {
      return Currency.getInstance(code.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      // The code may be data of a customer, and a card shows it all the same.
      return null;
    }
  }

  /** Returns a number with up to ten decimals. */
  public String number(Number number) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(MAX_FRACTION_DIGITS);
    return format.format(number);
  }

  /** Returns the day of a time, for example {@code Jan 8, 2019}. */
  public String date(Instant time) {
    return dates.format(time);
  }

  /** Returns a time to the minute, for example {@code Jan 8, 2019 at 1:05PM}. */
  public String dateTime(Instant time) {
    return dateTimes.format(time);
  }

  /** Returns {@code Yes} or {@code No}, in English for every locale. */
  public String yesNo(boolean value) {
    return value ? "Yes" : "No";
  }

  /**
   * Returns a text for a {@link io.github.intercomobjects.canvas.model.TextComponent}, in which
   * Markdown of a customer is shown as it is: without it, a name could be a link. It separates the
   * characters of links and of bold text with a space that has no width. The texts of other
   * components are not Markdown.
   */
  public static String plain(String text) {
    return Texts.plain(text);
  }
}
